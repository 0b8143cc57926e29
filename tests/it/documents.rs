//! `export protocol` and `extract`: every protocol of the bundled archives in every format, the
//! commands as the binary runs them, and pages as a browser prints them.
//!
//! A browser is looked for in `CHROMIUM` and on the path. With `AXE`, the path of `axe.min.js`
//! from the npm package axe-core, the pages are checked for accessibility too.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use samverkan::archive::{self, Archive};
use samverkan::document::{Document, Selection, Templates, extract, protocol};
use samverkan::export::{document_html, document_markdown, document_text};
use samverkan::model::Kind;
use samverkan::parse::prose;

const ARCHIVES: [&str; 5] = [
    "protocols",
    "examples/exempellan",
    "examples/skane-nordvast",
    "examples/kalmar-lan",
    "examples/jamtland-harjedalen",
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn loaded(name: &str) -> Archive {
    let root = repository().join(name);
    archive::load(&root, &archive::Options::default()).unwrap()
}

/// The words of a text, whatever is between them.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).map(str::to_owned);
    words.collect()
}

/// What a browser shows of a page.
fn shown(page: &str) -> String {
    let body = &page[page.find("<body>").unwrap()..];
    let mut text = String::new();
    for part in body.split('<') {
        let (tag, rest) = part.split_once('>').unwrap_or(("", part));
        // Within a word there are no blocks.
        let inline = [
            "strong", "/strong", "em", "/em", "a", "/a", "code", "/code", "s", "/s",
        ];
        if !inline.contains(&tag.split(' ').next().unwrap()) {
            text.push(' ');
        }
        text.push_str(rest);
    }
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, c);
    }
    text
}

/// What a reader of Markdown is shown.
fn read(markdown: &str) -> String {
    let passages = prose::read(markdown, 0);
    let texts: Vec<String> = passages.iter().map(prose::Passage::text).collect();
    texts.join("\n")
}

fn in_every_format(document: &Document) -> [(&'static str, String); 3] {
    [
        ("html", shown(&document_html::page(document))),
        ("md", read(&document_markdown::text(document))),
        ("txt", document_text::text(document)),
    ]
}

#[test]
fn every_word_of_every_protocol_is_there_in_every_format() {
    let mut count = 0;
    for name in ARCHIVES {
        let archive = loaded(name);
        for file in &archive.protocols {
            let text = &file.source.text;
            let start = samverkan::parse::front_matter::split(text).map_or(0, |head| head.body);
            let passages = prose::read(text, start);
            let document = protocol(&archive, file, &Templates::default()).unwrap();
            for (format, written) in in_every_format(&document) {
                let mut there = std::collections::HashMap::<String, i32>::new();
                for word in words(&written) {
                    *there.entry(word).or_default() += 1;
                }
                for word in passages.iter().flat_map(|passage| words(&passage.text())) {
                    let left = there.entry(word.clone()).or_default();
                    *left -= 1;
                    let id = &file.protocol.id;
                    assert!(*left >= 0, "{name} {id} as {format} lacks \"{word}\"");
                }
            }
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn every_item_can_be_extracted() {
    let archive = loaded("examples/exempellan");
    for (at, file) in archive.protocols.iter().enumerate() {
        if file.protocol.kind == Kind::Summons {
            continue;
        }
        for (item, one) in file.protocol.items.iter().enumerate() {
            let selection = Selection {
                protocol: at,
                items: vec![item],
            };
            let document = extract(&archive, &selection, &Templates::default()).unwrap();
            for (format, written) in in_every_format(&document) {
                let written = words(&written).join(" ");
                for decision in &one.decisions {
                    let clause = words(&decision.text).join(" ");
                    assert!(written.contains(&clause), "{} as {format}", decision.id);
                }
                assert!(written.contains("Rätt utdraget intygar"));
            }
        }
    }
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// Exit code, stdout and stderr.
fn told(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run(dir, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\\', "/");
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// A copy of an archive to write in.
fn copy(name: &str) -> tempfile::TempDir {
    fn copy_folder(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let to = to.join(entry.file_name());
            match entry.file_type().unwrap().is_dir() {
                true => copy_folder(&entry.path(), &to),
                false => {
                    fs::copy(entry.path(), to).unwrap();
                }
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    copy_folder(&repository().join(name), dir.path());
    dir
}

#[test]
fn references_of_one_protocol_may_be_short() {
    let dir = repository().join("protocols");
    let title = |arguments: &[&str]| {
        let arguments = [&["extract"], arguments, &["--format", "txt"]].concat();
        let (code, out, err) = told(&dir, &arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        out.lines().nth(7).unwrap().to_owned()
    };
    let both = "Länssamverkansgruppen 17 februari 2023, § 4 och § 5";
    assert_eq!(title(&["LSG/2023-02-17/4", "/5"]), both);
    assert_eq!(title(&["LSG/2023-02-17/4", "5"]), both);
    assert_eq!(title(&["LSG/2023-02-17/5:1", "LSG/2023-02-17/4"]), both);
    assert_eq!(title(&["LSG/2023-02-17", "§ 4", "§", "5"]), both);
    let one = "Länssamverkansgruppen 17 februari 2023, § 4";
    assert_eq!(title(&["LSG", "2023-02-17", "§", "4"]), one);
    let (code, out, err) = told(&dir, &["extract", "LSG/2023-02-17", "--lang", "sv"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "fel: ett utdrag görs av en punkt: skriv till exempel LSG/2023-02-17/1\n"
    );
}

#[test]
fn each_item_with_receivers_becomes_a_file_and_none_is_overwritten() {
    let dir = copy("examples/exempellan");
    let each = ["extract", "BBU/2022-05-06", "--each", "--lang", "sv"];
    let with = |more: &[&str]| told(dir.path(), &[each.as_slice(), more].concat());
    let (code, out, err) = with(&["--dry-run"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.starts_with("skulle skapa utdrag/BBU-2022-05-06-"),
        "{out}"
    );
    assert!(!dir.path().join("utdrag").exists());
    let (code, out, _) = with(&["--format", "html"]);
    assert_eq!(code, 0);
    for path in out.lines() {
        let page = fs::read_to_string(dir.path().join(path)).unwrap();
        assert!(page.contains("Expedieras till"), "{path}");
        assert!(path.is_ascii());
    }
    let (code, _, err) = with(&["--format", "html"]);
    assert_eq!(code, 2);
    assert!(err.contains("finns redan och skrivs inte över"), "{err}");
    let (code, _, err) = with(&["-o", "bbu"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("där ligger protokollsamlingens egna filer"),
        "{err}"
    );
    let (code, out, _) = with(&["-o", "ny/mapp"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("ny/mapp/BBU-2022-05-06-"), "{out}");
    let (code, out, err) = told(
        dir.path(),
        &["extract", "SVO/2022-10-14", "--each", "--lang", "sv"],
    );
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.starts_with("ingen punkt har en rad"), "{err}");
}

#[test]
fn an_archive_has_its_own_letterhead_and_only_its_own_pictures() {
    let dir = copy("protocols");
    let mallar = dir.path().join("mallar");
    fs::create_dir(&mallar).unwrap();
    fs::write(
        mallar.join("brevhuvud.md"),
        "![Vapen](vapen.svg) ![Ute](../../ute.png) ![Borta](borta.png)\n\n**{{organ}}**\n",
    )
    .unwrap();
    fs::write(
        mallar.join("vapen.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    .unwrap();
    fs::write(mallar.join("protokoll.css"), "h1{color:#006}").unwrap();
    let export = [
        "export",
        "protocol",
        "LSG/2023-02-17",
        "--format",
        "html",
        "--lang",
        "sv",
    ];
    let (code, page, err) = told(dir.path(), &export);
    assert_eq!(code, 0, "{err}");
    assert!(page.contains("src=\"data:image/svg+xml;base64,PHN2Zy"));
    assert!(page.contains("alt=\"Vapen\"") && page.contains("[bild: Ute]"));
    assert!(page.contains("h1{color:#006}"));
    assert_eq!(
        err,
        "bilden mallar/borta.png finns inte: i stället står vad den föreställer\n"
    );
    fs::write(mallar.join("protokoll.md"), "{{rubriken}}").unwrap();
    let (code, out, err) = told(dir.path(), &export);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.starts_with("fel: mallar/protokoll.md har {{rubriken}}, som inte finns"),
        "{err}"
    );
}

#[test]
fn formats_come_from_the_ending_and_options_belong_to_something() {
    let dir = copy("protocols");
    let with = |more: &[&str]| {
        told(
            dir.path(),
            &[&["export", "protocol"], more, &["--lang", "en"]].concat(),
        )
    };
    assert_eq!(with(&["LSG/2023-02-17", "-o", "p.txt"]).1, "p.txt\n");
    assert!(
        fs::read_to_string(dir.path().join("p.txt"))
            .unwrap()
            .contains("§ 4 UPH-medel\n---")
    );
    let (code, _, err) = with(&["LSG/2023-02-17", "-o", "p.pdf"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("the ending of \"p.pdf\" means no format"),
        "{err}"
    );
    let (code, _, err) = with(&["LSG"]);
    assert_eq!(code, 2);
    assert!(err.contains("is for a protocol"), "{err}");
}

/// A browser that prints, where there is one.
fn chromium() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(path));
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    std::env::split_paths(&path)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

/// What the browser prints on stdout.
fn browse(browser: &Path, home: &Path, arguments: &[&str], page: &Path) -> Option<String> {
    let mut data = std::ffi::OsString::from("--user-data-dir=");
    data.push(home.join("browser"));
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
        ])
        .arg(data)
        .args(arguments)
        .arg(format!("file://{}", page.display()))
        .env("HOME", home)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Pages of every kind: approved and not, extracts, what people put in a text.
fn pages() -> Vec<(&'static str, String)> {
    let protocols = loaded("protocols");
    let archive = loaded("examples/exempellan");
    let none = Templates::default();
    let whole = |archive: &Archive, id: &str| {
        let file = archive
            .protocols
            .iter()
            .find(|file| file.protocol.id.0 == id)
            .unwrap();
        document_html::page(&protocol(archive, file, &none).unwrap())
    };
    let at = archive
        .protocols
        .iter()
        .position(|file| file.protocol.id.0 == "BBU/2022-05-06");
    let selection = Selection {
        protocol: at.unwrap(),
        items: vec![1, 2, 3],
    };
    let draft = archive
        .protocols
        .iter()
        .find(|file| protocol(&archive, file, &none).unwrap().stamp.is_some())
        .map(|file| file.protocol.id.0.clone())
        .unwrap();
    vec![
        ("protokoll", whole(&protocols, "LSG/2023-02-17")),
        ("utkast", whole(&archive, &draft)),
        (
            "utdrag",
            document_html::page(&extract(&archive, &selection, &none).unwrap()),
        ),
    ]
}

#[test]
fn pages_print_and_anybody_can_read_them() {
    let pages = pages();
    for (name, page) in &pages {
        for part in [
            "<html lang=\"sv\">",
            "<main>",
            "@page{size:A4",
            "counter(pages)",
            "break-after:avoid",
        ] {
            assert!(page.contains(part), "{name} lacks {part}");
        }
        assert!(
            !page.contains("<script") && !page.contains("url("),
            "{name}"
        );
        let mut above = 0;
        for (at, _) in page.match_indices("<h") {
            let Some(level) = page[at + 2..].chars().next().and_then(|c| c.to_digit(10)) else {
                continue;
            };
            assert!(level <= above + 1, "{name}: h{level} after h{above}");
            above = level;
        }
    }
    let Some(browser) = chromium() else {
        eprintln!("no Chromium is here: pages were not printed; set CHROMIUM to one");
        return;
    };
    let axe = std::env::var_os("AXE").map(|path| fs::read_to_string(path).unwrap());
    let dir = tempfile::tempdir().unwrap();
    for (name, page) in &pages {
        let path = dir.path().join(format!("{name}.html"));
        fs::write(&path, page).unwrap();
        let pdf = dir.path().join(format!("{name}.pdf"));
        let to = format!("--print-to-pdf={}", pdf.display());
        let Some(_) = browse(
            &browser,
            dir.path(),
            &[&to, "--no-pdf-header-footer"],
            &path,
        ) else {
            eprintln!(
                "{} doesn't run here: pages were not printed",
                browser.display()
            );
            return;
        };
        let bytes = fs::read(&pdf).unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{name}");
        assert!(bytes.len() > 10_000, "{name}: {} bytes", bytes.len());
        let Some(axe) = &axe else { continue };
        let script = format!(
            "<script>{axe}</script><script>axe.run().then(r=>{{document.title='axe '+r.passes.length+' '+JSON.stringify(r.violations.map(v=>[v.id,v.nodes.map(n=>n.html)]))}})</script></body>"
        );
        // The page's own policy would keep the checker out.
        let (before, policy) = page.split_once("<meta http-equiv").unwrap();
        let (_, after) = policy.split_once('>').unwrap();
        let checked = format!("{before}{after}").replace("</body>", &script);
        let path = dir.path().join(format!("{name}-axe.html"));
        fs::write(&path, checked).unwrap();
        let arguments = ["--dump-dom", "--virtual-time-budget=20000"];
        let dom = browse(&browser, dir.path(), &arguments, &path).unwrap();
        let title = dom.split("<title>").nth(1).unwrap();
        let title = title.split("</title>").next().unwrap();
        assert!(
            title.starts_with("axe ") && title.ends_with(" []"),
            "{name}: {title}"
        );
    }
}
