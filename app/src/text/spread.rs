//! Words of the page that spreads a total.

use super::texts;
use crate::spread_page::Way;
use domain::number::Region;

texts! {
    title { "Spread a total", "Distribuir un total" }
    help { "Choose a number, the way it is shared, and see what everybody below would get and why. Every unit of money is accounted for.", "Elija un número y la forma de repartirlo, y vea cuánto recibiría cada quien y por qué. Cada unidad de dinero queda explicada." }
    where_to { "The number", "El número" }
    which_way { "The way", "La forma" }
    choose { "Show its fields", "Mostrar sus campos" }
    new_total { "New total", "Nuevo total" }
    every_cell { "Every cell", "Cada celda" }
    now(number, factor) { "Now {number}. Also +500, −3% or *{factor}.", "Ahora {number}. También +500, −3% o *{factor}." }
    in_proportion_to { "In proportion to", "En proporción a" }
    growth_field { "Growth from month to month, %", "Crecimiento de un mes al siguiente, %" }
    growth_help { "2 is 2% more every month, -1 is 1% less.", "2 es 2% más cada mes, -1 es 1% menos." }
    starts_with { "The number above is the first month, not the total", "El número de arriba es el primer mes, no el total" }
    first_month { "First month", "Primer mes" }
    last_month { "Last month", "Último mes" }
    starter { "Who starts", "Quién empieza" }
    first_day { "First day", "Primer día" }
    steps { "Capacity in the first months, %", "Capacidad en los primeros meses, %" }
    steps_help { "25 50 75: a quarter in the first month, full from the fourth.", "25 50 75: un cuarto el primer mes, completa desde el cuarto." }
    options { "Limits and rounding", "Límites y redondeo" }
    down { "At most down, %", "Como máximo hacia abajo, %" }
    up { "At most up, %", "Como máximo hacia arriba, %" }
    corridor_help { "How far each cell may leave the number that stands there; empty is no limit.", "Cuánto puede alejarse cada celda del número que tiene; vacío es sin límite." }
    keep_edits { "Keep numbers that somebody wrote below", "Conservar los números que alguien escribió debajo" }
    top_up { "Take nothing from anybody when the total grows", "No quitar nada a nadie cuando el total crece" }
    preview { "Preview", "Vista previa" }
    nothing_sent { "Nothing is sent yet.", "Todavía no se envía nada." }
    everybody_sees { "Everybody on the board sees it at once.", "Todos en el tablero lo ven al instante." }
    share { "Weight", "Peso" }
    why { "Why", "Por qué" }
    is_held { "Held.", "Retenido." }
    at_low(number) { "At its lower bound {number}.", "En su mínimo {number}." }
    at_high(number) { "At its upper bound {number}.", "En su máximo {number}." }
    by_share(number) { "Its share is {number}.", "Su parte es {number}." }
    odd_unit { "Rounding gave it one unit more.", "El redondeo le dio una unidad más." }
    odd_units(count) { "Rounding gave it {count} units.", "El redondeo le dio {count} unidades." }
    no_part { "Give one of them a part", "Dé una parte a alguna" }
    month_parts { "Parts of the months", "Partes de los meses" }
    missing { "This is needed", "Este dato es necesario" }
    sent { "Sent. Everybody on the board sees it.", "Enviado. Todos en el tablero lo ven." }
    take_back { "Take it back", "Deshacerlo" }
    taken_back { "Taken back: the numbers are as before.", "Deshecho: los números son los de antes." }
    current { "As it stands", "Como está" }
    current_help { "In proportion to the numbers that stand there; where there are none, to last year.", "En proporción a los números que hay; donde no hay, al año anterior." }
    reference { "Like a reference", "Como una referencia" }
    reference_help { "In proportion to another set of numbers.", "En proporción a otro conjunto de números." }
    blend { "Blend", "Mezcla" }
    blend_help { "In proportion to several references at once, each with its part.", "En proporción a varias referencias a la vez, cada una con su parte." }
    equal { "Equal", "Por igual" }
    equal_help { "The same for every member of a level.", "Lo mismo para cada miembro de un nivel." }
    repeat { "Repeat", "Repetir" }
    repeat_help { "The same number in every cell that is free; what is held stays.", "El mismo número en cada celda libre; lo retenido se mantiene." }
    unset { "Only empty cells", "Solo celdas vacías" }
    unset_help { "Cells with a number keep it; the empty ones share the rest.", "Las celdas con número lo conservan; las vacías se reparten el resto." }
    growth { "Growth", "Crecimiento" }
    growth_way_help { "Each month a percentage above or below the one before.", "Cada mes un porcentaje por encima o por debajo del anterior." }
    line { "Straight line", "Línea recta" }
    line_help { "From the first month to the last in equal steps; the line says the total.", "Del primer mes al último en pasos iguales; la línea dice el total." }
    season { "Season", "Estacionalidad" }
    season_help { "Months in the parts that you give.", "Meses en las partes que usted indique." }
    ramp { "Ramp", "Rampa" }
    ramp_help { "Somebody new carries less at first: by season and capacity.", "Quien empieza lleva menos al principio: por estacionalidad y capacidad." }
}

/// A way's name.
pub fn way(region: Region, way: Way) -> &'static str {
    match way {
        Way::Current => current(region),
        Way::Reference => reference(region),
        Way::Blend => blend(region),
        Way::Equal => equal(region),
        Way::Repeat => repeat(region),
        Way::Unset => unset(region),
        Way::Growth => growth(region),
        Way::Line => line(region),
        Way::Season => season(region),
        Way::Ramp => ramp(region),
    }
}

/// What a way does, in a sentence.
pub fn way_help(region: Region, way: Way) -> &'static str {
    match way {
        Way::Current => current_help(region),
        Way::Reference => reference_help(region),
        Way::Blend => blend_help(region),
        Way::Equal => equal_help(region),
        Way::Repeat => repeat_help(region),
        Way::Unset => unset_help(region),
        Way::Growth => growth_way_help(region),
        Way::Line => line_help(region),
        Way::Season => season_help(region),
        Way::Ramp => ramp_help(region),
    }
}
