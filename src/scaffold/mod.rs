//! What the program writes for people to go on from: a new archive, and a body's next protocol or
//! summons. Pure: data in, texts or a plan out. Documents are in Swedish, as all documents are.

mod archive;
mod attendance;
mod dates;
mod items;
mod markdown;
mod numbering;
mod protocol;
mod yaml;

pub use archive::{BodyName, Host, NewArchive, PartyName, SetupError, new_archive};
pub use protocol::{Draft, Wanted, held, next_protocol, proposed_secretary};
