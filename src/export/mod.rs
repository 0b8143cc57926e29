//! What leaves the program whole. Every format has wire types of its own, so that renaming a
//! field of the model breaks nobody.

pub mod difference_json;
pub mod ics;
pub mod protocol_json;
