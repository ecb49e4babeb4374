import { expect, test } from "./fixtures";
import { committee, live, managerOfIberia, select, sitDown } from "./people";
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

test("a page that is only looked at fetches no part; the first move of a hand does", async ({ browser }) => {
  const { context, page } = await sitDown(browser, server.url, committee, "en-US");
  const untouched = await context.newPage();
  const fetched: string[] = [];
  untouched.on("response", (response) => {
    if (response.url().includes("/pkg/parts/")) fetched.push(response.url());
  });
  await untouched.goto(page.url());
  await live(untouched);
  expect(fetched).toEqual([]);
  await untouched.mouse.move(400, 400);
  await expect.poll(() => fetched.filter((address) => address.includes("unit_panel"))).toHaveLength(1);
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
