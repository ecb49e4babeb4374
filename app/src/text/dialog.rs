//! Words of the dialogs over the board: holding, looking at a spread, what to do about a refusal, the undo history.

use super::texts;

texts! {
    hold { "Hold", "Retener" }
    hold_help { "Hold the selected target, or release it (Ctrl+Alt+H)", "Retiene el objetivo seleccionado, o lo libera (Ctrl+Alt+H)" }
    hold_target(place) { "Hold the target of {place}", "Retener el objetivo de {place}" }
    select_first { "Select a number first.", "Primero seleccione un número." }
    number_now(number) { "It is {number} now.", "Ahora es {number}." }
    no_number_now { "There is no number yet: a corridor can be held all the same.", "Todavía no hay un número: aun así se puede retener un rango." }
    how { "What stays", "Qué se mantiene" }
    exactly(number) { "Exactly {number}", "Exactamente {number}" }
    within_corridor { "Within a corridor", "Dentro de un rango" }
    least { "At least", "Como mínimo" }
    most { "At most", "Como máximo" }
    why { "Why, in words", "Por qué, en palabras" }
    last_day { "Until the end of", "Hasta el final del" }
    last_day_help { "Without a day, until somebody releases it", "Sin día, hasta que alguien la libere" }
    will_be_held(corridor) { "Held: {corridor}", "Se retiene: {corridor}" }
    bound_missing { "Type the least, the most, or both.", "Escriba el mínimo, el máximo o ambos." }
    day_is_over { "That day is over. Choose a later one.", "Ese día ya pasó. Elija uno posterior." }
    keep_hold { "Hold", "Retener" }
    change_hold { "Change the hold", "Cambiar la retención" }
    release { "Release", "Liberar" }
    all_holds { "All holds of this board", "Todas las retenciones del tablero" }
    not_possible { "Not possible like this", "Así no es posible" }
    use_nearest(number) { "Use {number}", "Usar {number}" }
    lower_and_send(by, to) { "Lower this hold by {by} to {to}, and send", "Bajar esta retención en {by} a {to}, y enviar" }
    raise_and_send(by, to) { "Raise this hold by {by} to {to}, and send", "Subir esta retención en {by} a {to}, y enviar" }
    only_its_holder { "Only who holds it, or somebody above them, can change this.", "Solo quien la retiene, o alguien por encima, puede cambiarla." }
    leave_it { "Leave it as it is", "Dejarlo como está" }
    changed_after_you(name, place) { "{name} changed {place} after you.", "{name} cambió {place} después de usted." }
    you_changed_after(place) { "You have changed {place} again since.", "Usted volvió a cambiar {place} después." }
    somebody_changed_after_you(place) { "{place} was changed after you by what you do not see in detail.", "{place} cambió después de usted por algo que usted no ve en detalle." }
    undo_or_offer { "Undo anyway, or offer the old value?", "¿Deshacer de todos modos u ofrecer el valor anterior?" }
    undo_or_not { "Undo anyway?", "¿Deshacer de todos modos?" }
    now_and_then(now, then) { "Now {now}; undoing makes it {then}.", "Ahora {now}; al deshacer queda en {then}." }
    undo_anyway { "Undo anyway", "Deshacer de todos modos" }
    offer_old(number) { "Offer {number}", "Ofrecer {number}" }
    what_changes { "What this changes", "Qué cambia esto" }
    many_cells(count) { "{count} cells will change.", "Cambiarán {count} celdas." }
    one_cell { "1 cell will change.", "Cambiará 1 celda." }
    look { "What changes?", "¿Qué cambia?" }
    part { "Part", "Parte" }
    before { "Now", "Ahora" }
    after { "After", "Después" }
    difference { "Difference", "Diferencia" }
    more_parts(count) { "{count} more", "{count} más" }
    beside { "Beside it, because a total above is held", "Al lado, porque un total superior está retenido" }
    send_change { "Change them", "Cambiarlas" }
    confirm_keys { "Enter confirms, Esc cancels", "Enter confirma, Esc cancela" }
    history { "Your changes", "Sus cambios" }
    history_help { "What you can take back or make again", "Lo que puede deshacer o rehacer" }
    nothing_yet { "You have changed nothing yet that could be taken back.", "Todavía no cambió nada que se pueda deshacer." }
    can_undo { "You can take back", "Puede deshacer" }
    can_redo { "You can make again", "Puede rehacer" }
    changed_since_by(name) { "changed since by {name}", "cambiado después por {name}" }
    changed_since_by_you { "you have changed it again since", "usted lo volvió a cambiar después" }
    changed_since { "changed since", "cambiado después" }
    redo { "Redo", "Rehacer" }
    redo_help { "Makes again what you took back last (Ctrl+Y)", "Rehace lo último que deshizo (Ctrl+Y)" }
    redone(place, number) { "Redone: {place} is {number}", "Rehecho: {place} queda en {number}" }
}
