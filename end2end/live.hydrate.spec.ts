import { expect, test } from "./fixtures";
import { committee, goal, live, managerOfIberia, previewOf, rowOf, select, sitDown, takeUp } from "./people";
import { Server } from "./server";

// The server is ended on purpose below; the browser says so while it tries again.
test.use({ expectedComplaints: [[/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/, /401/], { option: true }] });

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a number typed in the grid is private until Enter, and everybody's after it", async ({ browser }) => {
  const typing = (await sitDown(browser, server.url, committee, "en-US")).page;
  const watching = (await sitDown(browser, server.url, "Hannah Whitfield", "en-US")).page;
  const before = await goal(watching, "TopLine").textContent();
  const cell = rowOf(typing, "Iberia").locator(".cell.period").first();
  const old = await cell.textContent();
  await cell.dblclick();
  await typing.locator(".cell-field").fill("+3M");
  await expect(typing.locator(".echo")).toContainText("cells will move");
  await expect(previewOf(typing, "TopLine")).toBeVisible();
  await expect(previewOf(watching, "TopLine")).toBeHidden();
  expect(await goal(watching, "TopLine").textContent()).toBe(before);
  await typing.keyboard.press("Enter");
  await expect(goal(watching, "TopLine")).not.toHaveText(before ?? "");
  const seen = rowOf(watching, "Iberia").locator(".cell.period").first();
  await expect(seen).not.toHaveText(old ?? "");

  await test.step("undo takes it back for everybody", async () => {
    await typing.getByRole("button", { name: "Undo" }).click();
    await expect(seen).toHaveText(old ?? "");
    await expect(goal(watching, "TopLine")).toHaveText(before ?? "");
  });
});

test("an edit made while the line is cut arrives once, afterwards", async ({ browser }) => {
  const editing = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;
  const watching = (await sitDown(browser, server.url, committee, "es-CO")).page;
  // A hand that is at work has brought what the page shows next, before the line is cut.
  await takeUp(editing);
  await server.halt("SIGKILL");
  await expect(editing.locator("[data-line=Offline]")).toBeAttached();

  await rowOf(editing, "Iberia").locator(".cell.period").first().dblclick();
  await editing.locator(".cell-field").fill("17M");
  await editing.keyboard.press("Enter");
  await expect(editing.locator(".status-bar")).toContainText("1 cambio guardado, se enviará");

  await server.resume();
  await expect(editing.locator("[data-line=Live]")).toBeAttached({ timeout: 30_000 });
  await expect(editing.locator(".status-bar")).not.toContainText("enviándose");
  await live(watching);
  await select(watching, "Iberia");
  await watching.getByRole("tab", { name: "¿Por qué este número?" }).click();
  const written = watching.locator(".journal li").filter({ hasText: managerOfIberia });
  await expect(written).toHaveCount(1);
  await expect(written).toContainText("17,0 M");
});

test("a manager sees their own units and the company's totals, and nobody else's", async ({ browser }) => {
  const { page, context } = await sitDown(browser, server.url, managerOfIberia, "es-CO");
  await expect(rowOf(page, "Iberia")).toBeVisible();
  await expect(rowOf(page, "Otras unidades")).toBeVisible();
  await expect(page.getByText("Cono Sur")).toHaveCount(0);
  const board = page.url();
  const html = await (await context.request.get(board)).text();
  expect(html).not.toContain("Cono Sur");
  const csv = await (await context.request.get(`${board}/export.csv`)).text();
  expect(csv).toContain("IBE");
  expect(csv).not.toMatch(/SUR|Cono Sur/);
  await rowOf(page, "Otras unidades").locator(".cell.period").first().dblclick();
  await expect(page.locator(".cell-field")).toHaveCount(0);
});

test("whoever has signed out in another tab writes nothing more, and is told so", async ({ browser }) => {
  const { page, context } = await sitDown(browser, server.url, "Rosa Quispe Huamán", "es-CO");
  const watching = (await sitDown(browser, server.url, committee, "es-CO")).page;
  const before = await goal(watching, "TopLine").textContent();
  const other = await context.newPage();
  await other.goto("/boards");
  await other.getByRole("button", { name: "Salir" }).click();
  await expect(other).toHaveURL(/sign-in/);
  await rowOf(page, "Andina").locator(".cell.period").first().dblclick();
  await page.locator(".cell-field").fill("1M");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-line=SignedOut]")).toBeAttached({ timeout: 30_000 });
  await expect(page.locator(".status-bar")).toContainText("Su sesión terminó");
  expect(await goal(watching, "TopLine").textContent()).toBe(before);
});

test("going to another cell finishes the one being typed in, and another measure leaves it as it was", async ({ browser }) => {
  const { page } = await sitDown(browser, server.url, committee, "en-US");
  const quarters = rowOf(page, "Iberia").locator(".cell.period");
  const old = await quarters.nth(3).textContent();
  await quarters.nth(3).dblclick();
  await page.locator(".cell-field").fill("+2M");
  await quarters.nth(1).click();
  await expect(page.locator(".cell-field")).toHaveCount(0);
  await expect(quarters.nth(3)).not.toHaveText(old ?? "");
  const changed = await quarters.nth(3).textContent();
  await quarters.nth(3).dblclick();
  await page.locator(".cell-field").fill("+2M");
  await page.getByRole("button", { name: "Month", exact: true }).click();
  await expect(page.locator(".cell-field")).toHaveCount(0);
  await page.getByRole("button", { name: "Quarter", exact: true }).click();
  await expect(quarters.nth(3)).toHaveText(changed ?? "");
});
