// Measures the engine on 1,008,000 leaf cells and HyperFormula on the same work in the same run; `make bench` has built
// target/measure/million and run the native bench. Prints a table and writes target/figures/engine.tsv.
//
// Medians are taken in Chromium. A page's clock is too coarse for one edit, so that the slowest edits are found in
// Node.js, which runs WebAssembly with the same V8, as is what a plan weighs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findBrowser } from "../../end2end/browser.mjs";
import { optimise } from "../bundle/optimise.mjs";
import { quantile } from "./figures.mjs";
import { measurePeer } from "./peer.mjs";
import { twoThreads } from "./processors.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const built = join(root, "target/measure/million");
const leaves = 1_008_000;

/** The median of a native bench of `app/domain/benches/million.rs`, in milliseconds. */
function native(group, name = "") {
  // Criterion cuts the names of folders.
  const path = join(root, "target/criterion", group.slice(0, 64).trimEnd(), name, "new/estimates.json");
  return JSON.parse(readFileSync(path, "utf8")).median.point_estimate / 1e6;
}

/** The medians in Chromium, in milliseconds. */
async function inChromium() {
  const { chromium } = await import(pathToFileURL(join(root, "end2end/node_modules/@playwright/test/index.mjs")));
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage();
    const isolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
    await page.route("**/*", (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      if (file === "") return route.fulfill({ headers: isolated, contentType: "text/html", body: "<!doctype html>" });
      return route.fulfill({ headers: isolated, path: join(built, file) });
    });
    await page.goto("http://localhost/");
    return await page.evaluate(async () => {
      const { default: load, Million, Opened } = await import("/measure.js");
      await load({ module_or_path: "/measure_bg.wasm" });
      const median = (runs) => runs.sort((one, other) => one - other)[runs.length >> 1];
      const timed = (times, work) =>
        median(Array.from({ length: times }, () => {
          const start = performance.now();
          work();
          return performance.now() - start;
        }));
      const million = new Million();
      million.prepare(60_000);
      million.edit(20_000);
      const edit = timed(200, () => million.edit(200)) / 200;
      for (let warm = 0; warm < 5; warm += 1) million.spread();
      const spread = timed(25, () => million.spread());
      const bytes = million.snapshot();
      const open = timed(7, () => new Opened(bytes).free());
      return { edit, spread, open };
    });
  } finally {
    await browser.close();
  }
}

/** A new instance of the engine in this process. */
async function engine(name) {
  const instance = await import(`${pathToFileURL(join(built, "measure.js"))}?${name}`);
  instance.initSync({ module: readFileSync(join(built, "measure_bg.wasm")) });
  return instance;
}

/** Single edits, in microseconds. */
async function singleEdits() {
  const { Million } = await engine("edits");
  const million = new Million();
  million.prepare(60_000);
  million.edit(20_000);
  const times = Array.from({ length: 40_000 }, () => {
    const start = process.hrtime.bigint();
    million.edit(1);
    return Number(process.hrtime.bigint() - start) / 1_000;
  });
  return { bytes: million.snapshot(), edit: quantile(times, 0.5), edit99: quantile(times, 0.99) };
}

/** What a plan weighs per leaf cell, with its holds and with a spread over all leaf cells that can be taken back. */
async function weight(bytes) {
  const { Opened } = await engine("weight");
  const opened = new Opened(bytes);
  const holds = opened.bytes() / leaves;
  opened.spread();
  return { holds, undo: opened.bytes() / leaves, outline: opened.outline_bytes() / leaves };
}

// What is measured is what a browser would be sent.
optimise(join(built, "measure_bg.wasm"), join(built, "measure_bg.wasm"));

const million = "1,008,000 leaf cells";
const spread = native(`${million}_ the top total spread into all of them, 5 % held`);
const rollUp = native(`${million}_ every total rolled up, one measure`);
const replay = 400_000 / (native(million, "replay of cell events") / 1_000);
const editNative = native(`${million}_ one leaf edit to all totals and goals`) * 1_000;
const free = native(`${million}_ the top total decided, 5 % held`);
const decided = native(`${million}_ the top total decided, beside a held total`);
const bareSpread = native("bare_ a total spread into 1,008,000 leaves of flat arrays");
const bareRollUp = native("bare_ 1,008,000 leaves of a flat array rolled up");
const threads = await twoThreads();
const browser = await inChromium();
const single = await singleEdits();
const weighed = await weight(single.bytes);
const peer = measurePeer();
const name = peer.name;
const inexact = `${name}${peer.spreadOn}, ${peer.miss} off the total`;

// What, ours, unit, peer, theirs, the bar and whether it is a floor.
const rows = [
  ["edit_wasm_1m", browser.edit * 1_000, "us", name, peer.edit, 2],
  ["edit_p99_wasm_1m", single.edit99, "us", name, peer.edit99, single.edit * 10],
  ["edit_native_1m", editNative, "us", name, peer.edit],
  ["spread_wasm_1m", browser.spread, "ms", inexact, peer.spread, 16.7],
  ["spread_native_1m", spread, "ms", inexact, peer.spread, 6],
  ["spread_native_1m_beside_bare", spread, "ms", "a bare kernel on flat arrays, one thread", bareSpread],
  ["rollup_native_1m", rollUp, "ms", "a bare sum over a flat array, one thread", bareRollUp, 2],
  ["replay_native", replay, "events/s", "the bar", 5e6, 5e6, "floor"],
  ["bytes_per_leaf_wasm", weighed.undo, "B", name, peer.bytes, 32],
  ["bytes_per_leaf_without_undo_wasm", weighed.holds, "B", name, peer.bytes],
  ["bytes_per_leaf_outline_wasm", weighed.outline, "B", "", 0],
  ["open_wasm_1m", browser.open, "ms", name, peer.open, 300],
  ["decide_beside_a_held_total_native_1m", decided, "ms", "without the held total", free],
  ["two_threads_beside_one", threads, "times", "two processors of one's own", 2],
];
const digits = (value) => (value >= 1_000 ? String(Math.round(value)) : Number(value.toPrecision(3)).toString());
const table = [["what", "ours", "unit", "peer", "theirs", "ratio"]];
for (const [what, ours, unit, whose, theirs] of rows) {
  table.push([what, digits(ours), unit, whose || "none", whose ? digits(theirs) : "", whose ? Number((ours / theirs).toPrecision(2)).toString() : ""]);
}
mkdirSync(join(root, "target/figures"), { recursive: true });
writeFileSync(join(root, "target/figures/engine.tsv"), `${table.map((row) => row.join("\t")).join("\n")}\n`);
const widthOf = (column) => Math.max(...table.map((row) => row[column].length));
for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widthOf(column))).join("  "));
for (const [what, ours, unit, , , bar, floor] of rows.filter((row) => row[5] !== undefined)) {
  const met = floor ? ours >= bar : ours <= bar;
  console.log(`${met ? "met   " : "MISSED"} ${what}: ${digits(ours)} ${unit}, ${floor ? "at least" : "at most"} ${digits(bar)}`);
}
