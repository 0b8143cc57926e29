//! The filters and the one-line language that every question shares.
//!
//! ```text
//! body:LSG (text:UPH OR text:SIP) date:2023.. -class:filing
//! ```
//!
//! A query is parsed into an [`Expr`] that knows no question, then compiled against the question's
//! static table of [`Field`]s; the [`Filter`] that comes out is asked once for each row. NOT (also
//! `-`, `!`, INTE) binds before AND (also OCH, or nothing at all) before OR (also ELLER).

mod compile;
mod error;
mod expr;
mod field;
mod parse;
mod period;

pub use compile::{Filter, Known, any_value, compile};
pub use error::{Part, QueryError};
pub use expr::{Comparison, Expr, Term, Value};
pub use field::{Dates, Field, FieldKind, Periods, SWEDISH_NAMES, Texts, find_field};
pub use parse::{DEPTH_MAX, QUERY_BYTES_MAX, parse};
pub use period::period;

#[cfg(test)]
mod tests;
