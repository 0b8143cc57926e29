//! The questions: filters, rows and columns.

pub mod filter;
