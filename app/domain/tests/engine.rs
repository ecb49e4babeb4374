//! Every test of the engine in one program: what they share is compiled and linked once.
#![cfg(test)]

mod agreement;
mod approval;
mod approval_rounds;
mod assignment;
mod board_model;
mod certificates;
mod column;
mod comment;
mod convergence;
mod decoding;
mod entry;
mod entry_properties;
mod flow;
mod hedge;
mod holds;
mod inbox;
mod mail;
mod margins;
mod meeting;
mod method_properties;
mod methods;
mod model;
mod model_evaluation;
mod model_seek;
mod negotiation;
mod number;
mod outlook;
mod overlap;
mod plan;
mod projection;
mod reorganization;
mod reorganizing;
mod replay;
mod rounding;
mod scenario;
mod spread;
mod spread_parts;
mod spreading;
mod tactic;
mod tactic_outcome;
mod thread_course;
mod thread_moves;
mod thread_terms;
mod undoing;
mod why;

mod support {
    pub mod board;
    pub mod cases;
    pub mod hostile;
    pub mod models;
    pub mod office;
    pub mod random;
    pub mod table;
    pub mod thread;
    pub mod wild;
}
