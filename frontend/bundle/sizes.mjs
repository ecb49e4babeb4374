// Weighs the site: what a browser fetches, and whether the first page stays within its budget.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** In kilobytes of 1000 bytes, after brotli: script and module of the first page; the same with the rules by which a
 * board is changed, which are fetched beside the plan. Charts and other parts load on demand. */
const budgets = { firstPage: 350, board: 450 };
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

export function reportSizes(site, figures) {
  const weighed = readdirSync(site, { recursive: true })
    .filter((name) => !name.endsWith(".br") && statSync(join(site, name)).isFile())
    .sort()
    .map((name) => {
      const raw = statSync(join(site, name)).size;
      const compressed = join(site, `${name}.br`);
      return { name, raw, sent: existsSync(compressed) ? statSync(compressed).size : raw };
    });

  console.log(`  ${"file".padEnd(58)} ${"raw KB".padStart(9)} ${"sent KB".padStart(9)}`);
  for (const { name, raw, sent } of weighed) {
    console.log(`  ${name.padEnd(58)} ${kilobytes(raw).padStart(9)} ${kilobytes(sent).padStart(9)}`);
  }

  // What stands beside pkg is the script of a single page that works without it: no other page fetches it.
  const isOfOnePage = ({ name }) => !name.startsWith("pkg/");
  const isOnDemand = (file) =>
    isOfOnePage(file) || file.name === "pkg/echarts.js" || file.name.startsWith("pkg/parts/");
  const onFirstPage = weighed.filter((file) => /\.(js|wasm)$/.test(file.name) && !isOnDemand(file));
  const ofTheRules = weighed.filter(({ name }) => /^pkg\/parts\/(board_rules|chunk)/.test(name));
  const weight = (files) => files.reduce((total, { sent }) => total + sent, 0);
  const limited = [
    ["first page, script and module, brotli", weight(onFirstPage), budgets.firstPage * 1000],
    ["the same with a board's rules and shared parts", weight([...onFirstPage, ...ofTheRules]), budgets.board * 1000],
  ];
  const part = (name) => weighed.find((file) => file.name === name)?.sent ?? 0;
  const rows = [
    ...limited,
    ["module, brotli", part("pkg/pacto_bg.wasm"), null],
    ["glue, brotli", part("pkg/pacto.js"), null],
    ["styles, brotli", part("pkg/pacto.css"), null],
    ["charts, on demand, brotli", part("pkg/echarts.js"), null],
    ...weighed
      .filter(({ name }) => name.startsWith("pkg/parts/"))
      .map(({ name, sent }) => [`${name.replace(/^.*\/(.*)-.*$/, "$1")}, on demand, brotli`, sent, null]),
  ].map(([what, ours, budget]) => [
    what, kilobytes(ours), "KB", budget ? "budget" : "", budget ? kilobytes(budget) : "",
    budget ? (ours / budget).toFixed(2) : "",
  ]);
  mkdirSync(figures, { recursive: true });
  const table = [["what", "ours", "unit", "peer", "theirs", "ratio"], ...rows];
  writeFileSync(join(figures, "wasm-size.tsv"), table.map((row) => `${row.join("\t")}\n`).join(""));

  for (const [what, ours, budget] of limited) {
    const isOver = ours > budget;
    console.log(`  ${what}: ${kilobytes(ours)} KB, budget ${kilobytes(budget)} KB${isOver ? ": over budget" : ""}`);
    if (isOver) process.exitCode = 1;
  }
}
