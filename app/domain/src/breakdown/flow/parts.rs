//! The parts of a large spread side by side, on as many threads as the machine runs at once. Each part is what it would
//! be alone, so that the numbers are the same on any machine.

use super::{Flow, Rest};
use crate::address::Address;
use crate::column::Slot;
use crate::spread::proportion::Impossible;
use std::thread;

/// Leaf cells that are worth a thread of their own.
const ENOUGH: usize = 50_000;

/// Parts for each thread, so that all of them have about the same to do.
const EACH: usize = 8;

/// Gives `at` the total: the upper levels first, then what lies below them.
pub(super) fn run(mut flow: Flow<'_>, at: Address, total: i64) -> Result<Vec<Rest>, Impossible> {
    let cells = flow.source.plan.outline().leaf_cells_below(at);
    let threads = (cells / ENOUGH).min(thread::available_parallelism().map_or(1, usize::from));
    if threads < 2 {
        return Ok(vec![flow.run(&[(at, total)])?]);
    }
    flow.small = cells / (threads * EACH);
    flow.descend(at, total)?;
    flow.small = 0;
    side_by_side(flow, threads)
}

/// Does what was put off, in runs of neighbours that write different pages.
fn side_by_side(mut flow: Flow<'_>, threads: usize) -> Result<Vec<Rest>, Impossible> {
    let outline = flow.source.plan.outline();
    let parts = std::mem::take(&mut flow.put_off);
    let runs: Vec<_> = parts.chunks(parts.len().div_ceil(threads).max(1)).collect();
    let mut flows = Vec::new();
    for run in runs.iter().skip(1).rev() {
        let Some(slot) = run.first().and_then(|(at, _)| Slot::of(outline, *at)) else { return Err(Impossible) };
        flows.push(Flow::new(flow.source, flow.rows.split_off(slot)));
    }
    flows.push(flow);
    thread::scope(|scope| {
        let run = |(flow, run): (Flow<'_>, &[(Address, i64)])| flow.run(run);
        let mut others = flows.into_iter().rev().zip(runs);
        let own = others.next();
        let others: Vec<_> = others.map(|other| scope.spawn(move || run(other))).collect();
        let mut rests: Vec<Rest> = own.map(run).into_iter().collect::<Result<_, _>>()?;
        for other in others {
            rests.push(other.join().map_err(|_| Impossible)??);
        }
        Ok(rests)
    })
}
