import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, live, managerOfIberia } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a manager is told of a comment on a number, answers it from the inbox, and the history leads back to it", async ({ browser }) => {
  const above = await (await browser.newContext({ baseURL: server.url, locale: "en-US" })).newPage();
  const below = await (await browser.newContext({ baseURL: server.url, locale: "es-CO" })).newPage();
  await enterAs(above, committee);
  await enterAs(below, managerOfIberia);
  const board = new URL(above.url()).pathname;

  // A name is offered while it is typed, and taken by the keyboard alone.
  await above.goto(`${board}/comments`);
  await expectAccessible(above);
  const units = above.locator("[name=unit] option");
  const unit = await units.evaluateAll((options) =>
    options.find((option) => option.textContent?.trim() === "Iberia")?.getAttribute("value"),
  );
  await above.locator("[name=unit]").selectOption(unit ?? "");
  await above.getByRole("button", { name: "Open" }).click();
  await expect(above.getByRole("heading", { level: 1 })).toHaveText("Iberia");
  const words = above.getByLabel("Your comment");
  await words.pressSequentially("Why **flat**, @nur");
  await expect(above.getByRole("option", { name: managerOfIberia })).toBeVisible();
  await expectAccessible(above);
  await above.keyboard.press("Enter");
  await expect(words).toHaveValue(`Why **flat**, @${managerOfIberia} `);
  await above.getByRole("button", { name: "Comment", exact: true }).click();
  await expect(above.getByRole("status")).toHaveText("Your comment stands.");
  await expect(above.locator(".comment-text strong")).toHaveText("flat");
  await expect(above.getByText(`Tells ${managerOfIberia}`)).toBeVisible();

  await below.goto(`${board}/inbox`);
  await below.getByRole("link", { name: "Comentarios para usted 1" }).click();
  await expectAccessible(below);
  await below.getByRole("link", { name: "Iberia" }).first().click();
  await below.getByLabel("Su comentario").fill("Dos tiendas cierran. <b>Nada</b> más.");
  await below.getByLabel(committee).check();
  await below.getByRole("button", { name: "Comentar" }).click();
  await expect(below.getByText("<b>Nada</b>")).toBeVisible();
  await below.goto(`${board}/comments`);
  await expect(below.getByText("Esperan su respuesta")).toHaveCount(0);

  // From a number on the board to what is said about it.
  await above.goto(board);
  await live(above);
  await above.locator("[role=gridcell]").first().click();
  await above.getByRole("tab", { name: "Why this number?" }).click();
  await above.locator(".why .comments-link").click();
  await above.waitForURL(/comments\/about\?about=cell/);
  await expect(above.locator(".comment-numbers")).toContainText("Target");
  await expectAccessible(above);
});
