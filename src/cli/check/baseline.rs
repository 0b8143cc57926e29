//! `--baseline` and `--write-baseline`: findings accepted by their number.

use anyhow::Context as _;

use super::Args;
use crate::check::baseline::Baseline;
use crate::cli::apply;
use crate::cli::session::Session;
use crate::finding::Finding;

/// Hides what the baseline accepts, now and before, says what of it is mended, and writes a new one
/// if asked.
pub(super) fn baseline(
    args: &Args,
    findings: &mut Vec<Finding>,
    before: &mut Vec<Finding>,
    session: &mut Session,
) -> anyhow::Result<()> {
    let mut new = Baseline::from_findings(findings.iter());
    if let Some(path) = &args.baseline {
        let whole = session.world.cwd.join(path);
        let text = std::fs::read_to_string(&whole).with_context(|| session.shown(&whole))?;
        let old = Baseline::parse(&text).map_err(|error| session.error(error.message()))?;
        let applied = old.apply(findings);
        old.apply(before);
        for gone in &applied.gone {
            session.note(&gone.message());
        }
        new = applied.pruned;
    }
    if let Some(path) = &args.write_baseline {
        let whole = session.world.cwd.join(path);
        let text = new.to_text();
        apply::write_whole(&whole, |out| out.write_all(text.as_bytes()))
            .with_context(|| session.shown(&whole))?;
        let shown = session.shown(&whole);
        writeln!(session.out, "{shown}")?;
    }
    Ok(())
}
