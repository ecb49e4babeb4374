//! What is signed: the figures of a unit as a text that anybody can hash again.

use super::unit::ApprovalUnit;
use crate::dimension::MemberId;
use crate::measure::Slice;
use crate::plan::Plan;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// SHA-256 of the figures of a unit in measures that go together.
pub type Content = [u8; 32];

/// The figures of a unit in measures that go together: a line for each leaf cell at or below it that has a number, with tabs between slice, measure, the
/// codes of unit, product, channel and period, and the number in rounding units. Units stand in the order of their codes,
/// so that a move inside changes nothing.
pub fn figures(plan: &Plan, subject: ApprovalUnit) -> String {
    let mut text = String::new();
    each_line(plan, subject, |line| text.push_str(line));
    text
}

/// The SHA-256 of what [`figures`] gives.
pub fn fingerprint(plan: &Plan, subject: ApprovalUnit) -> Content {
    let mut hash = Sha256::new();
    each_line(plan, subject, |line| hash.update(line.as_bytes()));
    hash.finalize().into()
}

fn each_line(plan: &Plan, subject: ApprovalUnit, mut each: impl FnMut(&str)) {
    let (outline, unit) = (plan.outline(), subject.unit);
    let Some(top) = outline.units.get(unit) else { return };
    let code = |unit: MemberId| outline.units.get(unit).map_or("", |member| member.code.as_str());
    let mut by_code: Vec<MemberId> = (unit..top.end).collect();
    by_code.sort_by_key(|unit| code(*unit));
    let mut place = vec![0u32; by_code.len()];
    for (order, member) in (0u32..).zip(&by_code) {
        place[(member - unit) as usize] = order;
    }
    let mut cells = Vec::new();
    for slice in Slice::STORED {
        for measure in subject.group.measures() {
            let inside = plan.column(slice, measure).leaves_of(outline, unit..top.end);
            cells.extend(inside.map(|(at, number)| (place[(at.unit - unit) as usize], slice, measure, at, number)));
        }
    }
    cells.sort_unstable();
    let named = |dimension: &crate::dimension::Dimension, member| {
        dimension.get(member).map(|member| member.code.clone()).unwrap_or_default()
    };
    let mut line = String::new();
    for (_, slice, measure, at, number) in cells {
        line.clear();
        let (product, channel) = (named(&outline.products, at.product), named(&outline.channels, at.channel));
        let period = named(&outline.periods, at.period);
        let unit = code(at.unit);
        // A string takes whatever is written to it.
        let _ = writeln!(line, "{slice:?}\t{measure:?}\t{unit}\t{product}\t{channel}\t{period}\t{number}");
        each(&line);
    }
}
