// Takes the screenshots of docs/pictures from the demo company. Run by `make pictures`.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "./fixtures";
import { committee, enterAs, live, managerOfAndes, select } from "./people";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../docs/pictures");
const sizes = [
  { name: "1440", width: 1440, height: 900, touch: false },
  { name: "1024", width: 1024, height: 768, touch: true },
];

for (const colorScheme of ["light", "dark"] as const) {
  for (const size of sizes) {
    test(`the board, ${colorScheme}, ${size.name}`, async ({ browser }) => {
      const context = await browser.newContext({
        baseURL: process.env.PACTO_URL,
        colorScheme,
        hasTouch: size.touch,
        locale: size.touch ? "es-CO" : "en-US",
        viewport: { width: size.width, height: size.height },
      });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await page.screenshot({ path: join(folder, `sign-in-${colorScheme}-${size.name}.png`) });
      await enterAs(page, committee);
      await live(page);
      if (!size.touch) await select(page, "Southern Cone");
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(folder, `board-${colorScheme}-${size.name}.png`) });
      await context.close();
    });
  }
}

test("a unit that waits for a signature, on a tablet", async ({ browser }) => {
  const submitting = await (await browser.newContext({ baseURL: process.env.PACTO_URL })).newPage();
  await enterAs(submitting, managerOfAndes);
  const unit = `${new URL(submitting.url()).pathname}/approvals/of/AND`;
  await submitting.goto(unit);
  await submitting.locator("[name=secret]").fill(managerOfAndes);
  await submitting.getByRole("button", { name: "Sign and submit" }).click();
  await submitting.getByRole("status").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    const locale = "es-CO";
    const viewport = { width: 1024, height: 768 };
    const signing = await browser.newContext({ baseURL: process.env.PACTO_URL, colorScheme, hasTouch: true, locale, viewport });
    const page = await signing.newPage();
    await enterAs(page, committee);
    await page.goto(unit);
    await page.screenshot({ path: join(folder, `approval-${colorScheme}-1024.png`) });
    await signing.close();
  }
});
