//! Time zones: the only place that knows when an hour strikes where.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// A time zone of the database of IANA: of the machine's where it has one, else of the one inside this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of a name such as `America/Bogota`, whatever its case.
    pub fn find(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name.trim()).ok()?;
        zone.iana_name().is_some().then_some(Self(zone))
    }

    /// Universal time.
    pub fn universal() -> Self {
        Self(TimeZone::UTC)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The names to choose from.
    pub fn names() -> Vec<String> {
        let known = jiff::tz::db().available().map(|name| name.to_string());
        // The rest are old names of these, and parts of the machine's files that are no zones.
        let places = known.filter(|name| {
            let continents = ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian"];
            continents.iter().chain(&["Pacific"]).any(|place| name.split('/').next() == Some(place)) || name == "UTC"
        });
        let mut names: Vec<String> = places.collect();
        names.sort();
        names
    }

    /// What a clock there shows at a moment, as the moment at which a clock of universal time shows it; both in
    /// milliseconds since 1970 UTC.
    pub fn shown(&self, moment: i64) -> i64 {
        let offset = Timestamp::from_millisecond(moment).map(|moment| self.0.to_offset(moment).seconds());
        moment + i64::from(offset.unwrap_or(0)) * 1_000
    }

    /// When an hour struck there last before a moment or at it. An hour that a day leaves out strikes when the clock goes
    /// on, and one that it has twice strikes the first time.
    pub fn struck(&self, hour: u8, moment: i64) -> i64 {
        let strikes = |day: Date| {
            let strikes = day.at(hour.min(23).cast_signed(), 0, 0, 0).to_zoned(self.0.clone());
            strikes.map(|strikes| strikes.timestamp().as_millisecond())
        };
        let last = || {
            let today = Timestamp::from_millisecond(moment)?.to_zoned(self.0.clone()).date();
            match strikes(today)? {
                struck if struck <= moment => Ok(struck),
                _ => strikes(today.checked_sub(1.day())?),
            }
        };
        last().unwrap_or_else(|_: jiff::Error| moment.div_euclid(86_400_000) * 86_400_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(written: &str) -> i64 {
        written.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn struck(zone: &str, hour: u8, at: &str) -> i64 {
        Zone::find(zone).unwrap().struck(hour, moment(at))
    }

    #[test]
    fn an_hour_strikes_by_the_clock_of_its_place() {
        assert_eq!(struck("America/Bogota", 8, "2026-11-30T12:59:59Z"), moment("2026-11-29T13:00:00Z"));
        assert_eq!(struck("America/Bogota", 8, "2026-11-30T13:00:00Z"), moment("2026-11-30T13:00:00Z"));
        // Half an hour beside every whole hour of universal time, and a day ahead of it in the evening.
        assert_eq!(struck("Asia/Kolkata", 7, "2026-11-30T01:29:00Z"), moment("2026-11-29T01:30:00Z"));
        assert_eq!(struck("Asia/Kolkata", 7, "2026-11-30T01:30:00Z"), moment("2026-11-30T01:30:00Z"));
    }

    #[test]
    fn a_day_that_leaves_the_hour_out_strikes_late_and_one_that_has_it_twice_strikes_once() {
        let day = |at| struck("Europe/Madrid", 2, at);
        assert_eq!(day("2027-03-28T00:59:00Z"), moment("2027-03-27T01:00:00Z"));
        assert_eq!(day("2027-03-28T01:00:00Z"), moment("2027-03-28T01:00:00Z"));
        assert_eq!(day("2027-10-31T00:30:00Z"), moment("2027-10-31T00:00:00Z"));
        assert_eq!(day("2027-10-31T01:30:00Z"), moment("2027-10-31T00:00:00Z"));
    }

    #[test]
    fn a_clock_shows_its_own_time_and_is_found_by_its_name_alone() {
        let kolkata = Zone::find("asia/kolkata").unwrap();
        assert_eq!((kolkata.name(), kolkata.shown(0)), ("Asia/Kolkata", 19_800_000));
        assert!(Zone::find("Mars/Olympus").is_none() && Zone::find("").is_none());
        let names = Zone::names();
        assert!(names.len() > 300 && names.iter().all(|name| Zone::find(name).is_some()), "{}", names.len());
    }
}
