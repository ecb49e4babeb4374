//! Words of the negotiation.

use super::texts;
use domain::number::Region;
use domain::thread::{ReasonCode, ThreadDeed};

texts! {
    more_answers { "Terms, parts and more answers", "Términos, partes y más respuestas" }
    over_assignment { "Over-assignment", "Sobreasignación" }
    other_ways { "Other ways to spread the target", "Otras formas de distribuir el objetivo" }
    negotiation { "Negotiation", "Negociación" }
    why { "Why this number?", "¿Por qué este número?" }
    side_panel { "Selected unit", "Unidad seleccionada" }
    choose_unit { "Choose a unit in the grid to see its thread, its history and who changed what.", "Elija una unidad en la cuadrícula para ver su hilo, su historia y quién cambió qué." }
    no_thread { "Nothing has been offered to this unit yet.", "Todavía no se ofreció nada a esta unidad." }
    no_thread_company { "The company's target is its corporate goal. Choose a unit below to negotiate.", "El objetivo de la compañía es su objetivo corporativo. Elija una unidad para negociar." }
    edge(parent, child) { "{parent} ⇄ {child}", "{parent} ⇄ {child}" }
    offers { "offers", "ofrece" }
    counters { "counters", "contraoferta" }
    asks { "asks", "pregunta" }
    accepts { "accepts", "acepta" }
    your_draft { "your draft, private", "su borrador, privado" }
    you(name) { "{name} (you)", "{name} (usted)" }
    parent_position { "Committee", "Comité" }
    middle_position { "Middle", "Punto medio" }
    child_position { "Unit", "Unidad" }
    waiting_for_arbiter { "Waiting for the arbiter", "Esperando al árbitro" }
    escalate { "Escalate", "Escalar" }
    escalate_why { "Why should somebody above decide?", "¿Por qué debería decidir alguien por encima?" }
    send_back { "Send back", "Devolver" }
    take_offer_back { "Take back", "Retirar" }
    set_number { "Set the number", "Fijar el número" }
    negotiate_anew { "Negotiate anew", "Negociar de nuevo" }
    imposed_frozen { "An arbiter set this number. It is frozen.", "Un árbitro fijó este número. Está congelado." }
    after_last_round { "The last round is over.", "Terminó la última ronda." }
    after_deadline { "The answer was late.", "La respuesta se demoró." }
    accepts_part { "accepts a part", "acepta una parte" }
    rejects { "says no", "dice que no" }
    withdraws { "takes the offer back", "retira la oferta" }
    escalates { "escalates", "escala" }
    sends_back { "sends it back", "lo devuelve" }
    imposes { "sets the number", "fija el número" }
    lets_deadline_pass { "let the deadline pass", "dejó vencer el plazo" }
    delegates { "has somebody else answer", "deja responder a otra persona" }
    reopens { "negotiates it anew", "lo negocia de nuevo" }
    would_do(range) { "{range} would do.", "Bastaría {range}." }
    answers_instead(name) { "{name} answers.", "Responde {name}." }
    nobody_else { "Nobody else answers any more.", "Ya no responde nadie más." }
    sets_policy { "bounds the negotiation", "acota la negociación" }
    effect_on_goals { "Effect on the goals", "Efecto en los objetivos" }
    conservation(target) { "Conservation · target {target}", "Conservación · objetivo {target}" }
    conservation_parts(agreed, open, reserve) { "agreed {agreed} · open {open} · reserve {reserve}", "acordado {agreed} · abierto {open} · reserva {reserve}" }
    conservation_gap(gap) { "gap {gap}", "brecha {gap}" }
    conservation_at_children(gap) { "gap at the units' numbers {gap}", "brecha con los números de las unidades {gap}" }
    accept { "Accept", "Aceptar" }
    counter { "Counter", "Contraofertar" }
    send_counter { "Send counter-offer", "Enviar contraoferta" }
    offer { "Offer", "Ofrecer" }
    send_offer { "Send offer", "Enviar oferta" }
    new_offer { "New offer", "Nueva oferta" }
    ask { "Ask", "Preguntar" }
    send_question { "Send", "Enviar" }
    question { "Your question or answer", "Su pregunta o respuesta" }
    reason { "Reason", "Razón" }
    reason_words { "Say why, in words", "Diga por qué, en palabras" }
    reason_optional { "Say why (optional)", "Diga por qué (opcional)" }
    market { "Market", "Mercado" }
    customer { "Customer or distributor", "Cliente o distribuidor" }
    capacity { "Capacity", "Capacidad" }
    price { "Price", "Precio" }
    data { "History data", "Datos históricos" }
    other { "Other", "Otra" }
    numbers_by_quarter { "Numbers by quarter", "Números por trimestre" }
    total { "Total", "Total" }
    waiting_for(side) { "Waiting for {side}", "Esperando a {side}" }
    your_turn { "your turn", "le toca a usted" }
    agreed_frozen { "Both sides agreed. The number is frozen.", "Ambas partes acordaron. El número está congelado." }
    against_offer(change) { "{change} vs. the offer", "{change} vs. la oferta" }
    against_last_year(change) { "{change} vs. last year", "{change} vs. año anterior" }
    accept_new { "Accept the new numbers", "Aceptar los nuevos números" }
    not_sent { "Not sent:", "No enviado:" }
    dismiss { "Dismiss", "Descartar" }
}

/// The words for what somebody did in a thread.
pub fn deed(region: Region, deed: ThreadDeed) -> &'static str {
    match deed {
        ThreadDeed::PartAccepted => accepts_part(region),
        ThreadDeed::Rejected => rejects(region),
        ThreadDeed::Withdrawn => withdraws(region),
        ThreadDeed::Escalated => escalates(region),
        ThreadDeed::SentBack => sends_back(region),
        ThreadDeed::Imposed => imposes(region),
        ThreadDeed::Overdue => lets_deadline_pass(region),
        ThreadDeed::Delegated => delegates(region),
        ThreadDeed::Reopened => reopens(region),
    }
}

/// The word for a reason.
pub fn reason_code(region: Region, code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Market => market(region),
        ReasonCode::Customer => customer(region),
        ReasonCode::Capacity => capacity(region),
        ReasonCode::Price => price(region),
        ReasonCode::Data => data(region),
        ReasonCode::Other => other(region),
    }
}
