import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, executive, live, managerOfIberia, rowOf, sitDown } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());
// A rule that blocks is answered with it.
test.use({ expectedComplaints: [/status of 409/] });

test("marketing expense is asked for until a day, approved on its own path, archived and started anew", async ({ browser }) => {
  test.setTimeout(150_000);
  const above = (await sitDown(browser, server.url, committee, "en-US")).page;
  const board = new URL(above.url()).pathname;
  const iberia = `${board}/approvals/of/IBE?measure=MarketingExpense`;
  const touch = { baseURL: server.url, hasTouch: true, viewport: { width: 1024, height: 768 } };
  const below = await (await browser.newContext({ ...touch, locale: "es-ES" })).newPage();
  await enterAs(below, managerOfIberia);

  await test.step("the committee gives it a path of one step with three days and a limit", async () => {
    await above.goto(`${board}/approvals/path`);
    await above.getByText("Measures that go together").click();
    await above.locator("[name='group.MarketingExpense']").selectOption({ label: "Path 2" });
    await above.getByRole("button", { name: "Group them" }).click();
    await expect(above.getByRole("status")).toContainText("Saved.");
    await above.getByRole("link", { name: "Marketing expense" }).click();
    await above.locator("[name='step.1.0']").selectOption({ label: "nobody" });
    await above.locator("[name='step.0.days']").fill("3");
    await above.locator("[name='rule.limit0.unit']").fill("IBE");
    await above.locator("[name='rule.limit0.measure']").selectOption({ label: "Marketing expense" });
    await above.locator("[name='rule.limit0.high']").fill("5M");
    await above.locator("[name='rule.limit0']").selectOption({ label: "blocks" });
    await above.getByRole("button", { name: "Save" }).click();
    await expect(above.getByRole("status")).toContainText("Saved.");
    await expect(above.locator("[name='rule.limit0.high']")).toHaveValue("5,000,000");
    await expectAccessible(above);
  });

  await test.step("the manager finds it in the inbox, and the limit keeps it from being submitted until it is kept", async () => {
    await above.goto(iberia);
    await above.locator("[name=due]").fill("2099-03-31");
    await above.getByRole("button", { name: "Ask for a proposal" }).click();
    await expect(above.getByRole("status")).toBeVisible();
    await below.goto(`${board}/inbox`);
    const asked = below.locator(".inbox-approvals").getByRole("row", { name: /Gasto de marketing/ });
    await expect(asked.filter({ hasText: "2099" })).toHaveCount(1);
    await expectAccessible(below);
    await asked.getByRole("link", { name: "Iberia · Gasto de marketing", exact: true }).tap();
    await expect(below.locator(".rules .broken")).toContainText("bloquea");
    await below.locator("[name=secret]").fill(managerOfIberia);
    await below.getByRole("button", { name: "Firmar y enviar" }).tap();
    await expect(below.getByRole("alert")).toContainText("Hay reglas que impiden enviar la unidad");
    await above.goto(board);
    await live(above);
    await above.locator("select").filter({ hasText: "Marketing expense" }).selectOption({ label: "Marketing expense" });
    await rowOf(above, "Iberia").locator(".cell.period").nth(0).dblclick();
    await above.locator(".cell-field").fill("700K");
    await above.keyboard.press("Enter");
    await expect(above.locator(".cell-field")).toHaveCount(0);
    await below.goto(iberia);
    await below.locator("[name=secret]").fill(managerOfIberia);
    await below.getByRole("button", { name: "Firmar y enviar" }).tap();
    await expect(below.locator("h1")).toContainText("En revisión");
    await expect(below.locator(".approval-path [aria-current]")).toContainText("en 3 días");
    await expectAccessible(below);
  });

  await test.step("the board locks that measure alone", async () => {
    await expect(rowOf(above, "Iberia").locator(".pill")).toContainText("Under review");
    await above.locator("select").filter({ hasText: "Marketing expense" }).selectOption({ label: "Service expense" });
    await expect(rowOf(above, "Iberia").locator(".pill")).not.toContainText("Under review");
  });

  await test.step("it is approved, put away with its lock, and started anew", async () => {
    const signs = async (page: typeof above, name: string, button: string) => {
      await page.goto(iberia);
      await page.locator("[name=secret]").fill(name);
      await page.getByRole("button", { name: button }).click();
      await expect(page.getByRole("status")).toBeVisible();
    };
    const signing = await (await browser.newContext({ ...touch, locale: "es-CO" })).newPage();
    await enterAs(signing, executive);
    await signs(above, committee, "Sign off");
    await signs(signing, executive, "Firmar y aprobar");
    await above.goto(iberia);
    await above.getByRole("button", { name: "Archive" }).click();
    await expect(above.locator("h1")).toContainText("Archived");
    await expectAccessible(above);
    await above.getByRole("button", { name: "Start anew" }).click();
    await expect(above.locator("h1")).toContainText("Asked to propose");
    await expect(above.locator(".approval-record li")).toHaveCount(7);
    await above.goto(`${board}/approvals?measure=MarketingExpense`);
    await expect(above.getByRole("row", { name: /^Iberia/ }).last()).toContainText(managerOfIberia);
    await expectAccessible(above);
  });
});
