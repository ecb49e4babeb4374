import { type Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, executive, finance, live, managerOfAndes, managerOfIberia, rowOf, select, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

/** Signs on the page of a unit, with the keyboard alone: Enter in the field signs. */
async function signs(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.locator("[name=secret]").focus();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toBeVisible();
}

test("a plan goes from targets through a counter, an escalation and an imposed number to signatures", async ({ browser }) => {
  test.setTimeout(180_000);
  const above = (await sitDown(browser, server.url, committee, "en-US")).page;
  const below = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;
  const beside = (await sitDown(browser, server.url, managerOfAndes, "es-PE")).page;
  const board = new URL(above.url()).pathname;
  const iberia = `${board}/approvals/of/IBE`;

  await test.step("targets are offered, countered, escalated and imposed; another unit accepts", async () => {
    await select(above, "Iberia");
    await select(below, "Iberia");
    await above.getByRole("button", { name: "Offer", exact: true }).click();
    await above.locator("[name=quarter-1]").fill("22M");
    await above.getByRole("button", { name: "Send offer" }).click();
    await below.getByRole("button", { name: "Contraofertar" }).click();
    await below.locator("[name=quarter-1]").fill("15M");
    await below.getByLabel(/Diga por qué/).fill("Dos tiendas abren recién en mayo.");
    await below.getByRole("button", { name: "Enviar contraoferta" }).click();
    await above.getByRole("button", { name: "Escalate" }).click();
    await above.getByLabel(/somebody above/).fill("We are too far apart.");
    await above.getByRole("button", { name: "Escalate" }).click();
    await above.getByRole("button", { name: "Set the number" }).click();
    await above.locator("[name=quarter-1]").fill("18M");
    await above.getByLabel(/Say why/).fill("The middle, as in every year.");
    await above.getByRole("button", { name: "Set the number" }).click();
    await expect(rowOf(below, "Iberia").locator(".pill")).toContainText("Impuesto");
    await select(beside, "Andina");
    await beside.getByRole("button", { name: "Aceptar", exact: true }).click();
    await expect(rowOf(beside, "Andina").locator(".pill")).toContainText("Acordada");
  });

  await test.step("both units propose their figures, and their numbers are locked", async () => {
    await below.goto(iberia);
    await expectAccessible(below);
    await signs(below, iberia, managerOfIberia);
    await expect(below.locator("h1")).toContainText("En revisión");
    await signs(beside, `${board}/approvals/of/AND`, managerOfAndes);
    await expect(rowOf(above, "Iberia").locator(".pill"), "who looks at the board sees it at once").toContainText("Under review");
    await below.goto(board);
    await live(below);
    await below.locator("select").filter({ hasText: "Gasto de servicio" }).selectOption({ label: "Gasto de servicio" });
    const cell = rowOf(below, "Iberia").locator(".cell.period").nth(1);
    await cell.dblclick();
    await below.locator(".cell-field").fill("1M");
    await expect(below.locator(".echo")).toContainText("Iberia está enviado a aprobación");
    await below.keyboard.press("Escape");
  });

  await test.step("the first step delegates, the delegate and the committee sign it off", async () => {
    await above.goto(`${board}/approvals`);
    await expect(above.getByRole("heading", { name: "Waits for you 3" })).toBeVisible();
    await expectAccessible(above);
    await above.goto(iberia);
    await above.getByLabel("Somebody to answer for you").selectOption({ label: finance });
    await above.getByRole("button", { name: "Delegate" }).click();
    await expect(above.getByRole("status")).toBeVisible();
    const delegate = await (await browser.newContext({ baseURL: server.url, locale: "en-US" })).newPage();
    await enterAs(delegate, finance);
    await signs(delegate, iberia, finance);
    await expect(delegate.locator(".approval-path")).toContainText(`${finance} for ${committee}`);
    await signs(above, iberia, committee);
    await expect(above.locator("h1")).toContainText("Signed off");
    await expectAccessible(above);

    await delegate.goto(board);
    await live(delegate);
    await delegate.locator("select").filter({ hasText: "Service expense" }).selectOption({ label: "Service expense" });
    const late = rowOf(delegate, "Iberia").locator(".cell.period").nth(0);
    await late.dblclick();
    await delegate.locator(".cell-field").fill("+100K");
    await delegate.keyboard.press("Enter");
    await expect(delegate.locator(".cell-field")).toHaveCount(0);
  });

  await test.step("a late change makes the signatures of that unit stale, and only those", async () => {
    const signing = await (
      await browser.newContext({ baseURL: server.url, locale: "es-CO", hasTouch: true, viewport: { width: 1024, height: 768 } })
    ).newPage();
    await enterAs(signing, executive);
    await expect(signing.locator(".theme-choice button"), "the bar of the board fits").toBeInViewport({ ratio: 1 });
    await signing.goto(`${board}/approvals`);
    await expect(signing.getByRole("row", { name: /Iberia/ })).toContainText("Cifras cambiadas");
    await expect(signing.getByRole("row", { name: /Andina/ }).first()).not.toContainText("Cifras cambiadas");
    await signing.goto(iberia);
    await expect(signing.locator(".changed")).toContainText("100.000");
    await expect(signing.getByRole("button", { name: "Firmar y aprobar" })).toHaveCount(0);
    await expectAccessible(signing);
    const delegate = await (await browser.newContext({ baseURL: server.url, locale: "en-US" })).newPage();
    await enterAs(delegate, finance);
    await signs(below, iberia, managerOfIberia);
    await signs(delegate, iberia, finance);
    await signs(above, iberia, committee);

    await signing.goto(`${board}/approvals`);
    await signing.getByRole("link", { name: "Iberia" }).first().tap();
    await signing.locator("[name=secret]").fill(executive);
    await signing.getByRole("button", { name: "Firmar y aprobar" }).tap();
    await expect(signing.locator("h1")).toContainText("Aprobada");
    await signing.getByRole("link", { name: "Firmas para verificar" }).tap();
    await expect(signing.locator(".signature:not(.past)")).toHaveCount(4);
    await expectAccessible(signing);
    const page = await signing.context().request.get(`${iberia}/figures.tsv`);
    const hash = Buffer.from(await crypto.subtle.digest("SHA-256", await page.body())).toString("hex");
    await expect(signing.locator(".signature").first()).toContainText(hash);
  });
});
