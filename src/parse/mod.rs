//! Text → model and findings. Never fails, touches nothing outside its arguments.

pub mod attendance;
pub mod data_lines;
pub mod dates;
pub mod decisions;
pub mod document;
pub mod headings;
pub mod markdown;
pub mod names;
pub mod people;
pub mod vocabulary;
pub mod words;
