//! `explain RULE` and `rules`: what a rule finds, why, and what it looks like.

use clap::{ArgMatches, Args as _, FromArgMatches};

use super::check::unknown_rule;
use super::command::{ARGUMENTS, ArgText, Command, Run, Section};
use super::session::{Exit, Session};
use crate::check::{self, Example, rules};
use crate::lang::Text;

#[derive(clap::Args)]
struct ExplainArgs {
    rule: String,
}

/// `explain`.
pub(super) static EXPLAIN: Command = Command {
    name: "explain",
    swedish: "förklara",
    about: Text::new(
        "vad en regel hittar, varför, och ett exempel på fel och rätt",
        "what a rule finds, why, and an example of wrong and right",
    ),
    more: None,
    sections: &[Section {
        heading: ARGUMENTS,
        args: &[ArgText::value(
            "rule",
            Text::new("REGEL", "RULE"),
            Text::new("regelns kod eller namn", "the rule's code or name"),
        )],
    }],
    args: ExplainArgs::augment_args,
    run: Run::Own(explain),
};

#[derive(clap::Args)]
struct RulesArgs {}

/// `rules`.
pub(super) static RULES: Command = Command {
    name: "rules",
    swedish: "regler",
    about: Text::new("alla regler, en på varje rad", "every rule, one a line"),
    more: None,
    sections: &[],
    args: RulesArgs::augment_args,
    run: Run::Own(list),
};

fn explain(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = ExplainArgs::from_arg_matches(matches)?;
    let Some(check) = rules::find(&args.rule) else {
        return Err(session.error(unknown_rule(&args.rule)));
    };
    let lang = session.lang;
    let rule = check.rule;
    writeln!(
        session.out,
        "{} {} ({})\n",
        rule.code,
        rule.name,
        rule.severity.text().get(lang)
    )?;
    writeln!(session.out, "{}\n", first_upper(rule.title.get(lang)))?;
    writeln!(session.out, "{}", rule.why.get(lang))?;
    if let Some(need) = check.needs {
        let reads = Text::new(
            "Läser i överenskommelsens data",
            "Reads in the agreement's data",
        )
        .get(lang);
        writeln!(session.out, "\n{reads}: {}", need.text().get(lang))?;
    }
    if let check::Run::Change(change) = &check.run {
        example(
            Text::new("Före ändringen:", "Before the change:").get(lang),
            change.before,
            session,
        )?;
    }
    let wrong = Text::new("Fel:", "Wrong:").get(lang);
    let right = Text::new("Rätt:", "Right:").get(lang);
    example(wrong, check.bad, session)?;
    example(right, check.good, session)?;
    Ok(Exit::Done)
}

fn example(heading: &str, files: &[Example], session: &mut Session) -> anyhow::Result<()> {
    writeln!(session.out, "\n{heading}")?;
    for file in files {
        writeln!(session.out, "\n  {}", file.path)?;
        for line in file.text.lines() {
            writeln!(session.out, "    {line}")?;
        }
    }
    Ok(())
}

fn first_upper(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn list(_: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    for check in rules::ALL {
        let rule = check.rule;
        let severity = rule.severity.text().get(session.lang);
        writeln!(
            session.out,
            "{}  {severity:<7}  {:<32}  {}",
            rule.code,
            rule.name,
            rule.title.get(session.lang)
        )?;
    }
    Ok(Exit::Done)
}
