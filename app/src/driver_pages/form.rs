//! What addresses and forms say: fields by name, and drivers with what people typed for them.

use crate::driver_pages::Spot;
use crate::form::{Query, number};
use crate::text::drivers as text;
use domain::entry::editing_text;
use domain::model::{Evaluation, Model, Setting};
use domain::number::Region;

/// What stands before the name of a driver in a field.
pub const DRIVER: &str = "x.";

/// The fields of drivers for which something was typed.
pub fn drivers(query: &Query) -> Vec<(String, String)> {
    let typed = query.0.iter().filter(|(key, value)| key.starts_with(DRIVER) && !value.trim().is_empty());
    typed.cloned().collect()
}

/// Something typed for a driver, and what it means.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The driver.
    pub lever: String,
    /// As it was typed.
    pub text: String,
    /// Its value in rounding units, or why it has none, as a sentence.
    pub read: Result<i128, String>,
}

/// What was typed for drivers, and the tree's values with that.
#[derive(Clone, Debug, Default)]
pub struct Simulation {
    /// In the order of the form.
    pub typed: Vec<Typed>,
    /// `None` where nothing was typed that can be read.
    pub after: Option<Evaluation>,
    /// Why there are no values although everything could be read.
    pub trouble: Option<String>,
}

impl Simulation {
    /// Reads what was typed in the reader's way of writing numbers, and computes the tree with it.
    pub fn of(spot: &Spot, query: &Query, region: Region) -> Self {
        let mut typed: Vec<Typed> = Vec::new();
        for (key, written) in drivers(query) {
            let lever = key.strip_prefix(DRIVER).unwrap_or_default();
            let is_known = spot.model.levers().any(|known| known == lever);
            if !is_known || typed.iter().any(|known| known.lever == lever) {
                continue;
            }
            let read = read(&spot.model, lever, &written, spot.present(lever), region);
            typed.push(Typed { lever: lever.to_owned(), text: written.trim().to_owned(), read });
        }
        let settings = settings(&typed);
        let after = (!settings.is_empty()).then(|| spot.now.simulated(&settings)).transpose();
        match after {
            Ok(after) => Self { typed, after, trouble: None },
            Err(_) => Self { typed, after: None, trouble: Some(crate::text::board::too_large(region).to_owned()) },
        }
    }

    /// The drivers that can be set.
    pub fn settings(&self) -> Vec<Setting> {
        settings(&self.typed)
    }

    pub(super) fn of_lever(&self, lever: &str) -> Option<&Typed> {
        self.typed.iter().find(|typed| typed.lever == lever)
    }
}

fn settings(typed: &[Typed]) -> Vec<Setting> {
    let setting = |typed: &Typed| Some(Setting { lever: typed.lever.clone(), to: *typed.read.as_ref().ok()? });
    typed.iter().filter_map(setting).collect()
}

/// Reads a value of a node in its rounding units: absolute, or a change of the present one.
pub(super) fn read(
    model: &Model,
    name: &str,
    written: &str,
    present: Option<i128>,
    region: Region,
) -> Result<i128, String> {
    let decimals = model.decimals(name).ok_or_else(|| text::unit_unreadable(region).to_owned())?;
    let is_percent = model.declaration(name).is_some_and(|declaration| declaration.unit().is_percent());
    let written = written.trim();
    // A percentage that is set may say so; a change in percent is one of the present value.
    let is_set = !written.starts_with(['+', '-', '−', '*', '/']);
    let written =
        if is_percent && is_set { written.trim_end_matches(['%', ' ', '\u{a0}', '\u{202f}']) } else { written };
    let present = present.and_then(|present| i64::try_from(present).ok());
    number(written, region, decimals, present).map(i128::from)
}

/// How a value is typed so that it is read back as the same one.
pub(super) fn typed_text(model: &Model, name: &str, value: i128, region: Region) -> Option<String> {
    Some(editing_text(Some(i64::try_from(value).ok()?), region, model.decimals(name)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "revenue = measure(revenue) : money \"\" \"\"\ntax = driver(30%) : percent \"\" \"\"\n";

    #[test]
    fn people_type_values_and_changes_in_their_own_way_of_writing() {
        let model = Model::parse(TEXT, 2).unwrap();
        let typed = |name: &str, written: &str, region| read(&model, name, written, Some(10_000), region);
        assert_eq!(typed("revenue", "+5%", Region::EnUs), Ok(10_500));
        assert_eq!(typed("revenue", "=1200/12", Region::EnUs), Ok(10_000));
        assert_eq!(typed("revenue", "1.250,50", Region::EsCo), Ok(125_050));
        assert_eq!(typed("revenue", "-20", Region::EsEs), Ok(8_000));
        for percent in ["35%", "35 %", "35"] {
            assert_eq!(typed("tax", percent, Region::EsCo), Ok(3_500), "{percent}");
        }
        assert!(typed("revenue", "h", Region::EnUs).is_err());
        assert!(typed("revenue", "many", Region::EnUs).is_err());
    }

    #[test]
    fn a_value_is_written_so_that_it_is_read_back() {
        let model = Model::parse(TEXT, 2).unwrap();
        for region in Region::ALL {
            for (name, value) in [("revenue", 123_456_789), ("tax", 1_250), ("revenue", -500)] {
                let written = typed_text(&model, name, value, region).unwrap();
                assert_eq!(read(&model, name, &written, None, region), Ok(value), "{written}");
            }
        }
    }
}
