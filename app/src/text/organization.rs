//! Words of the page of a board's organization.

use super::texts;

texts! {
    title { "Organization", "Organización" }
    help { "Units move to another parent from a month on. Their numbers, holds, threads and tactics go with them; what they did before stays with the parent they did it for.", "Las unidades pasan a otro superior desde un mes. Sus números, retenciones, hilos y tácticas van con ellas; lo que hicieron antes queda con el superior para el que lo hicieron." }
    move_title { "Move a unit", "Mover una unidad" }
    move_help { "Nothing is moved before you have seen what it changes.", "No se mueve nada antes de que usted vea qué cambia." }
    unit { "Unit", "Unidad" }
    to { "New parent", "Nuevo superior" }
    from { "From", "Desde" }
    look { "Show what changes", "Ver qué cambia" }
    carry_out(unit, parent, month) { "Move {unit} to {parent} from {month}", "Mover {unit} a {parent} desde {month}" }
    moved(unit) { "Moved: {unit}. Everybody goes on under the new tree.", "Movida: {unit}. Todos siguen bajo el nuevo árbol." }
    no_such { "Choose a unit, its new parent and a month.", "Elija una unidad, su nuevo superior y un mes." }
    circle { "A unit cannot lie below itself.", "Una unidad no puede quedar bajo sí misma." }
    under_leaf { "The new parent has numbers of its own; units below it would hide them. Choose a unit that has units below it.", "El nuevo superior tiene números propios; unidades bajo él los ocultarían. Elija una unidad que tenga unidades bajo ella." }
    last_child { "The old parent would be left without units. Move another one there first.", "El superior anterior quedaría sin unidades. Mueva otra allí primero." }
    held(hold, number) { "Held: {hold}. It would become {number}; release it or widen its corridor first.", "Retenido: {hold}. Pasaría a {number}; libérelo o amplíe su rango primero." }
    too_large { "What the tactics bring would be too large.", "Lo que aportan las tácticas sería demasiado grande." }
    beside { "As planned and as it is", "Según el plan y como es" }
    beside_if { "As planned and as it would be", "Según el plan y como sería" }
    beside_help { "As it is, each month counts for the parent that a unit had in it.", "Como es, cada mes cuenta para el superior que la unidad tenía en él." }
    nothing_moved { "Nothing has moved", "Nada se ha movido" }
    nothing_moved_help { "The organization is as it was when the board was opened.", "La organización es como era cuando se abrió el tablero." }
    for_whole { "Totals of other units are not yours to see; ask the planning committee.", "Los totales de otras unidades no le corresponden; pregunte al comité de planificación." }
    as_planned { "As planned", "Según el plan" }
    as_is { "As it is", "Como es" }
    as_would_be { "As it would be", "Como sería" }
    difference { "Difference", "Diferencia" }
    new_tree { "Under the new tree all year", "Bajo el nuevo árbol todo el año" }
    history { "What has moved", "Qué se ha movido" }
    when { "When", "Cuándo" }
    who { "Who", "Quién" }
    show { "Show", "Mostrar" }
}
