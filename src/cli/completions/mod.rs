//! `completions SHELL`: the script that a shell loads. At each TAB it asks the program what may
//! stand there, `samverkan completions --complete -- WORDS`, so that bodies, parties and protocols
//! are those of the archive at hand and nothing in the script grows old.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::command::{ARGUMENTS, ArgText, Command, Run, Section};
use super::language::Glance;
use super::session::{Exit, Session};
use crate::archive;
use crate::lang::Text;

mod candidates;

/// The shells, each with its script.
const SHELLS: [(&str, &str); 5] = [
    ("bash", include_str!("samverkan.bash")),
    ("zsh", include_str!("samverkan.zsh")),
    ("fish", include_str!("samverkan.fish")),
    ("powershell", include_str!("samverkan.ps1")),
    ("elvish", include_str!("samverkan.elv")),
];

#[derive(clap::Args)]
struct Args {
    #[arg(value_parser = PossibleValuesParser::new(SHELLS.map(|(name, _)| name)), required_unless_present = "complete")]
    shell: Option<String>,
    #[arg(long, hide = true)]
    complete: bool,
    #[arg(last = true, hide = true, requires = "complete")]
    words: Vec<OsString>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "completions",
    swedish: "komplettering",
    about: Text::new(
        "skript så att skalet fyller i kommandon, organ, huvudmän, regler och protokoll med TAB",
        "a script that lets the shell complete commands, bodies, parties, rules and protocols",
    ),
    more: Some(Text::new(
        "bash: source <(samverkan completions bash) i ~/.bashrc\nzsh: source <(samverkan completions zsh) i ~/.zshrc, efter compinit\nfish: samverkan completions fish > ~/.config/fish/completions/samverkan.fish\nPowerShell: samverkan completions powershell | Out-String | Invoke-Expression i $PROFILE\nElvish: eval (samverkan completions elvish | slurp) i ~/.config/elvish/rc.elv",
        "bash: source <(samverkan completions bash) in ~/.bashrc\nzsh: source <(samverkan completions zsh) in ~/.zshrc, after compinit\nfish: samverkan completions fish > ~/.config/fish/completions/samverkan.fish\nPowerShell: samverkan completions powershell | Out-String | Invoke-Expression in $PROFILE\nElvish: eval (samverkan completions elvish | slurp) in ~/.config/elvish/rc.elv",
    )),
    sections: &[Section {
        heading: ARGUMENTS,
        args: &[ArgText::value(
            "shell",
            Text::new("SKAL", "SHELL"),
            Text::new("skalet", "the shell"),
        )],
    }],
    args: Args::augment_args,
    run: Run::Own(run),
};

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    if !args.complete {
        let script = SHELLS
            .iter()
            .find(|(name, _)| args.shell.as_deref() == Some(name));
        let (_, script) = script.expect("clap takes only the names of shells");
        session.out.write_all(script.as_bytes())?;
        return Ok(Exit::Done);
    }
    // The words being typed say which archive and language, as they will when they are run. Where
    // there is no archive, there is nothing of it to complete, and nothing to say about it.
    let glance = Glance::of(&args.words);
    let lang = glance.language(session.world);
    let named = glance.archive.or(session.archive_dir.clone());
    let cwd = &session.world.cwd;
    let root = || archive::find_root(cwd, named.as_deref()).ok();
    let outline = || root().map(|root| archive::outline(&root));
    let words: Vec<String> = args
        .words
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    for candidate in candidates::of(&words, lang, &outline) {
        match candidate.about.as_str() {
            "" => writeln!(session.out, "{}", candidate.text)?,
            about => writeln!(session.out, "{}\t{about}", candidate.text)?,
        }
    }
    Ok(Exit::Done)
}
