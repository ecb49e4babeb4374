// Makes target/site from the compiled front end: optimised modules, glue, styles, charts, each with its brotli copy.
// Every step is skipped when what goes into it is what went into it the last time.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { shorten } from "./bundle/names.mjs";
import { optimise, recipe } from "./bundle/optimise.mjs";
import { Stamps } from "./bundle/stamps.mjs";
import { reportSizes } from "./bundle/sizes.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);
const compiled = at("target/wasm32-unknown-unknown/wasm/frontend.wasm");
const bindgen = at("target/debug/bindgen");
const glue = at("target/frontend/glue");
const site = at("target/site");
const pkg = join(site, "pkg");
const npm = at("frontend/node_modules");

mkdirSync(pkg, { recursive: true });
const stamps = new Stamps(at("target/frontend/stamps.json"));
const produced = new Set();

/** Runs `make` unless `output` was already made from `inputs`; either way the output belongs to the site. */
async function produce(output, inputs, make) {
  produced.add(output);
  if (stamps.fresh(output, inputs)) return;
  const started = Date.now();
  mkdirSync(dirname(output), { recursive: true });
  await make();
  stamps.keep(output, inputs);
  console.log(`  ${relative(root, output)} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

const files = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
    : [];

/** The modules: the one of every page, and by the name that the splitting gave it each part that is fetched on demand. */
async function modules() {
  const raw = readFileSync(compiled);
  const tools = [readFileSync(bindgen), readFileSync(at("frontend/bundle/names.mjs"))];
  if (!stamps.fresh(glue, [raw, ...tools])) {
    rmSync(glue, { recursive: true, force: true });
    execFileSync(bindgen, [compiled, glue, "pacto", "parts"], { stdio: "inherit" });
    const [whole, calls] = [join(glue, "pacto_bg.wasm"), join(glue, "pacto.js")];
    const named = shorten(readFileSync(whole), readFileSync(calls, "utf8"));
    writeFileSync(whole, named.module);
    writeFileSync(calls, named.script);
    stamps.keep(glue, [raw, ...tools]);
  }

  // A part fits only the module that it was split from: one name for both, and a page of yesterday finds none of today.
  const build = createHash("sha256").update(raw).update(recipe.join()).digest("hex");
  const parts = new Map();
  for (const bound of files(glue).filter((path) => path.endsWith(".wasm"))) {
    const name = basename(bound, ".wasm");
    const isWhole = name === "pacto_bg";
    const address = isWhole ? `${name}.wasm` : `parts/${name.replace(/^split_/, "")}-${build.slice(0, 8)}.wasm`;
    if (!isWhole) parts.set(name, address);
    const optimised = join(pkg, address);
    await produce(optimised, [readFileSync(bound), ...recipe], () => optimise(bound, optimised));
  }
  return parts;
}

/** One script: the glue, what fetches the parts, and what crates bring along. */
async function script(parts) {
  const { outputFiles } = await build({
    bundle: true, minify: true, format: "esm", write: false, external: ["/pkg/*"], entryPoints: [join(glue, "pacto.js")],
    // The glue names the script that fetches the parts once for each of them.
    logLevel: "warning", logOverride: { "duplicate-object-key": "silent" },
  });
  let text = outputFiles[0].text;
  for (const [name, address] of parts) {
    if (!text.includes(`"./${name}.wasm"`)) throw new Error(`the glue does not fetch ${name}`);
    text = text.replaceAll(`"./${name}.wasm"`, `"./${address}"`);
  }
  const output = join(pkg, "pacto.js");
  writeFileSync(output, text);
  produced.add(output);
}

async function stylesAndCharts() {
  const shared = { bundle: true, minify: true, outdir: pkg, nodePaths: [npm], metafile: true, logLevel: "warning" };
  const charts = await build({ ...shared, format: "esm", entryPoints: { echarts: at("frontend/echarts.js") } });
  const styles = await build({
    ...shared,
    entryPoints: { pacto: at("style/main.css") },
    loader: { ".woff2": "file" },
    // The hash in the name is what allows a browser to keep a font for ever.
    assetNames: "fonts/[name]-[hash]",
  });
  for (const result of [charts, styles]) {
    for (const output of Object.keys(result.metafile.outputs)) produced.add(join(process.cwd(), output));
  }
}

function publicFiles() {
  for (const source of files(at("frontend/public"))) {
    const output = join(site, relative(at("frontend/public"), source));
    cpSync(source, output);
    produced.add(output);
  }
}

async function compressedCopies() {
  for (const path of [...produced].filter((path) => !path.endsWith(".woff2"))) {
    const content = readFileSync(path);
    await produce(`${path}.br`, [content], () =>
      writeFileSync(`${path}.br`, brotliCompressSync(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      })));
  }
}

await script(await modules());
await stylesAndCharts();
publicFiles();
await compressedCopies();
for (const path of files(site)) if (!produced.has(path)) rmSync(path);
reportSizes(site, at("target/figures"));
