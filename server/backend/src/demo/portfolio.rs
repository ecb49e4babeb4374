//! Which products a territory sells through which channels, and how much of each.

use super::assortment::{Assortment, CHANNELS, DIRECT, DISTRIBUTORS, ONLINE};
use super::places::Region;
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// One product through one channel in a territory: a series of history.
pub(super) struct Line {
    /// Index into the assortment's products.
    pub(super) product: usize,
    /// Index into [`CHANNELS`].
    pub(super) channel: usize,
    /// Its share of the territory's sales in 2025.
    pub(super) share: f64,
}

/// Draws the portfolio of the territory of a place in the list: at most about `most` lines, their shares adding to one.
pub(super) fn portfolio(
    region: &Region,
    assortment: &Assortment,
    place: (usize, usize),
    most: usize,
    random: &mut ChaCha8Rng,
) -> Vec<Line> {
    let (territory, territories) = place;
    let channels = channel_shares(region, random);
    let mut lines = Vec::with_capacity(assortment.products.len() * CHANNELS.len());
    for (product, sold) in assortment.products.iter().enumerate() {
        // Every product has a home, so that none of a large assortment goes unsold.
        let home = product % territories == territory;
        let taste = 0.55 + 0.9 * random.random::<f64>();
        if random.random::<f64>() > 0.86 && !home {
            continue;
        }
        for (channel, share) in channels.iter().enumerate() {
            let carried = random.random::<f64>() < 0.88;
            let share = sold.share * taste * share * (0.8 + 0.4 * random.random::<f64>());
            if home && channel == DIRECT {
                // Enough to sell whole pieces of the dearest product every month.
                lines.push((true, Line { product, channel, share: share.max(0.01) }));
            } else if carried && share > 0.0 {
                lines.push((false, Line { product, channel, share }));
            }
        }
    }
    lines.sort_by(|(home, line), (other_home, other)| other_home.cmp(home).then(other.share.total_cmp(&line.share)));
    let homes = lines.iter().filter(|(home, _)| *home).count();
    lines.truncate(most.max(homes));
    let mut lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
    lines.sort_by_key(|line| (line.product, line.channel));
    let sum: f64 = lines.iter().map(|line| line.share).sum();
    lines.iter_mut().for_each(|line| line.share /= sum);
    lines
}

/// What each channel sells in a territory; one territory in eight has no online delivery.
fn channel_shares(region: &Region, random: &mut ChaCha8Rng) -> [f64; CHANNELS.len()] {
    let mut shares = [(1.0 - region.distributors) * 0.64, region.distributors, (1.0 - region.distributors) * 0.36];
    shares[DISTRIBUTORS] *= 0.8 + 0.4 * random.random::<f64>();
    shares[ONLINE] *= if random.random::<f64>() < 0.125 { 0.0 } else { 0.7 + 0.6 * random.random::<f64>() };
    shares
}
