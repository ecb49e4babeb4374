import { expect, test } from "./fixtures";
import { committee, goal, live, managerOfIberia, previewOf, rowOf, select, sitDown } from "./people";
import { Server } from "./server";

// The server is ended on purpose below; the browser says so while it tries again.
test.use({ expectedComplaints: [[/WebSocket connection to .* failed/, /ERR_CONNECTION_REFUSED/], { option: true }] });

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a quota is offered, countered, accepted, and still agreed after a restart", async ({ browser }) => {
  const offering = (await sitDown(browser, server.url, committee, "en-US")).page;
  const answering = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;

  const waits = async () => Number((await answering.getByRole("link", { name: /^Bandeja/ }).textContent())?.match(/\d+/));
  const waited = await waits();

  await test.step("the committee offers, and the manager sees it without a reload", async () => {
    await select(offering, "Iberia");
    await offering.getByRole("button", { name: "Offer", exact: true }).click();
    await offering.locator("[name=quarter-1]").fill("22M");
    await offering.getByLabel(/Say why/).fill("New stores in Valencia open in February.");
    await offering.getByRole("button", { name: "Send offer" }).click();
    await expect(rowOf(offering, "Iberia").locator(".pill")).toContainText("Offered");
    await expect(rowOf(answering, "Iberia").locator(".pill")).toContainText("Le toca a usted");
    await expect.poll(waits, "what the inbox counts").toBe(waited + 1);
  });

  const published = await goal(offering, "TopLine").textContent();

  await test.step("the manager types a counter-offer and sees its effect alone", async () => {
    await select(answering, "Iberia");
    await expect(answering.locator(".thread")).toContainText("New stores in Valencia");
    await answering.getByRole("button", { name: "Contraofertar" }).click();
    await answering.locator("[name=quarter-1]").fill("15M");
    await expect(previewOf(answering, "TopLine")).toBeVisible();
    await expect(previewOf(offering, "TopLine")).toBeHidden();
    expect(await goal(offering, "TopLine").textContent()).toBe(published);
  });

  await test.step("a counter-offer needs a reason", async () => {
    await answering.getByRole("button", { name: "Enviar contraoferta" }).click();
    await expect(rowOf(offering, "Iberia").locator(".pill")).toContainText("Offered");
    await answering.getByLabel(/Diga por qué/).fill("Dos tiendas abren recién en mayo.");
    await answering.getByRole("button", { name: "Enviar contraoferta" }).click();
    await expect(rowOf(answering, "Iberia").locator(".pill")).toContainText("Contraoferta");
    await expect.poll(waits, "what the inbox counts").toBe(waited);
  });

  await test.step("everybody's goals move, and the committee accepts", async () => {
    await expect(goal(offering, "TopLine")).not.toHaveText(published ?? "");
    await expect(rowOf(offering, "Iberia").locator(".pill")).toContainText("Your turn");
    await expect(offering.locator(".effects")).toContainText("Middle");
    await offering.getByRole("button", { name: "Accept", exact: true }).click();
    await expect(rowOf(offering, "Iberia").locator(".pill")).toContainText("Agreed");
    await expect(rowOf(answering, "Iberia").locator(".pill")).toContainText("Acordada");
  });

  await test.step("an agreed number is frozen", async () => {
    await rowOf(offering, "Iberia").locator(".cell.period").first().dblclick();
    await offering.locator(".cell-field").fill("30M");
    await expect(offering.locator(".echo")).toContainText("not possible");
    await offering.keyboard.press("Escape");
  });

  await test.step("a reload and a restart keep it", async () => {
    await answering.reload();
    await live(answering);
    await expect(rowOf(answering, "Iberia").locator(".pill")).toContainText("Acordada");
    await server.halt("SIGKILL");
    await server.resume();
    await live(offering);
    await select(offering, "Iberia");
    await expect(offering.locator(".thread")).toContainText("Dos tiendas abren recién en mayo.");
    await answering.reload();
    await live(answering);
    await expect(rowOf(answering, "Iberia").locator(".pill")).toContainText("Acordada");
  });
});

test("an accept of an offer that has changed is refused with the difference", async ({ browser }) => {
  const offering = (await sitDown(browser, server.url, committee, "en-US")).page;
  const desk = await sitDown(browser, server.url, "Julián Restrepo Mejía", "es-CO");
  const answering = desk.page;
  await select(answering, "Colombia y el Caribe");
  await expect(answering.getByRole("button", { name: "Aceptar", exact: true })).toBeVisible();
  // The manager loses the line; the committee changes its offer; the manager accepts what they still see.
  await server.halt("SIGKILL");
  await expect(answering.locator("[data-line=Offline]")).toBeAttached();
  await answering.getByRole("button", { name: "Aceptar", exact: true }).click();
  await expect(answering.locator(".status-bar")).toContainText("1 cambio guardado");
  await answering.evaluate(() => window.dispatchEvent(new Event("offline")));
  // The manager's browser stays away until the new offer stands.
  await desk.context.route("**/live", (route) => route.abort());
  const kept = await answering.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("pacto-outbox")));
  expect(kept).toHaveLength(1);
  await answering.goto("about:blank");
  await server.resume();
  await live(offering);
  await select(offering, "Colombia and the Caribbean");
  await offering.getByRole("button", { name: "New offer" }).click();
  await offering.locator("[name=quarter-1]").fill("+1M");
  await offering.getByRole("button", { name: "Send offer" }).click();
  await expect(offering.locator(".thread-total")).toHaveCount(2);

  await desk.context.unrouteAll();
  await answering.goto(offering.url());
  await live(answering);
  await select(answering, "Colombia y el Caribe");
  await expect(answering.locator(".refusal")).toContainText("La oferta cambió");
  await expect(answering.locator(".refusal li").first()).toContainText("→");
  await expect(rowOf(offering, "Colombia and the Caribbean").locator(".pill")).toContainText("Offered");
  await answering.getByRole("button", { name: "Aceptar los nuevos números" }).click();
  await expect(rowOf(offering, "Colombia and the Caribbean").locator(".pill")).toContainText("Agreed");
});
