//! Text → model and findings. Never fails, touches nothing outside its arguments.

pub mod agreement;
pub mod answers;
pub mod attendance;
pub mod body;
pub mod calendar;
pub mod data_lines;
pub mod dates;
pub mod decisions;
pub mod document;
pub mod fields;
pub mod front_matter;
pub mod headings;
pub mod import_comment;
pub mod markdown;
pub mod names;
pub mod people;
pub mod prose;
pub mod protocol;
pub mod references;
pub mod sink;
pub mod vocabulary;
pub mod waivers;
pub mod words;
