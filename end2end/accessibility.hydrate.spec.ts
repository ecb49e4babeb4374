import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, live, managerOfIberia, select } from "./people";

for (const colorScheme of ["light", "dark"] as const) {
  for (const locale of ["es-CO", "en-US"]) {
    test.describe(`${colorScheme}, ${locale}`, () => {
      test.use({ colorScheme, locale });

      test("axe finds nothing on the way in", async ({ page }) => {
        await page.goto("/sign-in");
        await expectAccessible(page);
      });

      test("axe finds nothing on the board and its panel", async ({ page }) => {
        await enterAs(page, committee);
        await live(page);
        await expectAccessible(page);
        await select(page, locale === "es-CO" ? "Cono Sur" : "Southern Cone");
        await expectAccessible(page);
        for (const tab of await page.getByRole("tab").all()) {
          await tab.click();
          await expectAccessible(page);
        }
        await page.goto("/boards");
        await expectAccessible(page);
      });
    });
  }
}

test("the grid works with the keyboard alone", async ({ page }) => {
  await enterAs(page, managerOfIberia);
  await live(page);
  await page.getByRole("treegrid").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const active = page.locator("[role=gridcell][aria-selected=true]");
  await expect(active).toHaveCount(1);
  const level = await active.locator("xpath=..").getAttribute("aria-level");
  expect(Number(level)).toBeGreaterThan(1);
});

test("the reader chooses language and colours", async ({ page }) => {
  await enterAs(page, committee);
  await live(page);
  await page.locator("#region").selectOption("es-PE");
  await expect(page.locator("html")).toHaveAttribute("data-region", "es-PE");
  await expect(page.locator("html")).toHaveAttribute("lang", "es");
  await page.locator("#region").selectOption("en-US");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.locator(".theme-choice button").click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});
