//! Words of the pages of tactics, which the server renders.

use super::texts;
use domain::number::Region;
use domain::tactic::{CostBasis, Profile, ResponseDriver, TacticKind};

texts! {
    tactics { "Tactics", "Tácticas" }
    title { "Tactics: what is done for the targets", "Tácticas: qué se hace por los objetivos" }
    new_tactic { "New tactic", "Nueva táctica" }
    none_yet { "No tactic yet", "Todavía no hay tácticas" }
    none_yet_help { "A tactic is an activity with an owner, dates, a cost and an effect: a campaign, a retention programme, a price. It pays for a target, and every goal moves as soon as it is sent.", "Una táctica es una actividad con responsable, fechas, un costo y un efecto: una campaña, un programa de retención, un precio. Paga por un objetivo, y todos los objetivos corporativos se mueven apenas se envía." }
    plan_first { "Plan the first tactic", "Planear la primera táctica" }
    none_fit { "No tactic fits these choices", "Ninguna táctica cumple estas condiciones" }
    show_all { "Show all", "Ver todas" }
    from_goals { "From goals", "Desde los objetivos" }
    from_owners { "From owners and dates", "Desde responsables y fechas" }
    walks { "Order", "Orden" }
    filters { "Which tactics", "Qué tácticas" }
    all_units { "All units", "Todas las unidades" }
    all_kinds { "All kinds", "Todos los tipos" }
    all_owners { "All owners", "Todos los responsables" }
    any_state { "Any time", "Cualquier momento" }
    all_goals { "All goals", "Todos los objetivos" }
    show { "Show", "Ver" }
    planned { "Planned", "Planeada" }
    running { "Running", "En curso" }
    over { "Over", "Terminada" }
    state { "State", "Estado" }
    tactic { "Tactic", "Táctica" }
    owner { "Owner", "Responsable" }
    dates { "Dates", "Fechas" }
    revenue { "Revenue", "Ingresos" }
    margin { "Gross margin", "Margen bruto" }
    cost { "Cost in SG&A", "Costo en SG&A" }
    net { "Net effect", "Efecto neto" }
    return_on_spend { "Return on spend", "Retorno del gasto" }
    return_help { "Net effect: gross margin less cost, after overlap with other tactics. Return on spend: net effect ÷ cost.", "Efecto neto: margen bruto menos costo, sin contar dos veces lo que comparten las tácticas. Retorno del gasto: efecto neto ÷ costo." }
    overlap_of(overlap) { "{overlap} overlap", "{overlap} compartido" }
    total { "Total", "Total" }
    total_of(count) { "Total of {count}", "Total de {count}" }
    target_of(measure, unit) { "{measure} target of {unit}", "Objetivo de {measure} de {unit}" }
    target_number(target) { "target {target}", "objetivo {target}" }
    baseline_number(baseline) { "baseline {baseline}", "línea base {baseline}" }
    tactics_number(tactics) { "tactics {tactics}", "tácticas {tactics}" }
    gap_number(gap) { "gap {gap}", "brecha {gap}" }
    surplus_number(surplus) { "{surplus} more than asked", "{surplus} más de lo pedido" }
    no_target { "no target yet", "sin objetivo todavía" }
    gap_help { "Gap = target − (baseline + tactics)", "Brecha = objetivo − (línea base + tácticas)" }
    calendar { "When they act", "Cuándo actúan" }
    on_board { "On the board", "En el tablero" }
    table_caption { "Tactics with effect and cost, whole year", "Tácticas con efecto y costo, todo el año" }
    to_tactics { "All tactics", "Todas las tácticas" }
    sent(name) { "Sent: {name}. Every open board has it.", "Enviada: {name}. Ya está en todos los tableros abiertos." }
    dropped { "The tactic is off the board.", "La táctica ya no está en el tablero." }
    pays_for { "pays for", "paga por" }
    serves { "serves", "sirve a" }
    edit { "Edit", "Editar" }
    copy { "Copy", "Copiar" }
    copy_of(name) { "{name} (copy)", "{name} (copia)" }
    drop { "Drop", "Retirar" }
    drop_help { "Takes the tactic off the board; its effect and cost leave every goal. The journal keeps it.", "Retira la táctica del tablero; su efecto y su costo salen de todos los objetivos. El diario la conserva." }
    drop_now { "Drop this tactic", "Retirar esta táctica" }
    read_only { "You read this tactic; who plans for its unit changes it.", "Usted lee esta táctica; la cambia quien planea para su unidad." }
    changed_by(name) { "Last changed by {name}", "Último cambio de {name}" }

    section_what { "What it is", "Qué es" }
    section_where { "Where and when", "Dónde y cuándo" }
    section_drivers { "Whom it reaches, and what they do", "A quién llega y qué hacen" }
    section_cost { "What it costs", "Cuánto cuesta" }
    section_target { "What it pays for", "Por qué objetivo paga" }
    name_es { "Name in Spanish", "Nombre en español" }
    name_en { "Name in English", "Nombre en inglés" }
    name_help { "One is enough: the other takes it.", "Basta uno: el otro lo toma." }
    kind { "Kind", "Tipo" }
    owner_help { "Who answers for it.", "Quién responde por ella." }
    unit { "Unit", "Unidad" }
    product { "Product", "Producto" }
    channel { "Channel", "Canal" }
    all_products { "All products", "Todos los productos" }
    all_channels { "All channels", "Todos los canales" }
    segment { "Segment", "Segmento" }
    segment_help { "Empty means everybody. Two tactics on two different segments do not meet.", "Vacío es todo el mundo. Dos tácticas en segmentos distintos no se encuentran." }
    start { "First day", "Primer día" }
    end { "Last day", "Último día" }
    profile { "Over the months", "En los meses" }
    audience { "Audience, customers", "Audiencia, clientes" }
    audience_help { "Customers where it acts, of its segment.", "Clientes donde actúa, de su segmento." }
    reach { "Reached, customers", "Alcanzados, clientes" }
    response_driver { "Response saturates with", "La respuesta se satura con" }
    max { "Greatest response", "Respuesta máxima" }
    max_help { "Percent of those reached, such as 8 or 2.5.", "Porcentaje de los alcanzados, como 8 o 2,5." }
    half { "Half point", "Punto medio" }
    half_help { "Money, or customers reached, at which the response is half of the greatest.", "Dinero, o clientes alcanzados, con que la respuesta es la mitad de la máxima." }
    value(currency) { "Revenue of a response, {currency}", "Ingreso por respuesta, {currency}" }
    pieces { "Pieces of a response", "Piezas por respuesta" }
    pieces_help { "0 where only the price changes.", "0 si solo cambia el precio." }
    margin_percent { "Gross margin of it, %", "Margen bruto, %" }
    headcount { "People who work on it", "Personas que trabajan en ella" }
    cost_line { "SG&A line", "Línea de SG&A" }
    cost_basis { "Amount is", "El monto es" }
    cost_amount(currency) { "Amount, {currency}", "Monto, {currency}" }
    cost_help { "Empty lines do not count; new ones appear when you look at the effect. A saving is typed with a minus.", "Las líneas vacías no cuentan; aparecen nuevas al ver el efecto. Un ahorro se escribe con menos." }
    target_unit { "Target of", "Objetivo de" }
    target_unit_same { "The unit where it acts", "La unidad donde actúa" }
    target_measure { "Measure", "Medida" }
    see { "See what it brings", "Ver qué aporta" }
    see_help { "Nothing is sent yet.", "Todavía no se envía nada." }
    send { "Send to everybody", "Enviar a todos" }
    save { "Send the change to everybody", "Enviar el cambio a todos" }
    numbers_help { "Numbers as on the board: 10K, 2.5M.", "Números como en el tablero: 10K, 2,5M." }

    problems { "Nothing was sent. See the marked fields.", "No se envió nada. Vea los campos marcados." }
    not_sent { "Nothing was sent.", "No se envió nada." }
    look_first { "You changed something after you looked. This is what it brings now; send it if you want it.", "Usted cambió algo después de mirar. Esto es lo que aporta ahora; envíelo si lo quiere." }
    not_stored { "It could not be stored and nothing was sent. What you typed is here; try again.", "No se pudo guardar y no se envió nada. Lo que escribió sigue aquí; inténtelo de nuevo." }
    stale_title(name) { "{name} changed it meanwhile", "{name} la cambió mientras tanto" }
    stale_help { "Yours stands in the form and was not sent. Look at what it brings again and send it to put it in the place of theirs.", "Lo suyo está en el formulario y no se envió. Vea de nuevo qué aporta y envíelo para ponerlo en lugar de lo otro." }
    stale_gone { "It has been dropped meanwhile. Copy what you need into a new one.", "Fue retirada mientras tanto. Copie lo que necesite en una nueva." }
    field { "Field", "Campo" }
    theirs { "On the board", "En el tablero" }
    yours { "Yours", "Lo suyo" }
    missing { "Say it in a number.", "Dígalo con un número." }
    not_negative { "It must not be negative.", "No debe ser negativo." }
    not_day { "Choose a day of this year.", "Elija un día de este año." }
    not_choice { "Choose one of the list.", "Elija uno de la lista." }

    brings { "What it brings", "Qué aporta" }
    alone { "On its own", "Por sí sola" }
    shared { "Overlap", "Compartido" }
    plan_gains { "The plan gains", "El plan gana" }
    by_month { "Effect and cost by month", "Efecto y costo por mes" }
    cost_of_goods { "Cost of goods", "Costo de ventas" }
    on_goals { "On the corporate goals", "En los objetivos corporativos" }
    goal { "Goal", "Objetivo" }
    before { "Before", "Antes" }
    after { "After", "Después" }
    without_it { "Without it", "Sin ella" }
    with_it { "With it", "Con ella" }
    change { "Change", "Cambio" }
    asked { "Asked", "Pedido" }
    goals_help { "Where a target or a commitment stands, the top line stays what was asked or promised: there the tactic closes the gap, below. A budget pays for its cost.", "Donde hay un objetivo o un compromiso, los ingresos siguen siendo lo pedido o prometido: allí la táctica cierra la brecha, abajo. Un presupuesto paga su costo." }
    on_targets(unit) { "On target and budgets of {unit}", "En objetivo y presupuestos de {unit}" }
    baseline { "Baseline", "Línea base" }
    gap { "Gap", "Brecha" }
    others { "Overlap with other tactics", "Lo compartido con otras tácticas" }
    others_none { "No other tactic acts on these customers in these months.", "Ninguna otra táctica actúa sobre estos clientes en estos meses." }
    others_help { "A customer who has responded to one tactic in a month does not respond to another: the one that brings most per customer comes first, every other acts on those it leaves. Costs are paid in full.", "Un cliente que respondió a una táctica en un mes no responde a otra: va primero la que más aporta por cliente, y las demás actúan sobre los que deja. Los costos se pagan completos." }
    other_keeps(revenue) { "keeps {revenue}", "conserva {revenue}" }
    other_loses(before, after) { "brings {after} instead of {before}", "aporta {after} en vez de {before}" }
    curve { "Response curve", "Curva de respuesta" }
    curve_spend(responses, reached, share, spend) { "{spend} spent: {responses} of {reached} reached respond, {share}.", "{spend} gastados: responden {responses} de {reached} alcanzados, {share}." }
    curve_reach(responses, reached, share) { "{reached} reached: {responses} respond, {share}.", "{reached} alcanzados: responden {responses}, {share}." }
    curve_half(half) { "half {half}", "mitad {half}" }
    curve_waits { "The curve is drawn when reach, response and half point are typed.", "La curva se dibuja cuando se escriben alcance, respuesta y punto medio." }
    money_in(unit) { "Money in {unit}", "Dinero en {unit}" }
}

/// The word for a kind.
pub fn kind_word(region: Region, kind: TacticKind) -> &'static str {
    words::kind(region, kind)
}

/// The words for how a tactic lies over the months.
pub fn profile_words(region: Region, profile: Profile) -> &'static str {
    match profile {
        Profile::Even => words::even(region),
        Profile::Rising => words::rising(region),
        Profile::Falling => words::falling(region),
        Profile::Season => words::season(region),
    }
}

/// The word for what a response saturates with.
pub fn driver_word(region: Region, driver: ResponseDriver) -> &'static str {
    match driver {
        ResponseDriver::Spend => words::spend(region),
        ResponseDriver::Reach => words::reach(region),
    }
}

/// The words for what the amount of a cost line is multiplied with.
pub fn basis_words(region: Region, basis: CostBasis) -> &'static str {
    match basis {
        CostBasis::Whole => words::whole(region),
        CostBasis::PerReached => words::per_reached(region),
        CostBasis::PerHead => words::per_head(region),
    }
}

/// The words of choices.
mod words {
    use super::super::texts;
    use domain::number::Region;
    use domain::tactic::TacticKind;

    texts! {
        campaign { "Campaign", "Campaña" }
        retention { "Retention", "Retención" }
        cross_sell { "Cross-sell", "Venta cruzada" }
        acquisition { "Acquisition", "Adquisición" }
        service_level { "Service level", "Nivel de servicio" }
        price { "Price", "Precio" }
        channel_programme { "Channel programme", "Programa de canal" }
        even { "Even: the same every month", "Pareja: igual cada mes" }
        rising { "Rising: it has to become known", "Creciente: debe darse a conocer" }
        falling { "Falling: it wears out", "Decreciente: se desgasta" }
        season { "As the season of where it acts", "Según la temporada de donde actúa" }
        spend { "the money spent", "el dinero gastado" }
        reach { "the customers reached", "los clientes alcanzados" }
        whole { "the whole cost", "el costo total" }
        per_reached { "per customer reached", "por cliente alcanzado" }
        per_head { "per person and month", "por persona y mes" }
    }

    pub fn kind(region: Region, kind: TacticKind) -> &'static str {
        match kind {
            TacticKind::Campaign => campaign(region),
            TacticKind::Retention => retention(region),
            TacticKind::CrossSell => cross_sell(region),
            TacticKind::Acquisition => acquisition(region),
            TacticKind::ServiceLevel => service_level(region),
            TacticKind::Price => price(region),
            TacticKind::ChannelProgramme => channel_programme(region),
        }
    }
}
