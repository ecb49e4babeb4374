//! Why a rule said no to what only the server's pages ask for.

use crate::text::texts;

texts! {
    terms_invalid { "The terms name something that the unit does not see, or no address.", "Los términos nombran algo que la unidad no ve, o ninguna dirección." }
    policy_invalid { "These limits make no sense.", "Estos límites no tienen sentido." }
    move_refused { "The units cannot move like this.", "Las unidades no se pueden mover así." }
    tactic_name { "The tactic needs a name.", "La táctica necesita un nombre." }
    tactic_owner { "Say who answers for the tactic.", "Diga quién responde por la táctica." }
    tactic_dates { "The dates must lie in this year, the first before the last.", "Las fechas deben estar en este año, la primera antes de la última." }
    tactic_reach { "A tactic cannot reach more customers than its audience has.", "Una táctica no puede alcanzar más clientes de los que tiene su audiencia." }
    tactic_response { "The greatest response lies between 0 and 100%, and its half point above 0.", "La respuesta máxima está entre 0 y 100%, y su punto medio es mayor que 0." }
    tactic_margin { "The margin lies between −100% and 100%.", "El margen está entre −100% y 100%." }
    tactic_cost { "Every cost line belongs to sales, marketing or service expense; 20 at most.", "Cada línea de costo es gasto de ventas, marketing o servicio; 20 como máximo." }
    tactic_target { "The tactic must act inside the unit whose target it pays for.", "La táctica debe actuar dentro de la unidad cuyo objetivo paga." }
    tactic_moved { "A tactic stays in its unit. Drop it and plan it in the other one.", "Una táctica se queda en su unidad. Retírela y planéela en la otra." }
    model_problem(line, column) { "The text of the driver tree has a problem in line {line}, column {column}.", "El texto del árbol de impulsores tiene un problema en la línea {line}, columna {column}." }
    tactic_changed(name) { "{name} has changed this tactic since you saw it. Look at it again.", "{name} cambió esta táctica desde que usted la vio. Mírela de nuevo." }
    uncovered { "The totals must cover every member once.", "Los totales deben cubrir cada miembro una vez." }
    margins(place, short) { "These totals do not tie in {place}: they ask for {short} more than they or what is held allow.", "Estos totales no cuadran en {place}: piden {short} más de lo que ellos o lo retenido permiten." }
    given_total(words) { "Given: {words}.", "Dado: {words}." }
    more_conflicts(count) { "And {count} more.", "Y {count} más." }
}
