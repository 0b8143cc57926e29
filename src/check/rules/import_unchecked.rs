//! F012: an imported protocol that nobody has compared with its original yet.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::parse::import_comment::comment;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "F012",
    name: "import-unchecked",
    severity: Severity::Warning,
    title: Text::new(
        "inläst ur en annan fil och inte kontrollerad",
        "imported from another file and not checked",
    ),
    why: Text::new(
        "En inläsning tolkar: organisationer i en egen spalt paras med namnen, rubriker väljs efter utseende. Innan någon har jämfört med förlagan är det en gissning vad protokollet säger, och andra påpekanden kan bero på den.",
        "An import infers: organisations in a column of their own are paired with names, headings are told by their looks. Until somebody has compared it with the original, what the protocol says is a guess, and other findings may rest on it.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

<!-- Inläst ur protokoll.txt. Kontrollera mot förlagan och ta sedan bort den här rutan.
- närvarande: rad 77: 2 organisationer stod i en egen spalt och är parade med namnen i ordning
-->

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Lägesrapport

Rapporten visades.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

<!-- Skrivet efter bandupptagning. -->

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Lägesrapport

Rapporten visades.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(comment) = comment(&case.file.source.text) else {
        return;
    };
    let message = match comment.rows.len() {
        0 => Message::new(
            "protokollet är inläst ur en annan fil och inte kontrollerat",
            "the protocol is imported from another file and not checked",
        ),
        1 => Message::new(
            "protokollet är inläst ur en annan fil; en uppgift är tolkad och inte kontrollerad",
            "the protocol is imported from another file; one thing is inferred and not checked",
        ),
        count => Message::new(
            format!(
                "protokollet är inläst ur en annan fil; {count} uppgifter är tolkade och inte kontrollerade"
            ),
            format!(
                "the protocol is imported from another file; {count} things are inferred and not checked"
            ),
        ),
    };
    let finding = Finding::new(&RULE, case.place(comment.span), message)
        .about("import")
        .hint(Message::new(
            "jämför med förlagan i original/, rätta det som är fel och ta bort rutan (från <!-- till -->)",
            "compare with the original in original/, mend what is wrong and remove the comment (from <!-- to -->)",
        ));
    case.say(vec![finding], out);
}
