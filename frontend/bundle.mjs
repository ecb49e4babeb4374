// Makes target/site from the compiled front end: optimised module, glue, styles, charts, each with its brotli copy.
// Every step is skipped when what goes into it is what went into it the last time.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build, transformSync, version as esbuildVersion } from "esbuild";
import { Stamps } from "./bundle/stamps.mjs";
import { reportSizes } from "./bundle/sizes.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (...parts) => join(root, ...parts);
const compiled = at("target/wasm32-unknown-unknown/wasm/frontend.wasm");
const bindgen = at("target/debug/bindgen");
const glue = at("target/frontend/glue");
const site = at("target/site");
const pkg = join(site, "pkg");
const modules = at("frontend/node_modules");

// What Rust's wasm32 target emits without being asked; naming more would let wasm-opt use what a browser may lack.
const wasmFeatures = [
  "bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);

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
const npmVersion = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"))).version;

async function moduleAndGlue() {
  const raw = readFileSync(compiled);
  if (!stamps.fresh(glue, [raw, readFileSync(bindgen)])) {
    rmSync(glue, { recursive: true, force: true });
    execFileSync(bindgen, [compiled, glue, "pacto"], { stdio: "inherit" });
    stamps.keep(glue, [raw, readFileSync(bindgen)]);
  }

  const bound = join(glue, "pacto_bg.wasm");
  const optimised = join(pkg, "pacto_bg.wasm");
  await produce(optimised, [readFileSync(bound), npmVersion("binaryen"), wasmFeatures.join()], () =>
    execFileSync(
      process.execPath,
      [join(modules, "binaryen/bin/wasm-opt"), "-Oz", ...wasmFeatures, bound, "-o", optimised],
      { stdio: "inherit" },
    ));

  for (const script of files(glue).filter((path) => path.endsWith(".js"))) {
    const output = join(pkg, relative(glue, script));
    const source = readFileSync(script, "utf8");
    await produce(output, [source, esbuildVersion], () =>
      writeFileSync(output, transformSync(source, { minify: true, format: "esm" }).code));
  }
}

async function stylesAndCharts() {
  const shared = { bundle: true, minify: true, outdir: pkg, nodePaths: [modules], metafile: true, logLevel: "warning" };
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

await moduleAndGlue();
await stylesAndCharts();
publicFiles();
await compressedCopies();
for (const path of files(site)) if (!produced.has(path)) rmSync(path);
reportSizes(site, at("target/figures"));
