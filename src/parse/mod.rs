//! Texts to things. Nothing here fails, and nothing here reads a file.

pub mod dates;
