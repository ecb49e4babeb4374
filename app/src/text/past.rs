//! Words of a board's past, and of why a number is what it is.

use super::texts;

texts! {
    past { "Then and now", "Antes y ahora" }
    past_help { "The board as it was at one revision beside another, and everything that happened between the two.", "El tablero como era en una revisión junto a otra, y todo lo que ocurrió entre ambas." }
    from_revision { "From revision", "Desde la revisión" }
    to_revision { "To revision", "Hasta la revisión" }
    or_moment { "or from the moment (UTC)", "o desde el momento (UTC)" }
    revision(revision) { "Revision {revision}", "Revisión {revision}" }
    as_it_was(revision, moment) { "As it was at revision {revision}, {moment} UTC, read only", "Como era en la revisión {revision}, {moment} UTC, solo lectura" }
    as_it_was_opened(revision) { "As it was at revision {revision}, when the board was opened, read only", "Como era en la revisión {revision}, al abrir el tablero, solo lectura" }
    happened { "What happened between", "Qué ocurrió entre ambas" }
    nothing_happened { "Nothing that you may see happened between these revisions.", "Nada que usted pueda ver ocurrió entre estas revisiones." }
    before_this { "as it was before", "como era antes" }
    only_this { "only this change", "solo este cambio" }
    no_revision(first, last) { "The board has the revisions {first} to {last}. Choose the earlier one first.", "El tablero tiene las revisiones {first} a {last}. Elija primero la anterior." }
    no_moment { "The board was opened after this moment.", "El tablero se abrió después de este momento." }
    more_happened(count) { "and {count} earlier ones", "y {count} anteriores" }

    why_title { "Why is this number what it is?", "¿Por qué este número es el que es?" }
    why_first { "At first", "Al principio" }
    why_last(revision) { "Now, revision {revision}", "Ahora, revisión {revision}" }
    why_never { "This number has never been set: nobody has written it, and no history was loaded for it.", "Este número nunca se fijó: nadie lo escribió y no se cargó historia para él." }
    why_axis(from, to) { "The bars stand between {from} and {to}.", "Las barras van de {from} a {to}." }
    why_earlier(count) { "{count} earlier changes", "{count} cambios anteriores" }
    loaded { "loaded from history or a forecast", "cargado de la historia o de un pronóstico" }
    assigned(place, from, to) { "wrote {place}: {from} → {to}", "escribió {place}: {from} → {to}" }
    undone(place) { "took back {place}", "deshizo {place}" }
    redone(place) { "made {place} again", "rehízo {place}" }
    offered(total) { "offered {total}", "ofreció {total}" }
    countered(total) { "countered with {total}", "contraofertó {total}" }
    accepted { "agreed", "acordó" }
    imposed { "imposed", "impuso" }
    reorganized { "moved a unit to another parent", "movió una unidad a otro superior" }
    laid_out { "Units have moved in between: the earlier numbers are shown under the later tree.", "Hubo unidades que cambiaron de lugar: los números anteriores se muestran bajo el árbol posterior." }
    reopened { "reopened", "reabrió" }
    elsewhere { "something that you see as a total only", "algo que usted ve solo como total" }
    tactic_planned(name) { "planned the tactic {name}", "planeó la táctica {name}" }
    tactic_revised(name) { "changed the tactic {name}", "cambió la táctica {name}" }
    tactic_dropped(name) { "dropped the tactic {name}", "retiró la táctica {name}" }
    elsewhere_author { "Elsewhere", "En otra parte" }
}
