// The `test` of every spec: it fails when any page of any context complains on the console.
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, expect, type Page, test as base } from "@playwright/test";

interface Fixtures {
  /** Complaints that a spec provokes on purpose, such as the 404 of a page that does not exist. */
  expectedComplaints: RegExp[];
  complaints: string[];
}

function listen(context: BrowserContext, complaints: string[]): void {
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complaints.push(`${message.type()}: ${message.text()} (${message.location().url || message.page()?.url()})`);
    }
  });
  context.on("weberror", (webError) => complaints.push(`uncaught: ${webError.error().stack ?? webError.error()}`));
}

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(process.env.PACTO_URL),
  expectedComplaints: [[], { option: true }],
  complaints: [
    async ({ browser, expectedComplaints }, use) => {
      const complaints: string[] = [];
      const onContext = (context: BrowserContext) => listen(context, complaints);
      browser.on("context", onContext);
      await use(complaints);
      browser.off("context", onContext);
      const unexpected = complaints.filter((complaint) => !expectedComplaints.some((known) => known.test(complaint)));
      expect(unexpected, "complaints on the console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a page and waits until it reacts. */
export async function openHydrated(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await hydrated(page);
}

/** Waits until the page reacts. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator("body[data-hydrated]")).toBeAttached();
}

/** Expects that axe finds nothing at WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const result = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const found = result.violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.target) }));
  expect(found, "what axe finds").toEqual([]);
}
