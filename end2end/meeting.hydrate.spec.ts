import { expect, expectAccessible, test } from "./fixtures";
import { committee, enterAs, executive, live, managerOfIberia } from "./people";
import { Server } from "./server";

let server: Server;
test.beforeAll(async () => {
  server = await Server.start();
});
test.afterAll(() => server.stop());

test("a meeting is begun, followed, left, followed again, decided in and ended with minutes", async ({ browser }) => {
  const open = async (locale: string) => (await browser.newContext({ baseURL: server.url, locale })).newPage();
  const [above, along, aside] = [await open("en-US"), await open("es-CO"), await open("en-US")];
  await enterAs(above, committee);
  await enterAs(along, executive);
  await enterAs(aside, managerOfIberia);
  const meeting = `${new URL(above.url()).pathname}/meeting`;
  const item = (page: typeof above) => page.locator(".meeting-item h2");
  const planning = await along.context().newPage();
  await planning.goto(new URL(above.url()).pathname);
  await live(planning);

  await test.step("whoever waits is taken along when it begins", async () => {
    await along.goto(meeting);
    await aside.goto(meeting);
    await expect(aside.getByText("Nothing is contested")).toBeVisible();
    await above.goto(meeting);
    await expectAccessible(above);
    await above.getByLabel("Minutes for each item").fill("1");
    await above.getByRole("button", { name: "Begin a meeting" }).click();
    await expect(item(above)).toHaveText("Southern Cone");
    await expect(item(along)).toHaveText("Cono Sur", { timeout: 2_000 });
    await expect(item(aside)).toHaveText("An item is discussed that is not yours");
    await expect(planning.getByRole("link", { name: "Reunión ahora" })).toBeVisible({ timeout: 8_000 });
    await expect(aside.locator("main")).not.toContainText("Southern Cone");
    await expect(above.locator(".meeting-who")).toContainText(executive);
    await expectAccessible(above);
    await expectAccessible(along);
  });

  await test.step("every screen counts the same seconds", async () => {
    const seconds = (page: typeof above) =>
      page.locator(".meeting-timer strong").evaluate((clock) => {
        const [minutes, rest] = (clock.textContent ?? "").split(":").map(Number);
        return (minutes ?? 0) * 60 + (rest ?? 0);
      });
    await expect.poll(() => seconds(above)).toBeGreaterThan(1);
    const both = await Promise.all([seconds(above), seconds(along)]);
    expect(Math.abs((both[0] ?? 0) - (both[1] ?? 0))).toBeLessThanOrEqual(1);
  });

  await test.step("the presenter goes on by a key, and followers with them", async () => {
    await above.keyboard.press("ArrowRight");
    await expect(item(above)).toHaveText("Andes");
    await expect(item(along)).toHaveText("Andina", { timeout: 2_000 });
    await above.keyboard.press("ArrowLeft");
    await expect(item(along)).toHaveText("Cono Sur", { timeout: 2_000 });
  });

  await test.step("whoever leaves looks around by themselves until they follow again", async () => {
    await along.getByRole("link", { name: "Salir" }).click();
    await expect(along.getByText("Usted mira por su cuenta")).toBeVisible();
    await along.keyboard.press("ArrowRight");
    await expect(item(along)).toHaveText("Andina");
    await expect(item(above)).toHaveText("Southern Cone");
    await along.getByRole("link", { name: "Seguir de nuevo" }).click();
    await expect(item(along)).toHaveText("Cono Sur");
  });

  await test.step("what is being typed stays while the meeting moves", async () => {
    const note = above.getByLabel("Note about this item");
    await note.fill("Call the distributor");
    await above.context().newPage().then((page) => page.goto(meeting));
    await along.goto(`${meeting}?alone=yes`);
    await along.goto(meeting);
    await expect(note).toHaveValue("Call the distributor");
    await above.getByRole("button", { name: "Write it down", exact: true }).click();
    await expect(along.locator(".meeting-notes")).toContainText("Call the distributor", { timeout: 3_000 });
  });

  await test.step("a decision stands in everybody's list at once", async () => {
    await above.getByRole("button", { name: "Offer the middle" }).click();
    await expect(above.locator(".meeting-decisions")).toContainText("59,990,000 → 55,448,500");
    await expect(along.locator(".meeting-decisions")).toContainText("59.990.000 → 55.448.500", { timeout: 3_000 });
    await above.getByLabel("Note about this item").fill("The manager answers tomorrow");
    await above.getByRole("button", { name: "Left open: write it down and go on" }).click();
    await expect(item(along)).toHaveText("Andina", { timeout: 3_000 });
  });

  await test.step("at the end everybody has the minutes in both languages", async () => {
    await above.getByText("End the meeting", { exact: true }).first().click();
    await above.getByRole("button", { name: "End the meeting" }).click();
    await above.waitForURL(/\/minutes$/);
    await expectAccessible(above);
    for (const [language, told] of [["en", "Call the distributor"], ["es", "59.990.000 → 55.448.500"]] as const) {
      await expect(above.locator(`article[lang=${language}]`)).toContainText(told);
    }
    await expect(along.getByRole("status").filter({ hasText: "La reunión terminó." })).toBeVisible();
    await along.getByRole("link", { name: "Acta", exact: true }).click();
    await expect(along.locator("article").first()).toContainText("Ofrecida");
    const download = along.waitForEvent("download");
    await along.getByRole("link", { name: "Descargar en inglés (.md)" }).click();
    expect((await download).suggestedFilename()).toBe("pacto-minutes.en.md");
    await expect(aside.getByText("The meeting has ended.")).toBeVisible();
    await expect(planning.getByRole("link", { name: "Reunión", exact: true })).toBeVisible({ timeout: 8_000 });
  });
});
