//! The parts of a large spread side by side.

use super::{Flow, Rest};
use crate::address::Address;
use crate::column::Slot;
use crate::side_by_side;
use crate::spread::proportion::Impossible;

/// Nodes that are put off for each thread, where the tree has so many.
const NODES: usize = 8;

/// Runs of such nodes for each thread: more even out what each has to do, and part more pages between two writers.
const RUNS: usize = 4;

/// Gives `at` the total: the upper levels first, then what lies below them.
pub(super) fn run(mut flow: Flow<'_>, at: Address, total: i64) -> Result<Vec<Rest>, Impossible> {
    let cells = flow.source.plan.outline().leaf_cells_below(at);
    let threads = side_by_side::threads(cells);
    if threads == 1 {
        return Ok(vec![flow.run(&[(at, total)])?]);
    }
    flow.small = cells / (threads * NODES);
    flow.descend(at, total)?;
    let upper = std::mem::take(&mut flow.rest);
    let below = below(flow, threads);
    std::iter::once(Ok(upper)).chain(below).collect()
}

/// Does what was put off, in runs of neighbours that write different pages.
fn below(mut flow: Flow<'_>, threads: usize) -> Vec<Result<Rest, Impossible>> {
    let outline = flow.source.plan.outline();
    let nodes = std::mem::take(&mut flow.put_off);
    let mut runs = Vec::new();
    for run in nodes.chunks(nodes.len().div_ceil(threads * RUNS).max(1)).rev() {
        let Some(slot) = run.first().and_then(|(at, _)| Slot::of(outline, *at)) else { return vec![Err(Impossible)] };
        runs.push((Flow::new(flow.source, flow.rows.split_off(slot)), run));
    }
    runs.reverse();
    side_by_side::each(runs, threads, |(flow, run)| flow.run(run))
}
