//! What is kept in memory between the steps of an import: uploaded tables and the job that runs, both bounded.

use app::import_pages::{BoardForm, Doing, Preview, TableView, Trouble};
use backend::identity::{ORGANIZATION, Person};
use backend::import::{Cell, Checked, Mapping, Part, Table, check};
use backend::store::Store;
use backend::store::history::Loaded;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, watch};

/// Most people whose uploaded files are kept at a time.
const MOST_DRAFTS: usize = 16;
/// Most bytes that all kept tables take, about.
pub const MOST_BYTES: u64 = 768 << 20;
/// How long files and results are kept after they were last used.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// What a cell takes beside its text, about.
const BYTES_PER_CELL: u64 = 24;

/// Uploaded tables, and the file that each of them comes from.
#[derive(Debug, Default)]
pub struct Tables {
    /// The name of each table's file.
    pub files: Vec<String>,
    /// The tables.
    pub tables: Vec<Table>,
}

/// An import that somebody has begun.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The tables.
    pub tables: Arc<Tables>,
    /// What each of them means.
    pub mappings: Vec<Mapping>,
    /// What that gives.
    pub preview: Preview,
    /// Problems under these mappings.
    pub problem_count: usize,
}

impl Draft {
    /// Every table as the page shows it.
    pub fn views(&self) -> Vec<TableView> {
        let tables = self.tables.files.iter().zip(&self.tables.tables).zip(&self.mappings);
        tables.map(|((file, table), mapping)| TableView::of(file, table, mapping)).collect()
    }
}

/// How far a job is.
#[derive(Clone, Debug)]
pub enum Progress {
    /// It runs.
    Running(Doing),
    /// Rows are stored; so many were left out.
    Loaded(Loaded, usize),
    /// A board is open.
    Opened(String),
    /// Nothing has changed.
    Failed(Trouble),
}

/// Something that takes longer than a request.
#[derive(Debug)]
pub struct Job {
    name: String,
    since: Instant,
    /// What was asked, where a board is opened.
    pub form: Option<BoardForm>,
    progress: watch::Sender<Progress>,
}

impl Job {
    /// How far it is.
    pub fn progress(&self) -> Progress {
        self.progress.borrow().clone()
    }

    /// Says how far it is.
    pub fn report(&self, progress: Progress) {
        self.progress.send_replace(progress);
    }

    /// Waits until it is done, or for a while.
    pub async fn wait(&self, most: Duration) {
        let mut progress = self.progress.subscribe();
        let done = progress.wait_for(|progress| !matches!(progress, Progress::Running(_)));
        // Whether it is done is asked afterwards.
        let _ = tokio::time::timeout(most, done).await;
    }

    fn is_running(&self) -> bool {
        matches!(*self.progress.borrow(), Progress::Running(_))
    }
}

/// The imports of everybody, by person.
#[derive(Clone, Debug)]
pub struct Imports {
    desk: Arc<Mutex<Desk>>,
    /// One at a time reads files or checks rows: both take a core, and memory.
    turn: Arc<Semaphore>,
}

impl Default for Imports {
    fn default() -> Self {
        Self { desk: Arc::default(), turn: Arc::new(Semaphore::new(1)) }
    }
}

#[derive(Debug, Default)]
struct Desk {
    drafts: BTreeMap<String, Kept>,
    jobs: BTreeMap<String, Arc<Job>>,
}

#[derive(Debug)]
struct Kept {
    draft: Draft,
    bytes: u64,
    used: Instant,
}

impl Imports {
    /// The desk, without what is too old.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        let mut desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        desk.drafts.retain(|_, kept| kept.used.elapsed() < KEPT);
        desk.jobs.retain(|_, job| job.is_running() || job.since.elapsed() < KEPT);
        desk
    }

    /// What somebody has begun.
    pub fn draft(&self, person: &str) -> Option<Draft> {
        let mut desk = self.desk();
        let kept = desk.drafts.get_mut(person)?;
        kept.used = Instant::now();
        Some(kept.draft.clone())
    }

    /// Keeps what somebody has begun, in place of what they had.
    ///
    /// # Errors
    /// Too much is kept already.
    pub fn keep(&self, person: &str, draft: Draft) -> Result<(), Trouble> {
        let bytes = draft.tables.tables.iter().map(weight).sum();
        let mut desk = self.desk();
        let others = desk.drafts.iter().filter(|(other, _)| *other != person);
        let (count, taken) = others.fold((0, 0), |(count, taken), (_, kept)| (count + 1, taken + kept.bytes));
        if count >= MOST_DRAFTS || taken + bytes > MOST_BYTES {
            return Err(Trouble::NoRoom);
        }
        desk.drafts.insert(person.to_owned(), Kept { draft, bytes, used: Instant::now() });
        Ok(())
    }

    /// Forgets what somebody has begun.
    pub fn forget(&self, person: &str) {
        self.desk().drafts.remove(person);
    }

    /// The last job of somebody.
    pub fn job(&self, person: &str) -> Option<Arc<Job>> {
        self.desk().jobs.get(person).cloned()
    }

    /// Forgets the last job of somebody, which goes on if it runs.
    pub fn forget_job(&self, person: &str) {
        let mut desk = self.desk();
        if desk.jobs.get(person).is_some_and(|job| !job.is_running()) {
            desk.jobs.remove(person);
        }
    }

    /// Begins a job; the organization has one at a time.
    ///
    /// # Errors
    /// Somebody's job runs.
    pub fn begin<Work>(
        &self,
        person: &Person,
        doing: Doing,
        form: Option<BoardForm>,
        work: impl FnOnce(Arc<Job>) -> Work,
    ) -> Result<Arc<Job>, Trouble>
    where
        Work: Future<Output = Result<Progress, Trouble>> + Send + 'static,
    {
        let mut desk = self.desk();
        if let Some(running) = desk.jobs.values().find(|job| job.is_running()) {
            return Err(Trouble::Busy { name: running.name.clone() });
        }
        let progress = watch::Sender::new(Progress::Running(doing));
        let job = Arc::new(Job { name: person.name.clone(), since: Instant::now(), form, progress });
        desk.jobs.insert(person.id.clone(), Arc::clone(&job));
        let worked = tokio::spawn(work(Arc::clone(&job)));
        let watched = Arc::clone(&job);
        tokio::spawn(async move {
            watched.report(match worked.await {
                Ok(Ok(progress)) => progress,
                Ok(Err(trouble)) => Progress::Failed(trouble),
                Err(error) => {
                    tracing::error!("an import broke off: {error}");
                    Progress::Failed(Trouble::NotStored)
                }
            });
        });
        Ok(job)
    }

    /// Does something that takes a core, when it is its turn.
    ///
    /// # Errors
    /// It broke off.
    pub async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
        let turn = Arc::clone(&self.turn).acquire_owned().await;
        let work = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        work.await.map_err(|error| failed(&error))
    }

    /// Reads every row of some tables under their mappings.
    ///
    /// # Errors
    /// The store failed.
    pub async fn check(&self, store: &Store, tables: Arc<Tables>, mappings: Vec<Mapping>) -> Result<Checked, Trouble> {
        let known = store.members(ORGANIZATION).await.map_err(|error| failed(&error))?;
        let checked = self.in_turn(move || {
            let parts = tables.tables.iter().zip(&mappings).map(|(table, mapping)| Part { table, mapping });
            check(&parts.collect::<Vec<_>>(), &known)
        });
        checked.await
    }

    /// What some tables give under their mappings, ready to be kept.
    ///
    /// # Errors
    /// The store failed.
    pub async fn drafted(&self, store: &Store, tables: Arc<Tables>, mappings: Vec<Mapping>) -> Result<Draft, Trouble> {
        let checked = self.check(store, Arc::clone(&tables), mappings.clone()).await?;
        Ok(Draft { tables, mappings, preview: Preview::of(&checked), problem_count: checked.problem_count })
    }
}

/// The bytes that a table takes, about.
pub fn weight(table: &Table) -> u64 {
    let cell = |cell: Cell<'_>| if let Cell::Text(text) = cell { text.len() as u64 } else { 0 };
    let row = |row| (0..table.row_width(row)).map(|column| BYTES_PER_CELL + cell(table.cell(row, column))).sum::<u64>();
    (0..table.len()).map(row).sum()
}

/// Logs a failure once, here at the edge.
pub fn failed(error: &dyn std::error::Error) -> Trouble {
    tracing::error!("an import failed: {error}");
    Trouble::NotStored
}

#[cfg(test)]
mod tests {
    use super::*;
    use backend::import::{guess_all, read_tables};
    use domain::actor::Role;

    fn person(id: &str) -> Person {
        let (email, name) = (format!("{id}@example.com"), id.to_owned());
        Person { id: id.to_owned(), email, name, role: Role::Committee, unit: None }
    }

    fn draft(text: &str) -> Draft {
        let tables = read_tables("sales.csv", text.as_bytes()).unwrap();
        let mappings = guess_all(&tables);
        let tables = Arc::new(Tables { files: vec!["sales.csv".to_owned()], tables });
        Draft { tables, mappings, preview: Preview::default(), problem_count: 0 }
    }

    #[tokio::test]
    async fn one_import_runs_at_a_time_and_the_next_hears_whose_it_is() {
        let (imports, doing) = (Imports::default(), Doing::Importing { done: 0, total: 0 });
        let first = imports.begin(&person("Ana"), doing, None, |_| std::future::pending()).unwrap();
        let busy = imports.begin(&person("Eva"), doing, None, |_| async { Ok(Progress::Opened(String::new())) });
        assert_eq!(busy.unwrap_err(), Trouble::Busy { name: "Ana".to_owned() });
        first.report(Progress::Failed(Trouble::NotStored));
        let next = imports.begin(&person("Eva"), doing, None, |_| async { Ok(Progress::Opened("b".to_owned())) });
        let next = next.unwrap();
        next.wait(Duration::from_secs(10)).await;
        assert!(matches!(next.progress(), Progress::Opened(board) if board == "b"));
    }

    #[tokio::test]
    async fn an_import_that_breaks_off_frees_its_place() {
        let imports = Imports::default();
        let job = imports.begin(&person("Ana"), Doing::Opening, None, |_| async { panic!("a fault") }).unwrap();
        job.wait(Duration::from_secs(10)).await;
        assert!(matches!(job.progress(), Progress::Failed(Trouble::NotStored)));
    }

    #[test]
    fn files_of_so_many_people_are_kept_and_of_no_more() {
        let imports = Imports::default();
        for number in 0..MOST_DRAFTS {
            imports.keep(&number.to_string(), draft("Store,Date,Sales\nA,2026-01-15,5\n")).unwrap();
        }
        let one_more = || draft("Store,Date,Sales\nB,2026-01-15,5\n");
        assert_eq!(imports.keep("one more", one_more()), Err(Trouble::NoRoom));
        assert_eq!(imports.keep("0", one_more()), Ok(()), "one's own files are replaced");
        imports.forget("1");
        assert_eq!(imports.keep("one more", one_more()), Ok(()));
    }
}
