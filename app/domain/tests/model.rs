//! The text of a model: what it says, what is refused and where, and what it prints.

use crate::support::cases::cases;
use crate::support::models::random_text;
use domain::model::{Model, ModelError, Place, Problem, Unit};
use proptest::prelude::*;

#[cfg(test)]
fn refused(text: &str) -> ModelError {
    match Model::parse(text, 2) {
        Ok(model) => panic!("taken: {model}"),
        Err(error) => error,
    }
}

/// A model of three leaves with one more line, which begins on line 4.
#[cfg(test)]
fn with(line: &str) -> String {
    let leaves = [
        "revenue = measure(revenue) : money \"Revenue\" \"Ingresos\"",
        "pieces = measure(units) : pieces \"Units\" \"Unidades\"",
        "tax = driver(30%) : percent \"Tax\" \"Impuesto\"",
    ];
    format!("{}\n{line}", leaves.join("\n"))
}

#[cfg(test)]
fn problem(line: &str) -> (u32, u32, Problem) {
    let ModelError { place: Place { line, column }, problem, .. } = refused(&with(line));
    (line, column, problem)
}

#[test]
fn the_default_model_is_the_profit_and_loss_statement() {
    let model = Model::profit_and_loss(2).unwrap();
    assert_eq!(model.parts("gross_margin"), ["revenue", "discounts", "cost_of_goods"]);
    assert_eq!(model.parts("sga"), ["sales", "marketing", "service", "administration"]);
    assert_eq!(model.parts("operating_income"), ["gross_margin", "sga"]);
    assert_eq!(model.parts("operating_margin"), ["operating_income", "revenue"]);
    assert_eq!(model.declaration("operating_margin").unwrap().unit(), Unit::PERCENT);
    assert_eq!(model.declaration("sga").unwrap().label().es, "Gastos de ventas y administración");
    let levers: Vec<&str> = model.levers().collect();
    let expected = ["revenue", "discounts", "cost_of_goods", "sales", "marketing", "service", "administration"];
    assert_eq!(levers, expected);
}

#[test]
fn an_unknown_name_is_refused_with_its_place_and_the_nearest_known_one() {
    let line = "net = revenue * (1 - taxes) : money \"Net\" \"Neto\"";
    let unknown = Problem::Unknown { name: "taxes".to_owned(), nearest: Some("tax".to_owned()) };
    assert_eq!(problem(line), (4, 22, unknown));
    assert_eq!(refused(&with(line)).node.as_deref(), Some("net"));
    let line = "net = revenue * something_else : money \"Net\" \"Neto\"";
    assert_eq!(problem(line), (4, 17, Problem::Unknown { name: "something_else".to_owned(), nearest: None }));
    let near =
        |name: &str, nearest: &str| Problem::Unknown { name: name.to_owned(), nearest: Some(nearest.to_owned()) };
    let cases = [
        ("a = measure(revenu) : money \"A\" \"A\"", 13, near("revenu", "revenue")),
        ("a = measure(revenue, lastyear) : money \"A\" \"A\"", 22, near("lastyear", "last_year")),
        ("a = goal(topline) : money \"A\" \"A\"", 10, near("topline", "top_line")),
        ("a = totals(revenue) : money \"A\" \"A\"", 5, near("totals", "total")),
        ("a = revenue : monies \"A\" \"A\"", 15, near("monies", "money")),
    ];
    for (line, column, expected) in cases {
        assert_eq!(problem(line), (4, column, expected), "{line}");
    }
}

#[test]
fn units_that_do_not_go_together_are_refused_with_both() {
    let units = |expected, found| Problem::Units { expected, found };
    let cases = [
        ("a = revenue + pieces : money \"A\" \"A\"", 15, units(Unit::MONEY, Unit::PIECES)),
        ("a = revenue * tax : percent \"A\" \"A\"", 5, units(Unit::PERCENT, Unit::MONEY)),
        ("a = revenue - 5 : money \"A\" \"A\"", 5, units(Unit::MONEY, Unit::NUMBER)),
        ("a = max(revenue, tax) : money \"A\" \"A\"", 18, units(Unit::MONEY, Unit::PERCENT)),
        ("a = measure(units, target) : money \"A\" \"A\"", 5, units(Unit::MONEY, Unit::PIECES)),
        ("a = 5% : money \"A\" \"A\"", 5, units(Unit::MONEY, Unit::PERCENT)),
        ("a = lag(revenue, 1, pieces) : money \"A\" \"A\"", 21, units(Unit::MONEY, Unit::PIECES)),
    ];
    for (line, column, expected) in cases {
        assert_eq!(problem(line), (4, column, expected), "{line}");
    }
    let fine = [
        "a = revenue / pieces : money/pieces \"A\" \"A\"",
        "a = pieces * b : money \"A\" \"A\"\nb = driver(2.5) : money/pieces \"B\" \"B\"",
        "a = 1 - tax : number \"A\" \"A\"",
        "a = tax * tax + 3% : percent \"A\" \"A\"",
        "a = revenue / b : money*days/people \"A\" \"A\"\nb = driver() : people/days \"B\" \"B\"",
        "a = revenue * 1 / revenue / b : number/days \"A\" \"A\"\nb = 7 : days \"B\" \"B\"",
    ];
    for line in fine {
        let model = Model::parse(&with(line), 2);
        assert!(model.is_ok(), "{line}: {model:?}");
    }
    assert!(matches!(problem("a = revenue / pieces : money \"A\" \"A\"").2, Problem::Units { .. }));
}

#[test]
fn a_circle_is_refused_with_its_whole_path_and_a_lag_makes_none() {
    let text = "x = b : money \"X\" \"X\"\na = c - d : money \"A\" \"A\"\nd = driver(1) : money \"D\" \"D\"\n\
        c = b * 2 : money \"C\" \"C\"\nb = total(d, a) : money \"B\" \"B\"\n";
    let error = refused(text);
    let path = ["a", "c", "b", "a"].map(str::to_owned).to_vec();
    assert_eq!(error.problem, Problem::Circle(path));
    assert_eq!((error.place, error.node.as_deref()), (Place { line: 2, column: 1 }, Some("a")));
    assert_eq!(error.to_string(), "line 2, column 1: a circle: a → c → b → a");
    let itself = refused("a = (a + a) * 2 : money \"A\" \"A\"");
    assert_eq!(itself.problem, Problem::Circle(vec!["a".to_owned(), "a".to_owned()]));
    let grows =
        "a = lag(a, 1, start) * 1.02 : pieces level \"A\" \"A\"\nstart = driver(100) : pieces level \"S\" \"S\"";
    assert!(Model::parse(grows, 2).is_ok());
    assert!(matches!(refused("a = stock(a, a, a) : pieces level \"A\" \"A\"").problem, Problem::Circle(_)));
}

#[test]
fn what_the_grammar_does_not_have_is_refused_where_it_stands() {
    let expected =
        |expected: &str, found: &str| Problem::Expected { expected: expected.to_owned(), found: found.to_owned() };
    let cases = [
        ("a = revenue : money \"A\"", 24, expected("the Spanish label", "the end of the text")),
        ("a = revenue : money \"A\" \"A\" 5", 29, expected("the end of the line", "a number")),
        ("a = revenue + : money \"A\" \"A\"", 15, expected("a number, a name or a formula in parentheses", ":")),
        ("a = (revenue : money \"A\" \"A\"", 14, expected(")", ":")),
        ("a : money", 3, expected("=", ":")),
        ("= 5", 1, expected("a name", "=")),
        ("a = revenue \"A\" \"A\"", 13, expected(": and a unit", "\"A\"")),
        ("a = 5 $ 3", 7, Problem::Character('$')),
        ("a = revenue : money \"A", 21, Problem::OpenLabel),
        ("a = 1234567890123456789 : money \"A\" \"A\"", 5, Problem::LongNumber),
        ("tax = 5 : money \"A\" \"A\"", 1, Problem::Repeated("tax".to_owned())),
        ("a = 1 + driver(5) : number \"A\" \"A\"", 9, Problem::Alone("driver".to_owned())),
        ("a = measure(revenue) : money \"A\" \"A\"", 5, Problem::MeasureTwice("revenue".to_owned())),
        ("a = lookup(tax, 1 -> 1, 1 -> 2) : number \"A\" \"A\"", 5, Problem::Points),
        ("a = stock(revenue, revenue, revenue) : money level \"A\" \"A\"", 5, Problem::Opening),
    ];
    for (line, column, expected) in cases {
        assert_eq!(problem(line), (4, column, expected), "{line}");
    }
    for line in ["a = lag(revenue, 0)", "a = lag(revenue, 1.5)", "a = stock(tax)", "a = lookup(tax, 1 -> 1)"] {
        let line = format!("{line} : money \"A\" \"A\"");
        assert!(matches!(problem(&line).2, Problem::Arguments { .. }), "{line}");
    }
    let deep = format!("a = {}1{} : number \"A\" \"A\"", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(refused(&deep).problem, Problem::TooLarge);
    assert_eq!(refused(&format!("a = {}1", "-".repeat(10_000))).problem, Problem::TooLarge);
    assert_eq!(refused(&" ".repeat(100_000)).problem, Problem::TooLarge);
}

#[test]
fn comments_line_ends_in_parentheses_and_quotation_marks_in_labels_are_read() {
    let text = "# first\n\n  a = total( # second\n  b,\n\n  3.50\n) : money \"A \\\"b\\\" \\\\\" \"Á\" # third\r\nb=driver():money\"\"\"\"";
    let error = refused(text);
    assert_eq!(error.problem, Problem::Units { expected: Unit::MONEY, found: Unit::NUMBER });
    let text = text.replace("3.50", "b");
    let model = Model::parse(&text, 2).unwrap();
    assert_eq!(model.declaration("a").unwrap().label().en, "A \"b\" \\");
    assert_eq!(
        model.to_string(),
        "a = total(b, b) : money \"A \\\"b\\\" \\\\\" \"Á\"\nb = driver() : money \"\" \"\"\n"
    );
}

#[test]
fn what_is_printed_has_the_parentheses_it_needs() {
    let formulas = [
        ("a - (b - c)", "a - (b - c)"),
        ("(a - b) - c", "(a - b) - c"),
        ("((a))", "a"),
        ("-a + b", "(-a) + b"),
        ("-(5) * -5 - -5", "(-(5)) * -5 - -5"),
        ("--a", "-(-a)"),
        ("a * b / c * a", "((a * b) / c) * a"),
        ("a / (b * c)", "a / (b * c)"),
        ("a*b*c - a/b", "a * b * c - a / b"),
        ("-(a * b)", "-(a * b)"),
        ("lag(a + b, 2) + 12.50% + 0.125", "lag(a + b, 2) + 12.5% + 0.125"),
        ("min(a, max(b, -c), total(a, 1))", "min(a, max(b, -c), total(a, 1))"),
    ];
    let leaves = ["a", "b", "c"].map(|name| format!("{name} = driver(1) : number \"\" \"\"\n")).concat();
    for (formula, printed) in formulas {
        let model = Model::parse(&format!("{leaves}x = {formula} : number \"\" \"\"\n"), 2).unwrap();
        let line = model.to_string().lines().last().unwrap().to_owned();
        assert_eq!(line, format!("x = {printed} : number \"\" \"\""), "{formula}");
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn what_was_read_prints_as_what_reads_the_same(text in random_text(), decimals in 0_u8..4) {
        let model = Model::parse(&text, decimals);
        prop_assert!(model.is_ok(), "{}\n{:?}", text, model);
        let model = model.unwrap();
        let printed = model.to_string();
        prop_assert_eq!(&Model::parse(&printed, decimals).unwrap(), &model, "{}", printed);
        prop_assert_eq!(Model::parse(&printed, decimals).unwrap().to_string(), printed);
    }

    #[test]
    fn no_text_makes_it_panic_and_every_refusal_has_a_place_in_the_text(text in "\\PC{0,60}|[a-d =:+*/(),\\->.%0-9\"\n#]{0,80}") {
        if let Err(error) = Model::parse(&text, 2) {
            let line = text.split('\n').nth(error.place.line as usize - 1).unwrap();
            prop_assert!(error.place.column as usize <= line.chars().count() + 1);
        }
    }

    #[test]
    fn a_model_with_one_character_changed_is_taken_or_refused_but_never_breaks(
        at in 0_usize..1_500, put in prop::sample::select("()=:+-*/,>\"# \nax5%.".chars().collect::<Vec<_>>())
    ) {
        let mut letters: Vec<char> = Model::PROFIT_AND_LOSS.chars().collect();
        let at = at % letters.len();
        letters[at] = put;
        let text: String = letters.into_iter().collect();
        if let Ok(model) = Model::parse(&text, 2) {
            prop_assert_eq!(Model::parse(&model.to_string(), 2).unwrap(), model);
        }
    }
}
