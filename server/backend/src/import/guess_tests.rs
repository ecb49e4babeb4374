use super::*;
use crate::import::read_tables;
use domain::measure::Measure;

fn guessed(name: &str, text: &str) -> Mapping {
    guess(&read_tables(name, text.as_bytes()).unwrap()[0])
}

#[test]
fn the_headers_of_order_lines_are_understood() {
    let mapping = guessed(
        "FactResellerSales.csv",
        "SalesOrderNumber,OrderDate,ProductKey,ResellerKey,EmployeeKey,SalesTerritoryKey,OrderQuantity,UnitPrice,TotalProductCost,SalesAmount,StandardCost
SO1,2017-07-01,349,676,285,5,1,2024.99,NULL,2024.99,1898.09
SO1,2017-07-01,350,676,285,5,3,2024.99,NULL,6074.97,1898.09
",
    );
    assert_eq!(mapping.kind, Kind::Facts);
    assert_eq!(
        mapping.columns,
        [
            Field::Key,
            Field::Day,
            Field::Product,
            Field::Ignored,
            Field::UnitLevel(9),
            Field::UnitLevel(5),
            Field::Amount(Measure::Units),
            Field::Ignored,
            Field::Amount(Measure::CostOfGoods),
            Field::Amount(Measure::Revenue),
            Field::Ignored,
        ]
    );
    assert!(mapping.header && mapping.product_in_key);
    assert_eq!(mapping.decimal, DecimalMark::Point);
}

#[test]
fn a_spanish_flat_table_with_commas_and_days_first_is_understood() {
    let mapping = guessed(
        "ventas.csv",
        "Región;Vendedor;Categoría;Producto;Canal;Fecha;Ventas;Unidades;Gastos de marketing
Sur;Ana;Bebidas;Agua;Directo;03/04/2026;1.234,50;3;10
Norte;Luis;Bebidas;Agua;Directo;25/04/2026;1.234;3;10
",
    );
    assert_eq!(mapping.kind, Kind::Flat);
    assert_eq!((mapping.decimal, mapping.dates), (DecimalMark::Comma, DateOrder::DayFirst));
    assert_eq!(
        mapping.columns,
        [
            Field::UnitLevel(3),
            Field::UnitLevel(9),
            Field::ProductLevel(2),
            Field::Product,
            Field::Channel,
            Field::Day,
            Field::Amount(Measure::Revenue),
            Field::Amount(Measure::Units),
            Field::Amount(Measure::MarketingExpense),
        ]
    );
}

#[test]
fn what_the_file_does_not_show_stays_unclear() {
    let mapping = guessed("sales.csv", "Store,Date,Sales\nA,03/04/2026,1.234\nB,05/06/2026,2.500\n");
    assert_eq!((mapping.decimal, mapping.dates), (DecimalMark::Unclear, DateOrder::Unclear));
    let both = guessed("sales.csv", "Store,Date,Sales\nA,25/04/2026,\"1,5\"\nB,04/25/2026,2.5\n");
    assert_eq!((both.decimal, both.dates), (DecimalMark::Unclear, DateOrder::Unclear));
}

#[test]
fn tables_of_members_and_quotas_are_told_apart() {
    let units = guessed("Organización.csv", "Código,Nombre,Padre\nS,Sur,\nA,Ana,S\n");
    assert_eq!((units.kind, units.columns), (Kind::Organization, vec![Field::Code, Field::Name, Field::Parent]));
    let products = guessed(
        "Product.csv",
        "ProductKey,Product,StandardCost,Color,Subcategory,EnglishProductCategoryName\n1,A,2,Red,X,Y\n",
    );
    assert_eq!(products.kind, Kind::Products);
    assert_eq!(products.columns[4..], [Field::Level(3), Field::Level(2)]);
    let channels = guessed("Channels.csv", "Code,Name EN,Name ES\nD,Direct,Directo\n");
    assert_eq!(
        (channels.kind, channels.columns),
        (Kind::Channels, vec![Field::Code, Field::NameEnglish, Field::NameSpanish])
    );
    let quotas = guessed("Cuotas.csv", "Vendedor;Año;Trimestre;Cuota\nAna;2026;T1;5.000,00\n");
    assert_eq!(
        (quotas.kind, quotas.columns),
        (Kind::Quotas, vec![Field::Unit, Field::Year, Field::Quarter, Field::QuotaAmount])
    );
    assert_eq!(guessed("Notes.csv", "x,y\na,b\n").kind, Kind::Nothing);
}

#[test]
fn a_first_row_of_data_is_no_header() {
    assert!(!guessed("quota.csv", "1|272|20101229|2010|4|28000.0000\n2|281|20101229|2010|4|367000.0000\n").header);
    assert!(!guessed("names.csv", "1|1|Bikes|Bicicleta\n2|2|Components|Componente\n").header);
}

#[test]
fn facts_bring_their_members_where_no_other_table_does() {
    let sales = "Store,Product,Date,Sales\nA,X,2026-01-01,1.5\n";
    let mut tables = read_tables("sales.csv", sales.as_bytes()).unwrap();
    assert_eq!(guess_all(&tables)[0].kind, Kind::Flat);
    tables.extend(read_tables("stores.csv", b"Store,Name\nA,Alpha\n").unwrap());
    tables.extend(read_tables("products.csv", b"Product,Name\nX,Xeno\n").unwrap());
    let kinds: Vec<Kind> = guess_all(&tables).iter().map(|mapping| mapping.kind).collect();
    assert_eq!(kinds, [Kind::Facts, Kind::Organization, Kind::Products]);
}
