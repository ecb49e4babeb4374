//! Words of the page of a board's holds.

use super::texts;

texts! {
    title { "Holds", "Retenciones" }
    help { "Numbers that no spread may change, or only within a corridor: who holds them, why, and until when.", "Números que ninguna distribución puede cambiar, o solo dentro de un rango: quién los retiene, por qué y hasta cuándo." }
    back(board) { "Back to {board}", "Volver a {board}" }
    filter { "Whose holds", "De quién" }
    all(count) { "All {count}", "Todas {count}" }
    mine(count) { "Mine {count}", "Mías {count}" }
    nothing_held { "Nothing is held", "No hay nada retenido" }
    nothing_held_help { "Whoever holds a number keeps every spread from changing it. Select a target on the board and choose the lock.", "Quien retiene un número impide que una distribución lo cambie. Seleccione un objetivo en el tablero y elija el candado." }
    nothing_of_yours { "You hold nothing", "Usted no retiene nada" }
    unit { "Unit", "Unidad" }
    period { "Period", "Período" }
    measure { "Measure", "Medida" }
    number_now { "Now", "Ahora" }
    stays { "What stays", "Qué se mantiene" }
    exactly { "Exactly", "Exactamente" }
    corridor { "Corridor", "Rango" }
    holder { "Held by", "Retiene" }
    why { "Why", "Por qué" }
    until { "Until", "Hasta" }
    until_released { "Until released", "Hasta liberarla" }
    agreed { "Agreed by both sides", "Acordado por ambas partes" }
    imposed(name) { "Set by {name}", "Lo fijó {name}" }
    no_reason { "—", "—" }
    act { "Release", "Liberar" }
    release { "Release", "Liberar" }
    release_what(place) { "Release {place}", "Liberar {place}" }
    released(place) { "Released: {place}.", "Liberado: {place}." }
    gone { "That hold is no longer there.", "Esa retención ya no existe." }
}
