//! What pages are made of.

pub mod chart;
pub mod dialog;
pub mod goal_strip;
pub mod grid;
pub mod panel;
pub mod sparkline;
pub mod status_bar;
pub mod toolbar;
pub mod topbar;
