//! Pages: rows of equal width that copies share until one of them writes.

use std::sync::Arc;

/// Rows in a page: a first write after a copy moves this many.
const ROWS: usize = 64;

/// Rows of numbers. A copy costs the same however many rows there are; a write to a shared page copies that page.
#[derive(Clone, Debug)]
pub(super) struct Pages<T> {
    width: usize,
    rows: usize,
    pages: Arc<Vec<Arc<[T]>>>,
}

impl<T: Copy + Default> Pages<T> {
    /// No rows yet.
    pub(super) fn new(width: usize) -> Self {
        Self { width, rows: 0, pages: Arc::default() }
    }

    /// Takes rows that lie one after the other.
    pub(super) fn of(width: usize, rows: &[T]) -> Self {
        let mut pages: Vec<Arc<[T]>> = rows.chunks(width.max(1) * ROWS).map(Arc::from).collect();
        if let Some(last) = pages.last_mut()
            && last.len() < width * ROWS
        {
            let mut full = last.to_vec();
            full.resize(width * ROWS, T::default());
            *last = full.into();
        }
        Self { width, rows: rows.len().checked_div(width).unwrap_or(0), pages: Arc::new(pages) }
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// A row; empty where there is none.
    pub(super) fn row(&self, row: usize) -> &[T] {
        let start = row % ROWS * self.width;
        self.pages.get(row / ROWS).and_then(|page| page.get(start..start + self.width)).unwrap_or_default()
    }

    /// A row to write in; empty where there is none.
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [T] {
        self.open().into_row_mut(row)
    }

    /// The pages to write in some rows.
    pub(super) fn open(&mut self) -> Open<'_, T> {
        Open { width: self.width, pages: Arc::make_mut(&mut self.pages).as_mut_slice() }
    }

    /// Every page to write in, for many rows at once: whether one is shared is found out when it is first written.
    pub(super) fn writer(&mut self) -> Writer<'_, T> {
        let pages = Arc::make_mut(&mut self.pages).iter_mut().map(Page::Unknown).collect();
        Writer { width: self.width, first: 0, pages }
    }

    /// Adds a row of zeros and gives its place.
    pub(super) fn push(&mut self) -> usize {
        if self.rows.is_multiple_of(ROWS) {
            let page: Arc<[T]> = std::iter::repeat_n(T::default(), self.width * ROWS).collect();
            Arc::make_mut(&mut self.pages).push(page);
        }
        self.rows += 1;
        self.rows - 1
    }

    /// Whether both share every page.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.pages, &other.pages)
    }
}

/// Pages to write in, for a few rows.
pub(super) struct Open<'a, T> {
    width: usize,
    pages: &'a mut [Arc<[T]>],
}

impl<'a, T: Clone> Open<'a, T> {
    /// A row to write in; empty where there is none.
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [T] {
        Open { width: self.width, pages: self.pages }.into_row_mut(row)
    }

    fn into_row_mut(self, row: usize) -> &'a mut [T] {
        let start = row % ROWS * self.width;
        let page = self.pages.get_mut(row / ROWS);
        page.and_then(|page| Arc::make_mut(page).get_mut(start..start + self.width)).unwrap_or_default()
    }
}

/// A page that may be written in.
enum Page<'a, T> {
    /// It may be shared.
    Unknown(&'a mut Arc<[T]>),
    /// It is shared with nobody.
    Own(&'a mut [T]),
}

/// Pages to write in.
pub(super) struct Writer<'a, T> {
    width: usize,
    /// The first page's place.
    first: usize,
    pages: Vec<Page<'a, T>>,
}

impl<T: Clone> Writer<'_, T> {
    /// Hands the pages from that of a row on to another writer.
    pub(super) fn split_off(&mut self, row: usize) -> Self {
        let at = (row / ROWS).saturating_sub(self.first).min(self.pages.len());
        Writer { width: self.width, first: self.first + at, pages: self.pages.split_off(at) }
    }

    /// A row to write in; empty where there is none.
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [T] {
        let page = (row / ROWS).checked_sub(self.first).and_then(|page| self.pages.get_mut(page));
        let Some(page) = page else { return Default::default() };
        // Copied right before it is written, a page is still at hand when its rows are read and written.
        if let Page::Unknown(_) = page
            && let Page::Unknown(shared) = std::mem::replace(page, Page::Own(&mut []))
        {
            *page = Page::Own(Arc::make_mut(shared));
        }
        let start = row % ROWS * self.width;
        match page {
            Page::Own(page) => page.get_mut(start..start + self.width).unwrap_or_default(),
            Page::Unknown(_) => Default::default(),
        }
    }
}
