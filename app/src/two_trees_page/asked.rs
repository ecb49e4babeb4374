//! Reads the totals of both trees as they are typed.

use super::table::exact;
use super::{across, members};
use crate::form::{Errors, number};
use crate::spread_page::SpreadPage;
use crate::text::two_trees as text;
use domain::address::Address;
use domain::dimension::MemberId;
use domain::margin::{Axis, Margin};
use domain::number::Region;
use domain::spread::{Share, spread};

/// The totals that a form asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Of the units, and of what lies across.
    pub margins: [Margin; 2],
    /// Which of the two nobody has typed: it follows the other in proportion.
    pub follows: Option<Axis>,
}

/// Why a form asks for nothing that can be done.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// Totals that cannot be read.
    Fields(Errors),
    /// No total was changed.
    Nothing,
    /// The sums of the two sides differ.
    Apart { rows: i64, columns: i64 },
}

/// The name of the field for the total of a member.
pub(super) fn field(along: Axis, member: MemberId) -> String {
    format!("{along:?}.{member}")
}

/// Where the total of a member stands.
pub(super) fn at(page: &SpreadPage, along: Axis, member: MemberId) -> Address {
    along.with(page.node.at, member)
}

/// Reads the totals.
///
/// # Errors
/// See [`Trouble`].
pub(super) fn read(page: &SpreadPage, region: Region) -> Result<Asked, Trouble> {
    let mut errors = Errors::default();
    let sides = [Axis::Unit, across(page)].map(|along| side(page, along, region, &mut errors));
    if !errors.is_empty() {
        return Err(Trouble::Fields(errors));
    }
    let [mut rows, mut columns] = sides;
    let (given, crossing) = (rows.margin.total(), columns.margin.total());
    let follows = match (rows.is_changed, columns.is_changed) {
        (false, false) => return Err(Trouble::Nothing),
        (true, true) if given != crossing => return Err(Trouble::Apart { rows: given, columns: crossing }),
        (true, true) => None,
        (true, false) => {
            columns.follow(given);
            Some(columns.margin.along)
        }
        (false, true) => {
            rows.follow(crossing);
            Some(rows.margin.along)
        }
    };
    Ok(Asked { margins: [rows.margin, columns.margin], follows })
}

/// What a trouble says.
pub(super) fn sentence(page: &SpreadPage, trouble: &Trouble, region: Region) -> String {
    let words = |number: i64| exact(page, region, number);
    match trouble {
        Trouble::Apart { rows, columns } => {
            let difference = words(rows.saturating_sub(*columns).saturating_abs());
            text::apart(region, words(*rows), words(*columns), difference)
        }
        Trouble::Fields(_) | Trouble::Nothing => text::nothing_typed(region).to_owned(),
    }
}

/// One side of the table.
struct Side {
    margin: Margin,
    is_changed: bool,
}

impl Side {
    /// Brings the totals to another sum, in proportion to what they are.
    fn follow(&mut self, total: i64) {
        let shares: Vec<Share> =
            self.margin.totals.iter().map(|(_, present)| Share::free(i128::from(*present).max(0))).collect();
        // Free shares take any total.
        let shared = spread(total.into(), &shares).unwrap_or_default();
        for ((_, present), shared) in self.margin.totals.iter_mut().zip(shared) {
            *present = i64::try_from(shared).unwrap_or(*present);
        }
    }
}

fn side(page: &SpreadPage, along: Axis, region: Region, errors: &mut Errors) -> Side {
    let decimals = page.plan.outline().decimals(page.node.measure);
    let mut is_changed = false;
    let mut total = |member: MemberId| {
        let name = field(along, member);
        let present = page.plan.get(page.node.slice, page.node.measure, at(page, along, member));
        let typed = page.query.get(&name).map(|typed| number(typed, region, decimals, present));
        let total = match typed {
            Some(Err(sentence)) => {
                errors.add(&name, sentence);
                0
            }
            Some(Ok(total)) => total,
            None => present.unwrap_or(0),
        };
        is_changed |= total != present.unwrap_or(0);
        (member, total)
    };
    let totals = members(page, along).into_iter().map(&mut total).collect();
    Side { margin: Margin { along, totals }, is_changed }
}
