//! What tables and columns mean.

use crate::text::board::measure;
use crate::text::texts;
use backend::import::{Field, Kind};
use domain::number::Region;

texts! {
    kind_label { "This table holds", "Esta tabla contiene" }
    facts { "Sales and expenses of known units", "Ventas y gastos de unidades conocidas" }
    flat { "Sales and expenses, with their units and products", "Ventas y gastos, con sus unidades y productos" }
    organization { "Organization units", "Unidades de la organización" }
    products { "Products", "Productos" }
    channels { "Channels", "Canales" }
    quotas { "Quotas", "Cuotas" }
    nothing { "Leave out", "No se usa" }
    header { "The first row names the columns", "La primera fila nombra las columnas" }
    column(number) { "Column {number}", "Columna {number}" }
    no_values { "no values", "sin valores" }
    decimal { "Decimal mark", "Signo decimal" }
    decimal_point { "1,234.56", "1,234.56" }
    decimal_comma { "1.234,56", "1.234,56" }
    unclear { "Not shown: doubtful ones are problems", "No se ve: los dudosos son problemas" }
    dates { "Days in figures", "Días en cifras" }
    day_first { "Day first: 31/12/2026", "Primero el día: 31/12/2026" }
    month_first { "Month first: 12/31/2026", "Primero el mes: 12/31/2026" }
    more { "More ways to read this table", "Más formas de leer esta tabla" }
    excess { "More than four decimals", "Más de cuatro decimales" }
    excess_refuse { "are a problem", "son un problema" }
    excess_round { "are rounded", "se redondean" }
    fixed_unit { "Unit of rows that name none", "Unidad de las filas que no nombran una" }
    fixed_channel { "Channel of rows that name none", "Canal de las filas que no nombran uno" }
    quota_months { "A quota with a day covers", "Una cuota con día cubre" }
    one_month { "its month", "su mes" }
    three_months { "its quarter", "su trimestre" }
    twelve_months { "its year", "su año" }
    shift_days { "Move all days by", "Mover todos los días en" }
    source { "Name of the source, before match keys", "Nombre de la fuente, antes de las claves" }
    product_in_key { "The product is a part of the match key", "El producto es parte de la clave" }
    ignored { "Not used", "No se usa" }
    key { "Match key", "Clave de la fila" }
    unit { "Unit: code or name", "Unidad: código o nombre" }
    unit_level(level) { "Unit, level {level}", "Unidad, nivel {level}" }
    unit_name { "Name of the unit", "Nombre de la unidad" }
    product { "Product: code or name", "Producto: código o nombre" }
    product_level(level) { "Product, level {level}", "Producto, nivel {level}" }
    product_name { "Name of the product", "Nombre del producto" }
    channel { "Channel: code or name", "Canal: código o nombre" }
    day { "Day", "Día" }
    year { "Year", "Año" }
    quarter { "Quarter, 1 to 4", "Trimestre, 1 a 4" }
    month { "Month", "Mes" }
    quota_amount { "Quota", "Cuota" }
    code { "Code", "Código" }
    name { "Name", "Nombre" }
    name_english { "Name in English", "Nombre en inglés" }
    name_spanish { "Name in Spanish", "Nombre en español" }
    parent { "Below: code or name", "Debajo de: código o nombre" }
    level(level) { "Level {level} above it", "Nivel {level} por encima" }
}

/// What a table holds.
pub fn kind(region: Region, kind: Kind) -> &'static str {
    match kind {
        Kind::Facts => facts(region),
        Kind::Flat => flat(region),
        Kind::Organization => organization(region),
        Kind::Products => products(region),
        Kind::Channels => channels(region),
        Kind::Quotas => quotas(region),
        Kind::Nothing => nothing(region),
    }
}

/// What a column means.
pub fn field(region: Region, field: Field) -> String {
    let words = match field {
        Field::Ignored => ignored(region),
        Field::Key => key(region),
        Field::Unit => unit(region),
        Field::UnitLevel(rank) => return unit_level(region, rank),
        Field::UnitName => unit_name(region),
        Field::Product => product(region),
        Field::ProductLevel(rank) => return product_level(region, rank),
        Field::ProductName => product_name(region),
        Field::Channel => channel(region),
        Field::Day => day(region),
        Field::Year => year(region),
        Field::Quarter => quarter(region),
        Field::Month => month(region),
        Field::Amount(counted) => measure(region, counted),
        Field::QuotaAmount => quota_amount(region),
        Field::Code => code(region),
        Field::Name => name(region),
        Field::NameEnglish => name_english(region),
        Field::NameSpanish => name_spanish(region),
        Field::Parent => parent(region),
        Field::Level(rank) => return level(region, rank),
    };
    words.to_owned()
}
