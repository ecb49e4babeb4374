//! When the demo company sells more: seasons by climate, promotions, and the trouble of one region.

use super::assortment::{CATEGORIES, DISTRIBUTORS, ONLINE};
use super::places::{Climate, SOUTHERN_CONE};

/// Months of history, from January 2024 to December 2026.
pub(super) const MONTHS: usize = 36;

/// January 2024's place in the history is 0; this is June 2026.
const TROUBLE_STARTS: usize = 29;

const NORTH: [f64; 12] = [0.72, 0.78, 0.95, 1.08, 1.22, 1.25, 1.18, 1.02, 0.98, 0.90, 0.92, 1.12];
const SOUTH: [f64; 12] = [0.98, 0.88, 0.85, 0.80, 0.76, 0.74, 0.82, 0.96, 1.12, 1.22, 1.30, 1.52];
const TROPICS: [f64; 12] = [0.82, 0.86, 0.94, 0.93, 1.00, 1.08, 1.06, 0.96, 0.96, 1.00, 1.11, 1.32];

/// Sales of each month against the average month.
pub(super) fn curve(climate: Climate, gift: bool) -> [f64; 12] {
    let mut curve = match climate {
        Climate::North => NORTH,
        Climate::South => SOUTH,
        Climate::Tropics => TROPICS,
    };
    if gift {
        curve[10] *= 1.3;
        curve[11] *= 2.0;
    }
    let mean = curve.iter().sum::<f64>() / 12.0;
    curve.map(|share| share / mean)
}

/// What a promotion does to a month.
#[derive(Clone, Copy)]
pub(super) struct Promotion {
    /// Sales against those without it.
    pub(super) lift: f64,
    /// What is taken off the price.
    pub(super) discount: f64,
}

const NONE: Promotion = Promotion { lift: 1.0, discount: 0.0 };

/// The promotion of a category in a region and month: two campaigns a year each, and a dip after them.
pub(super) fn promotion(region: usize, category: usize, month: usize) -> Promotion {
    let campaign = |month: usize| {
        // Regions and categories take turns, so that some campaign is always visible somewhere.
        let turn = (month + 5 * region + 3 * category) % 18;
        turn == 7 || (turn == 16 && category.is_multiple_of(2))
    };
    if campaign(month) {
        let strength = 1.0 + (category % 3) as f64 * 0.25;
        Promotion { lift: 1.0 + 0.24 * strength, discount: 0.06 * strength }
    } else if month > 0 && campaign(month - 1) {
        Promotion { lift: 0.92, discount: 0.0 }
    } else {
        NONE
    }
}

/// November's online week, every year.
pub(super) fn online_week(channel: usize, month: usize) -> Promotion {
    if channel == ONLINE && month % 12 == 10 { Promotion { lift: 1.35, discount: 0.07 } } else { NONE }
}

/// What is left of the sales of a region whose distributor closed: nearly a third where it worked, less harm elsewhere.
pub(super) fn trouble(territory: &str, channel: usize, month: usize) -> f64 {
    if month < TROUBLE_STARTS || !territory.starts_with(SOUTHERN_CONE) {
        return 1.0;
    }
    let depth = match (channel == DISTRIBUTORS, territory[SOUTHERN_CONE.len()..].starts_with("-ARG")) {
        (true, true) => 0.68,
        (true, false) => 0.28,
        (false, _) => 0.07,
    };
    let reached = [0.35, 0.65, 0.85].get(month - TROUBLE_STARTS).copied().unwrap_or(1.0);
    1.0 - depth * reached
}

/// Gross margin at list price over the categories that are sold.
pub(super) fn blended_margin(categories: usize) -> f64 {
    let sold = &CATEGORIES[..categories];
    sold.iter().map(|category| category.share * category.margin).sum::<f64>()
        / sold.iter().map(|category| category.share).sum::<f64>()
}
