import { expect, hydrated, test } from "./fixtures";
import { committee, live, managerOfIberia, rowOf, select, sitDown } from "./people";
import { Server } from "./server";

// Parts of the page are kept from arriving on purpose below; the browser says so.
test.use({ expectedComplaints: [[/ERR_FAILED/, /Failed to fetch/], { option: true }] });

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("the code of a tab is fetched when the tab is approached, once and for ever", async ({ browser }) => {
  const { page } = await sitDown(browser, server.url, committee, "en-US");
  const fetched: string[] = [];
  page.on("response", (response) => {
    if (!response.url().includes("/pkg/parts/")) return;
    expect(response.headers()["cache-control"]).toContain("immutable");
    fetched.push(response.url());
  });
  await select(page, "Iberia");
  await expect(page.locator(".panel-head")).toBeVisible();
  expect(fetched.filter((address) => address.includes("journal"))).toEqual([]);

  for (let visit = 0; visit < 2; visit += 1) {
    await page.getByRole("tab", { name: "Why" }).click();
    await expect(page.locator("#panel-body .panel-empty, #panel-body .journal")).toBeVisible();
    await expect(page.locator("[aria-busy]")).toBeHidden();
    await page.getByRole("tab", { name: "History" }).click();
    await expect(page.locator(".history-tab")).toBeVisible();
  }
  expect(fetched.filter((address) => address.includes("why_tab"))).toHaveLength(1);
  expect(fetched.filter((address) => address.includes("history_tab"))).toHaveLength(1);
});

test("a board brings what decides changes beside its plan, and nothing else until a hand moves", async ({ browser }) => {
  const { context, page } = await sitDown(browser, server.url, committee, "en-US");
  const untouched = await context.newPage();
  const fetched: string[] = [];
  untouched.on("response", (response) => {
    if (response.url().includes("/pkg/parts/")) fetched.push(response.url());
  });
  const has = (part: string) => fetched.filter((address) => address.includes(part)).length;
  await untouched.goto(page.url());
  await live(untouched);
  expect([has("board_rules"), has("unit_panel"), has("dialog_body")]).toEqual([1, 0, 0]);
  await untouched.mouse.move(400, 400);
  await expect.poll(() => has("unit_panel")).toBe(1);
});

test("until a board can be changed it says so, and no number loses its first digits", async ({ browser }) => {
  const { context, page: first } = await sitDown(browser, server.url, committee, "en-US");
  const page = await context.newPage();
  const held: (() => void)[] = [];
  await page.route("**/pkg/parts/board_rules*", async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await page.goto(first.url());
  await hydrated(page);
  const cell = rowOf(page, "Iberia").locator(".cell.period").first();
  const before = await cell.textContent();
  await cell.click();
  const said = page.locator(".announcement");
  await page.keyboard.type("12");
  await expect(said).toContainText("One moment");
  await expect(page.locator("[data-line=Connecting]")).toBeAttached();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Delete");
  await expect(page.locator(".cell-field")).toHaveCount(0);

  held.forEach((release) => release());
  await page.keyboard.type("00000");
  await live(page);
  await page.keyboard.type("00");
  await page.keyboard.press("Enter");
  await expect(said).toContainText("type your number again");
  await expect(page.locator(".cell-field")).toHaveCount(0);
  expect(await cell.textContent()).toBe(before);

  await page.waitForTimeout(1_100);
  await page.keyboard.type("17M");
  await expect(page.locator(".cell-field")).toHaveValue("17M");
  await page.keyboard.press("Enter");
  await expect(cell).toContainText("17");
});

test("a board whose rules do not arrive can be read, says why it cannot be changed, and tries again", async ({ browser }) => {
  const { context, page: first } = await sitDown(browser, server.url, managerOfIberia, "es-CO");
  const page = await context.newPage();
  await page.route("**/pkg/parts/board_rules*", (route) => route.abort());
  await page.goto(first.url());
  await hydrated(page);
  const said = page.locator(".announcement");
  await expect(said).toContainText("el tablero se puede leer, no cambiar");
  await page.unroute("**/pkg/parts/board_rules*");
  await rowOf(page, "Iberia").locator(".cell.period").first().click();
  await page.keyboard.press("F2");
  await live(page);
  await page.keyboard.press("F2");
  await expect(page.locator(".cell-field")).toBeVisible();
});

test("a part that does not arrive says so in the reader's language, and comes when asked for again", async ({ browser }) => {
  const { page } = await sitDown(browser, server.url, managerOfIberia, "es-CO");
  await select(page, "Iberia");
  await page.route("**/pkg/parts/**", (route) => route.abort());
  await page.getByRole("tab", { name: "Historia" }).click();
  const notice = page.getByRole("alert");
  await expect(notice).toContainText("No se pudo cargar esta parte de la página");
  await page.unroute("**/pkg/parts/**");
  await notice.getByRole("button", { name: "Intentar de nuevo" }).click();
  await expect(page.locator(".history-tab")).toBeVisible();
  await expect(notice).toBeHidden();
});
