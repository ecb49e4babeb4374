// Shortens the names by which module and glue know each other: the long ones end in digits of a hash, and stand in both.

const IMPORTS = 2;
const EXPORTS = 7;
const HEADER = 8;
const long = /^(__wbg_|__wbindgen_|_ZN)/;
// Read by what splits the module and by parts, which must find them.
const kept = /^__wbindgen_(placeholder|start)/;

/** Takes the bytes of a module and the text of its glue; gives both with the same short names. */
export function shorten(module, script) {
  const names = new Map();
  const short = (name) => {
    if (!long.test(name) || kept.test(name)) return name;
    if (!names.has(name)) names.set(name, `$${names.size.toString(36)}`);
    return names.get(name);
  };

  const pieces = [module.subarray(0, HEADER)];
  for (let at = HEADER; at < module.length; ) {
    const id = module[at];
    const [size, start] = number(module, at + 1);
    const section = module.subarray(start, start + size);
    const content = id === IMPORTS ? imports(section, short) : id === EXPORTS ? exports(section, short) : section;
    pieces.push(Buffer.from([id]), encoded(content.length), content);
    at = start + size;
  }
  // Names stand in the glue as keys and after a point; what else is written like one is not in the table.
  const text = script.replaceAll(/[\w$]+/g, (word) => names.get(word) ?? word);
  return { module: Buffer.concat(pieces), script: text };
}

/** Reads a number of the binary format; gives it and where the next begins. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value += (bytes[at] & 0x7f) * 2 ** shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

function encoded(value) {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return Buffer.from([...bytes, value]);
}

function name(bytes, at) {
  const [length, start] = number(bytes, at);
  return [bytes.toString("utf8", start, start + length), start + length];
}

function written(text) {
  const bytes = Buffer.from(text);
  return Buffer.concat([encoded(bytes.length), bytes]);
}

function imports(section, short) {
  let [count, at] = number(section, 0);
  const pieces = [encoded(count)];
  for (; count > 0; count -= 1) {
    const [from, field] = name(section, at);
    const [called, kind] = name(section, field);
    at = description(section, kind);
    pieces.push(written(from), written(short(called)), section.subarray(kind, at));
  }
  return Buffer.concat(pieces);
}

/** Where the description of an import ends. */
function description(section, at) {
  const kind = section[at];
  if (kind === 0) return number(section, at + 1)[1];
  if (kind === 3) return at + 3;
  if (kind === 4) return number(section, at + 2)[1];
  // A table names its type before its limits, a memory has limits alone.
  const flags = kind === 1 ? at + 2 : at + 1;
  const [, afterMinimum] = number(section, flags + 1);
  return section[flags] & 1 ? number(section, afterMinimum)[1] : afterMinimum;
}

function exports(section, short) {
  let [count, at] = number(section, 0);
  const pieces = [encoded(count)];
  for (; count > 0; count -= 1) {
    const [called, kind] = name(section, at);
    const [, next] = number(section, kind + 1);
    pieces.push(written(short(called)), section.subarray(kind, next));
    at = next;
  }
  return Buffer.concat(pieces);
}
