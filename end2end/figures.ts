// Measures what a reader feels, on loopback: from Enter in one browser to the new number painted in another.
// Run by `make figures`; prints a table and writes target/figures/edit-to-paint.tsv.
import { mkdirSync, writeFileSync } from "node:fs";
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
    const rows = [
      ["what", "ours", "unit", "peer", "theirs", "ratio"],
      ["edit of a regional total to paint in the other browser, median", quantile(waits, 0.5).toFixed(1), "ms", "a frame that is felt as instant", "100", (quantile(waits, 0.5) / 100).toFixed(2)],
      ["edit of a regional total to paint in the other browser, p95", quantile(waits, 0.95).toFixed(1), "ms", "a frame that is felt as instant", "100", (quantile(waits, 0.95) / 100).toFixed(2)],
    ];
    mkdirSync(folder, { recursive: true });
    const table = rows.map((row) => row.join("\t")).join("\n");
    writeFileSync(join(folder, "edit-to-paint.tsv"), `${table}\n`);
    console.log(table);
  } finally {
    await server.stop();
  }
});
