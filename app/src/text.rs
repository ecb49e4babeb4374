//! Every word of the interface, in both languages side by side: a key without one of them does not compile.

#[cfg(feature = "ssr")]
pub mod approval;
pub mod board;
#[cfg(feature = "ssr")]
pub mod chart;
#[cfg(feature = "ssr")]
pub mod comment;
pub mod dialog;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod drivers;
pub mod general;
#[cfg(feature = "ssr")]
pub mod holds;
#[cfg(feature = "ssr")]
pub mod import;
#[cfg(feature = "ssr")]
pub mod inbox;
#[cfg(feature = "ssr")]
pub mod ledger;
#[cfg(feature = "ssr")]
pub mod mail;
#[cfg(feature = "ssr")]
pub mod meeting;
pub mod negotiation;
#[cfg(feature = "ssr")]
pub mod organization;
#[cfg(feature = "ssr")]
pub mod past;
pub mod people;
pub mod rejection;
#[cfg(feature = "ssr")]
pub mod scenario;
#[cfg(feature = "ssr")]
pub mod spread;
#[cfg(feature = "ssr")]
pub mod tactic;
#[cfg(feature = "ssr")]
pub mod thread;
#[cfg(feature = "ssr")]
pub mod two_trees;

/// Declares texts as functions of the reader's region; `{name}` in a text stands for the argument of that name.
macro_rules! texts {
    ($($name:ident $(($($argument:ident),+))? { $en:literal, $es:literal })*) => {
        $(texts!(@one $name $(($($argument),+))? { $en, $es });)*
    };
    (@one $name:ident { $en:literal, $es:literal }) => {
        #[doc = $en]
        pub fn $name(region: domain::number::Region) -> &'static str {
            match region.language() {
                domain::number::Language::En => $en,
                domain::number::Language::Es => $es,
            }
        }
    };
    (@one $name:ident ($($argument:ident),+) { $en:literal, $es:literal }) => {
        #[doc = $en]
        pub fn $name(region: domain::number::Region, $($argument: impl std::fmt::Display),+) -> String {
            match region.language() {
                domain::number::Language::En => format!($en),
                domain::number::Language::Es => format!($es),
            }
        }
    };
}
pub(crate) use texts;
