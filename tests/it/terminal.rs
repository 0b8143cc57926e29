//! A secretary's session at a terminal: from an empty folder to an approved protocol, by answering
//! what is asked. The terminal is a pseudo-terminal, as a window gives it.
#![cfg(unix)]

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// How long the program may think before a question. Nothing waits this long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(120);

/// One run of the program at a terminal.
struct Terminal {
    child: std::process::Child,
    keys: File,
    screen: Receiver<Vec<u8>>,
    shown: String,
    /// Up to where the screen has been read.
    read: usize,
}

impl Terminal {
    fn start(dir: &Path, arguments: &[&str]) -> Terminal {
        let owner = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&owner).unwrap();
        unlockpt(&owner).unwrap();
        let name = ptsname(&owner, Vec::new()).unwrap();
        let name = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
        let line = OpenOptions::new()
            .read(true)
            .write(true)
            .open(name)
            .unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
        command
            .args(arguments)
            .current_dir(dir)
            .env_clear()
            .env("SAMVERKAN_LANG", "sv")
            .env("TERM", "dumb")
            .stdin(Stdio::from(line.try_clone().unwrap()))
            .stdout(Stdio::from(line.try_clone().unwrap()))
            .stderr(Stdio::from(line));
        let child = command.spawn().unwrap();
        // The last of this side's hands on the program's end: the screen ends with the program.
        drop(command);
        let keys = File::from(owner);
        let mut eye = keys.try_clone().unwrap();
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // On Linux a terminal that nobody holds any more is an error, elsewhere an end.
            while let Ok(count @ 1..) = eye.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Terminal {
            child,
            keys,
            screen,
            shown: String::new(),
            read: 0,
        }
    }

    /// Waits until the program asks `question`, and types `answer`.
    fn answer(&mut self, question: &str, answer: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.shown[self.read..].find(question) {
                self.read += at + question.len();
                break;
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.shown += &String::from_utf8_lossy(&bytes),
                Err(_) => {
                    let _ = self.child.kill();
                    panic!("{question:?} was never asked:\n{}", self.shown)
                }
            }
        }
        self.keys
            .write_all(format!("{answer}\n").as_bytes())
            .unwrap();
    }

    /// Waits until the program has ended well; what stood on the screen.
    fn end(mut self) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.screen.recv_timeout(left) {
                Ok(bytes) => self.shown += &String::from_utf8_lossy(&bytes),
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    let _ = self.child.kill();
                    panic!("it never ended:\n{}", self.shown)
                }
            }
        }
        let status = self.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{}", self.shown);
        self.shown.replace("\r\n", "\n")
    }
}

/// Runs the program without questions; what stood on the screen.
fn run(dir: &Path, arguments: &[&str]) -> String {
    Terminal::start(dir, arguments).end()
}

/// `check` has nothing to say, on the day after: later the assignment is overdue.
fn clean(dir: &Path, wanted: &str) {
    let screen = run(dir, &["check", "--as-of", "2024-03-06"]);
    assert!(screen.contains(wanted), "{screen}");
}

const FILLED_IN: [(&str, &str); 9] = [
    ("tid:  # {KLOCKSLAG}", "tid: 09:00-12:00"),
    ("\"{PLATS}\"", "Teams"),
    (
        "ordförande: \"{ORDFÖRANDE}\"",
        "ordförande: Anna Ek\njusterare: Bo Al",
    ),
    ("- \"{ORDFÖRANDE}\"", "- Anna Ek, Region Exempel"),
    ("- \"{LEDAMOT}\"", "- Bo Al, Öby kommun"),
    ("nästa-möte:  # {DATUM}", "nästa-möte: 2024-04-19"),
    (
        "Nästa möte är den {DATUM}.",
        "Nästa möte är den 19 april 2024.",
    ),
    // The first of two, and then the other.
    (
        "{TEXT}",
        "Länsgruppen beslutade\n\n- att godkänna dagordningen",
    ),
    (
        "{TEXT}",
        "Länsgruppen beslutade\n\n- att uppdra åt Öby kommun att redovisa en lägesbild, senast 2024-05-31",
    ),
];

#[test]
fn from_an_empty_folder_to_an_approved_protocol() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();

    let mut init = Terminal::start(dir, &["init"]);
    init.answer("Samverkans namn: ", "Samverkan i Exempellän");
    init.answer("Huvudman: ", "Region Exempel");
    init.answer("Huvudman: ", "Öby kommun");
    init.answer("Huvudman: ", "");
    init.answer("Första organets kod, som LSG: ", "lsg");
    init.answer("Organets namn: ", "Länsgruppen");
    init.answer("github, gitlab eller forgejo [github]: ", "");
    let screen = init.end();
    assert!(screen.contains("\nsamverkan.yaml\n"), "{screen}");
    clean(dir, "inga påpekanden");

    let mut new = Terminal::start(dir, &["new-protocol"]);
    new.answer("Organ [LSG]: ", "");
    new.answer("Datum: ", "2024-02-30");
    new.answer("Datum: ", "2024-02-29");
    new.answer("Sekreterare: ", "Eva By");
    let screen = new.end();
    assert!(screen.ends_with("\nlsg/2024-02-29.md\n"), "{screen}");

    let path = dir.join("lsg/2024-02-29.md");
    let mut text = fs::read_to_string(&path).unwrap();
    for (place, words) in FILLED_IN {
        assert!(text.contains(place), "{place}:\n{text}");
        text = text.replacen(place, words, 1);
    }
    assert!(!text.contains('{'), "{text}");
    fs::write(&path, text).unwrap();
    clean(dir, "inga påpekanden i 1 protokoll");

    let chair = "Anna Ek, ordförande, 2024-03-04 10:15";
    run(dir, &["approve", "LSG/2024-02-29", "--signature", chair]);
    let adjuster = "Bo Al, justerare, 2024-03-05 08:00";
    run(dir, &["approve", "LSG/2024-02-29", "--signature", adjuster]);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\nstatus: justerat\n"), "{text}");
    run(dir, &["verify"]);
    let extract = run(dir, &["extract", "LSG/2024-02-29/2"]);
    assert!(extract.contains("Rätt utdraget intygar"), "{extract}");
    run(
        dir,
        &[
            "export",
            "protocol",
            "LSG/2024-02-29",
            "-o",
            "protokoll.html",
        ],
    );
    let page = fs::read_to_string(dir.join("protokoll.html")).unwrap();
    assert!(
        page.contains("Anna Ek") && !page.contains("UTKAST"),
        "{page}"
    );
    clean(dir, "inga påpekanden i 1 protokoll");
    let decisions = run(dir, &["decisions", "--columns", "id,class"]);
    assert!(decisions.contains("LSG/2024-02-29/2:1"), "{decisions}");
}

#[test]
fn an_interrupted_answer_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut init = Terminal::start(dir.path(), &["init"]);
    // The end of input, as Ctrl-D at the beginning of a line.
    init.answer("Samverkans namn: ", "Samverkan i Exempellän");
    init.answer("Huvudman: ", "Region Exempel\n\u{4}");
    while let Ok(bytes) = init.screen.recv_timeout(PATIENCE) {
        init.shown += &String::from_utf8_lossy(&bytes);
    }
    assert_eq!(init.child.wait().unwrap().code(), Some(2), "{}", init.shown);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}
