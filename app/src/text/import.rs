//! Words of imports.
