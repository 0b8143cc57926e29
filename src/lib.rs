//! `samverkan` reads a folder of Markdown protocols into a typed model, answers questions about
//! it and checks it against the agreement that the parties signed.
//!
//! The modules below stand in reading order; ARCHITECTURE.md is the map.

pub mod text;
pub mod lang;
pub mod rule;
pub mod finding;
pub mod yaml;
pub mod model;
pub mod parse;
pub mod archive;
pub mod output;
pub mod query;
pub mod plan;
pub mod cli;
