//! Random models.

use proptest::prelude::*;

/// A formula over pure numbers; `@0` to `@7` stand for names declared before.
fn formula() -> impl Strategy<Value = String> {
    let number = (0_u32..2_000, 0_u32..4)
        .prop_map(|(digits, decimals)| format!("{}", f64::from(digits) / f64::from(10_u32.pow(decimals))));
    let percent = (0_u32..1_000).prop_map(|tenths| format!("{}.{}%", tenths / 10, tenths % 10));
    let name = (0_u32..8).prop_map(|name| format!("@{name}"));
    let leaf = prop_oneof![6 => name, 1 => number, 1 => percent];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let some = prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(", "));
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            3 => (pair.clone(), prop::sample::select(vec!["+", "-"])).prop_map(|((a, b), sign)| format!("({a}) {sign} ({b})")),
            1 => pair.clone().prop_map(|(a, b)| format!("{a} + {b} - 1")),
            2 => pair.clone().prop_map(|(a, b)| format!("({a}) * ({b})")),
            2 => pair.prop_map(|(a, b)| format!("({a}) / ({b})")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            1 => (some.clone(), prop::sample::select(vec!["min", "max", "total"])).prop_map(|(some, of)| format!("{of}({some})")),
            1 => (inner.clone(), 1_u32..4).prop_map(|(a, months)| format!("lag({a}, {months})")),
            1 => (inner.clone(), inner.clone(), 1_u32..4).prop_map(|(a, b, months)| format!("lag({a}, {months}, {b})")),
            1 => (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("stock({a}, {b}, {c})")),
        ]
    })
}

/// A line: a formula, or a curve of an earlier name.
fn line() -> impl Strategy<Value = String> {
    let points = prop::collection::btree_map(0_u32..50, 0_u32..200, 2..5);
    let curve = (0_u32..8, points).prop_map(|(name, points)| {
        let points: String = points.iter().map(|(at, to)| format!(", {at} -> {to}.5")).collect();
        format!("lookup(@{name}{points})")
    });
    prop_oneof![6 => formula(), 1 => curve]
}

/// The text of a model: four leaves, a few formulas over names before them.
pub fn random_text() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec(line(), 1..6);
    (lines, prop::option::of(0_u32..500)).prop_map(|(lines, value)| {
        let value = value.map(|value| format!("{value}.25")).unwrap_or_default();
        let mut text = format!(
            "n0 = driver({value}) : number \"zero\" \"cero\"\nn1 = driver(3) : percent \"one\" \"uno\"\n\
             money = measure(revenue) : money \"m\" \"m\"\nunits = measure(units) : pieces \"u\" \"u\"\n\
             n2 = money / (2 * base) : number \"two\" \"dos\"\nbase = 12.5 : money \"\" \"\"\n\
             n3 = units * share : number \"three\" \"tres\"\nshare = driver(0.5) : number/pieces \"s\" \"s\"\n"
        );
        for (index, line) in lines.iter().enumerate() {
            let mut line = line.clone();
            for name in 0..8 {
                line = line.replace(&format!("@{name}"), &format!("n{}", name % (4 + index)));
            }
            text.push_str(&format!("n{} = {line} : number \"\" \"\"\n", 4 + index));
        }
        text
    })
}
