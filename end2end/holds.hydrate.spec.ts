import { expect, expectAccessible, test } from "./fixtures";
import { committee, finance, executive, managerOfIberia, rowOf, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());


test("a target is held within a corridor, and a refused edit names the hold and offers the repair", async ({ browser }) => {
  const page = (await sitDown(browser, server.url, committee, "en-US")).page;
  const watching = (await sitDown(browser, server.url, finance, "es-CO")).page;
  const cell = rowOf(page, "Iberia").locator(".cell.target");
  const dialog = page.getByRole("dialog");

  await test.step("the dialog says what is wrong before anything is sent", async () => {
    await cell.click();
    await page.keyboard.press("Control+Alt+h");
    await expect(dialog).toContainText("Hold the target of Iberia");
    await expectAccessible(page);
    await dialog.getByText("Within a corridor").click();
    await expect(dialog.getByRole("alert")).toContainText("Type the least, the most, or both.");
    await dialog.getByLabel("At least").fill("500M");
    await expect(dialog.getByRole("alert")).toContainText("outside that corridor");
    await dialog.getByLabel("At least").fill("-1%");
    await dialog.getByLabel("At most").fill("+10%");
    await dialog.getByLabel("Why, in words").fill("The board has signed it.");
    await dialog.getByLabel("Until the end of").fill("2020-01-31");
    await expect(dialog.getByRole("alert")).toContainText("That day is over");
    await dialog.getByLabel("Until the end of").fill("2031-03-31");
    await expect(dialog.locator(".hold-summary")).toContainText("until Mar 31, 2031, 23:59");
    await dialog.getByRole("button", { name: "Hold", exact: true }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("everybody sees the mark, and who, why and until when", async () => {
    const seen = rowOf(watching, "Iberia").locator(".cell.target");
    await expect(seen).toHaveClass(/corridor/);
    await seen.hover();
    const note = seen.getByRole("note");
    await expect(note).toBeVisible();
    for (const said of [committee, "The board has signed it.", "31 mar 2031, 23:59", " a "]) await expect(note).toContainText(said);
  });

  await test.step("too little is refused with the hold, and the repair is a button", async () => {
    await cell.dblclick();
    await page.locator(".cell-field").fill("-5%");
    await expect(page.locator(".echo")).toContainText("not possible in Iberia");
    await page.keyboard.press("Enter");
    await expect(dialog).toContainText("Not possible like this");
    await expect(dialog.getByRole("listitem")).toContainText("The board has signed it.");
    await expectAccessible(page);
    await expect(dialog.getByRole("button", { name: /^Use / })).toBeVisible();
    const before = await cell.textContent();
    await dialog.getByRole("button", { name: /^Lower this hold by .* and send$/ }).click();
    await expect(dialog).toBeHidden();
    await expect(page.locator(".cell-field")).toHaveCount(0);
    await expect(cell).not.toHaveText(before ?? "");
    await expect(cell).toHaveClass(/corridor/);
  });

  await test.step("Esc leaves what was typed in its cell", async () => {
    await cell.dblclick();
    await page.locator(".cell-field").fill("-5%");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.locator(".cell-field")).toHaveValue("-5%");
    await page.keyboard.press("Escape");
  });
});

test("the page of holds lists, filters and releases", async ({ browser }) => {
  const page = (await sitDown(browser, server.url, committee, "en-US")).page;
  const manager = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;
  const cell = rowOf(page, "Andes").locator(".cell.target");
  await cell.click();
  await page.getByRole("button", { name: "Hold", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Hold", exact: true }).click();
  await expect(cell).toHaveClass(/held/);

  await page.locator("a.mark.lock").click();
  await expect(page).toHaveURL(/\/holds$/);
  await expectAccessible(page);
  const rows = page.getByRole("row").filter({ hasText: committee });
  await expect(rows.first()).toBeVisible();
  await page.getByRole("link", { name: /^Mine/ }).click();
  await expect(page).toHaveURL(/mine=true/);
  const andean = page.getByRole("row").filter({ hasText: "Andes" });
  await andean.getByRole("button", { name: /^Release/ }).click();
  await expect(page.getByRole("status")).toContainText("Released: Andes");
  await expect(andean).toHaveCount(0);
  await page.getByRole("link", { name: /^Back to/ }).click();
  await expect(page.locator("[data-line=Live]")).toBeAttached({ timeout: 30_000 });
  await expect(cell).not.toHaveClass(/held/);

  await test.step("a manager may not hold what they are asked for, and is told so", async () => {
    await rowOf(manager, "Iberia").locator(".cell.target").click();
    await manager.getByRole("button", { name: "Retener", exact: true }).click();
    await expect(manager.locator(".announcement")).toContainText("Usted no puede cambiar esto");
  });
});

test("a hold ends by the clock, for everybody", async ({ browser }) => {
  const desk = await sitDown(browser, server.url, committee, "en-US");
  const page = desk.page;
  const watching = (await sitDown(browser, server.url, executive, "en-US")).page;
  // A reader whose day ends in five seconds.
  await page.evaluate(() => {
    const Real = Date;
    window.Date = class extends Real {
      constructor(...given: []) {
        super(...given);
        if (given.length === 7) this.setTime(Real.now() + 5_000);
      }
    } as DateConstructor;
  });
  const [held, seen] = [page, watching].map((each) => rowOf(each, "Brazil").locator(".cell.target"));
  await held.click();
  await page.getByRole("button", { name: "Hold", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Until the end of").fill("2031-03-31");
  await page.getByRole("dialog").getByRole("button", { name: "Hold", exact: true }).click();
  await expect(seen).toHaveClass(/held/);
  await expect(seen).not.toHaveClass(/held/);
  await expect(held).not.toHaveClass(/held/);
});
