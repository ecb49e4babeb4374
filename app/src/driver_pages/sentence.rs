//! What is wrong with a tree's text or a search, in the reader's language.

use crate::text::drivers as text;
use crate::text::drivers::problem;
use domain::model::{EvaluationError, ModelError, Problem, SeekError};
use domain::number::Region;

/// The problem of a text, without its place.
pub(super) fn model_problem(error: &ModelError, region: Region) -> String {
    match &error.problem {
        Problem::Character(character) => problem::character(region, character),
        Problem::OpenLabel => problem::open_label(region).to_owned(),
        Problem::LongNumber => problem::long_number(region).to_owned(),
        Problem::Expected { expected, found } => {
            problem::expected(region, problem::part(region, expected), problem::part(region, found))
        }
        Problem::TooLarge => problem::too_large(region).to_owned(),
        Problem::Repeated(name) => problem::repeated(region, name),
        Problem::Unknown { name, nearest: None } => problem::unknown(region, name),
        Problem::Unknown { name, nearest: Some(nearest) } => problem::unknown_near(region, name, nearest),
        Problem::Arguments { function, takes } => problem::arguments(region, function, problem::part(region, takes)),
        Problem::Alone(function) => problem::alone(region, function),
        Problem::MeasureTwice(name) => problem::measure_twice(region, name),
        Problem::Units { expected, found } => problem::units(region, expected, found),
        Problem::UnitPower => problem::unit_power(region).to_owned(),
        Problem::Points => problem::points(region).to_owned(),
        Problem::Opening => problem::opening(region).to_owned(),
        Problem::Circle(names) => problem::circle(region, names.join(" → ")),
    }
}

/// Why nothing can be sought.
pub(super) fn seek_trouble(error: &SeekError, label: impl Fn(&str) -> String, region: Region) -> String {
    match error {
        SeekError::Evaluation(EvaluationError::TooLarge { node }) => text::value_too_large(region, label(node)),
        SeekError::Evaluation(EvaluationError::Unknown(name)) => text::cannot_be_moved(region, label(name)),
        SeekError::NoValue(name) => text::has_no_value(region, label(name)),
        SeekError::CrossedBounds(name) => text::bounds_cross(region, label(name)),
        SeekError::Repeated(name) => text::cannot_be_moved(region, label(name)),
    }
}
