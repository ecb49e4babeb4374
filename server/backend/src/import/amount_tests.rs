use super::*;

fn point(text: &str) -> Result<Option<i64>, ProblemKind> {
    read_amount(Cell::Text(text), DecimalMark::Point, Excess::Refuse)
}

fn comma(text: &str) -> Result<Option<i64>, ProblemKind> {
    read_amount(Cell::Text(text), DecimalMark::Comma, Excess::Refuse)
}

fn unclear(text: &str) -> Result<Option<i64>, ProblemKind> {
    read_amount(Cell::Text(text), DecimalMark::Unclear, Excess::Refuse)
}

#[test]
fn amounts_are_exact_to_the_fourth_decimal() {
    assert_eq!(point("2024.99"), Ok(Some(20_249_900)));
    assert_eq!(point("2171.2942"), Ok(Some(21_712_942)));
    assert_eq!(point(".0120"), Ok(Some(120)));
    assert_eq!(point("5."), Ok(Some(50_000)));
    assert_eq!(point("28000.0000"), Ok(Some(280_000_000)));
    assert_eq!(point("0.00010000"), Ok(Some(1)));
}

#[test]
fn the_same_signs_mean_what_the_mapping_says() {
    assert_eq!(point("1,234.56"), Ok(Some(12_345_600)));
    assert_eq!(comma("1.234,56"), Ok(Some(12_345_600)));
    assert_eq!(point("1.234"), Ok(Some(12_340)));
    assert_eq!(comma("1.234"), Ok(Some(12_340_000)));
    assert_eq!(comma("12.345.678"), Ok(Some(123_456_780_000)));
}

#[test]
fn a_comma_in_the_wrong_place_is_never_read_as_a_group() {
    assert_eq!(point("1,5"), Err(ProblemKind::NotANumber("1,5".into())));
    assert_eq!(point("1234,567"), Err(ProblemKind::NotANumber("1234,567".into())));
    assert_eq!(comma("1,234.56"), Err(ProblemKind::NotANumber("1,234.56".into())));
    assert_eq!(point("1.2.3"), Err(ProblemKind::NotANumber("1.2.3".into())));
}

#[test]
fn a_number_that_could_be_two_is_reported_where_the_file_does_not_show_its_mark() {
    assert_eq!(unclear("1.234"), Err(ProblemKind::AmbiguousNumber("1.234".into())));
    assert_eq!(unclear("1,234"), Err(ProblemKind::AmbiguousNumber("1,234".into())));
    assert_eq!(unclear("1.234,5"), Ok(Some(12_345_000)));
    assert_eq!(unclear("12,5"), Ok(Some(125_000)));
    assert_eq!(unclear("0.125"), Ok(Some(1_250)));
    assert_eq!(unclear("1,234,567"), Ok(Some(12_345_670_000)));
    assert_eq!(unclear("42"), Ok(Some(420_000)));
}

#[test]
fn currency_blanks_and_brackets_are_taken_off() {
    assert_eq!(point("$ 1,234.50"), Ok(Some(12_345_000)));
    assert_eq!(point("-$5"), Ok(Some(-50_000)));
    assert_eq!(point("(1,000)"), Ok(Some(-10_000_000)));
    assert_eq!(comma("S/ 1 234,5"), Ok(Some(12_345_000)));
    assert_eq!(comma("1.234,50 €"), Ok(Some(12_345_000)));
    assert_eq!(comma("COP 4.000"), Ok(Some(40_000_000)));
    assert_eq!(point("12%"), Err(ProblemKind::NotANumber("12%".into())));
    assert_eq!(point("twelve"), Err(ProblemKind::NotANumber("twelve".into())));
    assert_eq!(point("--5"), Err(ProblemKind::NotANumber("--5".into())));
}

#[test]
fn nothing_is_not_zero() {
    assert_eq!(point("NULL"), Ok(None));
    assert_eq!(point("n/a"), Ok(None));
    assert_eq!(read_amount(Cell::Empty, DecimalMark::Point, Excess::Refuse), Ok(None));
    assert_eq!(point("0"), Ok(Some(0)));
}

#[test]
fn binary_noise_is_no_fifth_decimal_but_a_real_one_is() {
    let number = |number| read_amount(Cell::Number(number), DecimalMark::Comma, Excess::Refuse);
    assert_eq!(number(0.1 + 0.2), Ok(Some(3_000)));
    assert_eq!(number(3.0 * 19.99), Ok(Some(599_700)));
    assert_eq!(point("4.440892e-16"), Ok(Some(0)));
    assert_eq!(point("59.969999999999999"), Ok(Some(599_700)));
    assert_eq!(point("1.00005"), Err(ProblemKind::TooManyDecimals("1.00005".into())));
    assert_eq!(point("0.00005"), Err(ProblemKind::TooManyDecimals("0.00005".into())));
    assert_eq!(number(1.0 / 3.0), Err(ProblemKind::TooManyDecimals("0.3333333333333333".into())));
    let rounded = |text| read_amount(Cell::Text(text), DecimalMark::Point, Excess::Round);
    assert_eq!(rounded("1.00005"), Ok(Some(10_001)));
    assert_eq!(rounded("-1.00005"), Ok(Some(-10_001)));
    assert_eq!(rounded("0.000049"), Ok(Some(0)));
}

#[test]
fn exponents_move_the_mark_and_giants_are_refused() {
    assert_eq!(point("1.5E+05"), Ok(Some(1_500_000_000)));
    assert_eq!(point("15e-1"), Ok(Some(15_000)));
    assert_eq!(point("1e30"), Err(ProblemKind::TooLarge("1e30".into())));
    assert_eq!(point("1e300"), Err(ProblemKind::TooLarge("1e300".into())));
    assert_eq!(point("99999999999999999999"), Err(ProblemKind::TooLarge("99999999999999999999".into())));
    assert!(read_amount(Cell::Number(f64::NAN), DecimalMark::Point, Excess::Round).is_err());
}
