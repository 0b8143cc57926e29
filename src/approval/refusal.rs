//! Why nothing is recorded.

use chrono::NaiveDate;

use crate::lang::{Message, Text};
use crate::model::Kind;

/// Why nothing is recorded.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Approved or finished already, on this day where it says. Nothing is left to be done.
    Done(Option<NaiveDate>, Text),
    /// The item is sealed already. Nothing is left to be done.
    ItemDone(String),
    /// A summons.
    Summons,
    /// The meeting was not held.
    Cancelled,
    /// The item isn't said to be approved at the meeting itself.
    NotImmediate(String),
    /// The protocol names neither chair nor adjusters.
    NobodyNamed,
    /// No signature was given, and these are missing.
    NoSignature(Vec<Message>),
    /// Somebody signed who is nobody here.
    Stranger(String),
    /// More signatures than are taken at once.
    TooMany(usize),
    /// A signature of a day before the meeting, or after today.
    WrongDay {
        /// Whose.
        name: String,
        /// Which.
        day: NaiveDate,
        /// Whether it is before the meeting, else after today.
        early: bool,
    },
    /// No signature says on which day.
    NoDay,
    /// The text is another than when the first signature was recorded.
    Changed,
    /// The body's agreement says that its protocols are approved.
    NeedsApproval,
    /// The front matter isn't written so that keys can be put into it.
    Unfit,
}

impl Refusal {
    /// Whether there simply was nothing left to do.
    pub fn is_done(&self) -> bool {
        matches!(self, Refusal::Done(..) | Refusal::ItemDone(_))
    }

    /// What to tell people, behind the name of the protocol.
    pub fn message(&self) -> Message {
        match self {
            Refusal::Done(None, word) => Message::new(
                format!("är redan {}; ingenting ändras", word.sv),
                format!("is {} already; nothing is changed", word.en),
            ),
            Refusal::Done(Some(day), word) => Message::new(
                format!("är redan {} {day}; ingenting ändras", word.sv),
                format!("is {} already, on {day}; nothing is changed", word.en),
            ),
            Refusal::ItemDone(item) => Message::new(
                format!("§ {item} har redan ett sigill; ingenting ändras"),
                format!("§ {item} has a seal already; nothing is changed"),
            ),
            Refusal::Summons => {
                let word = Kind::Summons.text();
                Message::new(
                    format!("är en {}: bara protokoll justeras", word.sv),
                    format!("is a {}: only protocols are approved", word.en),
                )
            }
            Refusal::Cancelled => Message::new(
                "mötet är inställt: det finns inget att justera",
                "the meeting was cancelled: there is nothing to approve",
            ),
            Refusal::NotImmediate(item) => Message::new(
                format!(
                    "§ {item} är inte omedelbart justerad: skriv raden Omedelbart justerad under rubriken, eller justera hela protokollet"
                ),
                format!(
                    "§ {item} was not approved at the meeting: write the line Omedelbart justerad under its heading, or approve the whole protocol"
                ),
            ),
            Refusal::NobodyNamed => Message::new(
                "protokollet säger inte vem som justerar: skriv ordförande: och justerare:, eller använd --finished där ingen justerar",
                "the protocol doesn't say who approves: write ordförande: and justerare:, or use --finished where nobody does",
            ),
            Refusal::NoSignature(missing) => {
                let list = |text: fn(&Message) -> &str| {
                    missing.iter().map(text).collect::<Vec<_>>().join(", ")
                };
                Message::new(
                    format!(
                        "väntar på {}: ange --signature \"NAMN, ROLL, TID\" eller --certificate FIL",
                        list(|one| &one.sv)
                    ),
                    format!(
                        "waits for {}: give --signature \"NAME, ROLE, TIME\" or --certificate FILE",
                        list(|one| &one.en)
                    ),
                )
            }
            Refusal::Stranger(name) => Message::new(
                format!(
                    "{name} är varken ordförande, justerare eller sekreterare här: rätta namnet i protokollet eller underskriften, eller använd --force --reason"
                ),
                format!(
                    "{name} is neither chair, adjuster nor secretary here: correct the name in the protocol or the signature, or use --force --reason"
                ),
            ),
            Refusal::TooMany(most) => Message::new(
                format!("mer än {most} underskrifter: så många tas inte emot på en gång"),
                format!("more than {most} signatures: so many aren't taken at once"),
            ),
            Refusal::WrongDay {
                name,
                day,
                early: true,
            } => Message::new(
                format!("underskriften av {name} är från {day}, före mötet: rätta tiden"),
                format!(
                    "the signature of {name} is of {day}, before the meeting: correct the time"
                ),
            ),
            Refusal::WrongDay {
                name,
                day,
                early: false,
            } => Message::new(
                format!(
                    "underskriften av {name} är från {day}, som inte har varit än: rätta tiden"
                ),
                format!(
                    "the signature of {name} is of {day}, which is still to come: correct the time"
                ),
            ),
            Refusal::NoDay => Message::new(
                "ingen underskrift säger vilken dag det justerades: ange --date",
                "no signature says on which day it was approved: give --date",
            ),
            Refusal::Changed => Message::new(
                "texten är inte den som förseglades när den första underskriften antecknades: återställ den, eller ta bort underskrifter: och sigill: och låt alla skriva under på nytt",
                "the text isn't the one that was sealed when the first signature was recorded: restore it, or remove underskrifter: and sigill: and have everybody sign anew",
            ),
            Refusal::NeedsApproval => Message::new(
                "organets protokoll ska justeras enligt dess regler: ange underskrifterna i stället för --finished",
                "the body's rules say that its protocols are approved: give the signatures instead of --finished",
            ),
            Refusal::Unfit => Message::new(
                "huvudet är inte skrivet så att något kan föras in: en nyckel på varje rad, från radens början, mellan två rader ---",
                "the front matter isn't written so that anything can be put into it: one key on each line, from its beginning, between two lines of ---",
            ),
        }
    }
}
