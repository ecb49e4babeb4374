// Remembers by which inputs each output was made, by content, so that a touched file costs nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

function digest(inputs) {
  const hash = createHash("sha256");
  for (const input of inputs) hash.update(input).update("\0");
  return hash.digest("hex");
}

export class Stamps {
  constructor(path) {
    this.path = path;
    this.known = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  }

  fresh(output, inputs) {
    return existsSync(output) && this.known[output] === digest(inputs);
  }

  /** Saved at once: a later step that fails must not cost this one again. */
  keep(output, inputs) {
    this.known[output] = digest(inputs);
    mkdirSync(dirname(this.path), { recursive: true });
    writeFileSync(this.path, `${JSON.stringify(this.known, null, 1)}\n`);
  }
}
