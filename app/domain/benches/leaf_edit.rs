//! One edit of a leaf cell on a board of 100,800 leaf cells, until every total and every goal is right again.

mod board;

use board::{assign, assigned, board, committee, decided, entry, middle, outline};
use criterion::{BatchSize, Criterion};
use domain::address::Address;
use domain::command::Command;
use domain::dimension::DimensionError;
use domain::goal;
use domain::plan::Plan;
use std::hint::black_box;
use std::time::Instant;
use uuid::Uuid;

fn leaf_edit(criterion: &mut Criterion, plan: &Plan) {
    let at = middle(plan);
    let mut group = criterion.benchmark_group("100,800 leaf cells");
    group.bench_function("one leaf edit to all totals and goals", |bencher| {
        bencher.iter_custom(|times| {
            let mut plan = plan.clone();
            let first = plan.revision() + 1;
            let entries = [1, 2].map(|to| entry(0, vec![assigned(at, Some(3 - to), to)]));
            let mut entries = entries.into_iter().cycle();
            let start = Instant::now();
            for revision in first..first + times {
                let Some(mut entry) = entries.next() else { break };
                entry.revision = revision;
                plan.evolve(&entry);
                black_box(goal::read(&plan));
            }
            start.elapsed()
        });
    });
    group.bench_function("one leaf edit decided, then to all totals and goals", |bencher| {
        bencher.iter_custom(|times| {
            let mut plan = plan.clone();
            let actor = committee();
            let start = Instant::now();
            for time in 0..times {
                let revision = plan.revision() + 1;
                let verb = assign(at, 1 + (time % 2).cast_signed());
                let command = Command { id: Uuid::from_u128(revision.into()), base: revision - 1, verb };
                plan.evolve(&entry(revision, decided(&plan, &command, &actor)));
                black_box(goal::read(&plan));
            }
            start.elapsed()
        });
    });
    group.sample_size(10);
    group.bench_function("the company's total spread over every leaf cell, to all totals and goals", |bencher| {
        let command = Command { id: Uuid::nil(), base: 0, verb: assign(Address::COMPANY, 12_345_678_901) };
        let actor = committee();
        let run = |mut plan: Plan| {
            plan.evolve(&entry(plan.revision() + 1, decided(&plan, &command, &actor)));
            black_box(goal::read(&plan));
            plan
        };
        bencher.iter_batched(|| plan.clone(), run, BatchSize::PerIteration);
    });
    group.finish();
}

fn main() -> Result<(), DimensionError> {
    let plan = board(outline()?);
    let mut criterion = Criterion::default().configure_from_args();
    leaf_edit(&mut criterion, &plan);
    criterion.final_summary();
    Ok(())
}
