//! Listings and findings as text. Knows no protocol.

pub mod listing;
