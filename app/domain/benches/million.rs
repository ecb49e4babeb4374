//! The engine on 1,008,000 leaf cells: 84,000 rows under 1, 4, 20 and 4,200 units, by 12 months.

mod bare;
mod work;

use bare::Bare;
use criterion::{BatchSize, Criterion, Throughput};
use domain::dimension::DimensionError;
use domain::goal;
use domain::snapshot::Snapshot;
use std::hint::black_box;
use std::time::Instant;
use work::Work;

fn edits(criterion: &mut Criterion, work: &Work) {
    criterion.bench_function("1,008,000 leaf cells: one leaf edit to all totals and goals", |bencher| {
        bencher.iter_custom(|times| {
            let mut plan = work.plan.clone();
            let entries: Vec<_> = (0..times).map(|time| work.edit(time)).collect();
            let start = Instant::now();
            for (time, mut entry) in entries.into_iter().enumerate() {
                entry.revision = plan.revision() + 1;
                plan.evolve(&entry);
                black_box((time, goal::read(&plan)));
            }
            start.elapsed()
        });
    });
}

fn decisions(criterion: &mut Criterion, work: &Work) {
    for (what, plan) in [("5 % held", work.plan.clone()), ("beside a held total", work.negotiated())] {
        criterion.bench_function(&format!("1,008,000 leaf cells: the top total decided, {what}"), |bencher| {
            let mut to = work.total();
            bencher.iter_batched(
                || {
                    to += 7_919;
                    to
                },
                |to| black_box(work.decide(&plan, to)),
                BatchSize::PerIteration,
            );
        });
    }
}

fn spreads(criterion: &mut Criterion, work: &Work) {
    criterion.bench_function("1,008,000 leaf cells: the top total spread into all of them, 5 % held", |bencher| {
        let mut to = work.total();
        bencher.iter_batched(
            || {
                to += 7_919;
                to
            },
            |to| black_box(work.spread(to)),
            BatchSize::PerIteration,
        );
    });
}

fn at_the_least(criterion: &mut Criterion) {
    let bare = Bare::million();
    criterion.bench_function("bare: a total spread into 1,008,000 leaves of flat arrays", |bencher| {
        let mut to = 700_000_000_000;
        bencher.iter(|| {
            to += 7_919;
            black_box(bare.spread(to))
        });
    });
    criterion.bench_function("bare: 1,008,000 leaves of a flat array rolled up", |bencher| {
        bencher.iter(|| black_box(bare.roll_up()));
    });
}

fn snapshots(criterion: &mut Criterion, work: &Work) {
    let bytes = work.snapshot();
    criterion.bench_function("1,008,000 leaf cells: opened from snapshot bytes to the first totals", |bencher| {
        bencher.iter(|| {
            let snapshot: Option<Snapshot> = domain::live::decode(&bytes).ok();
            black_box(snapshot.map(|snapshot| goal::read(&snapshot.open())))
        });
    });
    criterion.bench_function("1,008,000 leaf cells: every total rolled up, one measure", |bencher| {
        bencher.iter_batched_ref(|| work.column(), |column| column.roll_up(work.plan.outline()), BatchSize::LargeInput);
    });
}

fn replay(criterion: &mut Criterion, work: &Work) {
    let entries = work.edits(400_000);
    let mut group = criterion.benchmark_group("1,008,000 leaf cells");
    group.throughput(Throughput::Elements(entries.len() as u64));
    group.bench_function("replay of cell events", |bencher| {
        bencher.iter_batched_ref(|| work.plan.clone(), |plan| plan.replay(&entries), BatchSize::LargeInput);
    });
}

fn main() -> Result<(), DimensionError> {
    let work = Work::million()?;
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    edits(&mut criterion, &work);
    spreads(&mut criterion, &work);
    decisions(&mut criterion, &work);
    snapshots(&mut criterion, &work);
    replay(&mut criterion, &work);
    at_the_least(&mut criterion);
    criterion.final_summary();
    Ok(())
}
