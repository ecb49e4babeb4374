//! Words of the inbox of a board.

use super::texts;

texts! {
    title { "Inbox", "Bandeja de entrada" }
    help { "What waits for your answer, proposal or signature, and every thread that you may follow. You are asked where you are the nearest who can answer.", "Lo que espera su respuesta, propuesta o firma, y todos los hilos que puede seguir. Se le pregunta donde usted es quien está más cerca para responder." }
    trays { "What to show", "Qué mostrar" }
    needs_answer(count) { "Needs my answer {count}", "Espera mi respuesta {count}" }
    answered(count) { "Waits for others {count}", "Espera a otros {count}" }
    information(count) { "For information {count}", "Para información {count}" }
    put_aside(count) { "Put aside {count}", "Apartados {count}" }
    none_need { "Nothing waits for you", "Nada espera su respuesta" }
    none_need_help { "When somebody offers or counters a number of yours, it stands here until you answer.", "Cuando alguien ofrece o contraoferta un número suyo, aparece aquí hasta que usted responda." }
    none_answered { "You wait for nobody", "Usted no espera a nadie" }
    none_answered_help { "What you have offered or countered stands here until the other side answers.", "Lo que usted ofreció o contraofertó aparece aquí hasta que la otra parte responda." }
    none_information { "Nothing to read", "Nada que leer" }
    none_information_help { "Settled threads, and those that others negotiate below you.", "Hilos acordados y los que otros negocian en su equipo." }
    none_aside { "Nothing is put aside", "No hay nada apartado" }
    none_aside_help { "What you put off comes back when its time is over or somebody answers; what you mute stays here until you take it back.", "Lo que pospone vuelve cuando pasa el tiempo o alguien responde; lo que silencia queda aquí hasta que usted lo traiga de vuelta." }
    approvals(count) { "Approvals {count}", "Aprobaciones {count}" }
    propose_due(what) { "Propose: {what}", "Proponer: {what}" }
    sign_due(what) { "Sign: {what}", "Firmar: {what}" }
    thread { "Thread", "Hilo" }
    on_the_table { "On the table", "Sobre la mesa" }
    other_side { "The other side", "La otra parte" }
    difference { "Difference", "Diferencia" }
    said_last { "Said last", "Lo último que se dijo" }
    answer_by { "Answer by", "Responder antes de" }
    waits_for { "Waits for", "Espera a" }
    nobody_answers { "nobody: the unit has no manager yet", "nadie: la unidad todavía no tiene gerente" }
    state { "State", "Estado" }
    by(name, moment) { "{name}, {moment}", "{name}, {moment}" }
    actions { "Put aside", "Apartar" }
    put_off { "Put off 1 day", "Posponer 1 día" }
    put_off_what(unit) { "Put off 1 day: {unit}", "Posponer 1 día: {unit}" }
    mute { "Mute", "Silenciar" }
    mute_what(unit) { "Mute: {unit}", "Silenciar: {unit}" }
    take_back { "Take back", "Traer de vuelta" }
    take_back_what(unit) { "Take back into the inbox: {unit}", "Traer de vuelta a la bandeja: {unit}" }
    until(moment) { "Until {moment}", "Hasta {moment}" }
    muted { "Muted", "Silenciado" }
    choose(unit) { "Choose the offer to {unit}", "Elegir la oferta a {unit}" }
    choose_all { "Choose all", "Elegir todas" }
    choose_none { "Choose none", "No elegir ninguna" }
    has_conditions { "Has conditions: answer it on its page", "Tiene condiciones: respóndala en su página" }
    inputs_changed { "What it was made on has changed: answer it on its page", "Aquello en que se basó cambió: respóndala en su página" }
    look { "Look at what accepting does", "Ver qué hace aceptar" }
    look_help { "Nothing is sent yet.", "Todavía no se envía nada." }
    nothing_chosen { "Choose at least one offer.", "Elija al menos una oferta." }
    review(count) { "Accept {count} offers", "Aceptar {count} ofertas" }
    review_one { "Accept 1 offer", "Aceptar 1 oferta" }
    review_help { "Each is accepted by itself: what somebody has moved meanwhile is left out and told.", "Cada una se acepta por separado: lo que alguien movió mientras tanto queda fuera y se le avisa." }
    left_out { "Left out", "Quedan fuera" }
    back_to_choice { "Back to the choice", "Volver a la selección" }
    number { "Number", "Número" }
    accepted(count) { "{count} accepted.", "{count} aceptadas." }
    accepted_one { "1 accepted.", "1 aceptada." }
    put_aside_done { "Put aside.", "Apartado." }
    taken_back { "It is back in your inbox.", "Está de vuelta en su bandeja." }
    some_not(count) { "{count} could not be accepted.", "{count} no se pudieron aceptar." }
    more(count) { "{count} older ones are not shown.", "{count} más antiguos no se muestran." }
    keys { "Keys: j and k go down and up, x chooses, Enter opens, h puts off, m mutes.", "Teclas: j y k bajan y suben, x elige, Enter abre, h pospone, m silencia." }
    keys_off { "Switch the keys off", "Desactivar las teclas" }
    calendar { "Deadlines for your calendar, with reminders 72, 24 and 2 hours before", "Plazos para su calendario, con recordatorios 72, 24 y 2 horas antes" }
    answer_due(unit, measure) { "Last moment to answer: {unit} · {measure}", "Último momento para responder: {unit} · {measure}" }
    others_due(unit, measure) { "Answer expected: {unit} · {measure}", "Se espera respuesta: {unit} · {measure}" }
    link(count) { "Inbox {count}", "Bandeja {count}" }
    link_help { "The threads that wait for your answer", "Los hilos que esperan su respuesta" }
}
