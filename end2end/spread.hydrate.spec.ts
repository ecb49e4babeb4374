import { expect, test } from "./fixtures";
import { committee, goal, rowOf, select, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a total is spread by another way than the grid's, shown first, and taken back", async ({ browser }) => {
  const { page } = await sitDown(browser, server.url, committee, "en-US");
  const watching = (await sitDown(browser, server.url, "Hannah Whitfield", "en-US")).page;
  const before = await goal(watching, "TopLine").textContent();
  const cell = rowOf(watching, "Iberia").locator(".cell.period").first();
  const old = await cell.textContent();
  await select(page, "Iberia");
  await page.getByRole("link", { name: "Other ways to spread the target" }).click();
  await expect(page.getByRole("heading", { name: "Spread a total" })).toBeVisible();
  await expect(page.locator("select[name=unit] option:checked")).toContainText("Iberia");

  await test.step("a way asks for what it needs", async () => {
    await page.getByRole("radio", { name: "Growth" }).check();
    await page.getByRole("button", { name: "Show its fields" }).click();
    await page.getByLabel("New total").fill("+10%");
    await page.getByLabel("Growth from month to month, %").fill("two");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByText("This cannot be read as a number")).toBeVisible();
    await expect(page.getByLabel("New total")).toHaveValue("+10%");
  });
  await test.step("what everybody would get is shown with its reason, and nothing has changed", async () => {
    await page.getByLabel("Growth from month to month, %").fill("2");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("heading", { name: /What this changes/ })).toBeVisible();
    await expect(page.locator(".spread-children tbody tr").first()).toContainText("Its share is");
    await expect(page.locator(".spread-preview")).toContainText("cells will move");
    expect(await goal(watching, "TopLine").textContent()).toBe(before);
    expect(await cell.textContent()).toBe(old);
  });
  await test.step("it is sent, seen by everybody, and taken back", async () => {
    await page.getByRole("button", { name: "Change them" }).click();
    await expect(page.getByRole("status")).toContainText("Sent.");
    await expect(cell).not.toHaveText(old ?? "");
    await page.getByRole("button", { name: "Take it back" }).click();
    await expect(page.getByRole("status")).toContainText("Taken back");
    await expect(cell).toHaveText(old ?? "");
  });
});
