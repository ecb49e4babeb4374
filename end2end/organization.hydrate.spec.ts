import { expect, expectAccessible, test } from "./fixtures";
import { committee, live, managerOfIberia, rowOf, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a unit moves to another parent, and every open board goes on under the new tree", async ({ browser }) => {
  const above = (await sitDown(browser, server.url, committee, "en-US")).page;
  const below = (await sitDown(browser, server.url, managerOfIberia, "es-CO")).page;
  await expect(rowOf(below, "España mediterránea")).toHaveCount(1);
  const board = new URL(above.url()).pathname;

  await test.step("the committee looks at what a move changes, then makes it", async () => {
    const desk = await above.context().newPage();
    await desk.goto(`${board}/organization`);
    await expectAccessible(desk);
    await desk.locator("[name=unit]").selectOption({ label: await labelOf(desk, "unit", "Mediterranean Spain") });
    await desk.locator("[name=to]").selectOption({ index: 0 });
    await desk.locator("[name=from]").selectOption({ index: 6 });
    await desk.getByRole("button", { name: "Show what changes" }).click();
    await expect(desk.getByRole("heading", { name: /As planned and as it would be/ })).toBeVisible();
    await desk.getByRole("button", { name: /^Move Mediterranean Spain to/ }).click();
    await expect(desk.getByRole("status")).toContainText("Moved: Mediterranean Spain");
    await expectAccessible(desk);
  });

  await test.step("open boards come back by themselves under the new tree", async () => {
    await live(above);
    await expect(rowOf(above, "Mediterranean Spain")).toHaveAttribute("aria-level", "2");
    await live(below);
    await expect(rowOf(below, "Iberia")).toHaveCount(1);
    await expect(rowOf(below, "España mediterránea")).toHaveCount(0);
  });
});

/** The whole words of the choice that names a unit, its indent with them. */
async function labelOf(page: import("@playwright/test").Page, field: string, unit: string): Promise<string> {
  const words = await page.locator(`[name=${field}] option`).allTextContents();
  return words.find((option) => option.trim() === unit) ?? unit;
}
