//! Large work in parts, on as many threads as the machine runs at once; in a browser there is one. Each part is done as it
//! would be alone, so that the numbers are the same on any machine.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use threaded::{each, threads};

#[cfg(not(target_arch = "wasm32"))]
mod threaded {
    use std::sync::{LazyLock, Mutex, PoisonError};
    use std::{panic, thread};

    /// Leaf cells that are worth a thread of their own.
    const ENOUGH: usize = 50_000;

    /// On how many threads work on so many leaf cells is worth doing; 1 at least.
    pub(crate) fn threads(cells: usize) -> usize {
        // Asking the system takes longer than many an edit.
        static AT_ONCE: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, usize::from));
        (cells / ENOUGH).clamp(1, *AT_ONCE)
    }

    /// Gives what is done with each part, in their order; whichever thread is free takes the next.
    pub(crate) fn each<Part: Send, Done: Send>(
        parts: Vec<Part>,
        threads: usize,
        work: impl Fn(Part) -> Done + Sync,
    ) -> Vec<Done> {
        let threads = threads.min(parts.len());
        let waiting = Mutex::new(parts.into_iter().enumerate());
        let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
        let take = || std::iter::from_fn(next).map(|(place, part)| (place, work(part))).collect::<Vec<_>>();
        let mut done = thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
            let mut done = take();
            for other in others {
                done.extend(other.join().unwrap_or_else(|reason| panic::resume_unwind(reason)));
            }
            done
        });
        done.sort_unstable_by_key(|(place, _)| *place);
        done.into_iter().map(|(_, done)| done).collect()
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn threads(_cells: usize) -> usize {
    1
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn each<Part, Done>(parts: Vec<Part>, _threads: usize, work: impl Fn(Part) -> Done) -> Vec<Done> {
    parts.into_iter().map(work).collect()
}
