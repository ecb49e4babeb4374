// Takes screenshots of the pages of tactics, to be looked at: PACTO_RUN=tactics.pictures.
import { test } from "./fixtures";
import { committee, enterAs, live, select } from "./people";

const folder = process.env.PICTURES ?? "results/pictures";
const sizes = [
  { name: "1440", width: 1440, height: 900, touch: false, colorScheme: "light" as const },
  { name: "1440-dark", width: 1440, height: 900, touch: false, colorScheme: "dark" as const },
  { name: "1024", width: 1024, height: 768, touch: true, colorScheme: "light" as const },
];

for (const size of sizes) {
  test(`tactics, ${size.name}`, async ({ browser }) => {
    const context = await browser.newContext({
      baseURL: process.env.PACTO_URL,
      colorScheme: size.colorScheme,
      hasTouch: size.touch,
      isMobile: size.touch,
      javaScriptEnabled: !process.env.NO_BOARD,
      locale: size.touch ? "es-CO" : "en-US",
      viewport: { width: size.width, height: size.height },
    });
    const page = await context.newPage();
    await enterAs(page, committee);
    const board = new URL(page.url()).pathname;
    const take = (name: string) => page.screenshot({ path: `${folder}/tactics-${name}-${size.name}.png`, fullPage: true });
    if (!process.env.NO_BOARD) {
      await live(page);
      await select(page, size.touch ? "Colombia y el Caribe" : "Colombia and the Caribbean");
      await page.waitForTimeout(400);
      await take("board");
    }
    await page.goto(`${board}/tactics`);
    await take("list");
    await page.goto(`${board}/tactics?walk=Owners`);
    await take("owners");
    await page.locator(".tactic-table [id^=tactic-] th a").first().click();
    await take("show");
    await page.goto(`${page.url()}/edit`);
    await page.locator("[name=margin]").press("Enter");
    await take("look");
    await page.goto(`${board}/tactics/new`);
    await page.locator("[name=margin]").press("Enter");
    await take("new");
    await context.close();
  });
}
