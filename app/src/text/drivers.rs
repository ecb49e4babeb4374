//! Words of the driver tree's pages.

pub mod problem;

pub use super::board::driver_tree;
use super::texts;

texts! {
    tab_tree { "Tree and what-if", "Árbol y simulación" }
    tab_sensitivity { "Sensitivity", "Sensibilidad" }
    tab_seek { "Goal seek", "Búsqueda de objetivo" }
    tab_text { "Text of the tree", "Texto del árbol" }
    period { "Period", "Período" }
    show { "Show", "Mostrar" }
    stand_in { "The text of this board's tree cannot be used with its numbers. The default tree stands in until an administrator corrects it.", "El texto del árbol de este tablero no se puede usar con sus números. El árbol predeterminado lo reemplaza hasta que un administrador lo corrija." }
    driver { "Driver", "Impulsor" }
    share { "% of revenue", "% de ingresos" }
    what_if { "What if", "Y si" }
    what_if_of(name) { "What if, {name}", "Y si, {name}" }
    after { "After", "Después" }
    change { "Change", "Cambio" }
    now { "Now", "Ahora" }
    before(status) { "was {status}", "estaba {status}" }
    see_above { "see above", "ver arriba" }
    money_in(unit) { "Money in {unit}", "Dinero en {unit}" }
    days { "days", "días" }
    people { "people", "personas" }
    simulation_help { "Type another value for any driver; the plan does not change.", "Escriba otro valor para cualquier impulsor; el plan no cambia." }
    calculate { "Calculate", "Calcular" }
    clear { "Clear", "Limpiar" }
    send_as_offers { "Send as counter-offers…", "Enviar como contraofertas…" }
    cycle_drivers { "Values that no unit plans, such as rates, are those of the whole cycle.", "Los valores que ninguna unidad planea, como las tasas, son los de todo el ciclo." }
    unit_unreadable { "A value in this unit cannot be typed.", "No se puede escribir un valor en esta unidad." }
    goal { "Goal", "Objetivo" }
    no_goal { "This tree computes nothing, so there is no goal to look at.", "Este árbol no calcula nada; no hay objetivo que mirar." }
    swing { "Each driver ± %", "Cada impulsor ± %" }
    lower(percent) { "driver {percent}% lower", "impulsor {percent} % menor" }
    higher(percent) { "driver {percent}% higher", "impulsor {percent} % mayor" }
    tornado_title(goal, percent) { "{goal}: every driver {percent}% lower and higher", "{goal}: cada impulsor {percent} % menor y mayor" }
    tornado_help(goal, value) { "{goal} is {value} now. The longest bar is the driver that moves it most; everything else stays as it is.", "{goal} está ahora en {value}. La barra más larga es el impulsor que más lo mueve; lo demás queda como está." }
    no_sensitivity(goal) { "{goal} has no value here, so nothing moves it.", "{goal} no tiene valor aquí; nada lo mueve." }
    as_table { "The same as a table", "Lo mismo como tabla" }
    goal_at(side) { "Goal, {side}", "Objetivo, {side}" }
    direction { "Direction", "Dirección" }
    moves_with { "▲ rises with it", "▲ sube con él" }
    moves_against { "▼ falls as it rises", "▼ baja cuando sube" }
    no_effect { "○ no effect here", "○ sin efecto aquí" }
    seek_help { "Say what a goal should be and which drivers may move. The answer is the least change that gets there.", "Diga cuánto debe ser un objetivo y qué impulsores pueden moverse. La respuesta es el menor cambio que llega." }
    should_be(now) { "Should be (now {now})", "Debe ser (ahora {now})" }
    should_be_example { "+5%, 12M, =…", "+5%, 12M, =…" }
    may_move { "Which drivers may move", "Qué impulsores pueden moverse" }
    at_least { "At least", "Al menos" }
    at_most { "At most", "A lo sumo" }
    at_least_of(name) { "At least, {name}", "Al menos, {name}" }
    at_most_of(name) { "At most, {name}", "A lo sumo, {name}" }
    locks_help { "Drivers that are not marked are locked. Bounds may be left empty.", "Los impulsores sin marcar quedan bloqueados. Los límites pueden dejarse vacíos." }
    seek { "Find the change", "Buscar el cambio" }
    choose_drivers { "Mark at least one driver that may move.", "Marque al menos un impulsor que pueda moverse." }
    answer { "What it takes", "Lo que hace falta" }
    reached(goal, value) { "{goal} reaches {value}.", "{goal} llega a {value}." }
    nearest(goal, asked, nearest, short) { "{goal} cannot be {asked} within these drivers and bounds. The nearest is {nearest} ({short}).", "{goal} no puede ser {asked} con estos impulsores y límites. Lo más cercano es {nearest} ({short})." }
    at_its_least { "at its least", "en su mínimo" }
    at_its_most { "at its most", "en su máximo" }
    see_in_tree { "See it in the tree", "Ver en el árbol" }
    value_too_large(name) { "The value of {name} becomes too large.", "El valor de {name} se hace demasiado grande." }
    cannot_be_moved(name) { "{name} cannot be moved.", "{name} no se puede mover." }
    has_no_value(name) { "{name} has no value here.", "{name} no tiene valor aquí." }
    bounds_cross(name) { "The bounds of {name} cross: the least is above the most.", "Los límites de {name} se cruzan: el mínimo supera al máximo." }
    to_whom { "To whom", "A quién" }
    way_edge(unit) { "{unit} itself", "{unit} misma" }
    way_below(unit) { "The units below {unit}", "Las unidades debajo de {unit}" }
    way_open(unit) { "Only what is on the table below {unit}", "Solo lo que está sobre la mesa debajo de {unit}" }
    bound_held { "It has come to what is held.", "Llegó a lo que está retenido." }
    bound_range(low, high) { "It has come to the end of the range that the other side named: {low} to {high}.", "Llegó al extremo del rango que nombró la otra parte: {low} a {high}." }
    bound_least(low) { "It has come to the least that the other side named: {low}.", "Llegó al mínimo que nombró la otra parte: {low}." }
    open_threads_fall_short(measure, by) { "Within holds and ranges, what is on the table cannot take the whole change of {measure}: {by} is missing. What binds stands beside each number.", "Dentro de retenciones y rangos, lo que está sobre la mesa no puede tomar todo el cambio de {measure}: falta {by}. Lo que limita está junto a cada número." }
    will_be_sent { "This will be sent", "Esto se enviará" }
    will_be_sent_help { "The change is spread over the units that can be asked, in the proportion of their outlook, and over quarters, to the unit. Nothing is sent before you say so.", "El cambio se distribuye entre las unidades a las que se puede pedir, en proporción a su proyección, y por trimestres, a la unidad. Nada se envía antes de que usted lo diga." }
    send { "Send what is marked", "Enviar lo marcado" }
    back_to_simulation { "Back to the simulation", "Volver a la simulación" }
    reason_or_row_missing { "Say why in words, and mark at least one row.", "Diga por qué en palabras y marque al menos una fila." }
    committee { "planning committee", "comité de planificación" }
    act_open { "opens a negotiation", "abre una negociación" }
    act_answer { "answers their counter-offer", "responde su contraoferta" }
    act_counter { "your counter-offer", "su contraoferta" }
    not_sendable { "Not sent, and why", "Lo que no se envía, y por qué" }
    not_yours { "You do not speak for either side here.", "Usted no habla por ninguna de las partes aquí." }
    is_agreed { "Both sides have agreed; the number is frozen and stays.", "Ambas partes acordaron; el número está congelado y queda." }
    is_not_your_turn { "The offer on the table waits for the other side; its number stays.", "La oferta sobre la mesa espera a la otra parte; su número queda." }
    nothing_offered { "Nothing has been offered yet, so there is nothing to counter.", "Todavía no se ofreció nada; no hay qué contraofertar." }
    is_unchanged { "Its number would not change.", "Su número no cambiaría." }
    nothing_to_send { "There is nothing to send", "No hay nada que enviar" }
    nothing_to_send_help { "Simulate or seek a change of a measure that units plan, and come back from there.", "Simule o busque un cambio de una medida que las unidades planean y vuelva desde allí." }
    cannot_be_taken(measure) { "The units that can be asked cannot take this change of {measure}: the others are agreed or waiting.", "Las unidades a las que se puede pedir no pueden tomar este cambio de {measure}: las demás acordaron o esperan." }
    nobody_answers(names) { "No unit answers for {names}: these are values of the tree, not of the plan.", "Ninguna unidad responde por {names}: son valores del árbol, no del plan." }
    was_sent { "is sent.", "se envió." }
    sent_title { "What was sent", "Lo que se envió" }
    to_board { "To the board", "Al tablero" }
    only_administrators { "This is how the numbers come about. Administrators can change it.", "Así se forman los números. Los administradores pueden cambiarlo." }
    strip_reads_default { "The goal strip of the board keeps reading the default statement; these pages read this text.", "La franja de objetivos del tablero sigue leyendo el estado predeterminado; estas páginas leen este texto." }
    save { "Save", "Guardar" }
    check { "Check and preview", "Revisar y previsualizar" }
    reset { "Back to the default", "Volver al predeterminado" }
    saved { "Saved. Everybody sees the new tree.", "Guardado. Todos ven el nuevo árbol." }
    fine { "The text is fine. It is not saved yet.", "El texto está bien. Todavía no se guardó." }
    preview { "Preview, not saved", "Vista previa, sin guardar" }
    at_place(line, column) { "Line {line}, column {column}:", "Línea {line}, columna {column}:" }
    place_of_problem { "Where it is", "Dónde está" }
    no_values { "The text is a tree, but its values are too large on this board.", "El texto es un árbol, pero sus valores son demasiado grandes en este tablero." }
    text_changed_meanwhile { "Somebody has saved another text since you opened this page. Yours is below; copy what you need and open the page again.", "Alguien guardó otro texto desde que usted abrió esta página. El suyo está abajo; copie lo que necesite y abra la página de nuevo." }
    grammar { "What a text may say", "Qué puede decir un texto" }
    grammar_line { "one node per line, in any order; # begins a comment", "un nodo por línea, en cualquier orden; # inicia un comentario" }
    grammar_arithmetic { "nothing where one side has no value; a ratio is computed anew, never averaged", "nada donde un lado no tiene valor; una razón se calcula de nuevo, nunca se promedia" }
    grammar_functions { "a total of what is there, the least, the greatest", "la suma de lo que hay, el menor, el mayor" }
    grammar_measure { "revenue, units, cost_of_goods, sales_expense, marketing_expense, service_expense; as planned, or target, commitment, agreed, baseline, last_year", "revenue, units, cost_of_goods, sales_expense, marketing_expense, service_expense; lo planeado, o target, commitment, agreed, baseline, last_year" }
    grammar_goal { "a corporate goal: top_line, gross_margin, sga, operating_income, operating_margin", "un objetivo corporativo: top_line, gross_margin, sga, operating_income, operating_margin" }
    grammar_driver { "a value that people simulate, and what it is until then", "un valor que se simula, y cuánto es hasta entonces" }
    grammar_time { "two months before; a level that carries over from month to month", "dos meses antes; un nivel que pasa de mes a mes" }
    grammar_lookup { "the straight line between points", "la recta entre puntos" }
    grammar_units { "units; level after a unit says that months do not add up", "unidades; level tras una unidad dice que los meses no se suman" }
}
