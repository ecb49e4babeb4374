//! Says a rejection in the reader's language, with places and numbers as the board writes them.

#[cfg(feature = "ssr")]
mod of_pages;
#[cfg(test)]
mod tests;

use crate::board::display;
use crate::text::rejection as text;
use domain::address::Address;
use domain::dimension::ROOT;
use domain::hold::{Binding, Corridor, Hold, HoldReason};
use domain::measure::Measure;
use domain::number::{Region, format_percent};
use domain::outline::Outline;
use domain::rejection::Rejection;
use domain::thread::Misplaced;

/// The sentence for a rejection of a command on a measure.
pub fn sentence(rejection: &Rejection, outline: &Outline, measure: Measure, region: Region) -> String {
    let place = |at: &Address| place(outline, *at, region);
    let number = |value: i64| display::exact(value, outline.decimals(measure), region);
    match rejection {
        Rejection::NotAllowed => text::not_allowed(region).to_owned(),
        Rejection::Unknown => text::unknown(region).to_owned(),
        Rejection::Opening => text::opening(region).to_owned(),
        Rejection::NotWritable => text::not_writable(region).to_owned(),
        Rejection::Negative => text::negative(region).to_owned(),
        Rejection::TooLarge => text::too_large(region).to_owned(),
        Rejection::Agreed { at } => text::agreed(region, place(at)),
        Rejection::Held { at, total, nearest, holds, more } => {
            let first = text::held(region, place(at), number(*total), number(*nearest));
            let mut words = vec![first];
            words.extend(holds.iter().map(|binding| held(binding, outline, region)));
            words.extend((*more > 0).then(|| text::more_holds(region, more)));
            words.join(" ")
        }
        Rejection::HeldElsewhere { at, by, hold } => {
            let first = text::held_elsewhere(region, place(at), number(*by));
            hold.as_ref().map_or(first.clone(), |binding| format!("{first} {}", held(binding, outline, region)))
        }
        Rejection::OutsideCorridor { at, number: present } => {
            text::outside_corridor(region, place(at), number(*present))
        }
        Rejection::NotYourHold { hold } => text::not_your_hold(region, place(&hold.at), &hold.holder.name),
        Rejection::MixedSigns => text::mixed_signs(region).to_owned(),
        Rejection::NothingToFollow => text::nothing_to_follow(region).to_owned(),
        Rejection::CancelOut => text::cancel_out(region).to_owned(),
        Rejection::MethodInvalid => text::method_invalid(region).to_owned(),
        Rejection::NothingToHold => text::nothing_to_hold(region).to_owned(),
        Rejection::NothingToUndo => text::nothing_to_undo(region).to_owned(),
        Rejection::NothingToRedo => text::nothing_to_redo(region).to_owned(),
        Rejection::ChangedSince { by, at } => text::changed_since(region, somebody(by, region), place(at)),
        Rejection::NotYourTurn { .. } => text::not_your_turn(region).to_owned(),
        Rejection::OfferChanged { .. } => text::offer_changed(region).to_owned(),
        Rejection::Periods => text::periods(region).to_owned(),
        Rejection::ReasonMissing => text::reason_missing(region).to_owned(),
        Rejection::TextTooLong { limit } => text::text_too_long(region, limit),
        Rejection::SameNumbers => text::same_numbers(region).to_owned(),
        Rejection::HedgeCap { path, street, cap, .. } => {
            let path: Vec<String> =
                path.iter().map(|unit| self::place(outline, Address::of(*unit, ROOT), region)).collect();
            let path = path.join(" → ");
            let percent = |hundredths: i64| format_percent(hundredths.into(), 10_000, 1, region).unwrap_or_default();
            let cap = percent((*cap).into());
            match street {
                Some(street) => text::hedge_cap(region, path, percent(*street), cap),
                None => text::hedge_cap_unknown(region, path, cap),
            }
        }
        Rejection::Misplaced(misplaced) => self::misplaced(*misplaced, region).to_owned(),
        Rejection::Stale { .. } => text::stale(region).to_owned(),
        Rejection::ConditionsOpen { .. } => text::conditions_open(region).to_owned(),
        Rejection::PartAgreed => text::part_agreed(region).to_owned(),
        Rejection::Reorganized => text::reorganized(region).to_owned(),
        Rejection::Locked { unit } => text::locked(region, place(&Address::of(*unit, ROOT))),
        // What is asked on other pages is refused there.
        #[cfg(feature = "ssr")]
        other => of_pages::sentence(other, outline, measure, region),
        #[cfg(not(feature = "ssr"))]
        _ => text::not_allowed(region).to_owned(),
    }
}

/// The same in one breath: which holds stand in the way is asked with Enter.
pub fn brief(rejection: &Rejection, outline: &Outline, measure: Measure, region: Region) -> String {
    match rejection {
        Rejection::Held { at, total, nearest, holds, .. } if !holds.is_empty() => {
            let number = |value: i64| display::exact(value, outline.decimals(measure), region);
            let first = text::held(region, place(outline, *at, region), number(*total), number(*nearest));
            format!("{first} {}", text::enter_shows(region))
        }
        rejection => sentence(rejection, outline, measure, region),
    }
}

/// Why a thread cannot be moved like this now.
fn misplaced(misplaced: Misplaced, region: Region) -> &'static str {
    match misplaced {
        Misplaced::Turn => text::not_your_turn(region),
        Misplaced::NothingToAccept => text::nothing_to_accept(region),
        Misplaced::Answered => text::answered(region),
        Misplaced::SentBackAlready => text::sent_back_already(region),
    }
}

/// A name, or a word for somebody whose name the reader may not see.
pub fn somebody(name: &str, region: Region) -> &str {
    if name.is_empty() { text::somebody(region) } else { name }
}

/// A hold that stands in the way, and what change of it would do.
pub fn held(binding: &Binding, outline: &Outline, region: Region) -> String {
    let number = |value: i64| display::exact(value, outline.decimals(binding.hold.measure), region);
    let change = binding.change.map(|change| match change < 0 {
        true => text::lower_hold(region, number(change.saturating_neg())),
        false => text::raise_hold(region, number(change)),
    });
    let words = std::iter::once(hold(&binding.hold, outline, region)).chain(change);
    text::held_number(region, words.collect::<Vec<_>>().join(", "))
}

/// A hold in words: where, what it allows, whose it is, why, and until when.
pub fn hold(hold: &Hold, outline: &Outline, region: Region) -> String {
    let mut words = vec![place(outline, hold.at, region)];
    words.push(corridor(hold.corridor, outline.decimals(hold.measure), region));
    if !hold.holder.name.is_empty() {
        words.push(text::held_by(region, &hold.holder.name));
    }
    words.extend((hold.reason == HoldReason::OnTheTable).then(|| text::on_the_table(region).to_owned()));
    words.extend(hold.why.as_ref().map(|why| format!("“{why}”")));
    words.extend(hold.until.map(|until| text::held_until(region, display::moment(until, region))));
    words.join(", ")
}

/// What a hold allows.
pub fn corridor(Corridor { low, high }: Corridor, decimals: u8, region: Region) -> String {
    let number = |value: i64| display::exact(value, decimals, region);
    match high {
        Some(high) if high == low => number(low),
        Some(high) => text::between(region, number(low), number(high)),
        None => text::at_least(region, number(low)),
    }
}

/// An address in words: the unit, and product, channel and period where they are not the whole.
pub fn place(outline: &Outline, at: Address, region: Region) -> String {
    let dimensions = [
        (&outline.units, at.unit),
        (&outline.products, at.product),
        (&outline.channels, at.channel),
        (&outline.periods, at.period),
    ];
    let names = dimensions.into_iter().enumerate().filter(|(index, (_, member))| *index == 0 || *member != ROOT);
    let names = names.filter_map(|(_, (dimension, member))| dimension.get(member));
    let names: Vec<String> = names
        .map(|member| display::name(&member.name, region))
        .map(|name| if name.is_empty() { crate::text::board::rest(region).to_owned() } else { name })
        .collect();
    names.join(", ")
}
