//! Tables with mappings become a dataset, or problems by table, line and column.

use super::known::KnownMembers;
use super::mapping::{Field, Kind, Mapping};
use super::members::{Book, Found, Origin};
use super::problem::{Problem, ProblemKind};
use super::row::{Columns, Trouble};
use super::table::Table;
use crate::dataset::{Dataset, Fact, Quota};
use domain::dimension::Name;
use domain::outline::UNASSIGNED;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};

/// How many problems are kept in full; a wrong column would repeat one a million times.
const KEPT_PROBLEMS: usize = 1_000;

/// A table and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// The table.
    pub table: &'a Table,
    /// What it means.
    pub mapping: &'a Mapping,
}

/// What an import would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// What the good rows bring.
    pub dataset: Dataset,
    /// What is wrong, in the order of tables and lines; the first thousand.
    pub problems: Vec<Problem>,
    /// How many problems there are.
    pub problem_count: usize,
    /// How many rows were read, without headers and blank rows.
    pub rows: usize,
    /// How many of them have a problem.
    pub bad_rows: usize,
}

impl Checked {
    /// Gives the dataset if nothing is wrong, or if bad rows shall be left out.
    ///
    /// # Errors
    /// The problems: nothing is half imported unless somebody asks for it.
    pub fn accept(self, leave_out_bad_rows: bool) -> Result<Dataset, Vec<Problem>> {
        if self.problem_count == 0 || leave_out_bad_rows { Ok(self.dataset) } else { Err(self.problems) }
    }
}

/// Reads every row under its mapping; members first, so that facts may stand before them in the file.
pub fn check(parts: &[Part<'_>], known: &KnownMembers) -> Checked {
    let mut work = Work {
        units: Book::new(&known.units),
        products: Book::new(&known.products),
        channels: Book::new(&known.channels),
        checked: Checked::default(),
        bad: BTreeSet::new(),
        keys: HashMap::new(),
        quotas: HashMap::new(),
        repeats: HashMap::new(),
    };
    for stage in [is_members, is_facts, |kind| kind == Kind::Quotas] {
        for (index, part) in parts.iter().enumerate().filter(|(_, part)| stage(part.mapping.kind)) {
            work.table(index, part);
        }
        work.settle();
    }
    work.finish()
}

fn is_members(kind: Kind) -> bool {
    matches!(kind, Kind::Organization | Kind::Products | Kind::Channels)
}

fn is_facts(kind: Kind) -> bool {
    matches!(kind, Kind::Facts | Kind::Flat)
}

struct Work {
    units: Book,
    products: Book,
    channels: Book,
    checked: Checked,
    bad: BTreeSet<(usize, u64)>,
    /// Line of each match key.
    keys: HashMap<String, u64>,
    /// Line of each unit, first month and length.
    quotas: HashMap<(String, i32, u8), u64>,
    /// How often each content stood before.
    repeats: HashMap<[u8; 16], u32>,
}

impl Work {
    fn table(&mut self, index: usize, part: &Part<'_>) {
        let columns = Columns::new(part.table, part.mapping);
        let lacking = lacking(&columns);
        if !lacking.is_empty() {
            for field in lacking {
                self.problem(index, 1, None, ProblemKind::NoColumn(field));
            }
            return;
        }
        for row in usize::from(part.mapping.header)..part.table.len() {
            if columns.is_blank(row) {
                continue;
            }
            self.checked.rows += 1;
            let line = part.table.line(row);
            let read = columns.check_width(row).and_then(|()| match part.mapping.kind {
                Kind::Facts | Kind::Flat => self.fact(&columns, row, line),
                Kind::Quotas => self.quota(&columns, row, line),
                Kind::Organization | Kind::Products | Kind::Channels => self.member(&columns, row, index, line),
                Kind::Nothing => Ok(()),
            });
            if let Err((column, kind)) = read {
                self.problem(index, line, column, kind);
            }
        }
    }

    fn problem(&mut self, table: usize, line: u64, column: Option<usize>, kind: ProblemKind) {
        self.checked.problem_count += 1;
        self.bad.insert((table, line));
        if self.checked.problems.len() < KEPT_PROBLEMS {
            self.checked.problems.push(Problem { table, line, column, kind });
        }
    }

    fn settle(&mut self) {
        let troubles = [self.units.settle(), self.products.settle(), self.channels.settle()];
        for (origin, kind) in troubles.into_iter().flatten() {
            if let Origin::Declared { table, line } = origin {
                self.problem(table, line, None, kind);
            }
        }
    }

    fn finish(mut self) -> Checked {
        self.checked.bad_rows = self.bad.len();
        self.checked.problems.sort_by_key(|problem| (problem.table, problem.line));
        self.checked.dataset.units = self.units.into_sources();
        self.checked.dataset.products = self.products.into_sources();
        self.checked.dataset.channels = self.channels.into_sources();
        self.checked
    }

    fn member(&mut self, columns: &Columns<'_>, row: usize, table: usize, line: u64) -> Result<(), Trouble> {
        let mapping = columns.mapping;
        let book = match mapping.kind {
            Kind::Products => &mut self.products,
            Kind::Channels => &mut self.channels,
            _ => &mut self.units,
        };
        let words = |field| mapping.column(field).map(|column| columns.words(row, Some(column)));
        let code_column = mapping.column(Field::Code);
        let steps = columns.steps(row, &columns.levels);
        let Some(code) = words(Field::Code) else {
            let path = book.path(&steps, None).map_err(|kind| (None, kind))?;
            return path.map(|_| ()).ok_or((columns.levels.first().copied(), ProblemKind::Missing(Field::Level(1))));
        };
        if code.is_empty() {
            return Err((code_column, ProblemKind::Missing(Field::Code)));
        }
        let both = words(Field::Name).filter(|name| !name.is_empty());
        let language = |field| words(field).filter(|name| !name.is_empty()).or_else(|| both.clone());
        let (english, spanish) = (language(Field::NameEnglish), language(Field::NameSpanish));
        let name = match (english, spanish) {
            (Some(en), Some(es)) => Some(Name { en, es }),
            (Some(name), None) | (None, Some(name)) => Some(Name::same(name)),
            (None, None) => None,
        };
        let parent = if columns.levels.is_empty() {
            words(Field::Parent).map(|parent| Some(parent).filter(|parent| !parent.is_empty()))
        } else {
            Some(book.path(&steps, None).map_err(|kind| (None, kind))?)
        };
        book.declare(&code, name, parent, Origin::Declared { table, line }).map_err(|kind| (code_column, kind))
    }

    fn fact(&mut self, columns: &Columns<'_>, row: usize, line: u64) -> Result<(), Trouble> {
        let mapping = columns.mapping;
        let day = columns.day(row)?;
        let amounts = columns.amounts(row)?;
        let adds = mapping.kind == Kind::Flat;
        let unit = Reference {
            field: Field::Unit,
            column: columns.unit.or(columns.unit_levels.last().copied()),
            text: or_fixed(columns.words(row, columns.unit), &mapping.unit, &columns.unit_levels),
            name: columns.words(row, mapping.column(Field::UnitName)),
            steps: columns.steps(row, &columns.unit_levels),
        };
        let unit = unit.member(&mut self.units, adds)?;
        let unit = unit.ok_or((columns.unit, ProblemKind::Missing(Field::Unit)))?;
        let product = Reference {
            field: Field::Product,
            column: columns.product.or(columns.product_levels.last().copied()),
            text: columns.words(row, columns.product),
            name: columns.words(row, mapping.column(Field::ProductName)),
            steps: columns.steps(row, &columns.product_levels),
        };
        let product = product.member(&mut self.products, adds)?;
        let channel = Reference {
            field: Field::Channel,
            column: columns.channel,
            text: or_fixed(columns.words(row, columns.channel), &mapping.channel, &[]),
            name: String::new(),
            steps: Vec::new(),
        };
        let channel = channel.member(&mut self.channels, adds || columns.channel.is_none())?;
        let mut fact = Fact {
            key: String::new(),
            unit,
            product: product.unwrap_or_else(|| UNASSIGNED.to_owned()),
            channel: channel.unwrap_or_else(|| UNASSIGNED.to_owned()),
            day,
            amounts,
        };
        fact.key = self.key(columns, row, &fact)?;
        if let Some(first) = self.keys.insert(fact.key.clone(), line) {
            return Err((columns.keys.first().copied(), ProblemKind::RepeatedKey { key: fact.key, first }));
        }
        self.checked.dataset.facts.push(fact);
        Ok(())
    }

    /// The mapped key, else what the row says and how often it was said before: the same file again gives the same keys.
    fn key(&mut self, columns: &Columns<'_>, row: usize, fact: &Fact) -> Result<String, Trouble> {
        let source = &columns.mapping.source;
        let sign = if source.is_empty() { "" } else { ":" };
        if !columns.keys.is_empty() {
            let mut parts = columns.steps(row, &columns.keys);
            if columns.mapping.product_in_key {
                parts.push(fact.product.clone());
            }
            if parts.iter().any(String::is_empty) {
                return Err((columns.keys.first().copied(), ProblemKind::Missing(Field::Key)));
            }
            return Ok(format!("{source}{sign}{}", parts.join("/")));
        }
        let content = format!("{:?}", (&fact.unit, &fact.product, &fact.channel, fact.day, fact.amounts));
        let mut digest = [0; 16];
        digest.copy_from_slice(&Sha256::digest(content)[..16]);
        let repeats = self.repeats.entry(digest).and_modify(|count| *count += 1).or_insert(1);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(format!("{source}{sign}{digest}-{repeats}"))
    }

    fn quota(&mut self, columns: &Columns<'_>, row: usize, line: u64) -> Result<(), Trouble> {
        let amount_column = columns.mapping.column(Field::QuotaAmount);
        let amount = amount_column.map_or(Ok(None), |column| columns.amount(row, column))?;
        let amount = amount.ok_or((amount_column, ProblemKind::Missing(Field::QuotaAmount)))?;
        let (start, months) = columns.period(row)?;
        let text = or_fixed(columns.words(row, columns.unit), &columns.mapping.unit, &columns.unit_levels);
        let steps = columns.steps(row, &columns.unit_levels);
        let path = steps.iter().filter(|step| !step.is_empty()).cloned().collect::<Vec<_>>().join("/");
        let text = if text.is_empty() { path } else { text };
        let unit = match self.units.find(&text) {
            _ if text.is_empty() => return Err((columns.unit, ProblemKind::Missing(Field::Unit))),
            Found::One(code) => code,
            // One person in several places: the board spreads the quota over them.
            Found::Several => text,
            Found::Ambiguous => return Err((columns.unit, ProblemKind::AmbiguousMember { field: Field::Unit, text })),
            Found::Nobody => return Err((columns.unit, ProblemKind::UnknownMember { field: Field::Unit, text })),
        };
        if let Some(first) = self.quotas.insert((unit.clone(), start.ordinal(), months), line) {
            return Err((None, ProblemKind::RepeatedQuota { first }));
        }
        self.checked.dataset.quotas.push(Quota { unit, start, months, amount });
        Ok(())
    }
}

/// A fixed member stands where the table has neither a column nor levels, or the cell is blank.
fn or_fixed(text: String, fixed: &Option<String>, levels: &[usize]) -> String {
    if text.is_empty() && levels.is_empty() { fixed.clone().unwrap_or_default() } else { text }
}

/// How a row names a member.
struct Reference {
    field: Field,
    column: Option<usize>,
    text: String,
    name: String,
    steps: Vec<String>,
}

impl Reference {
    /// The code of the member, added where the mapping lets rows add members.
    fn member(self, book: &mut Book, adds: bool) -> Result<Option<String>, Trouble> {
        let column = self.column;
        let name = Some(self.name.as_str()).filter(|name| !name.is_empty());
        let blame = |kind| (column, kind);
        if self.text.is_empty() && self.steps.iter().all(String::is_empty) {
            return Ok(None);
        }
        if adds && self.text.is_empty() {
            return book.path(&self.steps, name).map_err(blame);
        }
        let text = if self.text.is_empty() { self.steps.join("/") } else { self.text };
        match book.find(&text) {
            Found::One(code) if !adds || book.is_settled(&code) => Ok(Some(code)),
            _ if adds => {
                let parent = book.path(&self.steps, None).map_err(blame)?;
                book.imply(&text, name, parent.as_deref()).map_err(blame)?;
                Ok(Some(text))
            }
            Found::One(code) => Ok(Some(code)),
            Found::Nobody => Err(blame(ProblemKind::UnknownMember { field: self.field, text })),
            Found::Several | Found::Ambiguous => Err(blame(ProblemKind::AmbiguousMember { field: self.field, text })),
        }
    }
}

/// The columns that this kind of table cannot do without.
fn lacking(columns: &Columns<'_>) -> Vec<Field> {
    let mapping = columns.mapping;
    let no_unit = columns.unit.is_none() && columns.unit_levels.is_empty() && mapping.unit.is_none();
    let needs: &[(bool, Field)] = &match mapping.kind {
        Kind::Nothing => vec![],
        Kind::Facts | Kind::Flat => vec![
            (no_unit, Field::Unit),
            (!columns.has_days(), Field::Day),
            (!columns.has_amounts(), Field::Amount(domain::measure::Measure::Revenue)),
        ],
        Kind::Quotas => vec![
            (no_unit, Field::Unit),
            (!columns.has_periods(), Field::Day),
            (mapping.column(Field::QuotaAmount).is_none(), Field::QuotaAmount),
        ],
        Kind::Organization | Kind::Products | Kind::Channels => {
            vec![(mapping.column(Field::Code).is_none() && columns.levels.is_empty(), Field::Code)]
        }
    };
    needs.iter().filter(|(lacks, _)| *lacks).map(|(_, field)| *field).collect()
}
