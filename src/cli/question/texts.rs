//! The texts of the arguments that every question takes.

use crate::cli::command::{ARGUMENTS, ArgText, Section};
use crate::lang::Text;

const NAME: Text = Text::new("NAMN", "NAME");
const TIME: Text = Text::new("TID", "PERIOD");

/// The texts of [`super::Args`].
pub(super) static SECTIONS: [Section; 3] = [
    Section {
        heading: ARGUMENTS,
        args: &[ArgText::value(
            "query",
            Text::new("FRÅGA", "QUERY"),
            Text::new(
                "samma urval på en rad: 'organ:LSG (text:UPH ELLER text:SIP) datum:2023..'",
                "the same filters in one line: 'body:LSG (text:UPH OR text:SIP) date:2023..'",
            ),
        )],
    },
    Section {
        heading: Text::new(
            "Urval (flera gäller alla; samma flera gånger: någon)",
            "Filters (several: all of them; one several times: any)",
        ),
        args: &[
            ArgText::value(
                "body",
                Text::new("ORGAN", "BODY"),
                Text::new("organets kod eller namn", "code or name of the body"),
            ),
            ArgText::value(
                "from",
                TIME,
                Text::new(
                    "från och med: 2023, 2023-02, 2023Q1 eller 2023-02-17",
                    "from and with: 2023, 2023-02, 2023Q1 or 2023-02-17",
                ),
            ),
            ArgText::value("to", TIME, Text::new("till och med", "to and with")),
            ArgText::value(
                "year",
                Text::new("ÅR", "YEAR"),
                Text::new("året", "the year"),
            ),
            ArgText::value(
                "period",
                TIME,
                Text::new(
                    "månad, kvartal, halvår, vecka: 2023-02, 2023Q1, 2023H1, 2023W12",
                    "month, quarter, half-year, week: 2023-02, 2023Q1, 2023H1, 2023W12",
                ),
            ),
            ArgText::value(
                "party",
                Text::new("HUVUDMAN", "PARTY"),
                Text::new("huvudmannens namn", "name of the party"),
            ),
            ArgText::value(
                "person",
                NAME,
                Text::new("personens namn", "name of the person"),
            ),
            ArgText::value("receiver", NAME, Text::new("mottagaren", "the receiver")),
            ArgText::value(
                "waiting",
                NAME,
                Text::new(
                    "den som ännu inte har återrapporterat",
                    "who hasn't reported back yet",
                ),
            ),
            ArgText::value(
                "matter",
                Text::new("ÄRENDE", "MATTER"),
                Text::new(
                    "ärendets namn eller diarienummer",
                    "name or registry number of the matter",
                ),
            ),
            ArgText::value(
                "class",
                Text::new("SLAG", "CLASS"),
                Text::new("slaget", "the class"),
            ),
            ArgText::value(
                "status",
                Text::new("STATUS", "STATUS"),
                Text::new("status", "the status"),
            ),
            ArgText::flag("open", Text::new("bara öppna", "open ones only")),
            ArgText::flag("overdue", Text::new("bara försenade", "overdue ones only")),
            ArgText::value(
                "text",
                Text::new("REGEX", "REGEX"),
                Text::new(
                    "reguljärt uttryck som texten innehåller",
                    "regular expression that the text holds",
                ),
            ),
            ArgText::value(
                "as_of",
                Text::new("DAG", "DATE"),
                Text::new(
                    "som det var den dagen: möten till och med den, dess ledamöter och regler",
                    "as it was that day: meetings up to and with it, its members and rules",
                ),
            ),
            ArgText::flag(
                "planned",
                Text::new(
                    "i meetings: möten som är planerade, ett år framåt eller till och med --to",
                    "in meetings: those planned, a year ahead or to and with --to",
                ),
            ),
            ArgText::flag(
                "all",
                Text::new(
                    "också det som annars utelämnas",
                    "also what is left out otherwise",
                ),
            ),
        ],
    },
    Section {
        heading: Text::new("Svaret", "The answer"),
        args: &[
            ArgText::value(
                "columns",
                Text::new("A,B,C", "A,B,C"),
                Text::new("kolumner, i den ordningen", "columns, in that order"),
            ),
            ArgText::value(
                "sort",
                Text::new("KOLUMN", "COLUMN"),
                Text::new(
                    "ordning; -KOLUMN vänder på den",
                    "order; -COLUMN turns it round",
                ),
            ),
            ArgText::value(
                "limit",
                Text::new("N", "N"),
                Text::new("högst så många rader", "at most that many rows"),
            ),
            ArgText::flag("count", Text::new("bara antalet", "only how many")),
            ArgText::value(
                "group_by",
                Text::new("KOLUMN", "COLUMN"),
                Text::new(
                    "antal för varje värde i kolumnen",
                    "how many for each value of the column",
                ),
            ),
            ArgText::value(
                "by",
                Text::new("VAD", "WHAT"),
                Text::new(
                    "närvaro för varje huvudman (annars), person eller möte; rekommendationer var för sig (annars) eller för varje huvudman",
                    "attendance by party (otherwise), person or meeting; recommendations one by one (otherwise) or by party",
                ),
            ),
            ArgText::flag(
                "matrix",
                Text::new(
                    "rekommendationer mot huvudmän, med det som saknas",
                    "recommendations against parties, with what is missing",
                ),
            ),
            ArgText::value(
                "format",
                Text::new("FORMAT", "FORMAT"),
                Text::new("svarets format", "format of the answer"),
            ),
            ArgText::value(
                "output",
                Text::new("FIL", "FILE"),
                Text::new(
                    "skriv till filen, i det format ändelsen säger",
                    "write to the file, in the format of its ending",
                ),
            ),
        ],
    },
];

/// What the help says after them.
pub(super) const MORE: Text = Text::new(
    "I en FRÅGA binder INTE före OCH, OCH före ELLER; ord som står bredvid varandra gäller båda. Ett ord utan fält söks i texten. Inget i protokollsamlingen skrivs över med --output.",
    "In a QUERY, NOT binds before AND, AND before OR; words beside each other both apply. A word without a field is looked for in the text. Nothing in the archive is overwritten with --output.",
);
