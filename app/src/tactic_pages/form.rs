//! What somebody has typed about a tactic, and the activity it makes: nothing typed is lost, and each field says what is
//! wrong with it.

use crate::board::rejection::sentence;
use crate::form::{Errors, Query, date, read_date};
use crate::import_pages::form::{code, decode};
use crate::text::{board, tactic as text};
use domain::address::Address;
use domain::dimension::{Dimension, MemberId, Name, ROOT};
use domain::entry::{EntryError, read_value};
use domain::measure::Measure;
use domain::number::{Region, format_exact};
use domain::outline::Outline;
use domain::rejection::Rejection;
use domain::tactic::{Activity, CostLine, Day, Drivers, PaidTarget, Response, ResponseDriver, TacticFault};

/// Cost lines that a form has at most.
pub(super) const MOST_LINES: usize = 20;
/// Longest text that is taken, in characters: what was looked at is kept in the form; rules limit what people write.
const LONGEST: usize = 8_000;

/// What stands in the fields, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Query);

/// The name of a part of a cost line.
pub(super) fn cost(line: usize, part: &str) -> String {
    format!("cost.{line}.{part}")
}

/// Hundredths, without decimals where there are none.
fn hundredths(number: i64, region: Region) -> String {
    if number % 100 == 0 { format_exact(number / 100, 0, region) } else { format_exact(number, 2, region) }
}

impl Typed {
    /// Takes what a form says.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        let short = |text: String| text.chars().take(LONGEST).collect();
        Self(Query(pairs.into_iter().map(|(name, value)| (name, short(value))).collect()))
    }

    /// What stands in a field, without blanks around it.
    pub fn text(&self, name: &str) -> &str {
        self.0.text(name)
    }

    /// Puts something into a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.set(name, value);
    }

    pub(super) fn fields(&self) -> &Query {
        &self.0
    }

    /// Writes an activity as its author would type it.
    pub fn of(activity: &Activity, outline: &Outline, region: Region) -> Self {
        let mut typed = Self::default();
        let decimals = outline.money_decimals;
        let Drivers { audience, reach, response, value, pieces, margin, headcount } = activity.drivers;
        let whole = |number: u32| format_exact(number.into(), 0, region);
        let half_decimals = if response.driver == ResponseDriver::Spend { decimals } else { 0 };
        let texts = [
            ("name_es", activity.name.es.clone()),
            ("name_en", activity.name.en.clone()),
            ("kind", code(&activity.kind)),
            ("owner", activity.owner.clone()),
            ("start", date(activity.start)),
            ("end", date(activity.end)),
            ("profile", code(&activity.profile)),
            ("unit", activity.at.unit.to_string()),
            ("product", activity.at.product.to_string()),
            ("channel", activity.at.channel.to_string()),
            ("segment", activity.segment.clone().unwrap_or_default()),
            ("audience", whole(audience)),
            ("reach", whole(reach)),
            ("driver", code(&response.driver)),
            ("max", hundredths(response.max.into(), region)),
            ("half", format_exact(response.half, half_decimals, region)),
            ("value", format_exact(value, decimals, region)),
            ("pieces", hundredths(pieces.into(), region)),
            ("margin", hundredths(margin.into(), region)),
            ("headcount", whole(headcount)),
            ("target_unit", activity.target.unit.to_string()),
            ("target_measure", code(&activity.target.measure)),
        ];
        texts.into_iter().for_each(|(name, value)| typed.set(name, value));
        for (line, CostLine { measure, basis, amount }) in activity.costs.iter().enumerate() {
            typed.set(&cost(line, "measure"), code(measure));
            typed.set(&cost(line, "basis"), code(basis));
            typed.set(&cost(line, "amount"), format_exact(*amount, decimals, region));
        }
        typed
    }

    /// How many cost lines the form shows: those that say something, and at least one more.
    pub fn cost_lines(&self) -> usize {
        let filled = (0..MOST_LINES).rev().find(|line| !self.text(&cost(*line, "amount")).is_empty());
        filled.map_or(2, |last| last + 2).clamp(2, MOST_LINES)
    }

    /// The same, with a name that says that it is a copy.
    pub fn copied(mut self, region: Region) -> Self {
        for name in ["name_es", "name_en"] {
            let copy = text::copy_of(region, self.text(name));
            self.set(name, copy);
        }
        self
    }
}

/// A refusal, at the field that it is about; `None` where it is about none.
pub fn refused(rejection: &Rejection, outline: &Outline, region: Region) -> Option<Errors> {
    let field = match rejection {
        Rejection::Tactic(fault) => match fault {
            TacticFault::Name => "name_es",
            TacticFault::Owner => "owner",
            TacticFault::Dates => "end",
            TacticFault::Reach => "reach",
            TacticFault::Response => "max",
            TacticFault::Margin => "margin",
            TacticFault::Cost => "cost.0.amount",
            TacticFault::Target => "target_unit",
            TacticFault::Moved => "unit",
        },
        Rejection::Negative => "value",
        Rejection::TextTooLong { .. } => "name_es",
        _ => return None,
    };
    Some(Errors::one(field, sentence(rejection, outline, Measure::Revenue, region)))
}

/// Reads fields and gathers what is wrong with them.
struct Reader<'a> {
    typed: &'a Typed,
    region: Region,
    errors: Errors,
}

/// The activity that a form makes.
///
/// # Errors
/// Fields that cannot be read, each with what is wrong; whether the activity may be planned is for the rules to say.
pub fn activity(typed: &Typed, outline: &Outline, region: Region) -> Result<Activity, Errors> {
    let mut reader = Reader { typed, region, errors: Errors::default() };
    let decimals = outline.money_decimals;
    let (es, en) = (typed.text("name_es"), typed.text("name_en"));
    let or = |one: &str, other: &str| if one.is_empty() { other.to_owned() } else { one.to_owned() };
    let unit = reader.member("unit", &outline.units);
    let driver = reader.choice("driver").unwrap_or(ResponseDriver::Spend);
    let response = Response {
        driver,
        max: reader.percent("max").and_then(|number| reader.positive("max", number)).unwrap_or(0),
        half: reader.number("half", if driver == ResponseDriver::Spend { decimals } else { 0 }).unwrap_or(0),
    };
    let drivers = Drivers {
        audience: reader.count("audience"),
        reach: reader.count("reach"),
        response,
        value: reader.number("value", decimals).unwrap_or(0),
        pieces: reader.number("pieces", 2).and_then(|number| reader.positive("pieces", number)).unwrap_or(0),
        margin: reader.percent("margin").and_then(|number| i32::try_from(number).ok()).unwrap_or(i32::MAX),
        headcount: if typed.text("headcount").is_empty() { 0 } else { reader.count("headcount") },
    };
    let target_unit =
        if typed.text("target_unit").is_empty() { unit } else { reader.member("target_unit", &outline.units) };
    let kind = reader.choice("kind");
    let profile = reader.choice("profile");
    let measure = reader.choice("target_measure");
    let (start, end) = (reader.day("start"), reader.day("end"));
    let at = Address {
        unit,
        product: reader.member("product", &outline.products),
        channel: reader.member("channel", &outline.channels),
        period: ROOT,
    };
    let costs = reader.costs(decimals);
    let (Some(kind), Some(profile), Some(measure), Some(start), Some(end)) = (kind, profile, measure, start, end)
    else {
        return Err(reader.errors);
    };
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    Ok(Activity {
        name: Name::new(or(en, es), or(es, en)),
        kind,
        owner: typed.text("owner").to_owned(),
        start,
        end,
        profile,
        at,
        segment: Some(typed.text("segment").to_owned()).filter(|segment| !segment.is_empty()),
        drivers,
        costs,
        target: PaidTarget { unit: target_unit, measure },
    })
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, words: impl Into<String>) {
        self.errors.add(field, words);
    }

    fn read(&mut self, field: &str, text: &str, decimals: u8) -> Option<i64> {
        let region = self.region;
        let words = match read_value(text, region, decimals) {
            Ok(Some(number)) => return Some(number),
            Ok(None) => text::missing(region).to_owned(),
            Err(EntryError::Ambiguous { readings: [one, other], .. }) => board::ambiguous(region, one, other),
            Err(EntryError::TooLarge) => board::too_large(region).to_owned(),
            Err(_) => board::unreadable(region).to_owned(),
        };
        self.wrong(field, words);
        None
    }

    fn number(&mut self, field: &str, decimals: u8) -> Option<i64> {
        self.read(field, self.typed.text(field), decimals)
    }

    /// Hundredths of a percent.
    fn percent(&mut self, field: &str) -> Option<i64> {
        let text = self.typed.text(field).trim_end_matches('%').trim_end();
        self.read(field, text, 2)
    }

    fn positive(&mut self, field: &str, number: i64) -> Option<u32> {
        let fits = u32::try_from(number).ok();
        if fits.is_none() {
            let words = if number < 0 { text::not_negative(self.region) } else { board::too_large(self.region) };
            self.wrong(field, words);
        }
        fits
    }

    fn count(&mut self, field: &str) -> u32 {
        self.number(field, 0).and_then(|number| self.positive(field, number)).unwrap_or(0)
    }

    fn choice<T: serde::de::DeserializeOwned>(&mut self, field: &str) -> Option<T> {
        let chosen = decode(self.typed.text(field));
        if chosen.is_none() {
            self.wrong(field, text::not_choice(self.region));
        }
        chosen
    }

    fn member(&mut self, field: &str, dimension: &Dimension) -> MemberId {
        let chosen = self.typed.text(field).parse().ok().filter(|id| *id < dimension.len());
        chosen.unwrap_or_else(|| {
            self.wrong(field, text::not_choice(self.region));
            ROOT
        })
    }

    fn day(&mut self, field: &str) -> Option<Day> {
        let day = read_date(self.typed.text(field));
        if day.is_none() {
            self.wrong(field, text::not_day(self.region));
        }
        day
    }

    fn costs(&mut self, decimals: u8) -> Vec<CostLine> {
        let mut lines = Vec::new();
        for line in 0..MOST_LINES {
            let amount = cost(line, "amount");
            if self.typed.text(&amount).is_empty() {
                continue;
            }
            let (measure, basis) = (self.choice(&cost(line, "measure")), self.choice(&cost(line, "basis")));
            if let (Some(amount), Some(measure), Some(basis)) = (self.number(&amount, decimals), measure, basis) {
                lines.push(CostLine { measure, basis, amount });
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests;
