// What people do on a board, in words of the specs.
import { type Browser, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { hydrated } from "./fixtures";

/** People of the demo company. */
export const committee = "Camila Ospina Duarte";
export const finance = "Hannah Whitfield";
export const managerOfAndes = "Rosa Quispe Huamán";
export const managerOfIberia = "Nuria Ferrer Costa";
export const executive = "Beatriz Salcedo Rivas";

/** A person at a browser of their own. */
export interface Desk {
  context: BrowserContext;
  page: Page;
}

/** Opens a browser context for a person of the demo company and waits for their live board. */
export async function sitDown(browser: Browser, url: string, person: string, locale: string): Promise<Desk> {
  const context = await browser.newContext({ baseURL: url, locale });
  const page = await context.newPage();
  await enterAs(page, person);
  await live(page);
  return { context, page };
}

/** Signs in as a person of the demo company. */
export async function enterAs(page: Page, person: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: person }).click();
  await page.waitForURL(/\/boards\//);
}

/** Waits until the board reacts and its live channel is open. */
export async function live(page: Page): Promise<void> {
  await hydrated(page);
  await expect(page.locator("[data-line=Live]")).toBeAttached({ timeout: 30_000 });
  await expect(page.locator(".panel-empty, .panel-head").first()).toBeAttached();
}

/** Moves the hand over a board for the first time, and waits for the parts that this brings. */
export async function takeUp(page: Page): Promise<void> {
  const underway = new Set<unknown>();
  page.on("request", (request) => request.url().includes("/pkg/parts/") && underway.add(request));
  page.on("requestfinished", (request) => underway.delete(request));
  const parts = ["unit_panel", "dialog_body"].map((part) => page.waitForResponse((answer) => answer.url().includes(part)));
  await page.mouse.move(400, 400);
  await Promise.all(parts);
  await expect.poll(() => underway.size).toBe(0);
}

/** The row of a unit. */
export function rowOf(page: Page, unit: string): Locator {
  return page.getByRole("row").filter({ has: page.locator(".unit-name", { hasText: new RegExp(`^${unit}$`) }) });
}

/** Selects a unit, so that the side panel shows it. */
export async function select(page: Page, unit: string): Promise<void> {
  await rowOf(page, unit).locator(".unit-name").click();
  await expect(page.locator(".panel-head h2")).toContainText(unit);
}

/** A goal card's published value. */
export function goal(page: Page, metric: string): Locator {
  return page.locator(`[data-goal=${metric}] output`);
}

/** A goal card's private preview. */
export function previewOf(page: Page, metric: string): Locator {
  return page.locator(`[data-goal=${metric}] .draft-chip`);
}
