//! The table of figures of a game.

use crate::audit::Findings;
use std::fmt::Write as _;
use std::time::Duration;

/// The columns.
const HEADER: &str = "what\tours\tunit\tpeer\ttheirs\tratio\n";

/// The table, its columns apart by tabs.
pub fn table(found: &Findings) -> String {
    let seconds = found.took.as_secs_f64();
    let [acknowledged, arrived] = &found.times;
    let count = |number: usize| number.to_string();
    let mut rows: Vec<(String, String, &str)> = vec![
        ("units".into(), count(found.units), ""),
        ("clients".into(), count(found.clients), ""),
        ("rounds".into(), found.rounds.to_string(), ""),
        ("played".into(), format!("{seconds:.1}"), "s"),
        ("offers".into(), count(found.offers), ""),
        ("offers_per_s".into(), format!("{:.1}", found.offers as f64 / seconds.max(0.001)), "1/s"),
        ("offer_acknowledged_median".into(), milliseconds(acknowledged, 0.5), "ms"),
        ("offer_acknowledged_p95".into(), milliseconds(acknowledged, 0.95), "ms"),
        ("offer_at_other_client_median".into(), milliseconds(arrived, 0.5), "ms"),
        ("offer_at_other_client_p95".into(), milliseconds(arrived, 0.95), "ms"),
        ("threads".into(), count(found.threads[0]), ""),
        ("threads_settled".into(), count(found.threads[1]), ""),
        ("threads_lost".into(), count(found.lost), ""),
        ("threads_doubled".into(), count(found.doubled), ""),
        ("conservation_lines".into(), count(found.lines), ""),
        ("conservation_lines_untied".into(), count(found.untied), ""),
        ("replicas_compared".into(), count(found.replicas), ""),
        ("replay_mismatch".into(), count(found.mismatches), ""),
        ("races".into(), count(found.races[0]), ""),
        ("races_won_by_one".into(), count(found.races[1]), ""),
        ("races_refused_properly".into(), count(found.races[2]), ""),
        ("refusals_without_sense".into(), count(found.senseless), ""),
        ("replicas_that_differed".into(), count(found.faults), ""),
        ("units_without_a_move".into(), count(found.stuck), ""),
    ];
    let named =
        |prefix: &str, name: &str| format!("{prefix}_{}", name.replace(", or", "").replace([' ', ',', '\''], "_"));
    rows.extend(found.moves.iter().map(|(name, times)| (named("moves", name), times.to_string(), "")));
    rows.extend(found.refusals.iter().map(|(name, times)| (named("refused", name), times.to_string(), "")));
    rows.extend(found.counts.iter().map(|(name, times)| ((*name).to_owned(), times.to_string(), "")));
    let mut table = HEADER.to_owned();
    for (what, ours, unit) in rows {
        // Nothing that could be played against does the same.
        let _ = writeln!(table, "{what}\t{ours}\t{unit}\t\t\t");
    }
    table
}

/// A quantile of times in order, in milliseconds.
fn milliseconds(times: &[Duration], share: f64) -> String {
    let place = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(place).map_or_else(String::new, |time| format!("{:.1}", time.as_secs_f64() * 1_000.0))
}
