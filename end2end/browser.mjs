// Which Chromium the tests drive: the one that is named, the system's, else the one that Playwright has downloaded.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const known = ["/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

/** Path of the browser, or nothing where there is none yet. */
export function findBrowser() {
  if (process.env.PACTO_CHROMIUM) return process.env.PACTO_CHROMIUM;
  return [...known, chromium.executablePath()].find((path) => existsSync(path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = findBrowser() ? 0 : 1;
