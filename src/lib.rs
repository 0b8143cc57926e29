//! `samverkan` reads a folder of Markdown protocols into a typed model, answers questions about
//! it and checks it against the agreement that the parties signed.
//!
//! The modules below stand in reading order; ARCHITECTURE.md is the map.

pub mod finding;
pub mod lang;
pub mod model;
pub mod output;
pub mod parse;
pub mod query;
pub mod rule;
pub mod text;
