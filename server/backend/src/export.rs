//! Exports: what a person may see of a board, as CSV that a spreadsheet opens and never executes.

use domain::address::Address;
use domain::dimension::{Member, MemberId};
use domain::log::ChainDigest;
use domain::measure::{Measure, Slice};
use domain::outline::Standing;
use domain::plan::Plan;
use thiserror::Error;

/// Why an export failed.
#[derive(Debug, Error)]
pub enum ExportError {
    /// A line could not be written.
    #[error("a line of the export could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// The last lines could not be written.
    #[error("the export could not be finished: {0}")]
    Flush(#[from] std::io::Error),
}

/// One line per unit and month with every slice of a measure, totals included; exact numbers with a decimal point.
///
/// # Errors
/// A line could not be written, which memory does not refuse.
pub fn csv(seen: &Plan, measure: Measure) -> Result<Vec<u8>, ExportError> {
    let outline = seen.outline();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heads =
        ["unit", "name", "period", "target", "commitment", "agreed", "baseline", "last_year", "outlook", "tactics"];
    writer.write_record(heads)?;
    for (unit, member) in outline.units.members().iter().enumerate() {
        let unit = unit as MemberId;
        if !matches!(outline.standing(unit), Standing::Open | Standing::Total) {
            continue;
        }
        for period in outline.periods.leaves(domain::dimension::ROOT) {
            let number = |slice| {
                let number = seen.get(slice, measure, Address::of(unit, period));
                number.map(|number| plain(number, outline.decimals(measure))).unwrap_or_default()
            };
            let code = outline.periods.get(period).map(|period| period.code.as_str()).unwrap_or_default();
            let words = [inert(&member.code), inert(&name(member)), code.to_owned()];
            writer.write_record(words.into_iter().chain(Slice::ALL.map(number)))?;
        }
    }
    writer.flush()?;
    writer.into_inner().map_err(|error| ExportError::Flush(error.into_error()))
}

/// A line of the record of a number, in words and exact numbers.
#[derive(Clone, Debug)]
pub struct RecordRow {
    /// The revision.
    pub revision: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// Name of who did it.
    pub author: String,
    /// What they did.
    pub what: String,
    /// The number before and after, in rounding units.
    pub moved: Option<(Option<i64>, Option<i64>)>,
    /// Why.
    pub reason: String,
}

/// The record of a number: what it is called, then a line for everything that happened to it, with the digest of the
/// log's chain at its revision.
///
/// # Errors
/// A line could not be written, which memory does not refuse.
pub fn record(number: &str, decimals: u8, rows: &[(RecordRow, ChainDigest)]) -> Result<Vec<u8>, ExportError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["number", "revision", "at_utc", "who", "what", "from", "to", "reason", "chain_digest"])?;
    for (row, digest) in rows {
        let amount = |number: Option<i64>| number.map(|number| plain(number, decimals)).unwrap_or_default();
        let (from, to) = row.moved.map_or_else(Default::default, |(from, to)| (amount(from), amount(to)));
        let moment = time::OffsetDateTime::from_unix_timestamp(row.at.div_euclid(1_000)).ok();
        let moment = moment.and_then(|at| at.format(&time::format_description::well_known::Rfc3339).ok());
        writer.write_record([
            inert(number),
            row.revision.to_string(),
            moment.unwrap_or_default(),
            inert(&row.author),
            inert(&row.what),
            from,
            to,
            inert(&row.reason),
            digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        ])?;
    }
    writer.flush()?;
    writer.into_inner().map_err(|error| ExportError::Flush(error.into_error()))
}

fn name(member: &Member) -> String {
    member.name.es.clone()
}

/// A number with a decimal point and without grouping.
fn plain(value: i64, decimals: u8) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let unit = 10_u64.pow(decimals.into());
    let (whole, part) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    if decimals == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{part:0width$}", width = decimals.into())
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe in front.
fn inert(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{inert, plain};

    #[test]
    fn numbers_are_exact_and_formulas_are_inert() {
        assert_eq!(plain(-1_205, 2), "-12.05");
        assert_eq!(plain(7, 0), "7");
        assert_eq!(inert("=cmd()"), "'=cmd()");
        assert_eq!(inert("Norte"), "Norte");
    }
}
