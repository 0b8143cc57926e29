//! Ids: `LSG/2023-02-17` is a protocol, `LSG/2023-02-17/4` an item, `LSG/2023-02-17/4:2` the
//! second clause of item 4. Ids count by place and become firm when the protocol is approved.

use std::fmt;

use chrono::NaiveDate;

/// The id of a protocol: body, day, and the name of a further meeting that day.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProtocolId(pub String);

impl ProtocolId {
    /// `LSG/2023-02-17`, or `LSG/2023-02-17-extra` with `meeting`.
    pub fn new(body: &str, date: NaiveDate, meeting: Option<&str>) -> ProtocolId {
        ProtocolId(match meeting {
            Some(meeting) => format!("{body}/{date}-{meeting}"),
            None => format!("{body}/{date}"),
        })
    }
}

/// The part of an id that names an item within its protocol: `4`, `4.1`, a repeated `4~2`, and
/// `0` for what stands before any item.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemKey(pub String);

/// The id of one clause.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DecisionId(pub String);

impl DecisionId {
    /// The `ordinal`th clause (from 1) of `item` in `protocol`.
    pub fn new(protocol: &ProtocolId, item: &ItemKey, ordinal: usize) -> DecisionId {
        DecisionId(format!("{protocol}/{item}:{ordinal}"))
    }

    /// The part within its protocol: `4:2`.
    pub fn in_protocol(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The `ordinal`th clause (from 1) under this one.
    pub fn child(&self, ordinal: usize) -> DecisionId {
        DecisionId(format!("{self}.{ordinal}"))
    }
}

impl fmt::Display for ProtocolId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ItemKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
