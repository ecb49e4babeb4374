//! Says a rejection in the reader's language, with places and numbers as the board writes them.

use crate::board::display;
use crate::text::rejection as text;
use domain::address::Address;
use domain::dimension::ROOT;
use domain::measure::Measure;
use domain::number::Region;
use domain::outline::Outline;
use domain::rejection::Rejection;

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
        Rejection::Held { at, total, nearest, .. } => text::held(region, place(at), number(*total), number(*nearest)),
        Rejection::HeldElsewhere { at, by } => text::held_elsewhere(region, place(at), number(*by)),
        Rejection::MixedSigns => text::mixed_signs(region).to_owned(),
        Rejection::NothingToFollow => text::nothing_to_follow(region).to_owned(),
        Rejection::CancelOut => text::cancel_out(region).to_owned(),
        Rejection::MethodInvalid => text::method_invalid(region).to_owned(),
        Rejection::NothingToHold => text::nothing_to_hold(region).to_owned(),
        Rejection::NothingToUndo => text::nothing_to_undo(region).to_owned(),
        Rejection::ChangedSince { by, at } => text::changed_since(region, by, place(at)),
        Rejection::NotYourTurn { .. } => text::not_your_turn(region).to_owned(),
        Rejection::OfferChanged { .. } => text::offer_changed(region).to_owned(),
        Rejection::Periods => text::periods(region).to_owned(),
        Rejection::ReasonMissing => text::reason_missing(region).to_owned(),
        Rejection::TextTooLong { limit } => text::text_too_long(region, limit),
        Rejection::SameNumbers => text::same_numbers(region).to_owned(),
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
