import { expect, expectAccessible, test } from "./fixtures";
import { committee, executive, goal, live, managerOfIberia, select, sitDown } from "./people";
import { Server } from "./server";

// A form that is refused answers with a status that says so, and the browser notes it.
test.use({ expectedComplaints: [[/status of (409|422)/], { option: true }] });

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a manager plans a campaign, everybody's goals move, and the committee walks from goal to unit and back", async ({
  browser,
}) => {
  const watching = (await sitDown(browser, server.url, committee, "en-US")).page;
  const planning = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;
  const board = new URL(watching.url()).pathname;
  const before = await goal(watching, "GrossMargin").textContent();

  await test.step("the manager opens the form from the unit on the board and types a campaign", async () => {
    await select(planning, "Iberia");
    await expect(planning.locator(".panel-tactics")).toContainText("Todavía ninguna táctica actúa aquí.");
    await planning.getByRole("link", { name: "Planear una táctica" }).click();
    await expect(planning.getByRole("heading", { level: 1 })).toHaveText("Nueva táctica");
    const field = (name: string) => planning.locator(`[name="${name}"]`);
    await field("name_es").fill("Otoño sobre ruedas");
    await field("name_en").fill("Autumn on wheels");
    await field("start").fill("2027-09-01");
    await field("end").fill("2027-11-30");
    await field("audience").fill("120K");
    await field("reach").fill("90.000");
    await field("max").fill("25 %");
    await field("half").fill("300K");
    await field("value").fill("1.200");
    await field("pieces").fill("1,1");
    await field("margin").fill("ochenta");
    await field("cost.0.amount").fill("900K");
    await field("cost.1.amount").fill("60K");
    await planning.getByRole("button", { name: "Ver qué aporta" }).last().click();
  });

  await test.step("what is wrong stands at its field, and nothing typed is lost", async () => {
    await expect(planning.getByRole("alert")).toContainText("No se envió nada");
    await expect(planning.locator("#about-margin")).toContainText("no se puede leer");
    await expect(planning.locator("[name=half]")).toHaveValue("300K");
    await planning.locator("[name=margin]").fill("80");
    await planning.locator("[name=margin]").press("Enter");
  });

  await test.step("the manager sees what it brings before anybody else does", async () => {
    await expect(planning.getByRole("heading", { name: "Qué aporta" })).toBeVisible();
    await expect(planning.locator(".brings")).toContainText("Margen bruto");
    await expect(planning.locator(".response-curve")).toContainText("responden");
    await expectAccessible(planning);
    expect(await goal(watching, "GrossMargin").textContent()).toBe(before);
    await planning.getByRole("button", { name: "Enviar a todos" }).click();
    await expect(planning.getByRole("status")).toContainText("Otoño sobre ruedas");
    await expectAccessible(planning);
  });

  await test.step("the committee's goals move without a reload", async () => {
    await expect(goal(watching, "GrossMargin")).not.toHaveText(before ?? "");
    await select(watching, "Iberia");
    await expect(watching.locator(".panel-tactics")).toContainText("Autumn on wheels");
    await expectAccessible(watching);
  });

  await test.step("the committee walks from a goal over the target to the unit, and from the owner back", async () => {
    await watching.locator("[data-goal=TopLine] h2 a").click();
    await expect(watching).toHaveURL(/tactics\?goal=TopLine/);
    await expectAccessible(watching);
    const row = watching.getByRole("row", { name: /Autumn on wheels/ });
    await expect(row).toContainText("Sep 1 – Nov 30");
    await watching.getByRole("link", { name: "From owners and dates" }).click();
    await row.getByRole("link", { name: "Revenue target of Iberia" }).click();
    await expect(watching).toHaveURL(/#target-/);
    await watching.getByRole("link", { name: "Revenue target of Iberia" }).click();
    await live(watching);
    await expect(watching.locator(".panel-head h2")).toContainText("Iberia");
    await watching.locator(".panel-tactics").getByRole("link", { name: "Autumn on wheels" }).click();
    await expect(watching.getByRole("heading", { level: 1 })).toHaveText("Autumn on wheels");
    await expectAccessible(watching);
  });

  await test.step("a change that has not seen theirs is refused with who was faster", async () => {
    await watching.getByRole("link", { name: "Edit" }).click();
    await planning.getByRole("link", { name: "Otoño sobre ruedas" }).first().click();
    await planning.getByRole("link", { name: "Editar" }).click();
    await planning.locator("[name=reach]").fill("100.000");
    await planning.getByRole("button", { name: "Ver qué aporta" }).last().click();
    await planning.getByRole("button", { name: "Enviar el cambio a todos" }).click();
    await expect(planning.getByRole("status")).toContainText("Otoño sobre ruedas");
    await watching.locator("[name=value]").fill("1,300");
    await watching.getByRole("button", { name: "See what it brings" }).last().click();
    await expect(watching.getByRole("alert")).toContainText("Nuria Ferrer Costa changed it meanwhile");
    await expect(watching.getByRole("alert")).toContainText("100,000");
    await expectAccessible(watching);
  });

  await test.step("an executive reads and finds nothing to press", async () => {
    const reading = (await sitDown(browser, server.url, executive, "en-US")).page;
    await reading.goto(`${board}/tactics`);
    await expect(reading.getByRole("link", { name: "New tactic" })).toHaveCount(0);
    await reading.getByRole("link", { name: "Autumn on wheels" }).first().click();
    await expect(reading.locator(".tactics")).toContainText("You read this tactic");
  });

  await test.step("the manager drops it, and the goals are as they were", async () => {
    await watching.goto(board);
    await live(watching);
    await expect(goal(watching, "GrossMargin")).not.toHaveText(before ?? "");
    await planning.getByRole("link", { name: "Otoño sobre ruedas" }).first().click();
    await planning.locator(".drop-tactic summary").click();
    await planning.getByRole("button", { name: "Retirar esta táctica" }).click();
    await expect(planning.getByRole("status")).toContainText("ya no está");
    await expect(goal(watching, "GrossMargin")).toHaveText(before ?? "");
  });
});
