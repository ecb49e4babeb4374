//! Why a rule said no, in the reader's language. Numbers and places come formatted.

#[cfg(feature = "ssr")]
pub mod of_pages;

use super::texts;

texts! {
    not_allowed { "You may not change this.", "Usted no puede cambiar esto." }
    unknown { "The board has no such cell any more. Choose it again.", "El tablero ya no tiene esa celda. Elíjala de nuevo." }
    opening { "The board is still being opened. Try again in a moment.", "El tablero todavía se está abriendo. Inténtelo en un momento." }
    not_writable { "This number comes from history and is not edited here.", "Este número viene de la historia y no se edita aquí." }
    negative { "The number must not be negative.", "El número no puede ser negativo." }
    too_large { "The number is too large.", "El número es demasiado grande." }
    agreed(place) { "Both sides agreed to {place}; it is frozen.", "Ambas partes acordaron {place}; está congelado." }
    held(place, total, nearest) { "{total} is not possible in {place}: what is held allows {nearest}.", "{total} no es posible en {place}: lo retenido permite {nearest}." }
    enter_shows { "Enter shows who holds what, and what would do.", "Enter muestra quién retiene qué y qué bastaría." }
    held_number(words) { "Held: {words}.", "Retenido: {words}." }
    held_by(name) { "by {name}", "por {name}" }
    held_until(moment) { "until {moment}", "hasta el {moment}" }
    on_the_table { "on the table of an open thread", "sobre la mesa en un hilo abierto" }
    between(low, high) { "{low} to {high}", "de {low} a {high}" }
    at_least(low) { "at least {low}", "al menos {low}" }
    lower_hold(by) { "would do if lowered by {by}", "bastaría bajarlo en {by}" }
    raise_hold(by) { "would do if raised by {by}", "bastaría subirlo en {by}" }
    more_holds(count) { "And {count} more.", "Y {count} más." }
    outside_corridor(place, number) { "{place} is {number} now, outside that corridor. Change the number first, or the corridor.", "{place} está en {number}, fuera de ese rango. Cambie primero el número o el rango." }
    not_your_hold(place, name) { "{name} holds {place}. Only they, or somebody above them, can release it.", "{name} retiene {place}. Solo esa persona, o alguien por encima, puede liberarlo." }
    held_elsewhere(place, by) { "This would move the held total of {place} by {by}. Change another number of {place}, or ask who holds it.", "Esto movería el total retenido de {place} en {by}. Cambie otro número de {place} o pregunte a quien lo retiene." }
    mixed_signs { "Numbers of both signs cannot be spread in proportion. Spread equally.", "Números de ambos signos no se distribuyen en proporción. Distribuya por igual." }
    nothing_to_follow { "The chosen method has no numbers to go by here. Spread equally, or by another reference.", "El método elegido no tiene números en que basarse aquí. Distribuya por igual o según otra referencia." }
    cancel_out { "The reference's numbers cancel out to zero here. Spread equally, or by their sizes without sign.", "Los números de la referencia se anulan aquí. Distribuya por igual o según su tamaño sin signo." }
    method_invalid { "The method's own values make no sense.", "Los valores del método no tienen sentido." }
    nothing_to_hold { "There is no number to hold.", "No hay un número que retener." }
    nothing_to_undo { "You have nothing to undo.", "No tiene nada que deshacer." }
    nothing_to_redo { "You have nothing to redo.", "No tiene nada que rehacer." }
    somebody { "Somebody", "Alguien" }
    changed_since(name, place) { "{name} changed {place} after you. Enter the number you want instead.", "{name} cambió {place} después de usted. Ingrese el número que desea." }
    not_your_turn { "It is the other side's turn.", "Le toca a la otra parte." }
    nothing_to_accept { "The other side has nothing on the table to accept. Offer a number.", "La otra parte no tiene nada sobre la mesa que aceptar. Ofrezca un número." }
    answered { "The offer has been answered and can no longer be taken back.", "La oferta ya fue respondida y no se puede retirar." }
    sent_back_already { "This thread cannot be sent back again. Set the number.", "Este hilo no se puede devolver otra vez. Fije el número." }
    stale { "The forecast behind this offer has changed since it was made. Offer or counter with the number you want now.", "El pronóstico detrás de esta oferta cambió desde que se hizo. Ofrezca o contraoferte el número que quiere ahora." }
    conditions_open { "A condition of this offer does not hold yet.", "Una condición de esta oferta aún no se cumple." }
    part_agreed { "Part of these numbers is agreed and stays as it is.", "Parte de estos números está acordada y queda como está." }
    reorganized { "The organization has changed since you looked. Load the page again.", "La organización cambió desde que usted la vio. Cargue la página de nuevo." }
    locked(place) { "{place} is submitted for approval, frozen or archived, and its numbers are locked.", "{place} está enviado a aprobación, congelado o archivado; sus números están bloqueados." }
    offer_changed { "The offer has changed since you saw it. Look at the new numbers and answer those.", "La oferta cambió desde que la vio. Mire los nuevos números y respóndalos." }
    periods { "The numbers must cover the whole year once. Fill in every quarter.", "Los números deben cubrir todo el año una vez. Complete cada trimestre." }
    reason_missing { "Say why in words.", "Diga por qué en palabras." }
    text_too_long(limit) { "The text is longer than {limit} characters. Shorten it.", "El texto supera {limit} caracteres. Acórtelo." }
    same_numbers { "These are the numbers on the table: accept them.", "Estos son los números sobre la mesa: acéptelos." }
    hedge_cap(path, street, cap) { "Down {path} the numbers would be {street} above the corporate target; the board allows {cap}.", "Por {path} los números quedarían {street} sobre el objetivo corporativo; el tablero permite {cap}." }
    hedge_cap_unknown(path, cap) { "Down {path} the numbers would be further above the corporate target than the {cap} that the board allows.", "Por {path} los números quedarían más lejos del objetivo corporativo que el {cap} que permite el tablero." }
}
