//! How mappings stand in a form: the names of its fields, and what comes back from it.

use backend::import::{Field, Kind, Mapping};
use domain::measure::Measure;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longest text of a mapping, in characters.
const TEXT_LIMIT: usize = 200;
/// How far days may be moved.
const SHIFT_LIMIT: i32 = 100_000;
/// Levels of organization units and of members that a column may name.
const LEVELS: u8 = 9;

/// The name of a part of a table's mapping in the form.
pub fn name(table: usize, part: &str) -> String {
    format!("t{table}.{part}")
}

/// A value as the form writes it.
pub fn code(value: &impl Serialize) -> String {
    serde_json::to_string(value).map(|json| json.trim_matches('"').to_owned()).unwrap_or_default()
}

/// The inverse of [`code`].
pub(crate) fn decode<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_str(code).or_else(|_| serde_json::from_value(code.into())).ok()
}

/// What columns of a kind of table may mean.
pub fn fields(kind: Kind) -> Vec<Field> {
    let units = std::iter::once(Field::Unit).chain((1..=LEVELS).map(Field::UnitLevel));
    match kind {
        Kind::Nothing => Vec::new(),
        Kind::Facts | Kind::Flat => [Field::Ignored]
            .into_iter()
            .chain(Measure::ALL.map(Field::Amount))
            .chain([Field::Day, Field::Year, Field::Month])
            .chain(units)
            .chain([Field::UnitName, Field::Product])
            .chain((1..=LEVELS).map(Field::ProductLevel))
            .chain([Field::ProductName, Field::Channel, Field::Key])
            .collect(),
        Kind::Quotas => [Field::Ignored, Field::QuotaAmount, Field::Day, Field::Year, Field::Quarter, Field::Month]
            .into_iter()
            .chain(units)
            .collect(),
        Kind::Organization | Kind::Products | Kind::Channels => {
            [Field::Ignored, Field::Code, Field::Name, Field::NameEnglish, Field::NameSpanish, Field::Parent]
                .into_iter()
                .chain((1..=LEVELS).map(Field::Level))
                .collect()
        }
    }
}

/// Leaves out the columns whose meaning tables of this kind do not have.
pub fn fit(mapping: &mut Mapping) {
    let fields = fields(mapping.kind);
    let foreign = |field: &&mut Field| mapping.kind != Kind::Nothing && !fields.contains(field);
    mapping.columns.iter_mut().filter(foreign).for_each(|field| *field = Field::Ignored);
}

/// Takes what a form says about the tables; what it does not say, or says wrongly, stays as it was.
pub fn apply(form: &[(String, String)], mappings: &mut [Mapping]) {
    for (table, mapping) in mappings.iter_mut().enumerate() {
        let text = |part: &str| {
            let name = name(table, part);
            form.iter().find(|(key, _)| *key == name).map(|(_, value)| value.trim())
        };
        let Some(kind) = text("kind").and_then(decode) else { continue };
        // A table that was left out had no columns in the form.
        let was_shown = mapping.kind != Kind::Nothing;
        mapping.kind = kind;
        mapping.header = text("header").is_some();
        for (column, field) in mapping.columns.iter_mut().enumerate() {
            *field = text(&format!("c{column}")).and_then(decode).unwrap_or(*field);
        }
        fit(mapping);
        if !was_shown {
            continue;
        }
        mapping.decimal = text("decimal").and_then(decode).unwrap_or(mapping.decimal);
        mapping.dates = text("dates").and_then(decode).unwrap_or(mapping.dates);
        mapping.excess = text("excess").and_then(decode).unwrap_or(mapping.excess);
        let short = |text: &str| text.chars().take(TEXT_LIMIT).collect::<String>();
        let fixed = |text: &str| Some(short(text)).filter(|text| !text.is_empty());
        mapping.unit = text("unit").map_or(mapping.unit.take(), fixed);
        mapping.channel = text("channel").map_or(mapping.channel.take(), fixed);
        let months = text("months").and_then(|months| months.parse().ok()).filter(|months| [1, 3, 12].contains(months));
        mapping.quota_months = months.unwrap_or(mapping.quota_months);
        let days = text("shift").and_then(|days| days.parse::<i32>().ok());
        mapping.shift_days = days.map_or(mapping.shift_days, |days| days.clamp(-SHIFT_LIMIT, SHIFT_LIMIT));
        if let Some(source) = text("source") {
            mapping.source = short(source);
            mapping.product_in_key = text("product_in_key").is_some();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use backend::import::{DateOrder, DecimalMark};

    fn form(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn every_field_of_every_kind_comes_back_from_the_form() {
        for kind in [Kind::Flat, Kind::Quotas, Kind::Products] {
            for field in fields(kind) {
                let mut mappings = [Mapping::empty(kind, 1)];
                apply(&form(&[("t0.kind", &code(&kind)), ("t0.c0", &code(&field))]), &mut mappings);
                assert_eq!(mappings[0].columns, [field]);
            }
        }
    }

    #[test]
    fn a_form_changes_what_it_says_and_nothing_else() {
        let mut mappings = [Mapping::empty(Kind::Flat, 2).with(1, Field::Day), Mapping::empty(Kind::Products, 1)];
        let said = [("t0.kind", "Quotas"), ("t0.c0", "QuotaAmount"), ("t0.decimal", "Comma"), ("t0.months", "7")];
        apply(&form(&said), &mut mappings);
        assert_eq!(mappings[0].columns, [Field::QuotaAmount, Field::Day]);
        assert_eq!((mappings[0].kind, mappings[0].header), (Kind::Quotas, false));
        assert_eq!((mappings[0].decimal, mappings[0].dates), (DecimalMark::Comma, DateOrder::Unclear));
        assert_eq!(mappings[0].quota_months, 3);
        assert_eq!(mappings[1], Mapping::empty(Kind::Products, 1));
    }

    #[test]
    fn a_meaning_that_another_kind_of_table_has_is_dropped() {
        let mut mappings = [Mapping::empty(Kind::Flat, 1).with(0, Field::Product)];
        apply(&form(&[("t0.kind", "Products"), ("t0.c0", "Product")]), &mut mappings);
        assert_eq!(mappings[0].columns, [Field::Ignored]);
    }
}
