import { expect, test } from "./fixtures";
import { committee, enterAs } from "./people";

test("tactics are listed, filtered and read without script", async ({ page }) => {
  await enterAs(page, committee);
  await page.goto(`${new URL(page.url()).pathname}/tactics`);
  await expect(page.getByRole("heading", { name: /Tactics/ }).first()).toBeVisible();
  await page.locator(".tactic-filters [name=kind]").selectOption("Retention");
  await page.locator(".tactic-filters").getByRole("button").click();
  await expect(page.locator(".tactic-table tfoot")).toContainText("Total of 1");
  await page.locator(".tactic-table tbody [id^=tactic-] th a").click();
  await expect(page.locator(".response-curve")).toContainText("respond");
  await page.goto(`${page.url()}/edit`);
  await expect(page.locator("[name=reach]")).not.toHaveValue("");
});
