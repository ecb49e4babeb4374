import { defineConfig, devices } from "@playwright/test";
import { findBrowser } from "./browser.mjs";

// `figures` and `pictures` are not tests: they run when they are asked for by name.
const wanted = process.env.PACTO_RUN;

export default defineConfig({
  testDir: ".",
  testMatch: wanted ? `${wanted}.ts` : "**/*.spec.ts",
  outputDir: "results/tests",
  globalSetup: "./global-setup.ts",
  // One demo company is shared: specs that change it must not meet.
  workers: 1,
  forbidOnly: !!process.env.CI,
  timeout: 90_000,
  // The module compiles slowly on a machine that is also building.
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findBrowser(),
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "with scripts" },
    // Signing in and reading work without any script; a name that ends in .hydrate.spec.ts says what does not.
    ...(wanted
      ? []
      : [{ name: "without scripts", use: { javaScriptEnabled: false }, testIgnore: "**/*.hydrate.spec.ts" }]),
  ],
});
