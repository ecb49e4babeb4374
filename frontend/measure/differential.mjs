// Runs the same streams of random commands natively and as WebAssembly: every event, refusal, goal and number must be the
// same. `make differential` has built both.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const [seeds, commands] = [Number(process.env.STREAMS ?? 24), Number(process.env.STREAM_COMMANDS ?? 150)];

const engine = await import(join(root, "target/measure/measure.js"));
engine.initSync({ module: readFileSync(join(root, "target/measure/measure_bg.wasm")) });

const natively = execFileSync(join(root, "target/debug/stream"), [String(seeds), String(commands)], { encoding: "utf8" });
const expected = natively.trim().split("\n");
const different = expected.filter((digest, seed) => engine.stream_digest(seed, commands) !== digest);
if (expected.length !== seeds || new Set(expected).size !== seeds || different.length > 0) {
  console.error(`${different.length} of ${seeds} streams differ between native and WebAssembly: ${different}`);
  process.exit(1);
}
console.log(`${seeds} streams of ${commands} commands came out the same natively and as WebAssembly`);
