import { expect, test } from "./fixtures";
import { committee, managerOfIberia, rowOf, select, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a thread is escalated, sent back, imposed, negotiated anew and taken back", async ({ browser }) => {
  const above = (await sitDown(browser, server.url, committee, "en-US")).page;
  const below = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;
  const statusAbove = rowOf(above, "Iberia").locator(".pill");
  const statusBelow = rowOf(below, "Iberia").locator(".pill");
  await select(above, "Iberia");
  await select(below, "Iberia");

  await test.step("the manager hands an offer to the arbiter, with a reason", async () => {
    await above.getByRole("button", { name: "Offer", exact: true }).click();
    await above.locator("[name=quarter-1]").fill("22M");
    await above.getByRole("button", { name: "Send offer" }).click();
    await below.getByRole("button", { name: "Escalar" }).click();
    await below.getByLabel(/Por qué debería decidir/).fill("Nadie miró la historia de Valencia.");
    await below.getByRole("button", { name: "Escalar" }).click();
    await expect(statusBelow).toContainText("Escalado");
    await expect(below.getByRole("button", { name: "Aceptar", exact: true })).toBeHidden();
    await expect(statusAbove).toContainText("Your turn");
    await expect(above.locator(".thread")).toContainText("Nadie miró la historia de Valencia.");
  });

  await test.step("it comes back to the manager, who counters", async () => {
    await above.getByRole("button", { name: "Send back" }).click();
    await above.getByLabel(/Say why/).fill("Counter with a number first.");
    await above.getByRole("button", { name: "Send back" }).click();
    await expect(statusBelow).toContainText("Le toca a usted");
    await below.getByRole("button", { name: "Contraofertar" }).click();
    await below.locator("[name=quarter-1]").fill("15M");
    await below.getByLabel(/Diga por qué/).fill("Dos tiendas abren recién en mayo.");
    await below.getByRole("button", { name: "Enviar contraoferta" }).click();
    await expect(statusAbove).toContainText("Your turn");
  });

  await test.step("the committee escalates and sets the number, which is frozen for both", async () => {
    await above.getByRole("button", { name: "Escalate" }).click();
    await above.getByLabel(/somebody above/).fill("We are too far apart.");
    await above.getByRole("button", { name: "Escalate" }).click();
    await expect(above.getByRole("button", { name: "Send back" })).toBeHidden();
    await above.getByRole("button", { name: "Set the number" }).click();
    await above.locator("[name=quarter-1]").fill("18M");
    await above.getByLabel(/Say why/).fill("The middle, as in every year.");
    await above.getByRole("button", { name: "Set the number" }).click();
    await expect(statusAbove).toContainText("Imposed");
    await expect(statusBelow).toContainText("Impuesto");
    await expect(below.locator(".thread")).toContainText("Un árbitro fijó este número.");
  });

  await test.step("what is settled is negotiated anew with a reason, and the offer taken back", async () => {
    await above.getByRole("button", { name: "Negotiate anew" }).click();
    await above.locator("[name=quarter-1]").fill("17M");
    await above.getByLabel(/Say why/).fill("Valencia opens later.");
    await above.getByRole("button", { name: "Send offer" }).click();
    await expect(statusBelow).toContainText("Le toca a usted");
    await above.getByRole("button", { name: "Take back" }).click();
    await above.getByRole("button", { name: "Take back" }).click();
    await expect(statusBelow).toContainText("Sin iniciar");
    await expect(below.getByRole("button", { name: "Aceptar", exact: true })).toBeHidden();
  });
});
