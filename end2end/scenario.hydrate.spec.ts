import { expect, expectAccessible, test } from "./fixtures";
import { committee, live, managerOfIberia, rowOf, select, sitDown } from "./people";
import { Server } from "./server";

// A form that is refused keeps what was chosen, and Chromium logs the status of its page.
test.use({ expectedComplaints: [[/status of 422/], { option: true }] });

const colleague = "Hannah Whitfield";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a scenario is tried, shared, compared and merged, and one undo takes the merge back", async ({ browser }) => {
  const trying = (await sitDown(browser, server.url, committee, "en-US")).page;
  const planning = (await sitDown(browser, server.url, colleague, "en-US")).page;
  const plan = trying.url();
  const quarter = (page: typeof trying) => rowOf(page, "Iberia").locator(".cell.period").first();
  const write = async (page: typeof trying, number: string) => {
    await quarter(page).dblclick();
    await page.locator(".cell-field").fill(number);
    await page.keyboard.press("Enter");
  };
  const before = (await quarter(planning).textContent()) ?? "";

  await test.step("it is made from the board, and says what it is", async () => {
    await trying.locator(".scenario-switch").click();
    await trying.getByLabel("Name of a new scenario").fill("Bolder Iberia");
    await trying.getByRole("button", { name: "Create scenario" }).click();
    await expect(trying.locator(".scenario-band")).toContainText("Scenario: Bolder Iberia");
    await expect(trying.locator(".scenario-band")).toContainText("private");
    await live(trying);
    await expectAccessible(trying);
  });
  const scenario = trying.url();

  await test.step("an edit in it leaves the plan alone", async () => {
    await write(trying, "25M");
    await expect(quarter(trying)).toContainText("25.0");
    await expect(trying.locator(".status-bar")).not.toContainText("being sent");
    expect(await quarter(planning).textContent()).toBe(before);
  });

  await test.step("nobody else finds it until it is shared", async () => {
    const answer = await planning.context().request.get(scenario);
    expect(answer.status()).toBe(404);
    await trying.getByRole("button", { name: "Share" }).click();
    await expect(trying.locator(".scenario-band")).toContainText("shared");
    await planning.reload();
    await live(planning);
    await planning.locator(".scenario-switch").click();
    await planning.locator("#scenarios").getByRole("link", { name: /Bolder Iberia/ }).click();
    await expect(planning.locator(".scenario-band")).toContainText("by Camila");
    await live(planning);
    await expect(quarter(planning)).toContainText("25.0");
    await planning.getByRole("link", { name: "Back to the plan" }).click();
    await live(planning);
    await expect(quarter(planning)).toHaveText(before);
  });

  await test.step("both change the same cells", async () => {
    await write(planning, "21M");
    await expect(quarter(planning)).toContainText("21.0");
    await expect(planning.locator(".status-bar")).not.toContainText("being sent");
  });

  await test.step("the two are compared", async () => {
    await trying.locator(".scenario-band").getByRole("link", { name: "Compare" }).click();
    await expect(trying.getByRole("table").first()).toContainText("Bolder Iberia");
    await trying.getByRole("link", { name: "Iberia" }).click();
    await trying.getByLabel("Period").selectOption({ label: "\u00a0\u00a0Q1" });
    await trying.getByRole("button", { name: "Show" }).click();
    const row = trying.getByRole("row", { name: /^Iberia/ });
    await expect(row).toContainText("21.0");
    await expect(row).toContainText("25.0");
    await expect(row).toContainText("+4.0");
    await expectAccessible(trying);
    await trying.getByRole("link", { name: /Back to the scenario/ }).click();
  });

  await test.step("conflicts show who wrote what, and wait for a choice", async () => {
    await trying.locator(".scenario-band").getByRole("link", { name: "Merge" }).click();
    const cells = trying.locator(".merge-cells").first();
    await expect(cells).toContainText(colleague);
    await expect(cells).toContainText(committee);
    await expectAccessible(trying);
    await trying.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(trying.getByRole("alert")).toContainText("still wait");
    await trying.getByRole("radio", { name: "take the scenario's" }).check();
    await trying.getByRole("button", { name: "Merge", exact: true }).click();
    await expect(trying.getByRole("heading", { name: "Merged into the plan" })).toBeVisible();
    await expect(quarter(planning)).toContainText("25.0");
  });

  await test.step("one undo takes all of it back", async () => {
    await trying.getByRole("link", { name: "Back to the plan", exact: true }).click();
    await trying.waitForURL(plan);
    await live(trying);
    await trying.getByRole("button", { name: "Undo" }).click();
    await expect(quarter(planning)).toContainText("21.0");
    await expect(quarter(trying)).toContainText("21.0");
  });
});

test("a number says why it is what it is, and the board shows how it was", async ({ browser }) => {
  const { page } = await sitDown(browser, server.url, committee, "es-CO");
  await rowOf(page, "Iberia").locator(".cell.target").dblclick();
  await page.locator(".cell-field").fill("+2M");
  await page.keyboard.press("Enter");
  await select(page, "Iberia");
  await page.getByRole("tab", { name: "¿Por qué este número?" }).click();
  const bridge = page.locator(".why .bridge");
  await expect(bridge).toContainText(committee);
  await expect(bridge).toContainText("+2,0");
  await expect(bridge.locator(".bridge-bar").first()).toBeAttached();
  await expect(bridge).toContainText("Ahora, revisión");
  await expectAccessible(page);

  await page.locator(".scenario-switch").click();
  await page.getByRole("link", { name: "Antes y ahora" }).click();
  await expect(page.locator(".as-it-was")).toContainText("solo lectura");
  await page.getByRole("link", { name: "solo este cambio" }).first().click();
  await expect(page.locator(".events tbody tr")).toHaveCount(1);
  await expect(page.locator(".events")).toContainText(committee);
  await expectAccessible(page);
});

test("a manager keeps a private scenario of what they see", async ({ browser }) => {
  const { page } = await sitDown(browser, server.url, managerOfIberia, "es-CO");
  await page.locator(".scenario-switch").click();
  await page.getByLabel("Nombre de un nuevo escenario").fill("Con una tienda más");
  await page.keyboard.press("Enter");
  await expect(page.locator(".scenario-band")).toContainText("privado");
  await live(page);
  await rowOf(page, "Iberia").locator(".cell.period").first().dblclick();
  await page.locator(".cell-field").fill("18M");
  await page.keyboard.press("Enter");
  await expect(page.locator(".status-bar")).not.toContainText("enviándose");
  await page.locator(".scenario-band").getByRole("link", { name: "Comparar" }).click();
  await expect(page.getByText("Cono Sur")).toHaveCount(0);
  await expect(page.getByRole("table").first()).toContainText("Con una tienda más");
});
