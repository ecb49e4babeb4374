//! What the demo company promises.

use backend::demo::{DemoCompany, DemoMove, DemoOptions, company};
use domain::actor::Role;
use domain::dimension::{Dimension, MemberSource, Name};
use domain::measure::Measure;
use domain::outline::UNASSIGNED;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

fn of(units: usize, products: usize) -> DemoCompany {
    company(DemoOptions { units, products, ..DemoOptions::default() })
}

fn hash(company: &DemoCompany) -> [u8; 32] {
    Sha256::digest(format!("{company:?}")).into()
}

/// Codes of the members that are nobody's parent.
fn leaves(members: &[MemberSource]) -> BTreeSet<&str> {
    let parents: BTreeSet<&str> = members.iter().filter_map(|member| member.parent.as_deref()).collect();
    members.iter().map(|member| member.code.as_str()).filter(|code| !parents.contains(code)).collect()
}

/// A measure of a year in millions of dollars.
fn millions(company: &DemoCompany, measure: Measure, year: i32, within: &str) -> f64 {
    let facts = company.dataset.facts.iter();
    let facts = facts.filter(|fact| fact.day.month.year == year && fact.unit.starts_with(within));
    facts.filter_map(|fact| fact.amounts[measure as usize]).sum::<i64>() as f64 / 1e10
}

fn unit(step: &DemoMove) -> &str {
    match step {
        DemoMove::Offer { unit, .. }
        | DemoMove::Counter { unit, .. }
        | DemoMove::Accept { unit, .. }
        | DemoMove::Ask { unit, .. }
        | DemoMove::Call { unit, .. }
        | DemoMove::Propose { unit, .. }
        | DemoMove::Comment { unit, .. } => unit,
    }
}

fn by(step: &DemoMove) -> &str {
    match step {
        DemoMove::Offer { by, .. }
        | DemoMove::Counter { by, .. }
        | DemoMove::Accept { by, .. }
        | DemoMove::Ask { by, .. }
        | DemoMove::Call { by, .. }
        | DemoMove::Propose { by, .. }
        | DemoMove::Comment { by, .. } => by,
    }
}

#[test]
fn the_same_seed_is_the_same_company_and_another_is_not() {
    let options = DemoOptions { units: 23, products: 9, seed: 7 };
    assert_eq!(hash(&company(options)), hash(&company(options)));
    assert_ne!(hash(&company(options)), hash(&company(DemoOptions { seed: 8, ..options })));
}

#[test]
fn the_company_has_the_size_that_was_asked_for() {
    for (units, products) in [(5, 1), (6, 4), (12, 12), (40, 12), (61, 33), (400, 60), (2_000, 5)] {
        let company = of(units, products);
        let dataset = &company.dataset;
        assert_eq!(leaves(&dataset.units).len(), units);
        assert_eq!(leaves(&dataset.products).len(), products);
        assert_eq!(dataset.channels.len(), 3);
        assert!(dataset.facts.len() < 400_000, "{units} × {products}: {}", dataset.facts.len());
        let sold: BTreeSet<&str> = dataset.facts.iter().map(|fact| fact.product.as_str()).collect();
        assert_eq!(sold.len(), products + 1, "every product is sold, and expense has none");
    }
}

#[test]
fn members_make_trees_with_a_name_in_both_languages_and_no_two_siblings_alike() {
    for (units, products) in [(5, 3), (40, 12), (400, 60), (2_000, 60)] {
        let dataset = of(units, products).dataset;
        for members in [&dataset.units, &dataset.products, &dataset.channels] {
            Dimension::build("company", Name::same("company"), members).unwrap();
            let named: BTreeSet<_> = members
                .iter()
                .flat_map(|member| [(&member.parent, &member.name.en, "en"), (&member.parent, &member.name.es, "es")])
                .collect();
            assert_eq!(named.len(), 2 * members.len());
            assert!(members.iter().all(|member| !member.name.en.is_empty() && !member.name.en.contains('/')));
        }
    }
}

#[test]
fn every_fact_stands_on_leaves_that_exist_under_a_key_of_its_own() {
    let dataset = of(40, 12).dataset;
    let [units, products, channels] = [&dataset.units, &dataset.products, &dataset.channels].map(|all| leaves(all));
    let mut keys = BTreeSet::new();
    for fact in &dataset.facts {
        assert!(keys.insert(&fact.key), "{} twice", fact.key);
        assert!(units.contains(fact.unit.as_str()));
        assert!((1..=28).contains(&fact.day.day));
        assert!((2024..=2026).contains(&fact.day.month.year));
        let expense = fact.product == UNASSIGNED;
        assert!(expense || products.contains(fact.product.as_str()));
        assert_eq!(fact.channel == UNASSIGNED, expense);
        assert!(expense || channels.contains(fact.channel.as_str()));
        assert_eq!(
            fact.amounts.map(|amount| amount.is_some()),
            [!expense, !expense, !expense, expense, expense, expense]
        );
        assert!(fact.amounts.iter().flatten().all(|&amount| amount > 0));
    }
}

#[test]
fn all_territories_but_the_newest_have_three_years_of_history() {
    let dataset = of(40, 12).dataset;
    let mut months: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
    for fact in dataset.facts.iter().filter(|fact| fact.product != UNASSIGNED) {
        months.entry(&fact.unit).or_default().insert(fact.day.month);
    }
    let young: Vec<usize> = months.values().map(BTreeSet::len).filter(|&months| months < 36).collect();
    assert_eq!(young, [16]);
}

#[test]
fn one_product_is_new_since_2025() {
    let dataset = of(40, 12).dataset;
    let old: BTreeSet<&str> =
        dataset.facts.iter().filter(|fact| fact.day.month.year == 2024).map(|fact| fact.product.as_str()).collect();
    let new: Vec<&str> = leaves(&dataset.products).into_iter().filter(|product| !old.contains(product)).collect();
    assert_eq!(new.len(), 1);
}

#[test]
fn the_profit_and_loss_statement_is_plausible_at_any_seed() {
    for seed in 0..4 {
        let company = company(DemoOptions { seed, ..DemoOptions::default() });
        let year = |measure| millions(&company, measure, 2026, "");
        let revenue = year(Measure::Revenue);
        let margin = 1.0 - year(Measure::CostOfGoods) / revenue;
        let spent = Measure::EXPENSES.into_iter().map(year).sum::<f64>() / revenue;
        println!(
            "{seed}: {revenue:.1} million, margin {margin:.4}, SG&A {spent:.4}, {} facts",
            company.dataset.facts.len()
        );
        assert!((385.0..430.0).contains(&revenue), "{revenue}");
        assert!((0.40..0.42).contains(&margin), "{margin}");
        assert!((0.21..0.23).contains(&spent), "{spent}");
    }
}

#[test]
fn the_southern_cone_falls_since_the_middle_of_2026_and_the_others_grow() {
    let company = of(40, 12);
    let half = |year, within: &str| {
        let facts = company.dataset.facts.iter();
        let facts = facts.filter(|fact| fact.day.month.year == year && fact.day.month.month > 6);
        let facts = facts.filter(|fact| fact.unit.starts_with(within));
        facts.filter_map(|fact| fact.amounts[0]).sum::<i64>() as f64
    };
    for region in &company.plan.regions {
        let change = half(2026, &region.unit) / half(2025, &region.unit);
        println!(
            "{}: {:.1} million in 2026, second half {change:.3}",
            region.unit,
            millions(&company, Measure::Revenue, 2026, &region.unit)
        );
        match region.unit.as_str() {
            "SUR" => assert!((0.5..0.8).contains(&change), "{change}"),
            _ => assert!((0.97..1.25).contains(&change), "{change}"),
        }
    }
}

#[test]
fn the_goals_are_a_step_from_last_year_and_add_up() {
    for units in [5, 40, 400] {
        let company = of(units, 12);
        let goals = company.plan.goals;
        println!("{goals:?}");
        let growth = goals.top_line as f64 / 1e10 / millions(&company, Measure::Revenue, 2026, "");
        assert!((1.06..1.08).contains(&growth));
        assert_eq!(goals.operating_income, goals.gross_margin - goals.expense);
        assert_eq!(goals.operating_margin, goals.operating_income * 10_000 / goals.top_line);
        assert!((1_700..2_200).contains(&goals.operating_margin), "{}", goals.operating_margin);
        let asked: i64 = company.plan.regions.iter().map(|region| region.revenue).sum();
        let allowed: i64 = company.plan.regions.iter().flat_map(|region| region.expenses).sum();
        assert!(asked > goals.top_line && asked < goals.top_line / 100 * 102);
        assert!(allowed < goals.expense && allowed > goals.expense / 100 * 98);
        for region in &company.plan.regions {
            let amounts = region.expenses.into_iter().chain([region.revenue, region.cost_of_goods]);
            amounts.for_each(|amount| assert!(amount > 0 && amount % 10_000_000 == 0));
        }
    }
}

#[test]
fn every_region_has_a_manager_two_zones_have_and_the_committee_has_three_members() {
    for units in [5, 40] {
        let company = of(units, 12);
        let role = |role| company.people.iter().filter(|person| person.role == role).count();
        assert_eq!(role(Role::Committee), 3);
        assert_eq!((role(Role::Executive), role(Role::Administrator)), (1, 1));
        let managed: BTreeSet<&str> = company.people.iter().filter_map(|person| person.unit.as_deref()).collect();
        assert!(company.plan.regions.iter().all(|region| managed.contains(region.unit.as_str())));
        assert_eq!(managed.len(), company.plan.regions.len() + 2);
        assert!(managed.iter().all(|unit| company.dataset.units.iter().any(|member| member.code == *unit)));
        let addresses: BTreeSet<&str> = company.people.iter().map(|person| person.email.as_str()).collect();
        assert_eq!(addresses.len(), company.people.len());
        assert!(addresses.iter().all(|address| address.ends_with(".example") && address.is_ascii()));
    }
}

#[test]
fn the_negotiation_is_half_way_and_every_move_is_made_by_whose_turn_it_is() {
    for units in [5, 40, 400] {
        let company = of(units, 12);
        let mut last: BTreeMap<&str, &DemoMove> = BTreeMap::new();
        for step in &company.plan.moves {
            let author = company.people.iter().find(|person| person.email == by(step)).unwrap();
            let committee = author.role == Role::Committee;
            assert!(committee || author.unit.as_deref() == Some(unit(step)));
            match (last.get(unit(step)), step) {
                (None | Some(DemoMove::Counter { .. }), DemoMove::Offer { .. }) => assert!(committee),
                (Some(DemoMove::Offer { .. }), DemoMove::Counter { .. }) => assert!(!committee),
                (Some(DemoMove::Offer { .. }), DemoMove::Accept { .. }) => assert!(!committee),
                (Some(DemoMove::Counter { .. }), DemoMove::Accept { .. }) => assert!(committee),
                (Some(_), DemoMove::Ask { .. } | DemoMove::Comment { .. }) => continue,
                (_, DemoMove::Call { .. }) => {
                    assert!(committee);
                    continue;
                }
                (Some(DemoMove::Accept { .. }), DemoMove::Propose { .. }) => {
                    assert!(!committee);
                    continue;
                }
                (before, _) => panic!("{step:?} after {before:?}"),
            }
            if let DemoMove::Offer { quarters, text, .. } | DemoMove::Counter { quarters, text, .. } = step {
                quarters.iter().for_each(|amount| assert!(*amount > 0 && amount % 10_000_000 == 0));
                assert!(!text.is_empty());
                println!("{} {quarters:?} {text}", unit(step));
            }
            last.insert(unit(step), step);
        }
        assert!(matches!(last["MCA"], DemoMove::Accept { .. }));
        assert!(matches!(last["COL"], DemoMove::Offer { .. }));
        assert!(matches!(last["AND"], DemoMove::Offer { .. }));
        assert!(matches!(last["SUR"], DemoMove::Counter { .. }));
        assert!(!last.contains_key("IBE"));
        let target = |code: &str| company.plan.regions.iter().find(|region| region.unit == code).unwrap().revenue;
        if let DemoMove::Counter { quarters, .. } = last["SUR"] {
            let countered = quarters.iter().sum::<i64>() as f64 / target("SUR") as f64;
            assert!((0.6..0.95).contains(&countered), "{countered}");
        }
    }
}

#[test]
fn tactics_pay_for_targets_and_are_planned_by_those_who_may() {
    let company = of(40, 12);
    let tactics = &company.plan.tactics;
    assert_eq!(tactics.len(), 6);
    for tactic in tactics {
        let author = company.people.iter().find(|person| person.email == tactic.by).unwrap();
        assert!(author.role == Role::Committee || author.unit.as_deref() == Some(tactic.unit.as_str()));
        let activity = &tactic.activity;
        assert!(company.people.iter().any(|person| person.name == activity.owner));
        assert_ne!(activity.name.en, activity.name.es);
        assert!(company.plan.regions.iter().any(|region| region.unit == tactic.unit));
    }
}
