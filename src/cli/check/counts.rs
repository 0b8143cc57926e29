//! What is told of findings and rules in numbers, instead of one by one.

use crate::archive::Archive;
use crate::check::{self, coverage, rules};
use crate::cli::session::Session;
use crate::finding::Finding;
use crate::lang::{Lang, Message, Text};
use crate::rule::Rule;

/// How many findings each rule has, the most first.
pub(super) fn statistics(findings: &[Finding], session: &mut Session) -> anyhow::Result<()> {
    let mut counts: Vec<(&'static Rule, usize)> = Vec::new();
    for finding in findings {
        match counts
            .iter_mut()
            .find(|(rule, _)| rule.code == finding.rule.code)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((finding.rule, 1)),
        }
    }
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), rule.code));
    for (rule, count) in counts {
        writeln!(session.out, "{count:>6}  {}  {}", rule.code, rule.name)?;
    }
    Ok(())
}

pub(super) fn explain_coverage(
    archive: &Archive,
    compared: bool,
    session: &mut Session,
) -> anyhow::Result<()> {
    let lang = session.lang;
    let mut lines: Vec<(&'static Rule, String)> = Vec::new();
    for one in coverage(archive) {
        let bodies: Vec<&str> = one
            .bodies
            .iter()
            .map(|body| body.code.value.as_str())
            .collect();
        let need = one.need.text().get(lang);
        let line = match lang {
            Lang::Sv => format!("ingen {need} angiven för {}", bodies.join(", ")),
            Lang::En => format!("no {need} given for {}", bodies.join(", ")),
        };
        lines.push((one.rule, line));
    }
    if lines.is_empty() {
        let all = Text::new(
            "varje regel har något att pröva mot, för varje organ",
            "every rule has something to check against, for every body",
        );
        writeln!(session.out, "{}", all.get(lang))?;
    }
    let about_changes = |check: &&&check::Check| matches!(check.run, check::Run::Change(_));
    for check in rules::ALL
        .iter()
        .filter(|check| !compared && about_changes(check))
    {
        let nothing = Text::new(
            "inget att jämföra med: ange --since",
            "nothing to compare with: give --since",
        );
        lines.push((check.rule, nothing.get(lang).to_owned()));
    }
    for (rule, line) in lines {
        writeln!(session.out, "{} {}: {line}", rule.code, rule.name)?;
    }
    Ok(())
}

/// How many findings were there before, and how many are gone; nothing where there are none.
pub(super) fn compared(reference: &str, known: usize, gone: usize) -> Option<Message> {
    let mut sv = Vec::new();
    let mut en = Vec::new();
    match known {
        0 => {}
        1 => {
            sv.push("1 påpekande fanns redan och visas inte".to_owned());
            en.push("1 finding was there already and isn't shown".to_owned());
        }
        _ => {
            sv.push(format!("{known} påpekanden fanns redan och visas inte"));
            en.push(format!(
                "{known} findings were there already and aren't shown"
            ));
        }
    }
    if gone > 0 {
        let is = if gone == 1 { "is" } else { "are" };
        sv.push(format!("{gone} är borta"));
        en.push(format!("{gone} {is} gone"));
    }
    (known + gone > 0).then(|| {
        Message::new(
            format!("jämfört med {reference}: {}", sv.join(", ")),
            format!("compared with {reference}: {}", en.join(", ")),
        )
    })
}
