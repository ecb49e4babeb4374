import { expect, expectAccessible, test } from "./fixtures";
import { committee, finance, rowOf, sitDown } from "./people";
import { patience, Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  test.setTimeout(patience);
  server = await Server.start(["demo", "--units", "600"]);
});
test.afterAll(() => server.stop());


test("undo after somebody else's change asks, and redo gives their number back", async ({ browser }) => {
  const page = (await sitDown(browser, server.url, committee, "en-US")).page;
  const other = (await sitDown(browser, server.url, finance, "en-US")).page;
  const dialog = page.getByRole("dialog");
  const [mine, theirs] = [page, other].map((each) => rowOf(each, "Iberia").locator(".cell.period").nth(1));
  const old = (await mine.textContent()) ?? "";

  await mine.dblclick();
  await page.locator(".cell-field").fill("+3M");
  await page.keyboard.press("Enter");
  await expect(theirs).not.toHaveText(old);
  const between = (await theirs.textContent()) ?? "";
  await theirs.dblclick();
  await other.locator(".cell-field").fill("+2M");
  await other.keyboard.press("Enter");
  await expect(mine).not.toHaveText(between);
  const last = (await mine.textContent()) ?? "";

  await test.step("the list says who has changed it since", async () => {
    await page.getByRole("button", { name: "Your changes" }).click();
    await expect(dialog.getByRole("listitem").first()).toContainText(`changed since by ${finance}`);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  });

  await test.step("the old value can be offered instead", async () => {
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(dialog).toContainText(`${finance} changed Iberia`);
    await expect(dialog).toContainText("Undo anyway, or offer the old value?");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: /^Offer / }).click();
    await expect(page.locator(".panel-head h2")).toContainText("Iberia");
    await expect(page.locator("[name=quarter-2]")).toBeVisible();
    await expect(page.getByRole("button", { name: "Send offer" })).toBeVisible();
    await page.locator(".numbers").getByRole("button", { name: "Cancel" }).click();
    expect(await mine.textContent()).toBe(last);
  });

  await test.step("undone anyway, for everybody; redo gives the other's number back", async () => {
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await dialog.getByRole("button", { name: "Undo anyway" }).click();
    await expect(dialog).toBeHidden();
    await expect(mine).toHaveText(old);
    await expect(theirs).toHaveText(old);
    await page.getByRole("treegrid").focus();
    await page.keyboard.press("Control+y");
    await expect(theirs).toHaveText(last);
    await page.keyboard.press("Control+z");
    await expect(theirs).toHaveText(old);
    await page.keyboard.press("Control+Shift+z");
    await expect(theirs).toHaveText(last);
  });
});

test("an earlier change is taken back from the list, and the empty list says so", async ({ browser }) => {
  const page = (await sitDown(browser, server.url, "Andrés Villalba Prieto", "es-CO")).page;
  const dialog = page.getByRole("dialog");
  await page.getByRole("button", { name: "Sus cambios" }).click();
  await expect(dialog).toContainText("Todavía no cambió nada");
  await page.keyboard.press("Escape");
  const quarters = rowOf(page, "Iberia").locator(".cell.period");
  const [first, second] = [quarters.nth(0), quarters.nth(1)];
  const before = [(await first.textContent()) ?? "", (await second.textContent()) ?? ""];
  for (const cell of [first, second]) {
    await cell.dblclick();
    await page.locator(".cell-field").fill("+20%");
    await page.keyboard.press("Enter");
    await expect(page.locator(".cell-field")).toHaveCount(0);
  }
  const changed = (await second.textContent()) ?? "";
  await page.getByRole("button", { name: "Sus cambios" }).click();
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await dialog.getByRole("button", { name: /^Deshacer/ }).last().click();
  await expect(first).toHaveText(before[0]);
  await expect(second).toHaveText(changed);
  await expect(dialog).toContainText("Puede rehacer");
  await dialog.getByRole("button", { name: /^Rehacer/ }).click();
  await expect(first).not.toHaveText(before[0]);
});

test("an edit of more than ten thousand cells shows what it changes before it is sent", async ({ browser }) => {
  const page = (await sitDown(browser, server.url, committee, "en-US")).page;
  const watching = (await sitDown(browser, server.url, finance, "en-US")).page;
  const dialog = page.getByRole("dialog");
  const target = (each: typeof page) => each.locator(".grid-row.company .cell.target");
  const old = (await target(watching).textContent()) ?? "";
  await target(page).dblclick();
  await page.locator(".cell-field").fill("+4%");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("cells will change");
  await expect(dialog.getByRole("row")).not.toHaveCount(1);
  await expect(dialog.getByRole("row").nth(1)).toContainText("+");
  await expectAccessible(page);

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.locator(".cell-field")).toHaveValue("+4%");
  expect(await target(watching).textContent()).toBe(old);

  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Change them" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.locator(".cell-field")).toHaveCount(0);
  await expect(target(watching)).not.toHaveText(old);

  await test.step("a smaller one shows it when asked", async () => {
    await rowOf(page, "Iberia").locator(".cell.period").first().dblclick();
    await page.locator(".cell-field").fill("+1%");
    await page.keyboard.press("Alt+Enter");
    await expect(dialog).toContainText("cells will change");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await page.locator(".echo").getByRole("button", { name: "What changes?" }).click();
    await expect(dialog).toContainText("cells will change");
    await page.keyboard.press("Escape");
    await expect(page.locator(".cell-field")).toBeFocused();
  });
});
