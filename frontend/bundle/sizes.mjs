// Weighs the site: what a browser fetches, and whether the first page stays within its budget.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Script and module of the first page, after brotli, in kilobytes of 1000 bytes. Charts and parts load on demand. */
const firstPageBudget = 350;
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
  const firstPage = onFirstPage.reduce((total, { sent }) => total + sent, 0);
  const part = (name) => weighed.find((file) => file.name === name)?.sent ?? 0;
  const rows = [
    ["first page, script and module, brotli", firstPage, firstPageBudget * 1000],
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

  const verdict = `first page: ${kilobytes(firstPage)} KB of script and module, budget ${firstPageBudget} KB`;
  console.log(`  ${verdict}${firstPage > firstPageBudget * 1000 ? ": over budget" : ""}`);
  if (firstPage > firstPageBudget * 1000) {
    console.error(`  the first page may not outgrow ${firstPageBudget} KB`);
    process.exitCode = 1;
  }
}
