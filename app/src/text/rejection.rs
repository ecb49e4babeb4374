//! Why a rule said no, in the reader's language. Numbers and places come formatted.

use super::texts;

texts! {
    not_allowed { "You may not change this.", "Usted no puede cambiar esto." }
    unknown { "The board has no such cell any more. Choose it again.", "El tablero ya no tiene esa celda. Elíjala de nuevo." }
    opening { "The board is still being opened. Try again in a moment.", "El tablero todavía se está abriendo. Inténtelo en un momento." }
    not_writable { "This number comes from history and is not edited here.", "Este número viene de la historia y no se edita aquí." }
    negative { "The number must not be negative.", "El número no puede ser negativo." }
    too_large { "The number is too large.", "El número es demasiado grande." }
    agreed(place) { "Both sides agreed to {place}; it is frozen.", "Ambas partes acordaron {place}; está congelado." }
    held(place, total, nearest) { "{total} is not possible in {place}: held numbers below allow {nearest}. Release a hold or enter {nearest}.", "{total} no es posible en {place}: las retenciones permiten {nearest}. Libere una retención o ingrese {nearest}." }
    held_elsewhere(place, by) { "This would move the held total of {place} by {by}. Change another number of {place}, or ask who holds it.", "Esto movería el total retenido de {place} en {by}. Cambie otro número de {place} o pregunte a quien lo retiene." }
    mixed_signs { "Numbers of both signs cannot be spread in proportion. Spread equally.", "Números de ambos signos no se distribuyen en proporción. Distribuya por igual." }
    nothing_to_follow { "The chosen method has no numbers to go by here. Spread equally, or by another reference.", "El método elegido no tiene números en que basarse aquí. Distribuya por igual o según otra referencia." }
    cancel_out { "The reference's numbers cancel out to zero here. Spread equally, or by their sizes without sign.", "Los números de la referencia se anulan aquí. Distribuya por igual o según su tamaño sin signo." }
    method_invalid { "The method's own values make no sense.", "Los valores del método no tienen sentido." }
    nothing_to_hold { "There is no number to hold.", "No hay un número que retener." }
    nothing_to_undo { "You have nothing to undo.", "No tiene nada que deshacer." }
    changed_since(name, place) { "{name} changed {place} after you. Enter the number you want instead.", "{name} cambió {place} después de usted. Ingrese el número que desea." }
    not_your_turn { "It is the other side's turn.", "Le toca a la otra parte." }
    offer_changed { "The offer has changed since you saw it. Look at the new numbers and answer those.", "La oferta cambió desde que la vio. Mire los nuevos números y respóndalos." }
    periods { "The numbers must cover the whole year once. Fill in every quarter.", "Los números deben cubrir todo el año una vez. Complete cada trimestre." }
    reason_missing { "Say why in words.", "Diga por qué en palabras." }
    text_too_long(limit) { "The text is longer than {limit} characters. Shorten it.", "El texto supera {limit} caracteres. Acórtelo." }
    same_numbers { "These are the numbers on the table: accept them.", "Estos son los números sobre la mesa: acéptelos." }
}
