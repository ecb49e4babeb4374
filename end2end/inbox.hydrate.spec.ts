import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, managerOfIberia } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("what waits for an answer is found, put off by a key, taken back and accepted with others", async ({ browser }) => {
  const above = await (await browser.newContext({ baseURL: server.url, locale: "en-US" })).newPage();
  const below = await (await browser.newContext({ baseURL: server.url, locale: "es-CO" })).newPage();
  await enterAs(above, committee);
  await enterAs(below, managerOfIberia);
  const board = new URL(above.url()).pathname;
  await above.goto(`${board}/organization`);
  const units = above.locator("[name=unit] option");
  const unit = await units.evaluateAll((options) =>
    options.find((option) => option.textContent?.trim() === "Iberia")?.getAttribute("value"),
  );
  const thread = `${board}/thread?unit=${unit}&measure=Revenue`;
  await above.goto(thread);
  for (const quarter of await above.getByRole("textbox", { name: /^Q\d/ }).all()) await quarter.fill("20M");
  await above.getByRole("button", { name: "Send offer" }).click();
  await expect(above.getByRole("status")).toContainText("Sent.");

  await below.goto(`${board}/inbox`);
  await expectAccessible(below);
  await expect(below.getByRole("link", { name: "Espera mi respuesta 2" })).toBeVisible();
  await below.keyboard.press("j");
  await expect(below.locator(".inbox-approvals").getByRole("link", { name: "Iberia" })).toBeFocused();
  await below.keyboard.press("j");
  await expect(below.locator(".inbox-sheet").getByRole("link", { name: "Iberia" })).toBeFocused();
  await below.keyboard.press("Enter");
  await below.waitForURL(/\/thread\?/);
  await below.getByText("Contraofertar con otros números", { exact: true }).click();
  for (const quarter of await below.getByRole("textbox", { name: /^T\d/ }).all()) await quarter.fill("19M");
  await below.locator("[name=reason]:visible").first().fill("Abre una tienda menos");
  await below.getByRole("button", { name: "Enviar contraoferta" }).click();
  await expect(below.getByRole("status")).toContainText("Enviado.");
  await below.goto(`${board}/inbox?tray=answered`);
  await expect(below.getByRole("row", { name: /Iberia/ })).toContainText(committee);

  await above.goto(board);
  await above.getByRole("link", { name: /^Inbox 4/ }).click();
  await expectAccessible(above);
  const row = above.getByRole("row", { name: /Iberia/ });
  await expect(row).toContainText("76,000,000");
  await expect(row).toContainText("Abre una tienda menos");
  await row.getByRole("link").focus();
  await above.keyboard.press("h");
  await expect(above.getByRole("status")).toContainText("Put aside.");
  await above.getByRole("link", { name: "Put aside 1" }).click();
  await above.getByRole("button", { name: "Take back into the inbox: Iberia" }).click();
  await above.getByRole("link", { name: "Needs my answer 3" }).click();

  await above.getByRole("link", { name: "Choose all" }).click();
  await above.getByRole("button", { name: "Look at what accepting does" }).click();
  await expectAccessible(above);
  await expect(above.getByRole("heading", { name: "Accept 2 offers" })).toBeVisible();
  await above.getByRole("button", { name: "Accept 2 offers" }).click();
  await expect(above.getByRole("status")).toContainText("2 accepted.");
  await below.goto(thread);
  await expect(below.getByText("Acordada").first()).toBeVisible();
});
