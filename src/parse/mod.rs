//! Text → model and findings. Never fails, touches nothing outside its arguments.

pub mod document;
pub mod markdown;
