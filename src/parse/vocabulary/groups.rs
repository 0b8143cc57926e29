//! Words for those who meet.

/// Who decides, beside the body's own names: words for those who are meeting.
pub const GENERIC_SUBJECTS: &[&str] = &[
    "mötet",
    "möte",
    "vi",
    "ledamöterna",
    "deltagarna",
    "mötesdeltagarna",
    "årsmötet",
    "stämman",
    "sammanträdet",
    "de närvarande",
    "samtliga",
    "mötesdeltagare",
    "parterna",
    "årsstämman",
    "föreningsmötet",
    "föreningsstämman",
];

/// Endings of words for groups that meet. A group that is known to be another one isn't meant.
pub const GROUP_ENDINGS: &[&str] = &[
    "gruppen",
    "grupp",
    "nämnden",
    "nämnd",
    "styrelsen",
    "styrelse",
    "utskottet",
    "utskott",
    "rådet",
    "råd",
    "samrådet",
    "samråd",
    "beredningen",
    "beredning",
    "kommittén",
    "kommitté",
    "fullmäktige",
    "ledningen",
    "ledning",
    "direktionen",
    "direktion",
    "delegationen",
    "presidiet",
    "organet",
    "forumet",
    "förbundet",
    "kåren",
    "föreningen",
    "sektionen",
    "mötet",
    "stämman",
    "au",
    "arbetsutskott",
];

/// Endings of words for groups that take up what others propose to them: "Kommunstyrelsens förslag
/// till kommunfullmäktige".
pub const DECIDES_ON_PROPOSALS: &[&str] = &[
    "fullmäktige",
    "styrelsen",
    "styrelse",
    "nämnden",
    "nämnd",
    "årsmötet",
    "stämman",
    "direktionen",
    "medlemsmötet",
    "kongressen",
];
