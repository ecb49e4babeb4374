import { expect, test } from "./fixtures";

test("the first page can be read before any script runs", async ({ page }) => {
  const response = await page.goto("/");
  expect(response?.status()).toBe(200);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the probes answer", async ({ request }) => {
  expect((await request.get("/healthz")).status()).toBe(200);
  expect((await request.get("/readyz")).status()).toBe(200);
});

test("another site cannot send a form in our reader's name", async ({ request }) => {
  const answer = await request.post("/api/anything", { headers: { origin: "https://elsewhere.example" } });
  expect(answer.status()).toBe(403);
});
