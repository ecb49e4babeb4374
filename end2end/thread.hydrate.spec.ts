import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, managerOfIberia } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("an offer with terms is made, read and answered in part", async ({ browser }) => {
  const above = await (await browser.newContext({ baseURL: server.url, locale: "en-US" })).newPage();
  const below = await (await browser.newContext({ baseURL: server.url, locale: "es-CO" })).newPage();
  await enterAs(above, committee);
  await enterAs(below, managerOfIberia);
  const board = new URL(above.url()).pathname;
  const unit = await above.goto(`${board}/organization`).then(() =>
    above.locator("[name=unit] option").evaluateAll((options) =>
      options.find((option) => option.textContent?.trim() === "Iberia")?.getAttribute("value"),
    ),
  );
  const address = `${board}/thread?unit=${unit}&measure=Revenue`;

  await above.goto(address);
  await expectAccessible(above);
  for (const quarter of await above.getByRole("textbox", { name: /^Q\d/ }).all()) {
    await quarter.fill("20M");
  }
  await above.getByText("Terms", { exact: true }).click();
  await above.getByLabel(/must promise/).fill("Open the shop in Valencia");
  await above.getByRole("button", { name: "Send offer" }).click();
  await expect(above.getByRole("status")).toContainText("Sent.");

  await below.goto(address);
  await expectAccessible(below);
  await expect(below.getByText("Open the shop in Valencia").first()).toBeVisible();
  await below.getByLabel("Open the shop in Valencia").check();
  await below.getByRole("checkbox", { name: /T1/ }).check();
  await below.getByRole("button", { name: "Aceptar solo los períodos marcados" }).click();
  await expect(below.getByText(/Congelado: T1/)).toBeVisible();

  for (const page of ["policy", "two-trees", "organization"]) {
    await above.goto(`${board}/${page}`);
    await expectAccessible(above);
  }
});
