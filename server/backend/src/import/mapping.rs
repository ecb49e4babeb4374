//! What a table is, and which column means what.

use domain::measure::Measure;
use serde::{Deserialize, Serialize};

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// Sales and expenses; every member they name must be known.
    Facts,
    /// Sales and expenses that also bring the members they name.
    Flat,
    /// Organization units.
    Organization,
    /// Products.
    Products,
    /// Channels.
    Channels,
    /// Quotas set outside Pacto.
    Quotas,
    /// Nothing to import.
    Nothing,
}

/// What a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Nothing.
    Ignored,
    /// A part of the match key; several columns make one key together.
    Key,
    /// Code, or unambiguous name, of an organization unit.
    Unit,
    /// A level of organization units, 1 the highest; levels together are the path of the unit.
    UnitLevel(u8),
    /// What people call the unit.
    UnitName,
    /// Code, or unambiguous name, of a product.
    Product,
    /// A level of products, 1 the highest.
    ProductLevel(u8),
    /// What people call the product.
    ProductName,
    /// Code, or unambiguous name, of a channel.
    Channel,
    /// A day.
    Day,
    /// A year.
    Year,
    /// A quarter of the year, 1 to 4.
    Quarter,
    /// A month of the year, by number or name.
    Month,
    /// An amount of a fact.
    Amount(Measure),
    /// The revenue that a quota asks for.
    QuotaAmount,
    /// Code of a member, in a table of members.
    Code,
    /// Name of a member in both languages.
    Name,
    /// Name of a member in English.
    NameEnglish,
    /// Name of a member in Spanish.
    NameSpanish,
    /// Code, or unambiguous name, of the member above.
    Parent,
    /// A level above a member, 1 the highest.
    Level(u8),
}

/// Which sign parts whole from fraction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// 1,234.56
    Point,
    /// 1.234,56
    Comma,
    /// The file does not show it: numbers that could be read in two ways are problems.
    #[default]
    Unclear,
}

/// How days in figures are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// 31/12/2026
    DayFirst,
    /// 12/31/2026
    MonthFirst,
    /// The file does not show it: days that could be read in two ways are problems.
    #[default]
    Unclear,
}

/// What happens to amounts with more than four decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Excess {
    /// They are problems.
    #[default]
    Refuse,
    /// They are rounded to the nearest ten-thousandth, halves away from zero.
    Round,
}

/// What a table is and how it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What the table holds.
    pub kind: Kind,
    /// Whether the first row names the columns.
    pub header: bool,
    /// What each column means, in order; missing ones are ignored.
    pub columns: Vec<Field>,
    /// Which sign parts whole from fraction.
    pub decimal: DecimalMark,
    /// How days in figures are written.
    pub dates: DateOrder,
    /// What happens to amounts with more than four decimals.
    pub excess: Excess,
    /// The unit of every row that names none.
    pub unit: Option<String>,
    /// The channel of every row that names none.
    pub channel: Option<String>,
    /// How many months a quota with a day covers: 1, 3 or 12.
    pub quota_months: u8,
    /// Days are moved by so many days, for files in another date frame.
    pub shift_days: i32,
    /// Whether the product is a part of the match key, beside the columns that are nothing else.
    pub product_in_key: bool,
    /// What stands before every match key, to keep equal keys of two systems apart.
    pub source: String,
}

impl Mapping {
    /// A mapping of nothing, for a table of so many columns.
    pub fn empty(kind: Kind, width: usize) -> Self {
        Self {
            kind,
            header: true,
            columns: vec![Field::Ignored; width],
            decimal: DecimalMark::default(),
            dates: DateOrder::default(),
            excess: Excess::default(),
            unit: None,
            channel: None,
            quota_months: 3,
            shift_days: 0,
            product_in_key: false,
            source: String::new(),
        }
    }

    /// Sets what a column means.
    pub fn with(mut self, column: usize, field: Field) -> Self {
        if let Some(place) = self.columns.get_mut(column) {
            *place = field;
        }
        self
    }

    /// The first column of a meaning.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|found| *found == field)
    }

    /// The columns of a level field, highest level first.
    pub fn levels(&self, level: impl Fn(Field) -> Option<u8>) -> Vec<usize> {
        let mut levels: Vec<(u8, usize)> =
            self.columns.iter().enumerate().filter_map(|(column, field)| Some((level(*field)?, column))).collect();
        levels.sort_unstable();
        levels.into_iter().map(|(_, column)| column).collect()
    }
}
