//! Which language the program speaks: `--lang`, `SAMVERKAN_LANG`, the archive's `språk`, the
//! locale, English; whoever says first. Also what must be known of the arguments before they are
//! parsed, since a complaint about them needs a language.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use super::args::ColorChoice;
use super::env::World;
use crate::lang::Lang;
use crate::{archive, yaml};

/// What the arguments say, read without understanding them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Glance {
    /// The word of `--lang`.
    pub lang: Option<String>,
    /// `--color`.
    pub color: ColorChoice,
    /// The folder of `--archive`.
    pub archive: Option<PathBuf>,
    /// The first word that is no option: the command.
    pub command: Option<String>,
}

impl Glance {
    /// Reads `arguments`, which begin after the name of the program, up to `--`.
    pub fn of(arguments: &[OsString]) -> Glance {
        let mut glance = Glance::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let Some(text) = argument.to_str() else {
                continue;
            };
            if text == "--" {
                break;
            }
            let (name, value) = match text.split_once('=') {
                Some((name, value)) if text.starts_with("--") => (name, Some(OsStr::new(value))),
                _ => (text, None),
            };
            if !matches!(name, "--lang" | "--archive" | "--color") {
                if glance.command.is_none() && !text.starts_with('-') {
                    glance.command = Some(text.to_owned());
                }
                continue;
            }
            let value = value.or_else(|| arguments.next().map(OsString::as_os_str));
            match (name, value) {
                ("--lang", Some(value)) => glance.lang = value.to_str().map(str::to_owned),
                ("--color", Some(value)) => {
                    let choice = value.to_str().and_then(ColorChoice::from_name);
                    glance.color = choice.unwrap_or_default();
                }
                ("--archive", Some(value)) => glance.archive = Some(PathBuf::from(value)),
                _ => {}
            }
        }
        glance
    }

    /// The language to speak.
    pub fn language(&self, world: &World) -> Lang {
        let asked = self.lang.as_deref().and_then(of_locale);
        asked
            .or_else(|| of_locale(world.variable("SAMVERKAN_LANG")?))
            .or_else(|| self.of_archive(world))
            .or_else(|| locale(world))
            .unwrap_or_default()
    }

    /// `språk` of the archive. Only that line: a whole archive is too much to read for a help
    /// text, and an archive in disorder still has a language.
    fn of_archive(&self, world: &World) -> Option<Lang> {
        let named = self.archive.as_ref().map(|dir| world.cwd.join(dir));
        let root = archive::find_root(&world.cwd, named.as_deref()).ok()?;
        let text = std::fs::read_to_string(root.join("samverkan.yaml")).ok()?;
        of_locale(yaml::read(&text, 0).root.get("språk")?.as_text()?)
    }
}

/// The first variable that is set decides, even for a language that isn't spoken here.
fn locale(world: &World) -> Option<Lang> {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    of_locale(names.into_iter().find_map(|name| world.variable(name))?)
}

/// `sv`, `sv_SE.UTF-8`, `en-GB`; nothing for other languages.
fn of_locale(name: &str) -> Option<Lang> {
    let language = name.split(['_', '-', '.', '@']).next()?;
    match language.to_ascii_lowercase().as_str() {
        "sv" => Some(Lang::Sv),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(line: &str) -> Glance {
        Glance::of(&line.split(' ').map(OsString::from).collect::<Vec<_>>())
    }

    fn nowhere() -> World {
        World::empty("/no such folder")
    }

    #[test]
    fn a_glance_sees_options_before_and_after_the_command() {
        let seen = glance("--archive a decisions --lang=sv LSG --archive=b -- --lang en");
        assert_eq!(seen.command.as_deref(), Some("decisions"));
        assert_eq!(seen.lang.as_deref(), Some("sv"));
        assert_eq!(seen.archive, Some(PathBuf::from("b")));
        assert_eq!(
            glance("--color never -h beslut").command.as_deref(),
            Some("beslut")
        );
        assert_eq!(glance("--lang"), Glance::default());
    }

    #[test]
    fn who_says_first_decides() {
        let world = nowhere().with("LANG", "sv_SE.UTF-8");
        assert_eq!(glance("x").language(&nowhere()), Lang::En);
        assert_eq!(glance("x").language(&world), Lang::Sv);
        assert_eq!(glance("--lang en").language(&world), Lang::En);
        assert_eq!(glance("--lang fi").language(&world), Lang::Sv);
        let world = world.with("LC_ALL", "C");
        assert_eq!(glance("x").language(&world), Lang::En);
        let world = world.with("SAMVERKAN_LANG", "sv");
        assert_eq!(glance("x").language(&world), Lang::Sv);
        let world = nowhere().with("LC_MESSAGES", "de_DE").with("LANG", "sv_SE");
        assert_eq!(glance("x").language(&world), Lang::En);
    }

    #[test]
    fn the_archive_speaks_before_the_locale() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("samverkan.yaml");
        std::fs::write(&file, "namn: X\nspråk: sv # eller en\n").unwrap();
        let world = World::empty(dir.path()).with("LANG", "en_GB");
        assert_eq!(glance("x").language(&world), Lang::Sv);
        let elsewhere = nowhere().with("LANG", "en_GB");
        let named = format!("--archive={}", dir.path().display());
        assert_eq!(glance(&named).language(&elsewhere), Lang::Sv);
        std::fs::write(&file, [0xff, 0xfe]).unwrap();
        assert_eq!(glance("x").language(&world), Lang::En);
    }
}
