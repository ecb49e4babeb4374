// The same work done by HyperFormula, a spreadsheet engine in JavaScript: rows under four levels of units, by twelve
// months, every total a SUM over its children, in one sheet for each level.
import { HyperFormula } from "hyperformula";
import { isHeld, number, quantile } from "./figures.mjs";

/** Children of each unit, level by level: 1,008,000 leaf cells, and a tenth of it. */
const million = [4, 5, 210, 20];
const tenth = [4, 5, 21, 20];
const months = 12;
const columns = "ABCDEFGHIJKL";
const options = { licenseKey: "gpl-v3", maxRows: 100_000 };

/** How many units there are on each level, the company's first. */
const countsOf = (widths) => widths.reduce((levels, width) => [...levels, levels.at(-1) * width], [1]);
const rowsOf = (widths) => countsOf(widths).at(-1);

/** One sheet of sums for each level above the leaf rows, which are in the sheet `leaves`. */
function totals(widths, leaves) {
  const sheets = {};
  const counts = countsOf(widths);
  widths.forEach((width, level) => {
    const below = level === widths.length - 1 ? leaves : `Level${level + 1}`;
    sheets[`Level${level}`] = Array.from({ length: counts[level] }, (_, row) => [
      ...[...columns].map((column) => `=SUM(${below}!${column}${row * width + 1}:${column}${(row + 1) * width})`),
      `=SUM(A${row + 1}:L${row + 1})`,
    ]);
  });
  return sheets;
}

const leafRows = (rows, cell) =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: months }, (_, month) => cell(row * months + month)));

function timed(work) {
  const start = performance.now();
  const result = work();
  return [performance.now() - start, result];
}

/** Leaf edits, the opening and the memory. */
function edits(widths) {
  const leaves = rowsOf(widths) * months;
  const sheets = { Leaves: leafRows(rowsOf(widths), number), ...totals(widths, "Leaves"), Goals: [["=Level0!M1", "=1000000000-A1"]] };
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const [open, engine] = timed(() => HyperFormula.buildFromSheets(sheets, options));
  globalThis.gc?.();
  const bytes = (process.memoryUsage().heapUsed - before) / leaves;
  const [sheet, goals] = ["Leaves", "Goals"].map((name) => engine.getSheetId(name));
  const times = [];
  for (let edit = 0; edit < 3_000; edit += 1) {
    const place = number(edit) % leaves;
    const address = { sheet, row: Math.floor(place / months), col: place % months };
    const [time] = timed(() => {
      engine.setCellContents(address, 10_000 + edit);
      return engine.getCellValue({ sheet: goals, row: 0, col: 1 });
    });
    if (edit >= 500) times.push(time * 1_000);
  }
  engine.destroy();
  return { open, bytes, edit: quantile(times, 0.5), edit99: quantile(times, 0.99) };
}

/** A spread as a spreadsheet does it: every free leaf cell is its weight times one factor, rounded by itself. */
function spread(widths) {
  const rows = rowsOf(widths);
  let [held, free] = [0, 0];
  const cell = (place) => {
    if (isHeld(place)) {
      held += number(place);
      return number(place);
    }
    free += number(place);
    return `=ROUND(Weights!${columns[place % months]}${Math.floor(place / months) + 1}*Factor!$A$2,0)`;
  };
  const leaves = leafRows(rows, cell);
  const total = held + free;
  const factor = [[total], [`=(A1-${held})/${free}`]];
  const sheets = { Weights: leafRows(rows, number), Factor: factor, Leaves: leaves, ...totals(widths, "Leaves") };
  const engine = HyperFormula.buildFromSheets(sheets, options);
  const [sheet, company] = ["Factor", "Level0"].map((name) => engine.getSheetId(name));
  const runs = [1, 2, 3].map((run) => {
    const asked = total + run * 1_000_000_007;
    const [time, sum] = timed(() => {
      engine.setCellContents({ sheet, row: 0, col: 0 }, asked);
      return engine.getCellValue({ sheet: company, row: 0, col: months });
    });
    return { time, miss: Math.abs(sum - asked) };
  });
  engine.destroy();
  return { spread: quantile(runs.map((run) => run.time), 0.5), miss: Math.max(...runs.map((run) => run.miss)) };
}

/**
 * Everything, with the name and version it was measured with. A spread over a million formulas takes minutes to set up:
 * it is done on a tenth unless PEER_WHOLE asks for all of it, and `spreadOn` says so.
 */
export function measurePeer() {
  const whole = Boolean(process.env.PEER_WHOLE);
  const spreadOn = whole ? "" : " on 100,800 leaf cells only";
  return { name: `HyperFormula ${HyperFormula.version}`, spreadOn, ...edits(million), ...spread(whole ? million : tenth) };
}
