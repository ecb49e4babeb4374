// Measures what a reader feels, on loopback, and the engine in a browser; run by `make figures`, which has built
// target/measure and run the native bench. Prints tables and writes target/figures/*.tsv.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "./fixtures";
import { committee, rowOf, sitDown } from "./people";
import { Server } from "./server";

const edits = 60;
const warmUp = 10;
const folder = join(dirname(fileURLToPath(import.meta.url)), "../target/figures");

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function report(name: string, rows: [string, number, number, string][]): void {
  const lines = rows.map(([what, ours, theirs, peer]) =>
    [what, ours.toPrecision(3), "ms", peer, String(theirs), (ours / theirs).toPrecision(2)].join("\t"));
  const table = ["what\tours\tunit\tpeer\ttheirs\tratio", ...lines].join("\n");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.tsv`), `${table}\n`);
  console.log(table);
}

test("one leaf edit to every total and goal, native and in the browser", async ({ page }) => {
  test.setTimeout(240_000);
  const built = join(folder, "../measure");
  await page.route("**/measure/*", (route) => route.fulfill({ path: join(built, route.request().url().split("/measure/")[1]) }));
  await page.goto("/sign-in");
  const browser = await page.evaluate(async () => {
    const address = "/measure/measure.js";
    const { default: load, Bench } = await import(address);
    await load({ module_or_path: "/measure/measure_bg.wasm" });
    const bench = new Bench();
    bench.edit(2_000);
    const runs: number[] = [];
    for (let run = 0; run < 20; run += 1) {
      const start = performance.now();
      bench.edit(2_000);
      runs.push((performance.now() - start) / 2_000);
    }
    return runs.sort((one, other) => one - other)[10];
  });
  const group = join(folder, "../criterion/100,800 leaf cells");
  const estimates = join(group, "one leaf edit decided, then to all totals and goals/new/estimates.json");
  const native = JSON.parse(readFileSync(estimates, "utf8")).median.point_estimate / 1e6;
  const frame = "a frame at 60 Hz";
  report("leaf-edit", [
    ["one leaf edit at 100,800 leaf cells, decided, all totals and goals, native", native, 16.7, frame],
    ["one leaf edit at 100,800 leaf cells, decided, all totals and goals, Chromium", browser, 16.7, frame],
  ]);
});

test("from Enter to paint in the other browser", async ({ browser }) => {
  test.setTimeout(240_000);
  const server = await Server.start();
  try {
    const typing = (await sitDown(browser, server.url, committee, "en-US")).page;
    const watching = (await sitDown(browser, server.url, "Hannah Whitfield", "en-US")).page;
    const seen = rowOf(watching, "Iberia").locator(".cell.target");
    const waits: number[] = [];
    for (let edit = 0; edit < edits + warmUp; edit += 1) {
      const before = (await seen.textContent()) ?? "";
      const painted = seen.evaluate(
        (cell, old) =>
          new Promise<number>((resolve) => {
            const look = () => {
              if (cell.textContent === old) return;
              observer.disconnect();
              // The frame after the change has been painted when the next task runs.
              requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
            };
            const observer = new MutationObserver(look);
            observer.observe(cell, { subtree: true, childList: true, characterData: true });
            look();
          }),
        before,
      );
      await rowOf(typing, "Iberia").locator(".cell.target").dblclick();
      await typing.locator(".cell-field").fill(edit % 2 === 0 ? "82M" : "83M");
      await typing.evaluate(() => {
        const note = (event: KeyboardEvent) => {
          if (event.key === "Enter") {
            (window as unknown as { pressed: number }).pressed = performance.timeOrigin + performance.now();
          }
        };
        window.addEventListener("keydown", note, { capture: true, once: true });
      });
      await typing.keyboard.press("Enter");
      const end = await painted;
      const start = await typing.evaluate(() => (window as unknown as { pressed: number }).pressed);
      if (edit >= warmUp) waits.push(end - start);
    }
    waits.sort((one, other) => one - other);
    expect(waits.length).toBe(edits);
    const instant = "what is felt as instant";
    const what = "Enter on a regional total to paint in the other browser";
    report("edit-to-paint", [
      [`${what}, median`, quantile(waits, 0.5), 100, instant],
      [`${what}, p95`, quantile(waits, 0.95), 100, instant],
    ]);
  } finally {
    await server.stop();
  }
});
