//! `samverkan` reads a folder of Markdown protocols into a typed model, answers questions about
//! it and checks it against the agreement that the parties signed.
//!
//! The tree is the flow, and imports point one way, up this list (ARCHITECTURE.md is the map):
//!
//! - [`text`], [`lang`]: places in a file; two languages, Swedish order
//! - [`rule`], [`finding`]: what there is to say about a place
//! - [`yaml`]: YAML as people write it, with spans
//! - [`model`]: the nouns
//! - [`parse`]: text → model and findings
//! - [`archive`]: the folder
//! - [`approval`]: what approving a protocol writes, and the seal over what was approved
//! - [`output`]: listings and findings → text
//! - [`query`]: one file for each question
//! - [`check`]: every rule
//! - [`diff`]: what a change means
//! - [`document`]: a protocol laid out for readers, whatever the format
//! - [`plan`], [`scaffold`], [`index`], [`export`]: files to create or change; what people go on
//!   from; generated pages; what leaves the program whole
//! - [`repair`]: what can be written otherwise without anybody's judgement
//! - [`cli`]: the terminal, the disk, the clock

pub mod approval;
pub mod archive;
pub mod check;
pub mod cli;
pub mod diff;
pub mod document;
pub mod export;
pub mod finding;
pub mod import;
pub mod index;
pub mod lang;
pub mod model;
pub mod output;
pub mod parse;
pub mod plan;
pub mod query;
pub mod repair;
pub mod rule;
pub mod scaffold;
pub mod text;
pub mod yaml;
