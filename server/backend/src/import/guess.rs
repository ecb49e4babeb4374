//! A first mapping, from headers and content; people correct it.

use super::amount::{is_nothing, mark_of, read_amount};
use super::day::{looks_like_a_day, order_of};
use super::mapping::{DateOrder, DecimalMark, Excess, Field, Kind, Mapping};
use super::synonyms::{Meaning, meaning, plain};
use super::table::{Cell, Table};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows a guess looks at.
const SAMPLE_ROWS: usize = 2_000;

/// Guesses every table of an import together: facts bring their members where no table of members does.
pub fn guess_all(tables: &[Table]) -> Vec<Mapping> {
    let mut mappings: Vec<Mapping> = tables.iter().map(guess).collect();
    let has = |kind| mappings.iter().any(|mapping| mapping.kind == kind);
    let complete = has(Kind::Organization) && has(Kind::Products);
    for mapping in &mut mappings {
        if mapping.kind == Kind::Facts && !complete {
            mapping.kind = Kind::Flat;
        }
    }
    mappings
}

/// Guesses what a table is and what its columns mean.
pub fn guess(table: &Table) -> Mapping {
    let meanings = meanings(table);
    let header = has_header(table, &meanings);
    if !header {
        return Mapping { header, ..Mapping::empty(Kind::Nothing, table.width()) };
    }
    let kind = kind(table, &meanings);
    let mut mapping = Mapping::empty(kind, table.width());
    match kind {
        Kind::Facts | Kind::Flat | Kind::Quotas => rows_of_numbers(&mut mapping, &meanings),
        Kind::Organization | Kind::Products | Kind::Channels => rows_of_members(&mut mapping, &meanings),
        Kind::Nothing => {}
    }
    mapping.decimal = decimal(table, &mapping);
    mapping.dates = dates(table, &mapping);
    keys(table, &mut mapping, &meanings);
    mapping
}

/// The meaning of every header, the better of two with the same one.
fn meanings(table: &Table) -> BTreeMap<usize, Meaning> {
    let mut ranked: Vec<(usize, usize, Meaning)> = (0..table.width())
        .filter_map(|column| meaning(&table.cell(0, column).words()).map(|(rank, meaning)| (rank, column, meaning)))
        .collect();
    ranked.sort_by_key(|(rank, column, _)| (*rank, *column));
    let mut taken: Vec<Meaning> = Vec::new();
    let mut meanings = BTreeMap::new();
    for (_, column, meaning) in ranked {
        if meaning == Meaning::Key || !taken.contains(&meaning) {
            taken.push(meaning);
            meanings.insert(column, meaning);
        }
    }
    meanings
}

/// Headers are words: a first row with a number or a day in it names nothing.
fn has_header(table: &Table, meanings: &BTreeMap<usize, Meaning>) -> bool {
    if table.len() < 2 {
        return !meanings.is_empty();
    }
    (0..table.width()).all(|column| match table.cell(0, column) {
        Cell::Empty => true,
        Cell::Number(_) | Cell::Day(_) => false,
        Cell::Text(text) => {
            read_amount(Cell::Text(text), DecimalMark::Point, Excess::Round).is_err() && !looks_like_a_day(text)
        }
    })
}

fn kind(table: &Table, meanings: &BTreeMap<usize, Meaning>) -> Kind {
    let has = |wanted: fn(Meaning) -> bool| meanings.values().any(|meaning| wanted(*meaning));
    let dated = has(|meaning| matches!(meaning, Meaning::Day | Meaning::Year));
    if has(|meaning| meaning == Meaning::Quota) && dated {
        return Kind::Quotas;
    }
    if has(|meaning| matches!(meaning, Meaning::Amount(_))) && dated {
        let brings = |meaning: Meaning| {
            matches!(meaning, Meaning::UnitName | Meaning::ProductName | Meaning::ProductLevel(_))
                || matches!(meaning, Meaning::UnitLevel(level) if level < 5)
        };
        return if meanings.values().any(|meaning| brings(*meaning)) { Kind::Flat } else { Kind::Facts };
    }
    let named = plain(table.name());
    let says = |words: &[&str]| words.iter().any(|word| named.contains(word));
    let coded = has(|meaning| matches!(meaning, Meaning::Code | Meaning::Name | Meaning::NameEnglish));
    if says(&["channel", "canal"]) || (has(|meaning| meaning == Meaning::Channel) && meanings.len() <= 2) {
        Kind::Channels
    } else if says(&["product", "articulo", "sku", "categor"])
        || has(|meaning| matches!(meaning, Meaning::Product | Meaning::ProductLevel(_)))
    {
        Kind::Products
    } else if says(&["organi", "unit", "unidad", "territor", "region", "store", "tienda", "vendedor", "salesperson"])
        || has(|meaning| matches!(meaning, Meaning::Unit | Meaning::UnitLevel(_)))
        || (coded && has(|meaning| meaning == Meaning::Parent))
    {
        Kind::Organization
    } else {
        Kind::Nothing
    }
}

fn rows_of_numbers(mapping: &mut Mapping, meanings: &BTreeMap<usize, Meaning>) {
    let single_level = meanings.values().filter(|meaning| matches!(meaning, Meaning::UnitLevel(_))).count() == 1;
    let has_unit = meanings.values().any(|meaning| *meaning == Meaning::Unit);
    let dated = meanings.values().any(|meaning| *meaning == Meaning::Day);
    for (&column, &meaning) in meanings {
        mapping.columns[column] = match meaning {
            Meaning::Unit => Field::Unit,
            // The only column that names units names them by code.
            Meaning::UnitLevel(_) if single_level && !has_unit => Field::Unit,
            Meaning::UnitLevel(level) => Field::UnitLevel(level),
            Meaning::UnitName | Meaning::Name => Field::UnitName,
            Meaning::Product => Field::Product,
            Meaning::ProductLevel(level) => Field::ProductLevel(level),
            Meaning::ProductName => Field::ProductName,
            Meaning::Channel => Field::Channel,
            Meaning::Day => Field::Day,
            Meaning::Year if !dated => Field::Year,
            Meaning::Quarter if !dated => Field::Quarter,
            Meaning::Month if !dated => Field::Month,
            Meaning::Quota if mapping.kind == Kind::Quotas => Field::QuotaAmount,
            Meaning::Amount(measure) if mapping.kind != Kind::Quotas => Field::Amount(measure),
            _ => Field::Ignored,
        };
    }
}

fn rows_of_members(mapping: &mut Mapping, meanings: &BTreeMap<usize, Meaning>) {
    let products = mapping.kind == Kind::Products;
    let own_level = |meaning: Meaning| match meaning {
        Meaning::ProductLevel(level) if products => Some(level),
        Meaning::UnitLevel(level) if mapping.kind == Kind::Organization => Some(level),
        _ => None,
    };
    let coded = meanings.values().any(|meaning| match meaning {
        Meaning::Code => true,
        Meaning::Product => products,
        Meaning::Unit => mapping.kind == Kind::Organization,
        Meaning::Channel => mapping.kind == Kind::Channels,
        _ => false,
    });
    // Without a code of their own, the lowest level is the member.
    let lowest = meanings.values().filter_map(|meaning| own_level(*meaning)).max();
    let fields: Vec<(usize, Field)> = meanings
        .iter()
        .map(|(&column, &meaning)| {
            let field = match meaning {
                Meaning::Code => Field::Code,
                Meaning::Product if products => Field::Code,
                Meaning::ProductName if products => Field::Name,
                Meaning::Unit if mapping.kind == Kind::Organization => Field::Code,
                Meaning::UnitName if mapping.kind == Kind::Organization => Field::Name,
                Meaning::Channel if mapping.kind == Kind::Channels => Field::Code,
                Meaning::Name => Field::Name,
                Meaning::NameEnglish => Field::NameEnglish,
                Meaning::NameSpanish => Field::NameSpanish,
                Meaning::Parent => Field::Parent,
                other => match own_level(other) {
                    Some(level) if !coded && Some(level) == lowest => Field::Code,
                    Some(level) => Field::Level(level),
                    None => Field::Ignored,
                },
            };
            (column, field)
        })
        .collect();
    for (column, field) in fields {
        mapping.columns[column] = field;
    }
}

fn sample<'a>(table: &'a Table, mapping: &'a Mapping, wanted: fn(Field) -> bool) -> impl Iterator<Item = &'a str> {
    let rows = usize::from(mapping.header)..table.len().min(SAMPLE_ROWS);
    let columns = move |row| {
        let wanted = move |column: &usize| mapping.columns.get(*column).is_some_and(|field| wanted(*field));
        (0..table.row_width(row)).filter(wanted).map(move |column| table.cell(row, column))
    };
    let text = |cell| if let Cell::Text(text) = cell { Some(text) } else { None };
    rows.flat_map(columns).filter_map(text).filter(|text| !is_nothing(text))
}

/// The mark that every number that shows one agrees on; never guessed from numbers that could be two.
fn decimal(table: &Table, mapping: &Mapping) -> DecimalMark {
    let amounts = sample(table, mapping, |field| matches!(field, Field::Amount(_) | Field::QuotaAmount));
    let marks: BTreeSet<bool> = amounts.filter_map(mark_of).map(|mark| mark == DecimalMark::Comma).collect();
    match (marks.contains(&false), marks.contains(&true)) {
        (true, false) => DecimalMark::Point,
        (false, true) => DecimalMark::Comma,
        _ => DecimalMark::Unclear,
    }
}

fn dates(table: &Table, mapping: &Mapping) -> DateOrder {
    let mut orders = sample(table, mapping, |field| field == Field::Day).filter_map(order_of);
    match orders.next() {
        Some(first) if orders.all(|order| order == first) => first,
        _ => DateOrder::Unclear,
    }
}

/// Order and line numbers are the match key only if they tell the rows apart, if need be together with the product.
fn keys(table: &Table, mapping: &mut Mapping, meanings: &BTreeMap<usize, Meaning>) {
    if !matches!(mapping.kind, Kind::Facts | Kind::Flat) {
        return;
    }
    let keys: Vec<usize> =
        meanings.iter().filter(|(_, meaning)| **meaning == Meaning::Key).map(|(column, _)| *column).collect();
    let tells_apart = |columns: &[usize]| {
        let mut seen = BTreeSet::new();
        (usize::from(mapping.header)..table.len())
            .all(|row| seen.insert(columns.iter().map(|column| table.cell(row, *column).words()).collect::<Vec<_>>()))
    };
    let product = mapping.column(Field::Product);
    let with_product: Vec<usize> = keys.iter().copied().chain(product).collect();
    let alone = !keys.is_empty() && tells_apart(&keys);
    if alone || (!keys.is_empty() && product.is_some() && tells_apart(&with_product)) {
        mapping.product_in_key = !alone;
        for column in keys {
            mapping.columns[column] = Field::Key;
        }
    }
}

#[cfg(test)]
#[path = "guess_tests.rs"]
mod tests;
