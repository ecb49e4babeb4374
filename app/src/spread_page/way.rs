//! The ways to break a total down that the page offers, and what each asks for beside the number.

use super::read::{Problem, Reader};
use crate::form::Query;
use crate::import_pages::form::{code, decode};
use domain::breakdown::{edited_below, implied_total};
use domain::measure::Slice;
use domain::method::{Activity, Corridor, Line, Method, Profile, Ramp, Reference, Rounding, Shape};
use domain::tactic::Day;

/// A way to break a total down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In proportion to what stands there.
    Current,
    /// In proportion to another slice.
    Reference,
    /// In proportion to several slices at once.
    Blend,
    /// The same for every member of a level.
    Equal,
    /// The same for every leaf cell.
    Repeat,
    /// Only where no number stands.
    Unset,
    /// Months that grow.
    Growth,
    /// Months on a straight line.
    Line,
    /// Months in given parts.
    Season,
    /// By capacity, where somebody starts during the cycle.
    Ramp,
}

impl Way {
    /// Every way, the common ones first.
    pub const ALL: [Self; 10] = [
        Self::Current,
        Self::Reference,
        Self::Blend,
        Self::Equal,
        Self::Repeat,
        Self::Unset,
        Self::Growth,
        Self::Line,
        Self::Season,
        Self::Ramp,
    ];

    /// Its word in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Reference => "reference",
            Self::Blend => "blend",
            Self::Equal => "equal",
            Self::Repeat => "repeat",
            Self::Unset => "unset",
            Self::Growth => "growth",
            Self::Line => "line",
            Self::Season => "season",
            Self::Ramp => "ramp",
        }
    }

    /// The way of a word; the first where there is none.
    pub fn of(code: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|way| Some(way.code()) == code).unwrap_or(Self::Current)
    }

    /// Whether its numbers say the total themselves, so that none is asked for.
    pub fn says_its_total(self) -> bool {
        self == Self::Line
    }
}

/// What a way is asked with where nothing else was typed.
pub(super) fn filled(way: Way, query: &Query) -> Query {
    let mut filled = query.clone();
    let mut usually = |name: &str, value: &str| {
        if query.get(name).is_none() {
            filled.set(name, value);
        }
    };
    match way {
        Way::Reference | Way::Unset => usually("by", &code(&Slice::LastYear)),
        Way::Blend => REFERENCES.into_iter().for_each(|slice| usually(&format!("part.{slice:?}"), "0")),
        Way::Growth => usually("growth", "2"),
        Way::Season | Way::Ramp => (0..12).for_each(|month| usually(&format!("month.{month}"), "1")),
        Way::Current | Way::Equal | Way::Repeat | Way::Line => {}
    }
    if way == Way::Ramp {
        usually("steps", "25 50 75");
    }
    filled
}

/// Slices that a total can be spread in proportion to.
pub const REFERENCES: [Slice; 5] = [Slice::LastYear, Slice::Baseline, Slice::Target, Slice::Commitment, Slice::Outlook];

/// The total and the method that a form asks for.
///
/// # Errors
/// The first field that cannot be read, or what the rules say of its inputs.
pub(super) fn asked(reader: &Reader) -> Result<(i64, Method), Problem> {
    let shape = match reader.way {
        Way::Current => Shape::Current,
        Way::Equal => Shape::Equal,
        Way::Reference => Shape::Reference(reference(reader)),
        Way::Unset => Shape::Unset(reference(reader)),
        Way::Repeat => Shape::Repeat,
        Way::Blend => Shape::Blend(blend(reader)?),
        Way::Growth => Shape::Growth(reader.growth("growth")?),
        Way::Line => Shape::Line(line(reader)?),
        Way::Season => Shape::Season(reader.parts("month")?),
        Way::Ramp => Shape::Ramp(ramp(reader)?),
    };
    let method = with_options(reader, shape)?;
    // One month is its own line.
    let number = reader.number(if reader.way.says_its_total() { "last" } else { "to" })?;
    let is_start = reader.way == Way::Growth && reader.query.get("start").is_some();
    let implied = match reader.way {
        Way::Growth if !is_start => None,
        _ => implied_total(reader.plan, reader.slot(), reader.node.at, number, &method).map_err(Problem::Refused)?,
    };
    Ok((implied.unwrap_or(number), method))
}

/// The plain methods where nothing limits them: they are stored and read as what they are called.
fn with_options(reader: &Reader, shape: Shape) -> Result<Method, Problem> {
    let corridor = corridor(reader)?;
    let keeps = reader.query.get("keep").is_some();
    let keep = if keeps { edited_below(reader.plan, reader.slot(), reader.node.at) } else { Vec::new() };
    let tops_up = reader.query.get("top_up").is_some();
    let is_plain = corridor.is_none() && keep.is_empty() && !tops_up;
    Ok(match shape {
        Shape::Current if is_plain => Method::Current,
        Shape::Equal if is_plain => Method::Equal,
        Shape::Reference(Reference { slice: Slice::LastYear, measure })
            if is_plain && measure == reader.node.measure =>
        {
            Method::LastYear
        }
        shape => {
            let rounding = if tops_up { Rounding::TopUp } else { Rounding::LargestRemainder };
            Method::By(Box::new(Profile { shape, corridor, keep, rounding }))
        }
    })
}

fn reference(reader: &Reader) -> Reference {
    let slice = reader.query.get("by").and_then(decode).unwrap_or(Slice::LastYear);
    Reference { slice, measure: reader.node.measure }
}

/// The slices with a part, in their order.
fn blend(reader: &Reader) -> Result<Vec<(u32, Reference)>, Problem> {
    let mut parts = Vec::new();
    for slice in REFERENCES {
        let part = reader.part(&format!("part.{slice:?}"))?;
        if part > 0 {
            parts.push((part, Reference { slice, measure: reader.node.measure }));
        }
    }
    if parts.is_empty() { Err(reader.without_parts("part.LastYear")) } else { Ok(parts) }
}

/// A line over the months of the total's own period.
fn line(reader: &Reader) -> Result<Line, Problem> {
    let months = reader.months();
    Ok(Line { start: months.start, end: months.end - 1, first: reader.number("first")?, last: reader.number("last")? })
}

/// Everybody's season, and one unit that starts on a day.
fn ramp(reader: &Reader) -> Result<Ramp, Problem> {
    let unit = reader.query.get("starter").and_then(|unit| unit.parse().ok());
    let unit = unit.ok_or_else(|| reader.missing("starter"))?;
    let Day { month, day } = reader.day("from")?;
    let activity = Activity { unit, from: Some((month, day)), until: None };
    Ok(Ramp { season: reader.parts("month")?, steps: reader.percents("steps")?, activity: vec![activity] })
}

fn corridor(reader: &Reader) -> Result<Option<Corridor>, Problem> {
    let bound = |name: &str| reader.query.get(name).map(|_| reader.hundredths(name)).transpose();
    let (down, up) = (bound("down")?, bound("up")?);
    if down.is_none() && up.is_none() {
        return Ok(None);
    }
    let down = u16::try_from(down.unwrap_or(10_000)).ok().filter(|down| *down <= 10_000);
    let down = down.ok_or_else(|| reader.unreadable("down"))?;
    let up = u32::try_from(up.unwrap_or(1_000_000)).map_err(|_| reader.unreadable("up"))?;
    Ok(Some(Corridor { down, up }))
}
