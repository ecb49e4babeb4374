//! Words of the ledger of over-assignment.

use super::texts;

texts! {
    title { "Over-assignment", "Sobreasignación" }
    help { "What each unit assigns beyond its own target, and what that comes to down the path to the people who carry the numbers.", "Lo que cada unidad asigna por encima de su propio objetivo, y a cuánto llega por el camino hasta quienes llevan los números." }
    own_target { "Own target", "Objetivo propio" }
    assigned { "Assigned", "Asignado" }
    beyond { "Beyond it", "Por encima" }
    rate { "Rate", "Tasa" }
    street { "Street", "Acumulada" }
    street_help { "Street is the over-assignment of every unit on the path, multiplied. A minus is a target that is not assigned yet.", "La acumulada multiplica la sobreasignación de cada unidad del camino. Un menos es un objetivo todavía sin asignar." }
    no_cap { "No cap: any over-assignment is allowed.", "Sin tope: se permite cualquier sobreasignación." }
    cap(percent) { "Cap: no path may carry more than {percent} on top.", "Tope: ningún camino puede llevar más de {percent} adicional." }
    cap_field { "Cap, %", "Tope, %" }
    cap_help { "Empty takes the cap away. What already lies above it stays; nobody can go higher.", "Vacío quita el tope. Lo que ya está por encima se queda; nadie puede subir más." }
    save { "Set the cap", "Fijar el tope" }
    saved { "The cap is set.", "El tope quedó fijado." }
    above_cap { "Above the cap", "Sobre el tope" }
    nothing { "Nobody assigns a target here yet.", "Todavía nadie asigna un objetivo aquí." }
    nothing_help { "The ledger begins when a unit with a target gives its own units theirs.", "El registro empieza cuando una unidad con objetivo da los suyos a sus unidades." }
}
