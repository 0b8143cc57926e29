//! Carries out plans: the only place that changes files. Each file is written whole, beside
//! itself, and then renamed, so that nobody ever reads half of one; and only where it still is
//! what the plan was made from.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use super::failure::why;
use super::session::{Exit, Session};
use crate::lang::{Message, Text};
use crate::output::terminal::safe;
use crate::plan::{Change, ChangeKind, Plan};

/// What becomes of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// It is carried out, and the paths are printed.
    Write,
    /// It is carried out, and nothing is printed: stdout is for something else.
    Quiet,
    /// `--dry-run`: what would be done is printed.
    DryRun,
    /// `--check`: the same, and the run fails where something would be done.
    #[allow(dead_code, reason = "for a command whose --check lists files")]
    Check,
    /// `--diff`: the patch is printed.
    Diff,
}

/// Carries out `plan` below `root`, or says what it would do. Nothing is written unless all of it
/// could be when it began.
pub(super) fn apply(
    plan: &Plan,
    root: &Path,
    mode: Mode,
    session: &mut Session,
) -> anyhow::Result<Exit> {
    let targets = prepare(plan, root).map_err(|error| session.error(error.message()))?;
    if mode == Mode::Diff {
        let diff = plan.diff();
        // A patch must be exact, unless somebody looks at it.
        let shown = match session.world.stdout_is_terminal {
            true => safe(&diff),
            false => diff.into(),
        };
        session.out.write_all(shown.as_bytes())?;
        return Ok(Exit::Done);
    }
    let written = |done: usize| {
        Message::new(
            format!("{done} av {} filer hann ändras", targets.len()),
            format!("{done} of {} files were changed before that", targets.len()),
        )
    };
    for (done, (change, target)) in targets.iter().enumerate() {
        if matches!(mode, Mode::Write | Mode::Quiet)
            && let Err(error) = carry_out(change, target)
        {
            let error = session.error(error.message());
            return Err(match done {
                0 => error,
                _ => error.context(written(done).get(session.lang).to_owned()),
            });
        }
        let shown = session.shown(&root.join(&change.path));
        match mode {
            Mode::Quiet => {}
            Mode::Write => writeln!(session.out, "{shown}")?,
            _ => writeln!(
                session.out,
                "{} {shown}",
                would(&change.kind).get(session.lang)
            )?,
        }
    }
    match mode {
        Mode::Check if !plan.is_empty() => Ok(Exit::Found),
        _ => Ok(Exit::Done),
    }
}

fn would(kind: &ChangeKind) -> Text {
    match kind {
        ChangeKind::Create { .. } => Text::new("skulle skapa", "would create"),
        ChangeKind::Replace { .. } => Text::new("skulle ändra", "would change"),
        ChangeKind::Remove { .. } => Text::new("skulle ta bort", "would remove"),
    }
}

/// Why a plan can't be carried out.
#[derive(Debug)]
pub(super) enum ApplyError {
    /// The path, or a symbolic link in it, leads out of the root.
    Outside(PathBuf),
    /// Two changes of one file.
    Twice(PathBuf),
    /// A new file would take the place of another.
    Exists(PathBuf),
    /// The file isn't what it was when the plan was made.
    Changed(PathBuf),
    /// The system said no.
    System(PathBuf, io::Error),
}

impl ApplyError {
    /// One line: what is wrong and what to do.
    pub fn message(&self) -> Message {
        match self {
            ApplyError::Outside(path) => Message::new(
                format!(
                    "{} leder ut ur protokollsamlingen: ingenting skrivs dit",
                    path.display()
                ),
                format!(
                    "{} leads out of the archive: nothing is written there",
                    path.display()
                ),
            ),
            ApplyError::Twice(path) => Message::new(
                format!(
                    "två filer skulle heta {}: ge dem olika namn",
                    path.display()
                ),
                format!(
                    "two files would be called {}: give them different names",
                    path.display()
                ),
            ),
            ApplyError::Exists(path) => Message::new(
                format!(
                    "{} finns redan och skrivs inte över: flytta den först",
                    path.display()
                ),
                format!(
                    "{} exists already and isn't overwritten: move it first",
                    path.display()
                ),
            ),
            ApplyError::Changed(path) => Message::new(
                format!(
                    "{} har ändrats sedan den lästes: kör kommandot igen",
                    path.display()
                ),
                format!(
                    "{} has changed since it was read: run the command again",
                    path.display()
                ),
            ),
            ApplyError::System(path, error) => {
                let why = why(error);
                Message::new(
                    format!("kan inte skriva {}: {}", path.display(), why.sv),
                    format!("can't write {}: {}", path.display(), why.en),
                )
            }
        }
    }
}

/// Each change with its real path, by path; an error where one of them can't be done now.
fn prepare<'p>(plan: &'p Plan, root: &Path) -> Result<Vec<(&'p Change, PathBuf)>, ApplyError> {
    if plan.is_empty() {
        return Ok(Vec::new());
    }
    let system = |error| ApplyError::System(root.to_owned(), error);
    let root = fs::canonicalize(root).map_err(system)?;
    let mut targets = Vec::with_capacity(plan.changes.len());
    for change in &plan.changes {
        let target = target(&root, &change.path)?;
        expect_before(change, &target)?;
        targets.push((change, target));
    }
    targets.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    let mut reals: Vec<&PathBuf> = targets.iter().map(|(_, target)| target).collect();
    reals.sort();
    if let Some(pair) = reals.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(ApplyError::Twice(pair[0].clone()));
    }
    Ok(targets)
}

/// The real path of `path` below `root`, which is real. Links are followed within the root only.
fn target(root: &Path, path: &Path) -> Result<PathBuf, ApplyError> {
    let outside = || ApplyError::Outside(path.to_owned());
    let is_plain = |part: Component| matches!(part, Component::Normal(_));
    if path.as_os_str().is_empty() || !path.components().all(is_plain) {
        return Err(outside());
    }
    let mut real = root.to_owned();
    for part in path.components() {
        real.push(part);
        match fs::symlink_metadata(&real) {
            Ok(meta) if meta.is_symlink() => {
                real = fs::canonicalize(&real).map_err(|_| outside())?;
                if !real.starts_with(root) {
                    return Err(outside());
                }
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(ApplyError::System(path.to_owned(), error)),
        }
    }
    Ok(real)
}

/// Whether the file is what the plan was made from.
fn expect_before(change: &Change, target: &Path) -> Result<(), ApplyError> {
    let there = match fs::read(target) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(ApplyError::System(change.path.clone(), error)),
    };
    match (change.before(), there) {
        (None, Some(_)) => Err(ApplyError::Exists(change.path.clone())),
        (before, there) if before == there.as_deref() => Ok(()),
        _ => Err(ApplyError::Changed(change.path.clone())),
    }
}

fn carry_out(change: &Change, target: &Path) -> Result<(), ApplyError> {
    // Time has passed since all of them were looked at.
    expect_before(change, target)?;
    let done = match &change.kind {
        ChangeKind::Remove { .. } => fs::remove_file(target),
        ChangeKind::Replace { after, .. } => write_whole(target, |out| out.write_all(after)),
        ChangeKind::Create { after } => {
            let folder = target.parent().unwrap_or(target);
            fs::create_dir_all(folder).and_then(|()| write_new(target, after))
        }
    };
    done.map_err(|error| match (error.kind(), &change.kind) {
        (ErrorKind::AlreadyExists, ChangeKind::Create { .. }) => {
            ApplyError::Exists(change.path.clone())
        }
        _ => ApplyError::System(change.path.clone(), error),
    })
}

/// Writes the file that `target` is to be, whole or not at all. A file that was there keeps its
/// permissions; what isn't a file (a pipe, a device) is written into.
pub(super) fn write_whole(
    target: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let old = fs::metadata(target).ok();
    if old
        .as_ref()
        .is_some_and(|meta| !meta.is_file() && !meta.is_dir())
    {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(target)?);
        fill(&mut out)?;
        return out.flush();
    }
    if let Some(old) = &old {
        if old.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        // A rename asks only the folder; the file's own rights count as well.
        OpenOptions::new().write(true).open(target)?;
    }
    let draft = Draft::fill(target, fill)?;
    if let Some(old) = old {
        fs::set_permissions(&draft.path, old.permissions())?;
    }
    fs::rename(&draft.path, target)?;
    sync_folder(target);
    Ok(())
}

/// Writes a file that must not be there yet.
fn write_new(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = Draft::fill(target, |out| out.write_all(bytes))?;
    // A link fails where something stands, in the same instant; a rename would take its place.
    match fs::hard_link(&draft.path, target) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
        // Some file systems have no links.
        Err(_) if fs::symlink_metadata(target).is_err() => fs::rename(&draft.path, target)?,
        Err(_) => return Err(ErrorKind::AlreadyExists.into()),
    }
    sync_folder(target);
    Ok(())
}

/// A file that isn't yet what it will be called; goes away with its name unless renamed.
struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Writes a draft in the folder of `target` and sees that it is on the disk.
    fn fill(
        target: &Path,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<Draft> {
        const TRIES: u32 = 100;
        let folder = target.parent().unwrap_or(Path::new(""));
        let mut last = io::Error::from(ErrorKind::AlreadyExists);
        for number in 0..TRIES {
            let name = format!(".samverkan-{}-{number}.tmp", std::process::id());
            let path = folder.join(name);
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    let draft = Draft { path };
                    let mut out = BufWriter::new(file);
                    fill(&mut out)?;
                    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                    file.sync_all()?;
                    return Ok(draft);
                }
                Err(error) if error.kind() == ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After a rename there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

/// Sees that the new name is on the disk, where folders can be asked for that.
fn sync_folder(target: &Path) {
    if let Some(Ok(folder)) = target.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::ColorChoice;
    use crate::cli::env::World;
    use crate::cli::failure;
    use crate::lang::Lang;

    /// A folder with `a.md` and `lsg/b.md`.
    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("lsg")).unwrap();
        fs::write(dir.path().join("a.md"), "a\n").unwrap();
        fs::write(dir.path().join("lsg/b.md"), "b\n").unwrap();
        dir
    }

    /// What was printed, and how it ended or why it didn't.
    fn applied(plan: &Plan, root: &Path, mode: Mode) -> (String, Result<Exit, String>) {
        let world = World::empty(root);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut session = Session {
            world: &world,
            lang: Lang::En,
            color: ColorChoice::Never,
            archive_dir: None,
            out: &mut out,
            err: &mut err,
        };
        let result = apply(plan, root, mode, &mut session);
        let result = result.map_err(|error| failure::line(&error, Lang::En));
        (String::from_utf8(out).unwrap(), result)
    }

    /// Every file below `root` with what it holds.
    fn files(root: &Path) -> String {
        let mut files: Vec<String> = walkdir::WalkDir::new(root)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry
                    .path()
                    .strip_prefix(root)
                    .unwrap()
                    .display()
                    .to_string();
                format!(
                    "{path}={}",
                    fs::read_to_string(entry.path()).unwrap().trim_end()
                )
            })
            .collect();
        files.sort();
        files.join(" ")
    }

    fn three() -> Plan {
        let mut plan = Plan::new();
        plan.remove("lsg/b.md", "b\n");
        plan.replace("a.md", "a\n", "A\n");
        plan.create("svo/c.md", "c\n");
        plan
    }

    #[test]
    fn a_plan_is_written_and_its_paths_printed() {
        let dir = folder();
        let (out, result) = applied(&three(), dir.path(), Mode::Write);
        assert_eq!(
            (out.as_str(), result),
            ("a.md\nlsg/b.md\nsvo/c.md\n", Ok(Exit::Done))
        );
        assert_eq!(files(dir.path()), "a.md=A svo/c.md=c");
    }

    #[test]
    fn dry_runs_checks_and_diffs_write_nothing() {
        let dir = folder();
        let would = "would change a.md\nwould remove lsg/b.md\nwould create svo/c.md\n";
        let dry = applied(&three(), dir.path(), Mode::DryRun);
        assert_eq!(dry, (would.to_owned(), Ok(Exit::Done)));
        let check = applied(&three(), dir.path(), Mode::Check);
        assert_eq!(check, (would.to_owned(), Ok(Exit::Found)));
        let (diff, result) = applied(&three(), dir.path(), Mode::Diff);
        assert!(diff.contains("-a\n+A\n"), "{diff}");
        assert_eq!(result, Ok(Exit::Done));
        assert_eq!(files(dir.path()), "a.md=a lsg/b.md=b");
        let nothing = applied(&Plan::new(), dir.path(), Mode::Check);
        assert_eq!(nothing, (String::new(), Ok(Exit::Done)));
    }

    #[test]
    fn a_file_that_is_not_what_was_read_stops_all_of_it() {
        for (path, content, wanted) in [
            (
                "lsg/b.md",
                Some("other"),
                "lsg/b.md has changed since it was read: run the command again",
            ),
            (
                "a.md",
                None,
                "a.md has changed since it was read: run the command again",
            ),
            (
                "svo/c.md",
                Some("mine"),
                "svo/c.md exists already and isn't overwritten: move it first",
            ),
        ] {
            let dir = folder();
            let there = dir.path().join(path);
            fs::create_dir_all(there.parent().unwrap()).unwrap();
            match content {
                Some(content) => fs::write(&there, content).unwrap(),
                None => fs::remove_file(&there).unwrap(),
            }
            let before = files(dir.path());
            for mode in [Mode::Write, Mode::DryRun, Mode::Check, Mode::Diff] {
                let refused = applied(&three(), dir.path(), mode);
                assert_eq!(refused, (String::new(), Err(wanted.to_owned())));
            }
            assert_eq!(files(dir.path()), before);
        }
    }

    #[test]
    fn paths_stay_in_the_root_and_are_no_two() {
        let dir = folder();
        let root = dir.path().join("lsg");
        for path in [
            "../a.md",
            "x/../../a.md",
            "/tmp/samverkan-a.md",
            "",
            ".",
            "./x.md",
        ] {
            let mut plan = Plan::new();
            plan.create(path, "x");
            let error = applied(&plan, &root, Mode::Write).1.unwrap_err();
            assert!(
                error.ends_with("leads out of the archive: nothing is written there"),
                "{path}"
            );
        }
        let mut plan = Plan::new();
        plan.create("x.md", "1");
        plan.create("x.md", "2");
        let error = applied(&plan, &root, Mode::Write).1.unwrap_err();
        assert!(error.contains("two files would be called"), "{error}");
        assert_eq!(files(dir.path()), "a.md=a lsg/b.md=b");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_only() {
        use std::os::unix::fs::symlink;
        let dir = folder();
        let root = dir.path().join("lsg");
        fs::create_dir(root.join("in")).unwrap();
        symlink(dir.path(), root.join("out")).unwrap();
        symlink(dir.path().join("a.md"), root.join("a.md")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        symlink("in", root.join("same")).unwrap();
        symlink("b.md", root.join("b2.md")).unwrap();
        symlink("loop", root.join("loop")).unwrap();
        for path in [
            "out/new.md",
            "a.md",
            "dangling",
            "dangling/x.md",
            "loop",
            "loop/x.md",
        ] {
            let mut plan = Plan::new();
            plan.put(path, (path == "a.md").then(|| b"a\n".to_vec()), "x");
            let error = applied(&plan, &root, Mode::Write).1.unwrap_err();
            assert!(
                error.contains("leads out of the archive"),
                "{path}: {error}"
            );
        }
        let mut plan = Plan::new();
        plan.create("same/c.md", "c");
        plan.replace("b2.md", "b\n", "B");
        assert_eq!(applied(&plan, &root, Mode::Write).1, Ok(Exit::Done));
        assert!(root.join("b2.md").is_symlink());
        assert_eq!(files(dir.path()), "a.md=a lsg/b.md=B lsg/in/c.md=c");
        let mut plan = Plan::new();
        plan.replace("b.md", "B", "1");
        plan.replace("b2.md", "B", "2");
        let error = applied(&plan, &root, Mode::Write).1.unwrap_err();
        assert!(error.contains("two files would be called"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_no_draft_is_left() {
        use std::os::unix::fs::PermissionsExt;
        let dir = folder();
        let path = dir.path().join("a.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let mut plan = Plan::new();
        plan.replace("a.md", "a\n", "A");
        applied(&plan, dir.path(), Mode::Write).1.unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
        let full = write_whole(&path, |_| Err(ErrorKind::StorageFull.into()));
        assert_eq!(full.unwrap_err().kind(), ErrorKind::StorageFull);
        assert_eq!(files(dir.path()), "a.md=A lsg/b.md=b");
    }

    #[test]
    fn what_fails_halfway_says_how_far_it_came() {
        let dir = folder();
        let mut plan = Plan::new();
        plan.replace("a.md", "a\n", "A");
        plan.create("new.md", "1");
        plan.create("new.md/x.md", "2");
        let (out, result) = applied(&plan, dir.path(), Mode::Write);
        assert_eq!(out, "a.md\nnew.md\n");
        let error = result.unwrap_err();
        assert!(
            error.starts_with("2 of 3 files were changed before that: can't write new.md/x.md"),
            "{error}"
        );
    }

    #[test]
    fn a_new_file_takes_no_place_and_a_draft_takes_no_name() {
        let dir = folder();
        let error = write_new(&dir.path().join("a.md"), b"x").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        let stale = format!(".samverkan-{}-0.tmp", std::process::id());
        fs::write(dir.path().join(&stale), "left").unwrap();
        write_new(&dir.path().join("n.md"), b"n").unwrap();
        assert_eq!(fs::read_to_string(dir.path().join(&stale)).unwrap(), "left");
    }
}
