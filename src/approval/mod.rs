//! Approval: what it writes into a protocol, and the seal by which anybody sees later that the text
//! is the one that was approved.
//!
//! It records what was signed elsewhere. Whether a signature is genuine is for the signing service
//! to say, and never said here.

pub mod certificate;
mod head;
pub mod lines;
mod record;
mod refusal;
pub mod seal;
pub mod signature;
mod waivers;

pub use record::{Closed, Recorded, Request, Waiting, record};
pub use refusal::Refusal;
pub use waivers::{NewWaiver, NoList, with_waivers};
