import { expect, expectAccessible, openHydrated, test } from "./fixtures";

test("the first page reacts, in silence, and is accessible", async ({ page }) => {
  await openHydrated(page, "/");
  await expectAccessible(page);
});

test("only scripts that the server has named run", async ({ page }) => {
  const response = await page.goto("/");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' 'nonce-[^']+'/);
});

test("the chart library loads on demand from our own origin", async ({ page }) => {
  await openHydrated(page, "/");
  const kind = await page.evaluate(async () => {
    const address = "/pkg/echarts.js";
    return typeof (await import(address)).init;
  });
  expect(kind).toBe("function");
});
