// How a compiled module becomes the one that is sent: the site is made with it, and what `make bench` measures.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const binaryen = join(dirname(fileURLToPath(import.meta.url)), "../node_modules/binaryen");

// What Rust's wasm32 target emits without being asked; naming more would let wasm-opt use what a browser may lack.
const features = [
  "bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types",
  "sign-ext",
].map((feature) => `--enable-${feature}`);
// What generic code repeats with other constants becomes one function: 1 % of what is sent.
const passes = ["--merge-similar-functions", "-Oz", "--converge", ...features];

/** What the result depends on beside the module. */
export const recipe = [JSON.parse(readFileSync(join(binaryen, "package.json"))).version, passes.join()];

/** Optimises a module into another file, which may be the same. */
export function optimise(from, to) {
  execFileSync(process.execPath, [join(binaryen, "bin/wasm-opt"), ...passes, from, "-o", to], {
    // It warns of names that it does not know; why it fails is in what is thrown.
    stdio: ["ignore", "inherit", "pipe"],
  });
}
