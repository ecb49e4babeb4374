import { expect, test } from "./fixtures";
import { committee, enterAs } from "./people";

test("a board is read as the server sends it", async ({ page }) => {
  await enterAs(page, committee);
  await expect(page.locator("[data-goal=TopLine] output")).toContainText("M");
  await expect(page.getByRole("row")).not.toHaveCount(0);
  await expect(page.locator(".unit-name").first()).toBeVisible();
});

test("nobody reads a board without signing in", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: process.env.PACTO_URL });
  const page = await context.newPage();
  await page.goto("/boards");
  await expect(page).toHaveURL(/sign-in/);
});
