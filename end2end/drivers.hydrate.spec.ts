import { expect, expectAccessible, test } from "./fixtures";
import { committee, executive, rowOf, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a goal is simulated, sought and sent as counter-offers that the other browser sees", async ({ browser }) => {
  const planning = (await sitDown(browser, server.url, committee, "en-US")).page;
  const answering = (await sitDown(browser, server.url, "Federico Aguirre Sosa", "es-CO")).page;

  await test.step("the board leads to its tree", async () => {
    await planning.getByRole("link", { name: "Driver tree" }).click();
    await expect(planning.getByRole("heading", { level: 1, name: "Driver tree" })).toBeVisible();
    await expectAccessible(planning);
  });

  await test.step("a what-if moves every node above and no plan", async () => {
    await planning.getByLabel("What if, Marketing expense").fill("+5%");
    await planning.getByLabel("What if, Marketing expense").press("Enter");
    await expect(planning.locator("tr[data-node=marketing] td.after")).not.toBeEmpty();
    await expect(planning.locator("tr[data-node=operating_income] td.after").first()).not.toBeEmpty();
    await expect(planning.locator("[data-goal=OperatingIncome] s")).toBeVisible();
    await expectAccessible(planning);
  });

  await test.step("the tornado has both ends of every bar, and a table", async () => {
    await planning.getByRole("link", { name: "Sensitivity" }).click();
    await expect(planning.getByRole("img", { name: /every driver 1% lower and higher/ })).toBeVisible();
    await expect(planning.getByRole("row", { name: /Revenue/ })).toContainText("rises with it");
    await expectAccessible(planning);
  });

  await test.step("a goal that cannot be reached gets the nearest", async () => {
    await planning.getByRole("link", { name: "Goal seek" }).click();
    await planning.getByLabel(/Should be/).fill("+50%");
    await planning.getByRole("checkbox", { name: "Marketing expense" }).check();
    await planning.getByRole("button", { name: "Find the change" }).click();
    await expect(planning.locator(".verdict")).toContainText("The nearest is");
    await expectAccessible(planning);
  });

  await test.step("a goal that can be reached is sent with a reason", async () => {
    await planning.getByRole("checkbox", { name: "Marketing expense" }).uncheck();
    await planning.getByRole("checkbox", { name: "Revenue" }).check();
    await planning.getByLabel(/Should be/).fill("+2%");
    await planning.getByRole("button", { name: "Find the change" }).click();
    await expect(planning.locator(".verdict")).toContainText("reaches");
    await planning.getByRole("link", { name: /Send as counter-offers/ }).click();
    await expect(planning.getByRole("row", { name: /Southern Cone/ })).toContainText("Federico Aguirre Sosa");
    await expect(planning.locator(".stuck")).toContainText("frozen");
    await expectAccessible(planning);
    await planning.getByLabel("Say why, in words").fill("The new distributor carries the second half.");
    await planning.getByRole("button", { name: "Send what is marked" }).click();
    await expect(planning.locator(".sent")).toContainText("Southern Cone");
    await expectAccessible(planning);
  });

  await test.step("the manager sees the answer without a reload", async () => {
    await expect(rowOf(answering, "Cono Sur").locator(".pill")).toContainText("Le toca a usted");
    await rowOf(answering, "Cono Sur").locator(".unit-name").click();
    await expect(answering.locator(".thread")).toContainText("The new distributor carries the second half.");
  });

});

test("an executive simulates and sends nothing; the pages need no script", async ({ browser }) => {
  const reading = await sitDown(browser, server.url, executive, "es-CO");
  const address = `${reading.page.url()}/drivers`;
  const state = await reading.context.storageState();
  await reading.context.close();
  const context = await browser.newContext({
    baseURL: server.url, locale: "es-CO", javaScriptEnabled: false, storageState: state, colorScheme: "dark",
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel("Y si, Ingresos").fill("+1%");
  await page.getByRole("button", { name: "Calcular" }).click();
  await expect(page.locator("tr[data-node=revenue] td.after").first()).not.toBeEmpty();
  await page.getByRole("link", { name: /Enviar como contraofertas/ }).click();
  await expect(page.locator(".stuck")).toContainText("Usted no habla por ninguna de las partes aquí.");
  await expect(page.getByRole("button", { name: "Enviar lo marcado" })).toHaveCount(0);
  await context.close();
});
