//! One row under its mapping.

use super::amount::{is_nothing, read_amount};
use super::day::{read_day, read_month, read_quarter, read_year};
use super::mapping::{Field, Mapping};
use super::problem::ProblemKind;
use super::table::{Cell, Table};
use crate::dataset::Day;
use domain::calendar::Month;
use domain::measure::Measure;

/// What is wrong, and in which column.
pub(super) type Trouble = (Option<usize>, ProblemKind);

/// The columns of a table by what they mean.
pub(super) struct Columns<'a> {
    table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) keys: Vec<usize>,
    pub(super) unit: Option<usize>,
    pub(super) unit_levels: Vec<usize>,
    pub(super) product: Option<usize>,
    pub(super) product_levels: Vec<usize>,
    pub(super) channel: Option<usize>,
    pub(super) levels: Vec<usize>,
    amounts: [Option<usize>; Measure::ALL.len()],
    day: Option<usize>,
    year: Option<usize>,
    quarter: Option<usize>,
    month: Option<usize>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(table: &'a Table, mapping: &'a Mapping) -> Self {
        Self {
            table,
            mapping,
            keys: (0..mapping.columns.len()).filter(|column| mapping.columns[*column] == Field::Key).collect(),
            unit: mapping.column(Field::Unit),
            unit_levels: mapping.levels(|field| if let Field::UnitLevel(rank) = field { Some(rank) } else { None }),
            product: mapping.column(Field::Product),
            product_levels: mapping
                .levels(|field| if let Field::ProductLevel(rank) = field { Some(rank) } else { None }),
            channel: mapping.column(Field::Channel),
            levels: mapping.levels(|field| if let Field::Level(rank) = field { Some(rank) } else { None }),
            amounts: Measure::ALL.map(|measure| mapping.column(Field::Amount(measure))),
            day: mapping.column(Field::Day),
            year: mapping.column(Field::Year),
            quarter: mapping.column(Field::Quarter),
            month: mapping.column(Field::Month),
        }
    }

    pub(super) fn has_amounts(&self) -> bool {
        self.amounts.iter().any(Option::is_some)
    }

    /// Whether every row can have a day: a day itself, or a year and a month.
    pub(super) fn has_days(&self) -> bool {
        self.day.is_some() || (self.year.is_some() && self.month.is_some())
    }

    /// Whether every row can have a period: as above, or a year with or without a quarter.
    pub(super) fn has_periods(&self) -> bool {
        self.day.is_some() || self.year.is_some()
    }

    /// The words of a cell; "NULL" and its like are nothing.
    pub(super) fn words(&self, row: usize, column: Option<usize>) -> String {
        match column.map(|column| self.table.cell(row, column)) {
            Some(Cell::Text(text)) if is_nothing(text) => String::new(),
            Some(cell) => cell.words(),
            None => String::new(),
        }
    }

    pub(super) fn steps(&self, row: usize, columns: &[usize]) -> Vec<String> {
        columns.iter().map(|column| self.words(row, Some(*column))).collect()
    }

    pub(super) fn is_blank(&self, row: usize) -> bool {
        (0..self.table.row_width(row)).all(|column| self.table.cell(row, column) == Cell::Empty)
    }

    pub(super) fn check_width(&self, row: usize) -> Result<(), Trouble> {
        let (expected, found) = (self.table.row_width(0), self.table.row_width(row));
        let beyond = (expected..found).any(|column| self.table.cell(row, column) != Cell::Empty);
        if beyond { Err((None, ProblemKind::TooWide { expected, found })) } else { Ok(()) }
    }

    pub(super) fn amount(&self, row: usize, column: usize) -> Result<Option<i64>, Trouble> {
        let amount = read_amount(self.table.cell(row, column), self.mapping.decimal, self.mapping.excess);
        amount.map_err(|kind| (Some(column), kind))
    }

    pub(super) fn amounts(&self, row: usize) -> Result<[Option<i64>; Measure::ALL.len()], Trouble> {
        let mut amounts = [None; Measure::ALL.len()];
        for (amount, column) in amounts.iter_mut().zip(self.amounts) {
            if let Some(column) = column {
                *amount = self.amount(row, column)?;
            }
        }
        if amounts.iter().all(Option::is_none) { Err((None, ProblemKind::NoAmount)) } else { Ok(amounts) }
    }

    fn read<T>(
        &self,
        row: usize,
        column: Option<usize>,
        field: Field,
        read: impl Fn(Cell<'_>) -> Result<Option<T>, ProblemKind>,
    ) -> Result<T, Trouble> {
        let cell = column.map_or(Cell::Empty, |column| self.table.cell(row, column));
        let value = read(cell).map_err(|kind| (column, kind))?;
        value.ok_or((column, ProblemKind::Missing(field)))
    }

    pub(super) fn day(&self, row: usize) -> Result<Day, Trouble> {
        if self.day.is_some() {
            let mapping = self.mapping;
            return self.read(row, self.day, Field::Day, |cell| read_day(cell, mapping.dates, mapping.shift_days));
        }
        let year = self.read(row, self.year, Field::Year, read_year)?;
        let month = self.read(row, self.month, Field::Month, read_month)?;
        Ok(Day { month: Month { year, month }, day: 1 })
    }

    /// The first month of the period of a quota, and how many months it has; quarters are those of the calendar.
    pub(super) fn period(&self, row: usize) -> Result<(Month, u8), Trouble> {
        if self.day.is_some() {
            let month = self.day(row)?.month;
            let months = self.mapping.quota_months.clamp(1, 12);
            return Ok((Month { month: (month.month - 1) / months * months + 1, ..month }, months));
        }
        let year = self.read(row, self.year, Field::Year, read_year)?;
        if self.month.is_some() {
            return Ok((Month { year, month: self.read(row, self.month, Field::Month, read_month)? }, 1));
        }
        if self.quarter.is_some() {
            let quarter = self.read(row, self.quarter, Field::Quarter, read_quarter)?;
            return Ok((Month { year, month: quarter * 3 - 2 }, 3));
        }
        Ok((Month { year, month: 1 }, 12))
    }
}
