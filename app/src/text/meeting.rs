//! Words of meetings.

use super::texts;

texts! {
    title { "Meeting", "Reunión" }
    help { "One person presents, everybody else follows. What is contested is discussed in order, each item has its time, and every decision is written down as it is made.", "Una persona presenta, las demás siguen. Lo que está en disputa se discute en orden, cada punto tiene su tiempo, y cada decisión queda escrita en cuanto se toma." }
    link { "Meeting", "Reunión" }
    link_now { "Meeting now", "Reunión ahora" }
    link_help { "The contested numbers, one by one, with everybody", "Los números en disputa, uno por uno, con todos" }
    goes_on(name) { "A meeting about this board goes on. {name} presents.", "Hay una reunión sobre este tablero. Presenta {name}." }
    join { "Join it", "Entrar" }

    begin { "Begin a meeting", "Iniciar una reunión" }
    begin_help { "The items as they would be discussed, those that you may see. Nobody is called: whoever opens this page is in the meeting.", "Los puntos tal como se discutirían, los que usted puede ver. No se convoca a nadie: quien abre esta página está en la reunión." }
    not_yours { "A member of the committee begins it, or a manager who negotiates for the level above. Keep this page open: it follows by itself.", "La inicia alguien del comité, o un gerente que negocia por el nivel superior. Deje abierta esta página: sigue sola." }
    minutes_each { "Minutes for each item", "Minutos para cada punto" }
    nothing_contested { "Nothing is contested", "No hay nada en disputa" }
    nothing_contested_help { "An item is an open thread whose two sides have named different numbers, in which somebody has said no, or which waits for an arbiter. There is none that you may see.", "Un punto es un hilo abierto cuyas dos partes dieron números distintos, en el que alguien dijo que no, o que espera a un árbitro. No hay ninguno que usted pueda ver." }
    order { "Order: the largest share of a goal's target that lies between both positions first, then the largest difference.", "Orden: primero donde la mayor parte de un objetivo corporativo está entre ambas posiciones; después la mayor diferencia." }
    order_kept { "Order: as it was when the meeting began; what became contested since stands last.", "Orden: como era al iniciar la reunión; lo que entró en disputa después va al final." }
    earlier { "Earlier meetings", "Reuniones anteriores" }
    no_earlier { "There has been none yet. The minutes of each stand here in both languages once it has ended.", "Todavía no hubo ninguna. El acta de cada una aparece aquí en ambos idiomas cuando termina." }
    minutes { "Minutes", "Acta" }
    minutes_of(moment) { "Minutes of {moment}", "Acta del {moment}" }
    minutes_so_far { "Minutes so far", "Acta hasta ahora" }
    presented_by(name) { "presented by {name}", "presentada por {name}" }

    presents(name) { "{name} presents", "Presenta {name}" }
    you_present { "You present", "Usted presenta" }
    since(moment) { "since {moment}", "desde {moment}" }
    here { "Here", "Presentes" }
    nobody_here { "nobody else yet", "nadie más todavía" }
    you(name) { "{name} (you)", "{name} (usted)" }
    leave { "Leave", "Salir" }
    leave_help { "Stop following and look around by yourself", "Dejar de seguir y mirar por su cuenta" }
    follow { "Follow again", "Seguir de nuevo" }
    alone { "You look around by yourself; the meeting goes on without moving this page.", "Usted mira por su cuenta; la reunión sigue sin mover esta página." }
    alone_presenting { "You look around by yourself; everybody else still sees the item that you present.", "Usted mira por su cuenta; los demás siguen viendo el punto que usted presenta." }
    now_at(unit, measure) { "The meeting is at {unit} · {measure}.", "La reunión está en {unit} · {measure}." }
    now_hidden { "The meeting is at an item that is not yours.", "La reunión está en un punto que no es suyo." }
    refresh { "Refresh", "Actualizar" }
    held_back { "The meeting has moved on. What you are typing stays until you send it or follow again.", "La reunión avanzó. Lo que está escribiendo queda hasta que lo envíe o siga de nuevo." }
    cut_off { "No connection to the meeting: this page may be old. It tries again by itself.", "Sin conexión con la reunión: esta página puede estar atrasada. Lo intenta de nuevo sola." }
    keys { "Keys: → and ← go on and back, Escape leaves or follows again.", "Teclas: → y ← avanzan y retroceden, Escape sale o vuelve a seguir." }

    agenda { "Agenda", "Agenda" }
    item_of(place, count) { "Item {place} of {count}", "Punto {place} de {count}" }
    hidden { "An item is discussed that is not yours", "Se discute un punto que no es suyo" }
    hidden_help { "This page shows the next one that you may see as soon as the meeting comes to it. Until then you can look around by yourself.", "Esta página muestra el próximo que usted puede ver en cuanto la reunión llegue a él. Mientras tanto puede mirar por su cuenta." }
    choose_item { "Choose an item from the agenda.", "Elija un punto de la agenda." }
    no_item { "No item is discussed now", "Ahora no se discute ningún punto" }
    none_yours { "None of the items of this meeting is yours.", "Ninguno de los puntos de esta reunión es suyo." }
    discussed_now { "now", "ahora" }
    discussed { "discussed", "discutido" }
    settled { "settled", "resuelto" }
    open_item(unit, measure) { "Discuss {unit} · {measure}", "Discutir {unit} · {measure}" }
    unit { "Unit", "Unidad" }
    above { "Level above", "Nivel superior" }
    below { "Unit's number", "Número de la unidad" }
    middle { "Middle", "Punto medio" }
    apart { "Difference", "Diferencia" }
    effect { "Effect", "Efecto" }
    weighs(share, goal) { "{share} of the target of {goal}", "{share} del objetivo de {goal}" }
    weighs_sentence(share, goal) { "Between both positions lies {share} of the target of {goal}.", "Entre ambas posiciones hay {share} del objetivo de {goal}." }
    weighs_nothing { "No goal with a target moves, or one side has named no number.", "No se mueve ningún objetivo corporativo, o una parte no dio ningún número." }
    both_positions { "Both positions", "Ambas posiciones" }
    apart_by(amount, percent) { "{amount} apart ({percent})", "{amount} de diferencia ({percent})" }
    no_number { "no number", "sin número" }

    time_of { "Time for this item", "Tiempo de este punto" }
    over { "over time", "fuera de tiempo" }
    not_discussed { "not discussed yet", "todavía no se discute" }
    set_minutes { "Set", "Fijar" }
    minutes_here { "Minutes for this item", "Minutos para este punto" }

    said_last { "What was said last", "Lo último que se dijo" }
    said_nothing { "Has said nothing yet.", "Todavía no dijo nada." }
    said_by(name, moment) { "{name}, {moment}", "{name}, {moment}" }
    next { "Next item", "Punto siguiente" }
    previous { "Previous item", "Punto anterior" }
    notes { "Notes", "Notas" }
    note { "Note about this item", "Nota sobre este punto" }
    write_note { "Write it down", "Anotar" }
    leave_open { "Left open: write it down and go on", "Queda abierto: anotar y seguir" }
    noted { "Written down.", "Anotado." }
    note_needed { "Write a few words first.", "Escriba primero unas palabras." }
    take_middle { "The middle between both", "El punto medio entre ambos" }
    take_middle_help(number) { "Puts {number} on the table, period by period the middle between both positions.", "Pone {number} sobre la mesa, período a período el punto medio entre ambas posiciones." }
    set_middle_help(number) { "Sets {number}, period by period the middle between both positions. It is frozen then.", "Fija {number}, período a período el punto medio entre ambas posiciones. Queda congelado." }
    offer_middle { "Offer the middle", "Ofrecer el punto medio" }
    set_middle { "Set the middle", "Fijar el punto medio" }
    moved_meanwhile { "Somebody has moved this thread meanwhile. Look at it once more.", "Alguien movió este hilo mientras tanto. Mírelo una vez más." }

    decisions { "Decisions", "Decisiones" }
    no_decisions { "None yet. What anybody offers, accepts or sets from now on stands here at once.", "Todavía ninguna. Lo que cualquiera ofrezca, acepte o fije desde ahora aparece aquí al instante." }
    presenting { "Presenting", "Presentación" }
    who_drives { "Who presents, until when", "Quién presenta y hasta cuándo" }
    hand_over { "Hand over", "Entregar" }
    hand_over_to { "Who presents from now on", "Quién presenta desde ahora" }
    nobody_to_hand_over { "Nobody else who may present is here.", "No hay nadie más aquí que pueda presentar." }
    take_over { "Present from now on", "Presentar desde ahora" }
    presenter_gone(name) { "{name} is no longer here.", "{name} ya no está." }
    end { "End the meeting", "Terminar la reunión" }
    end_help { "Everybody is shown the minutes. What is still open stays open on the board.", "A todos se les muestra el acta. Lo que sigue abierto queda abierto en el tablero." }
    not_presenting { "You do not present this meeting, or it has ended. Nothing has changed.", "Usted no presenta esta reunión, o ya terminó. Nada cambió." }
    joined(name) { "{name} was faster: you are in that meeting.", "{name} fue más rápido: usted está en esa reunión." }
    has_ended { "The meeting has ended.", "La reunión terminó." }

    minutes_title(board) { "Minutes of a meeting about {board}", "Acta de una reunión sobre {board}" }
    minutes_help { "In both languages, from the log of the board. Everybody reads of it what they may see.", "En ambos idiomas, a partir del registro del tablero. Cada quien lee lo que puede ver." }
    download_en { "Download in English (.md)", "Descargar en inglés (.md)" }
    download_es { "Download in Spanish (.md)", "Descargar en español (.md)" }
    print_help { "To keep it as PDF, print this page.", "Para guardarla en PDF, imprima esta página." }
    began { "Began", "Inició" }
    ended { "Ended", "Terminó" }
    goes_on_still { "still goes on", "sigue en curso" }
    presenter { "Presenter", "Presenta" }
    attended { "Attended", "Asistieron" }
    revisions { "Revisions of the board", "Revisiones del tablero" }
    revisions_from(first, last) { "{first} to {last}", "{first} a {last}" }
    discussed_items { "What was discussed", "Lo que se discutió" }
    nothing_discussed { "Nothing that you may see.", "Nada que usted pueda ver." }
    positions_then(above, below) { "When it began: level above {above}, unit {below}.", "Al iniciar: nivel superior {above}, unidad {below}." }
    time_taken(elapsed, planned) { "Time: {elapsed} of {planned}.", "Tiempo: {elapsed} de {planned}." }
    decided(line) { "Decided: {line}", "Decidido: {line}" }
    noted_by(name, moment, text) { "Note by {name}, {moment}: {text}", "Nota de {name}, {moment}: {text}" }
    stands_settled(number) { "Settled at {number}.", "Resuelto en {number}." }
    stands_open(state, names) { "Stays open ({state}). The turn is with: {names}.", "Queda abierto ({state}). Le toca a: {names}." }
    stands_over(state) { "Stands as: {state}.", "Queda como: {state}." }
    nobody { "nobody yet", "nadie todavía" }
    not_reached { "Not reached", "No se alcanzó" }
    other_threads { "Decided in other threads", "Decidido en otros hilos" }
    other_changes(count) { "Other changes of the board meanwhile: {count}.", "Otros cambios del tablero mientras tanto: {count}." }
    goals_then { "Goals before and after", "Objetivos corporativos antes y después" }
    goal { "Goal", "Objetivo corporativo" }
    before { "Before", "Antes" }
    after { "After", "Después" }
    goal_target { "Target", "Valor buscado" }
    back_to_meeting { "Meeting", "Reunión" }
}
