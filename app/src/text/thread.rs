//! Words of the page of a thread, and of the policy of a board's negotiations.

use super::texts;
use domain::number::Region;
use domain::thread::Settlement;

texts! {
    title(unit, measure) { "{unit} · {measure}", "{unit} · {measure}" }
    help { "Everything that was said about this number, and every answer that it may get.", "Todo lo que se dijo sobre este número y todas las respuestas que puede recibir." }
    nothing_yet { "Nothing has been offered yet.", "Todavía no se ofreció nada." }
    whose_turn(party) { "Whose turn: {party}", "A quién le toca: {party}" }
    turn_parent { "the level above", "el nivel superior" }
    turn_child { "the unit", "la unidad" }
    turn_arbiter { "the arbiter", "el árbitro" }
    turn_nobody { "nobody", "nadie" }
    round(round, most) { "Round {round} of {most}", "Ronda {round} de {most}" }
    due(moment) { "Answer by {moment}, else it goes to the arbiter.", "Responder antes de {moment}; si no, pasa al árbitro." }
    due_arbiter(moment, otherwise) { "The arbiter decides by {moment}; else {otherwise}.", "El árbitro decide antes de {moment}; si no, {otherwise}." }
    answers_for(name, by) { "{name} answers in place of {by}.", "{name} responde en lugar de {by}." }
    sent { "Sent. Everybody in the thread sees it.", "Enviado. Todos en el hilo lo ven." }
    course { "What was said", "Qué se dijo" }
    positions { "What each position does to the goals", "Qué hace cada posición a los objetivos" }
    conservation_of(unit) { "The numbers of {unit}", "Los números de {unit}" }
    record { "Everything that happened to this number (CSV)", "Todo lo que pasó con este número (CSV)" }
    policy_link { "Rounds and deadlines", "Rondas y plazos" }

    on_condition { "On condition that", "Con la condición de que" }
    settled_thread(unit, measure) { "{unit} · {measure} is settled", "{unit} · {measure} esté acordado" }
    reaches(slice, number) { "{slice} reaches {number}", "{slice} llegue a {number}" }
    stands_until(moment) { "Stands until {moment}.", "Vale hasta {moment}." }
    rests_on { "Rests on", "Se apoya en" }
    an_earlier_thread { "an earlier thread", "un hilo anterior" }
    on_behalf(name) { "for {name}", "por {name}" }
    frozen_period(period) { "{period}, frozen", "{period}, congelado" }
    taken_back { "Taken back", "Retirada" }
    reopened { "Negotiated anew", "Negociada de nuevo" }
    frozen_part(numbers) { "Frozen: {numbers}", "Congelado: {numbers}" }

    answer { "Your answer", "Su respuesta" }
    not_yours { "It is not your turn. You may ask, or wait.", "No es su turno. Puede preguntar o esperar." }
    accept_title { "Accept", "Aceptar" }
    accept_all { "Accept everything", "Aceptar todo" }
    accept_part { "Accept only the ticked periods", "Aceptar solo los períodos marcados" }
    part_help { "Ticked periods are frozen; the rest goes on being negotiated.", "Los períodos marcados se congelan; el resto se sigue negociando." }
    promises { "I promise", "Me comprometo" }
    stale_help { "What this offer was made on has changed since. Accepting confirms that you have seen it:", "Aquello en que se basó esta oferta cambió desde entonces. Al aceptar confirma que lo vio:" }
    stale_line(slice, was, now) { "{slice}: {was} → {now}", "{slice}: {was} → {now}" }
    propose_title { "Offer other numbers", "Ofrecer otros números" }
    counter_title { "Counter with other numbers", "Contraofertar con otros números" }
    anew_title { "Negotiate anew", "Negociar de nuevo" }
    impose_title { "Set the numbers", "Fijar los números" }
    terms { "Terms", "Términos" }
    until { "Stands until the end of (UTC)", "Vale hasta el final del (UTC)" }
    promise_lines { "What who accepts must promise, one a line", "Qué debe prometer quien acepta, uno por línea" }
    settled_first { "Only once this thread is settled", "Solo cuando este hilo esté acordado" }
    none { "None", "Ninguno" }
    reach_what { "Only once this number of the unit", "Solo cuando este número de la unidad" }
    reach_amount { "has reached", "haya llegado a" }
    evidence { "It rests on", "Se apoya en" }
    links { "Addresses of pages or files, one a line", "Direcciones de páginas o archivos, una por línea" }
    reject_title { "Say no, with the range that would do", "Decir que no, con el rango que serviría" }
    reject { "Say no", "Decir que no" }
    least { "At least", "Como mínimo" }
    most { "At most", "Como máximo" }
    ask_title { "Ask or answer", "Preguntar o responder" }
    delegate_title { "Let somebody else answer", "Dejar responder a otra persona" }
    delegate { "Delegate", "Delegar" }
    delegate_to { "Who answers", "Quién responde" }
    nobody_else { "Nobody else", "Nadie más" }
    rare_title { "Hand on or take back", "Pasar o retirar" }
    day_over { "This day is over, or is no day.", "Este día ya pasó, o no es un día." }
    no_bound { "Give a lower or an upper end.", "Indique un extremo inferior o superior." }
    tick_one { "Tick at least one period.", "Marque al menos un período." }

    policy_title { "Rounds and deadlines", "Rondas y plazos" }
    policy_help { "How long the threads of this board may go back and forth, and what happens when an answer does not come.", "Cuánto pueden ir y venir los hilos de este tablero, y qué pasa cuando una respuesta no llega." }
    policy_rounds { "Rounds before a thread goes to the arbiter", "Rondas antes de que un hilo pase al árbitro" }
    policy_send_backs { "How often the arbiter may send it back", "Cuántas veces puede devolverlo el árbitro" }
    policy_answer { "Days for an answer", "Días para responder" }
    policy_arbiter { "Days for the arbiter", "Días para el árbitro" }
    policy_empty { "Empty is no deadline.", "Vacío es sin plazo." }
    policy_settlement { "When the arbiter lets the days pass", "Cuando el árbitro deja pasar los días" }
    settle_wait { "the thread waits", "el hilo espera" }
    settle_parent { "the level above's numbers hold", "valen los números del nivel superior" }
    settle_child { "the unit's numbers hold", "valen los números de la unidad" }
    settle_middle { "the middle holds", "vale el punto medio" }
    policy_save { "Save", "Guardar" }
    policy_saved { "Saved. It holds for every answer from now on.", "Guardado. Vale para toda respuesta desde ahora." }
    policy_theirs { "The planning committee sets these.", "Los fija el comité de planificación." }
}

/// What happens at the arbiter's deadline.
pub fn settlement(region: Region, settlement: Settlement) -> &'static str {
    match settlement {
        Settlement::Wait => settle_wait(region),
        Settlement::Parent => settle_parent(region),
        Settlement::Child => settle_child(region),
        Settlement::Middle => settle_middle(region),
    }
}
