//! Words of the board: goals, grid, journal and the live line.

use super::texts;
use domain::goal::{Metric, Status};
use domain::measure::{Measure, Slice};
use domain::number::Region;

texts! {
    goals { "Corporate goals", "Objetivos corporativos" }
    top_line { "Top line", "Ingresos" }
    gross_margin { "Gross margin", "Margen bruto" }
    selling_general_administrative { "SG&A", "SG&A" }
    operating_income { "Operating income", "Resultado operativo" }
    operating_margin { "Operating margin", "Margen operativo" }
    gap { "Gap", "Brecha" }
    goal_target(target) { "target {target}", "objetivo {target}" }
    goal_ceiling(target) { "ceiling {target}", "tope {target}" }
    points(number) { "{number} pt", "{number} pt" }
    goal_without_target { "no target yet", "sin objetivo todavía" }
    against_last_year(change) { "{change} vs last year", "{change} vs. año anterior" }
    met { "on target", "en objetivo" }
    close { "close", "cerca" }
    missed { "off target", "fuera de objetivo" }
    open { "open", "abierto" }
    preview_of(value) { "{value} if sent", "{value} si envía" }
    trend_of(goal) { "{goal} by month", "{goal} por mes" }
    revenue { "Revenue", "Ingresos" }
    units { "Units", "Unidades" }
    cost_of_goods { "Cost of goods", "Costo de ventas" }
    sales_expense { "Sales expense", "Gasto de ventas" }
    marketing_expense { "Marketing expense", "Gasto de marketing" }
    service_expense { "Service expense", "Gasto de servicio" }
    target { "Target", "Objetivo" }
    commitment { "Commitment", "Compromiso" }
    agreed { "Agreed", "Acordado" }
    baseline { "Baseline", "Línea base" }
    last_year { "Last year", "Año ant." }
    outlook { "Outlook", "Proyección" }
    tactics { "Tactics", "Tácticas" }
    tactics_of_goal { "Tactics that move this goal", "Tácticas que mueven este objetivo" }
    all_tactics { "All tactics", "Todas las tácticas" }
    plan_tactic { "Plan a tactic", "Planear una táctica" }
    no_tactics { "No tactic acts here yet.", "Todavía ninguna táctica actúa aquí." }
    more_tactics(count) { "and {count} more", "y {count} más" }
    gap_covered(target, baseline, tactics, gap) { "Target {target} − (baseline {baseline} + tactics {tactics}) = gap {gap}", "Objetivo {target} − (línea base {baseline} + tácticas {tactics}) = brecha {gap}" }
    plans_tactic { "plans the tactic", "planea la táctica" }
    revises_tactic { "changes the tactic", "cambia la táctica" }
    drops_tactic { "drops the tactic", "retira la táctica" }
    status { "Status", "Estado" }
    unit { "Unit", "Unidad" }
    history { "History", "Historia" }
    year(year) { "Year {year}", "Año {year}" }
    by_period(slice) { "{slice} by period", "{slice} por período" }
    period_year { "Year", "Año" }
    period_quarter { "Quarter", "Trimestre" }
    period_month { "Month", "Mes" }
    periods_shown { "Periods", "Períodos" }
    measure_shown { "Measure", "Medida" }
    slice_shown { "Numbers by period", "Números por período" }
    all_products { "All products", "Todo producto" }
    all_channels { "All channels", "Todo canal" }
    product_shown { "Product", "Producto" }
    channel_shown { "Channel", "Canal" }
    planning_grid { "Planning grid", "Cuadrícula de planificación" }
    rest { "Other units", "Otras unidades" }
    expand(name) { "Expand {name}", "Expandir {name}" }
    collapse(name) { "Collapse {name}", "Contraer {name}" }
    not_started { "Not started", "Sin iniciar" }
    offered { "Offered", "Ofrecida" }
    countered { "Counter-offer", "Contraoferta" }
    agreed_status { "Agreed", "Acordada" }
    your_turn { "Your turn", "Le toca a usted" }
    escalated { "Escalated", "Escalado" }
    imposed { "Imposed", "Impuesto" }
    contested(count) { "{count} open", "{count} en disputa" }
    under_review { "Under review", "En revisión" }
    signed_off { "Signed off", "Visto bueno" }
    approved { "Approved", "Aprobada" }
    frozen { "Frozen", "Congelada" }
    archived { "Archived", "Archivada" }
    all_agreed { "All agreed", "Todo acordado" }
    holds(count) { "{count} held", "{count} retenciones" }
    holds_page { "Holds", "Retenciones" }
    holds_page_help { "Every hold of this board", "Todas las retenciones de este tablero" }
    one_hold { "1 held", "1 retención" }
    millions(currency) { "{currency} millions", "millones de {currency}" }
    thousands(currency) { "{currency} thousands", "miles de {currency}" }
    pieces { "pieces", "piezas" }
    thousand_pieces { "thousand pieces", "miles de piezas" }
    million_pieces { "million pieces", "millones de piezas" }
    edit_cell(unit, column) { "{unit}, {column}", "{unit}, {column}" }
    one_cell_moves { "1 cell will move", "Se moverá 1 celda" }
    cells_move(count) { "{count} cells will move", "Se moverán {count} celdas" }
    nothing_moves { "Nothing moves", "Nada se mueve" }
    unreadable { "This cannot be read as a number", "Esto no se puede leer como un número" }
    ambiguous(one, other) { "Do you mean {one} or {other}? Type the one you mean.", "¿Quiere decir {one} o {other}? Escriba la que quiere decir." }
    crossed_bounds { "The lower bound is above the upper one", "El mínimo está por encima del máximo" }
    doubt(literal, meant) { "{literal}, not {meant}? Enter once more takes {literal}", "¿{literal} y no {meant}? Otro Enter toma {literal}" }
    left_in_doubt(literal, meant) { "Not sent: {literal} or {meant}?", "No se envió: ¿{literal} o {meant}?" }
    division_by_zero { "Division by zero", "División por cero" }
    too_large { "The number is too large", "El número es demasiado grande" }
    needs_current { "There is no number here yet to change", "Todavía no hay un número que cambiar aquí" }
    moved(unit, value, cells) { "{unit}: {value}, {cells} cells changed", "{unit}: {value}, cambiaron {cells} celdas" }
    undo { "Undo", "Deshacer" }
    undo_help { "Takes back your last change (Ctrl+Z)", "Deshace su último cambio (Ctrl+Z)" }
    export { "Export", "Exportar" }
    live { "Live", "En vivo" }
    connecting { "Connecting", "Conectando" }
    rules_are_coming { "One moment: the board can be changed as soon as it is live.", "Un momento: el tablero se puede cambiar en cuanto esté en vivo." }
    type_again { "The board is ready only now: type your number again.", "El tablero apenas está listo: escriba su número de nuevo." }
    rules_are_missing { "A part of the page is missing: the board can be read, not changed. Load the page again.", "Falta una parte de la página: el tablero se puede leer, no cambiar. Vuelva a cargarla." }
    offline_kept(count) { "No connection: {count} edits kept, will be sent", "Sin conexión: {count} cambios guardados, se enviarán" }
    offline_kept_one { "No connection: 1 edit kept, will be sent", "Sin conexión: 1 cambio guardado, se enviará" }
    offline_nothing { "No connection: nothing unsent", "Sin conexión: nada por enviar" }
    sending(count) { "{count} being sent", "{count} enviándose" }
    people_here(count) { "{count} people", "{count} personas" }
    one_person_here { "1 person", "1 persona" }
    revision(revision) { "revision {revision}", "revisión {revision}" }
    private_draft { "1 private draft, not sent", "1 borrador privado, no enviado" }
    new_build { "There is a new version", "Hay una nueva versión" }
    reload { "Reload", "Recargar" }
    no_such_board { "This board does not exist, or is not for you.", "Este tablero no existe o no es para usted." }
    selection(value) { "Selection: {value}", "Selección: {value}" }
    keys { "keys", "teclas" }
    keys_help { "Arrows move · Enter edits and commits · Alt+Enter shows what would change · Esc leaves · + and − expand and collapse · Ctrl+Z undoes · Ctrl+Y redoes · Ctrl+Alt+H holds · Delete clears", "Flechas mueven · Enter edita y confirma · Alt+Enter muestra qué cambiaría · Esc sale · + y − expanden y contraen · Ctrl+Z deshace · Ctrl+Y rehace · Ctrl+Alt+H retiene · Supr borra" }
    typing_help(millions, factor) { "Type 10K, {millions}M, +500, −3%, *{factor}, =1200/12", "Escriba 10K, {millions}M, +500, −3%, *{factor}, =1200/12" }
    last_year_partial(month) { "Last year ends in {month}: later months are missing, not zero", "El año anterior termina en {month}: los meses siguientes faltan, no son cero" }
    wrote(from, to) { "{from} → {to}", "{from} → {to}" }
    moves_unit { "moves a unit", "mueve una unidad" }
    took_back { "took it back", "lo deshizo" }
    spread_over(cells) { "spread over {cells} cells", "distribuido en {cells} celdas" }
    made_offer { "offers", "ofrece" }
    made_counter { "counters with", "contraoferta" }
    set_goal(goal) { "sets the goal {goal}", "fija el objetivo {goal}" }
    driver_tree { "Driver tree", "Árbol de impulsores" }
    changes_tree { "changes the driver tree", "cambia el árbol de impulsores" }
    default_tree { "back to the default", "vuelve al predeterminado" }
    own_tree { "a text of its own", "un texto propio" }
    held { "holds", "retiene" }
    hold_ended { "hold has ended", "la retención terminó" }
    released { "releases", "libera" }
    nothing_happened { "Nobody has changed this number yet.", "Nadie cambió este número todavía." }
    will_hold { "Enter holds this number", "Enter retiene este número" }
    will_release { "Enter releases this number", "Enter libera este número" }
    undone(place, number) { "Undone: {place} is {number} again", "Deshecho: {place} vuelve a {number}" }
    gap_meaning { "Target less outlook: what is asked for and not promised", "Objetivo menos proyección: lo pedido y no prometido" }
    empty_cell { "empty", "vacío" }
    chart_title(unit) { "{unit}: history and plan", "{unit}: historia y plan" }
    show_table { "Show as table", "Ver como tabla" }
    show_chart { "Show as chart", "Ver como gráfico" }
    month { "Month", "Mes" }
}

/// The word for a goal's metric.
pub fn metric(region: Region, metric: Metric) -> &'static str {
    match metric {
        Metric::TopLine => top_line(region),
        Metric::GrossMargin => gross_margin(region),
        Metric::SellingGeneralAdministrative => selling_general_administrative(region),
        Metric::OperatingIncome => operating_income(region),
        Metric::OperatingMargin => operating_margin(region),
        Metric::Gap => gap(region),
    }
}

/// The word for a goal's status.
pub fn goal_status(region: Region, status: Status) -> &'static str {
    match status {
        Status::Met => met(region),
        Status::Close => close(region),
        Status::Missed => missed(region),
        Status::Open => open(region),
    }
}

/// The word for a measure.
pub fn measure(region: Region, measure: Measure) -> &'static str {
    match measure {
        Measure::Revenue => revenue(region),
        Measure::Units => units(region),
        Measure::CostOfGoods => cost_of_goods(region),
        Measure::SalesExpense => sales_expense(region),
        Measure::MarketingExpense => marketing_expense(region),
        Measure::ServiceExpense => service_expense(region),
    }
}

/// The word for a slice.
pub fn slice(region: Region, slice: Slice) -> &'static str {
    match slice {
        Slice::Target => target(region),
        Slice::Commitment => commitment(region),
        Slice::Agreed => agreed(region),
        Slice::Baseline => baseline(region),
        Slice::LastYear => last_year(region),
        Slice::Outlook => outlook(region),
        Slice::Tactics => tactics(region),
    }
}
