//! The negotiation of the demo company, half way: one region agreed, one in trouble countered, one was offered, one
//! has a second offer, one has none yet. Every number comes from the generated history.

use super::people::{DemoPerson, FINANCE, MARKETING, SALES, address};
use super::places::{ANDES, BRAZIL, COLOMBIA, IBERIA, MEXICO, SOUTHERN_CONE};
use super::plan::{DemoMove, DemoRegion, Past, portion, shaped};
use domain::measure::Measure;
use domain::thread::ReasonCode;

/// Where 2025 and 2026 start in the history.
const YEAR_BEFORE: usize = 12;
const LAST_YEAR: usize = 24;

/// Writes the moves of one region.
type Talk = fn(&Table<'_>) -> Vec<DemoMove>;

/// A region at the table.
struct Table<'a> {
    region: &'a DemoRegion,
    past: &'a Past<'a>,
    manager: String,
}

impl Table<'_> {
    fn offer(&self, mailbox: &str, quarters: [i64; 4], text: impl Into<String>) -> DemoMove {
        DemoMove::Offer { unit: self.region.unit.clone(), by: address(mailbox), quarters, text: text.into() }
    }

    fn counter(&self, quarters: [i64; 4], reason: ReasonCode, text: String) -> DemoMove {
        DemoMove::Counter { unit: self.region.unit.clone(), by: self.manager.clone(), quarters, reason, text }
    }

    fn accept(&self, by: String) -> DemoMove {
        DemoMove::Accept { unit: self.region.unit.clone(), by }
    }

    fn ask(&self, text: &str) -> DemoMove {
        DemoMove::Ask { unit: self.region.unit.clone(), by: self.manager.clone(), text: text.to_owned() }
    }

    /// The opening target in the shape of 2026.
    fn opening(&self) -> [i64; 4] {
        shaped(self.region.revenue, self.past.quarters(LAST_YEAR))
    }
}

/// The moves made so far, oldest first.
pub(super) fn moves(regions: &[DemoRegion], pasts: &[Past<'_>], people: &[DemoPerson]) -> Vec<DemoMove> {
    let table = |code: &str| {
        let index = regions.iter().position(|region| region.unit == code)?;
        let manager = people.iter().find(|person| person.unit.as_deref() == Some(code))?;
        Some(Table { region: &regions[index], past: &pasts[index], manager: manager.email.clone() })
    };
    let talks: [(&str, Talk); 5] = [
        (MEXICO, agreed),
        (BRAZIL, agreed_above),
        (ANDES, second_offer),
        (SOUTHERN_CONE, countered),
        (COLOMBIA, offered),
    ];
    let closing = closing(&table);
    let tables = talks.into_iter().filter_map(|(code, talk)| Some(talk(&table(code)?)));
    let mut tables: Vec<std::vec::IntoIter<DemoMove>> = tables.map(Vec::into_iter).collect();
    // Round by round, as a committee works down its list.
    let mut moves = Vec::new();
    loop {
        let before = moves.len();
        moves.extend(tables.iter_mut().filter_map(Iterator::next));
        if moves.len() == before {
            moves.extend(closing);
            return moves;
        }
    }
}

/// Days that every region has to propose its figures.
const DAYS: u16 = 21;

/// Every region is asked for its proposal; the first that agreed has made it, and one still has a question.
fn closing<'a>(table: &impl Fn(&str) -> Option<Table<'a>>) -> Vec<DemoMove> {
    let regions = [MEXICO, COLOMBIA, ANDES, SOUTHERN_CONE, IBERIA, BRAZIL];
    let call = |table: Table<'_>| DemoMove::Call { unit: table.region.unit.clone(), by: address(SALES), days: DAYS };
    let propose = |table: Table<'_>| DemoMove::Propose { unit: table.region.unit.clone(), by: table.manager };
    let comment = |table: Table<'_>| {
        DemoMove::Comment {
        unit: table.region.unit.clone(),
        by: table.manager,
        told: address(SALES),
        text: "Del contrato nuevo en Argentina falta la firma del **seguro de crédito**; la esperamos antes de fin de mes. \
               ¿Enviamos ya la propuesta o esperamos?"
            .to_owned(),
    }
    };
    let mut moves: Vec<DemoMove> = regions.into_iter().filter_map(table).map(call).collect();
    moves.extend(table(MEXICO).map(propose));
    moves.extend(table(SOUTHERN_CONE).map(comment));
    moves
}

fn agreed(table: &Table<'_>) -> Vec<DemoMove> {
    let text = "Crecimiento en línea con 2026 y la nueva tienda de Ciudad de México abierta desde enero.";
    vec![table.offer(SALES, table.opening(), text), table.accept(table.manager.clone())]
}

fn agreed_above(table: &Table<'_>) -> Vec<DemoMove> {
    let higher = shaped(portion(table.region.revenue, 10_150, 10_000), table.past.quarters(LAST_YEAR));
    let reason = "A retail chain in the south signed for electric bikes from March. We can do 1.5% more if the stock is here by then.";
    vec![
        table.offer(FINANCE, table.opening(), "In line with the growth of the last two years."),
        table.counter(higher, ReasonCode::Customer, reason.to_owned()),
        table.accept(address(FINANCE)),
    ]
}

fn second_offer(table: &Table<'_>) -> Vec<DemoMove> {
    let asked = table.region.revenue;
    let shape = table.past.quarters(LAST_YEAR);
    // Stock arrives late: the first quarter carries most of what is missing.
    let late = [shape[0] / 100 * 88, shape[1] / 100 * 96, shape[2], shape[3]];
    let possible = portion(asked, late.iter().sum(), shape.iter().sum());
    let middle = portion(asked + possible, 1, 2);
    let missing = dollars(asked - possible);
    vec![
        table.offer(MARKETING, table.opening(), "Incluye la campaña de Fiestas Patrias, que el presupuesto de mercadeo ya cubre."),
        table.counter(
            shaped(possible, late),
            ReasonCode::Capacity,
            format!(
                "El puerto del Callao retrasa ocho semanas las bicicletas de montaña: {missing} del primer semestre no \
                 tienen inventario. Desde julio mantenemos el objetivo."
            ),
        ),
        table.offer(
            MARKETING,
            shaped(middle, late),
            "Partimos la diferencia: traeremos por aire los modelos de mayor margen y el resto se recupera en diciembre.",
        ),
    ]
}

fn countered(table: &Table<'_>) -> Vec<DemoMove> {
    let past = table.past;
    let year_before = past.quarters(YEAR_BEFORE);
    let half = |start: usize| past.sum(Measure::Revenue, start + 6..start + 12);
    let [before, after] = [half(YEAR_BEFORE), half(LAST_YEAR)];
    // What the second half of 2026 kept of the year before, then the new distributor quarter by quarter.
    let recovery = [98, 102, 107, 112];
    let kept = |quarter: usize| portion(year_before[quarter] / 100 * recovery[quarter], after, before);
    let quarters = std::array::from_fn(kept);
    let lost = dollars(before - after);
    let short = table.region.revenue - quarters.iter().sum::<i64>();
    let support = dollars(portion(short, 6, 100));
    vec![
        table.offer(
            SALES,
            table.opening(),
            "Sabemos que el segundo semestre fue difícil; contamos con recuperar la distribución en Argentina.",
        ),
        table.ask("¿El objetivo supone que ya hay distribuidor nuevo en Argentina desde enero?"),
        table.counter(
            quarters,
            ReasonCode::Customer,
            format!(
                "En junio cerró Distribuidora Río Hondo, nuestro distribuidor en Argentina: el segundo semestre vendió \
                 {lost} menos que el de 2025. El nuevo contrato empieza en abril. Con {support} de gasto de ventas para \
                 dos puntos de venta directos llegamos a estas cifras."
            ),
        ),
    ]
}

fn offered(table: &Table<'_>) -> Vec<DemoMove> {
    let text = "La región que más crece: pedimos mantener el ritmo, con énfasis en línea y en bicicletas eléctricas.";
    vec![table.offer(SALES, table.opening(), text)]
}

/// An amount in words, as people in the region write it: `USD 1.250.000`.
fn dollars(amount: i64) -> String {
    let digits = (portion(amount, 1, 1) / 10_000).to_string();
    let mut text = String::from("USD ");
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
