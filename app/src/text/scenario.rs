//! Words of scenarios, of comparing and of merging.

use super::texts;

texts! {
    plan { "The plan", "El plan" }
    here(name) { "Scenario: {name}", "Escenario: {name}" }
    scenarios { "Scenarios", "Escenarios" }
    switch_help { "The plan and its scenarios", "El plan y sus escenarios" }
    about { "A scenario is a branch of the plan: try numbers in it, compare, and merge back what you want to keep. The plan stays as it is meanwhile.", "Un escenario es una rama del plan: pruebe números en él, compare y lleve al plan lo que quiera conservar. Mientras tanto el plan queda como está." }
    mine { "Mine", "Míos" }
    of_others { "Shared by others", "Compartidos por otros" }
    none_mine { "You have no scenario yet.", "Usted todavía no tiene escenarios." }
    none_of_others { "Nobody shares a scenario of this board.", "Nadie comparte un escenario de este tablero." }
    new_name { "Name of a new scenario", "Nombre de un nuevo escenario" }
    name { "Name", "Nombre" }
    create { "Create scenario", "Crear escenario" }
    manage { "All scenarios", "Todos los escenarios" }
    private { "private", "privado" }
    shared { "shared", "compartido" }
    private_help { "Only you see it", "Solo usted lo ve" }
    shared_help { "Everybody who sees the board sees it", "Lo ven todos los que ven el tablero" }
    belongs_to(name) { "by {name}", "de {name}" }
    branched_at(revision, moment) { "left the plan at revision {revision}, {moment} UTC", "salió del plan en la revisión {revision}, {moment} UTC" }
    band { "You are in a scenario: the plan stays as it is", "Usted está en un escenario: el plan queda como está" }
    open { "Open", "Abrir" }
    compare { "Compare", "Comparar" }
    merge { "Merge", "Llevar al plan" }
    back_to_plan { "Back to the plan", "Volver al plan" }
    back_to_scenario { "Back to the scenario", "Volver al escenario" }
    share { "Share", "Compartir" }
    make_private { "Make private", "Hacer privado" }
    rename { "Rename", "Cambiar nombre" }
    save { "Save", "Guardar" }
    discard { "Discard", "Descartar" }
    discard_help { "Nobody can open it afterwards. The plan keeps every number it has.", "Después nadie puede abrirlo. El plan conserva todos sus números." }
    discard_now { "Discard it", "Descartarlo" }
    name_wrong(limit) { "A scenario needs a name of at most {limit} characters.", "Un escenario necesita un nombre de {limit} caracteres como máximo." }
    too_many(limit) { "You have {limit} scenarios of this board, as many as one person keeps. Discard one first.", "Usted tiene {limit} escenarios de este tablero, el máximo por persona. Descarte uno primero." }
    not_yours { "Only its owner may do this to a scenario.", "Solo su dueño puede hacer esto con un escenario." }

    compare_title { "Compare", "Comparar" }
    compare_help { "Two versions of one board at any unit: its goals, its measures, and the units below it.", "Dos versiones de un tablero en cualquier unidad: sus objetivos, sus medidas y las unidades de abajo." }
    first { "This", "Este" }
    second { "With this", "Con este" }
    show { "Show", "Mostrar" }
    measure { "Measure", "Medida" }
    slice { "Numbers", "Números" }
    period { "Period", "Período" }
    units { "Units", "Unidades" }
    measures_of(unit) { "Measures of {unit}", "Medidas de {unit}" }
    measures { "Measures", "Medidas" }
    difference { "Difference", "Diferencia" }
    percent { "%", "%" }
    path { "Where", "Dónde" }
    same { "Both have the same numbers here.", "Ambos tienen los mismos números aquí." }
    at_revision(name, revision) { "{name}, revision {revision}", "{name}, revisión {revision}" }

    merge_title(name) { "Merge “{name}” into the plan", "Llevar «{name}» al plan" }
    merge_help { "Cell by cell: what only the scenario has changed is written, what only the plan has changed stays, and where both did you choose. Holds, offers, tactics and goals of the scenario stay in it.", "Celda por celda: lo que cambió solo el escenario se escribe, lo que cambió solo el plan queda, y donde ambos cambiaron usted elige. Las retenciones, ofertas, tácticas y objetivos del escenario quedan en él." }
    conflicts { "Both changed", "Ambos cambiaron" }
    only_mine { "Only the scenario", "Solo el escenario" }
    only_theirs { "Only the plan", "Solo el plan" }
    both_same { "Both, to the same number", "Ambos, al mismo número" }
    choose_all { "Where both changed it", "Donde ambos cambiaron" }
    choose_each { "as chosen below", "según lo elegido abajo" }
    take_mine { "take the scenario's", "tomar lo del escenario" }
    take_theirs { "keep the plan's", "dejar lo del plan" }
    take_base { "as it was before both", "como estaba antes de ambos" }
    not_chosen { "choose …", "elegir …" }
    as_for_all { "as for all", "como para todos" }
    for_unit(unit) { "All of {unit}", "Todo en {unit}" }
    cell { "Cell", "Celda" }
    before { "Before", "Antes" }
    in_plan { "In the plan", "En el plan" }
    in_scenario { "In the scenario", "En el escenario" }
    choice { "Choice", "Elección" }
    choice_for(place) { "Choice for {place}", "Elección para {place}" }
    more_conflicts(count) { "{count} more cells follow the choice of their unit, or the one for all.", "{count} celdas más siguen la elección de su unidad, o la de todas." }
    more_cells(count) { "and {count} more", "y {count} más" }
    will_be_written { "What only the scenario has changed: it will be written", "Lo que cambió solo el escenario: se escribirá" }
    merge_now { "Merge", "Llevar al plan" }
    merge_one_step { "One step on the board, which Undo takes back at once.", "Un solo paso en el tablero, que Deshacer revierte de una vez." }
    preview { "Effect on the goals", "Efecto en los objetivos" }
    preview_help { "The plan now, and after merging as chosen; where nothing is chosen yet, with the scenario's numbers.", "El plan ahora y después de llevarlo según lo elegido; donde todavía no se eligió, con los números del escenario." }
    plan_now { "Plan now", "Plan ahora" }
    plan_after { "After merging", "Después" }
    nothing_to_merge { "There is nothing to merge: the plan has every number that the scenario has changed.", "No hay nada que llevar: el plan ya tiene todos los números que cambió el escenario." }
    nothing_chosen { "Every choice keeps what the plan has: there is nothing to write.", "Todas las elecciones dejan lo que tiene el plan: no hay nada que escribir." }
    unresolved(count) { "{count} cells still wait for a choice.", "{count} celdas todavía esperan una elección." }
    unresolved_one { "1 cell still waits for a choice.", "1 celda todavía espera una elección." }
    changed_meanwhile { "The plan or the scenario has changed since you looked. Your choices are kept; look again before you merge.", "El plan o el escenario cambió desde que usted miró. Sus elecciones se conservan; mire de nuevo antes de llevarlo." }
    apart { "The organization has changed since this scenario was made, so its cells cannot be merged one by one. Compare the two and enter on the board what you want to keep.", "La organización cambió desde que se hizo este escenario, así que sus celdas no se pueden combinar una a una. Compare los dos y escriba en el tablero lo que quiera conservar." }
    merged_title { "Merged into the plan", "Llevado al plan" }
    merged(cells, revision) { "{cells} cells were written as revision {revision}. Undo on the board takes all of them back at once.", "{cells} celdas se escribieron en la revisión {revision}. Deshacer en el tablero las revierte todas de una vez." }
    merged_one(revision) { "1 cell was written as revision {revision}. Undo on the board takes it back.", "1 celda se escribió en la revisión {revision}. Deshacer en el tablero la revierte." }
    see_what_changed { "See what changed", "Ver qué cambió" }
    keep_or_discard { "The scenario stays as it is. Discard it if you are done.", "El escenario queda como está. Descártelo si ya terminó." }
    nobody { "somebody", "alguien" }
}
