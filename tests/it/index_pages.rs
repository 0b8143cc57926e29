//! The generated pages: every link leads somewhere, whatever documents say is text, and nothing
//! that people wrote is lost. Texts in, texts out.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use samverkan::archive::{self, Archive, Memory, load_from};
use samverkan::index::{Existing, Page, Refusal, may_be_page, pages, update};
use samverkan::lang::Lang;
use samverkan::plan::{ChangeKind, Plan};

use crate::answers::archives;

fn memory(files: &[(&str, &str)]) -> Arc<Archive> {
    let files = Memory::new(files.iter().copied());
    Arc::new(load_from(&files, &archive::Options::default()))
}

/// The files after a plan.
fn after(existing: &Existing, plan: &Plan) -> Existing {
    let mut files = existing.clone();
    for change in &plan.changes {
        let name = change.path.to_str().unwrap().to_owned();
        match &change.kind {
            ChangeKind::Create { after } => assert!(files.insert(name, after.clone()).is_none()),
            ChangeKind::Replace { before, after } => {
                assert_eq!(files.insert(name, after.clone()).as_ref(), Some(before));
            }
            ChangeKind::Remove { before } => assert_eq!(files.remove(&name).as_ref(), Some(before)),
        }
    }
    files
}

/// The pages as files.
fn written(archive: &Arc<Archive>) -> Existing {
    let plan = update(&pages(archive, None), &Existing::new(), Lang::Sv).unwrap();
    after(&Existing::new(), &plan)
}

fn text<'f>(files: &'f Existing, name: &str) -> &'f str {
    let bytes = files
        .get(name)
        .unwrap_or_else(|| panic!("{name} of {:?}", files.keys()));
    std::str::from_utf8(bytes).unwrap()
}

/// Every destination of a page.
fn destinations(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES);
    events
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect()
}

/// The bytes that `%C3%A5` stands for.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next().unwrap(), rest.next().unwrap()];
        let digits = std::str::from_utf8(&digits).unwrap();
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
    }
    String::from_utf8(bytes).unwrap()
}

/// The anchors of a file whose headings have no markup but emphasis, made line by line: what all
/// three hosts make of such.
fn plain_anchors(text: &str) -> BTreeSet<String> {
    let body = match text.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---\n").map_or("", |(_, body)| body),
        None => text,
    };
    let lines: Vec<&str> = body.lines().collect();
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut anchors = BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        let underline = lines.get(at + 1).is_some_and(|next| {
            let is_rule = |sign| next.len() > 1 && next.trim_end().chars().all(|c| c == sign);
            is_rule('=') || is_rule('-')
        });
        let heading = match line.trim_start_matches('#') {
            rest if rest.len() < line.len() && rest.starts_with(' ') => rest.trim(),
            _ if underline && !line.trim().is_empty() => line.trim(),
            _ => continue,
        };
        let kept = heading.to_lowercase();
        let kept = kept
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        let slug = kept.collect::<String>().replace(' ', "-");
        let count = seen.entry(slug.clone()).or_default();
        anchors.insert(match *count {
            0 => slug,
            count => format!("{slug}-{count}"),
        });
        *count += 1;
    }
    anchors
}

#[test]
fn every_link_leads_to_a_file_and_a_heading_of_it() {
    let mut followed = 0;
    let mut with_anchor = 0;
    for (folder, archive) in archives() {
        let files = written(&archive);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder);
        for (name, bytes) in &files {
            for to in destinations(std::str::from_utf8(bytes).unwrap()) {
                let (path, anchor) = to.split_once('#').unwrap_or((&to, ""));
                let path = decoded(path);
                followed += 1;
                if files.contains_key(&path) {
                    assert_eq!(anchor, "", "{folder}/{name}: {to}");
                    continue;
                }
                let there = fs::read_to_string(root.join(&path));
                let there = there.unwrap_or_else(|_| panic!("{folder}/{name}: {to}"));
                if let Some(line) = anchor.strip_prefix('L').filter(|_| path.ends_with(".yaml")) {
                    let line: usize = line.parse().unwrap();
                    assert!(line <= there.lines().count(), "{folder}/{name}: {to}");
                } else if !anchor.is_empty() {
                    with_anchor += 1;
                    let anchors = plain_anchors(&there);
                    assert!(
                        anchors.contains(anchor),
                        "{folder}/{name}: {to} {anchors:?}"
                    );
                }
            }
        }
    }
    assert!(
        followed > 700 && with_anchor > 300,
        "{followed}, {with_anchor}"
    );
}

#[test]
fn a_second_run_writes_nothing() {
    for (folder, archive) in archives() {
        let files = written(&archive);
        let lang = archive.collaboration.lang.unwrap_or(Lang::Sv);
        let again = update(&pages(&archive, None), &files, lang).unwrap();
        assert!(again.is_empty() || lang != Lang::Sv, "{folder}");
    }
}

/// The pages beside the archives of this repository are those of today's program.
#[test]
fn the_pages_of_the_repository_are_current() {
    let renew = std::env::var_os("RENEW").is_some();
    let mut wrong = String::new();
    for (folder, archive) in archives() {
        if folder != "protocols" && folder != "examples/exempellan" {
            continue;
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder);
        let mut existing = Existing::new();
        for entry in fs::read_dir(&root).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if may_be_page(&name) {
                existing.insert(name, fs::read(entry.path()).unwrap());
            }
        }
        let plan = update(&pages(&archive, None), &existing, Lang::Sv).unwrap();
        if !renew {
            wrong += &plan.diff();
            continue;
        }
        for change in &plan.changes {
            match change.after() {
                Some(bytes) => fs::write(root.join(&change.path), bytes).unwrap(),
                None => fs::remove_file(root.join(&change.path)).unwrap(),
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\n`RENEW=1 cargo test index_pages` writes them; read them"
    );
}

const CONFIG: &str = "namn: Prov\nspråk: sv\nhuvudmän:\n  - {namn: Region Prov, slag: region}\n  - {namn: Alby kommun, slag: kommun}\n";
const LSG: &str =
    "kod: LSG\nnamn: Länsgruppen\nledamöter:\n  - {namn: Ada Alm, huvudman: Region Prov}\n";
const FIRST: &str = "---\norgan: LSG\ndatum: 2023-02-17\n---\n\n# Protokoll\n\n## § 1 Stöd\n\nGruppen beslutade\n\n- att uppdra åt Alby kommun att återkomma senast 2023-03-01\n";
const SECOND: &str = "---\norgan: LSG\ndatum: 2023-04-21\n---\n\n# Protokoll\n\n## § 1 Stöd\n\n- Avslutar: LSG/2023-02-17/1:1\n\nAlby kommun återkom.\n";

fn small() -> Arc<Archive> {
    memory(&[
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", LSG),
        ("lsg/2023-02-17.md", FIRST),
        ("lsg/2023-04-21.md", SECOND),
    ])
}

/// The content of the page of that name.
fn page(pages: &[Page], name: &str) -> String {
    let found = pages.iter().find(|page| page.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).content.clone()
}

#[test]
fn a_small_archive_whole() {
    insta::assert_snapshot!(page(&pages(&small(), None), "INDEX.md"), @r"
    # Prov

    Läget den 2023-04-21, dagen för det senaste mötet.

    [Beslut](BESLUT.md) · [Balanslista](BALANSLISTA.md) · [Rekommendationer](REKOMMENDATIONER.md) · [Närvaro](NARVARO.md) · [Organen i en bild](ORGAN.md)

    ## Organ

    | Kod | Namn | Möten | Senaste möte | Öppna uppdrag | Försenade |
    | --- | --- | ---: | --- | ---: | ---: |
    | [LSG](ORGAN-LSG.md) | Länsgruppen | 2 | 2023-04-21 | 0 | 0 |

    ## Senaste möten

    | Id | Titel | Beslut |
    | --- | --- | ---: |
    | [LSG/2023-04-21](lsg/2023-04-21.md) | Protokoll | 0 |
    | [LSG/2023-02-17](lsg/2023-02-17.md) | Protokoll | 1 |

    ## Försenade uppdrag

    Öppna uppdrag: 0. Försenade: 0. [Alla öppna](BALANSLISTA.md)
    ");
}

#[test]
fn a_day_is_chosen_and_what_came_later_is_not_there() {
    let chosen = pages(&small(), Some("2023-03-15".parse().unwrap()));
    let overview = page(&chosen, "INDEX.md");
    assert!(overview.contains("Läget den 2023-03-15.\n"), "{overview}");
    assert!(!overview.contains("2023-04-21"), "{overview}");
    insta::assert_snapshot!(page(&chosen, "BALANSLISTA.md"), @r"
    # Balanslista

    [Till översikten](INDEX.md) · Läget den 2023-03-15.

    ## Väntar på

    | Mottagare | Öppna | Försenade | Vilka |
    | --- | ---: | ---: | --- |
    | Alby kommun | 1 | 1 | [LSG/2023-02-17/1:1](lsg/2023-02-17.md#-1-stöd) |

    ## LSG

    | Id | Uppdrag | Väntar på | Senast | Läge |
    | --- | --- | --- | --- | --- |
    | [LSG/2023-02-17/1:1](lsg/2023-02-17.md#-1-stöd) | att uppdra åt Alby kommun att återkomma senast 2023-03-01 | Alby kommun | 2023-03-01 | försenat |
    ");
}

#[test]
fn an_archive_without_bodies_or_meetings_has_its_pages() {
    for files in [
        vec![("samverkan.yaml", "namn: Prov\nspråk: en\n")],
        vec![("samverkan.yaml", "")],
        vec![("samverkan.yaml", CONFIG), ("organ/lsg.yaml", LSG)],
        vec![],
    ] {
        let archive = memory(&files);
        let all = pages(&archive, None);
        assert!(all.len() >= 6, "{files:?}");
        assert!(
            all.iter()
                .all(|page| page.name.is_ascii() && may_be_page(&page.name))
        );
    }
    let english = memory(&[("samverkan.yaml", "namn: Prov\nspråk: en\n")]);
    let overview = page(&pages(&english, None), "INDEX.md");
    assert!(overview.contains("No meetings yet.\n") && overview.contains("No bodies."));
    let members = memory(&[("samverkan.yaml", CONFIG), ("organ/lsg.yaml", LSG)]);
    assert!(page(&pages(&members, None), "ORGAN-LSG.md").contains("[Ada Alm](organ/lsg.yaml#L4)"));
}

#[test]
fn the_host_decides_the_anchors() {
    let protocol = FIRST.replace("§ 1 Stöd", "§ 1 Se [läget](x.md)");
    for (host, anchor) in [
        ("github", "-1-se-läget"),
        ("gitlab", "-1-se-läget"),
        ("forgejo", "-1-se-lägetxmd"),
    ] {
        let config = format!("{CONFIG}git-värd: {host}\n");
        let archive = memory(&[
            ("samverkan.yaml", &config),
            ("organ/lsg.yaml", LSG),
            ("lsg/2023-02-17.md", &protocol),
        ]);
        let found = destinations(&page(&pages(&archive, None), "BESLUT-2023.md"));
        let wanted = format!("lsg/2023-02-17.md#{anchor}");
        assert!(found.contains(&wanted), "{host}: {found:?}");
    }
}

/// What documents say is text, wherever it comes to stand.
#[test]
fn markup_in_documents_is_text_on_the_pages() {
    const NASTY: &str = "a|b <script>x</script> [l](http://x) ![p](q) `k` **f** <!-- samverkan index: slut --> &amp; \\| #";
    let yaml = NASTY.replace('\\', "\\\\").replace('"', "\\\"");
    let config =
        format!("namn: \"{yaml}\"\nspråk: sv\nhuvudmän:\n  - {{namn: \"{yaml}\", slag: region}}\n");
    let body = format!(
        "kod: LSG\nnamn: \"{yaml}\"\nledamöter:\n  - {{namn: \"{yaml}\", huvudman: \"{yaml}\"}}\n"
    );
    let protocol = format!(
        "---\norgan: LSG\ndatum: 2023-02-17\nordförande: \"{yaml}\"\nnärvarande:\n  - \"{yaml}, {yaml}\"\n---\n\n# {NASTY} x\n\n## § 1 {NASTY} y\n\nGruppen beslutade\n\n- att uppdra åt {NASTY} att återkomma till {NASTY} senast 2023-01-01\n- att rekommendera huvudmännen att anta {NASTY}\n"
    );
    let archive = memory(&[
        ("samverkan.yaml", &config),
        ("organ/lsg.yaml", &body),
        ("lsg/2023-02-17 <b>|(x).md", &protocol),
    ]);
    let files = written(&archive);
    let own: BTreeSet<&str> = files.keys().map(String::as_str).collect();
    for (name, bytes) in &files {
        let markdown = std::str::from_utf8(bytes).unwrap();
        let mut comments = 0;
        let mut code = false;
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            match event {
                Event::Html(html) if html.starts_with("<!-- samverkan index: ") => comments += 1,
                Event::InlineHtml(html) => assert_eq!(&*html, "<br>", "{name}"),
                Event::Html(html) => panic!("{name}: {html}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    let path = dest_url.split('#').next().unwrap();
                    let known = own.contains(path)
                        || path == "lsg/2023-02-17%20%3Cb%3E%7C%28x%29.md"
                        || path == "organ/lsg.yaml";
                    assert!(known, "{name}: {dest_url}");
                }
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                Event::Start(
                    Tag::Heading { .. }
                    | Tag::Paragraph
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell
                    | Tag::HtmlBlock,
                )
                | Event::End(_)
                | Event::SoftBreak => {}
                Event::Text(_) => {}
                other => panic!("{name}: {other:?}, {code}"),
            }
        }
        assert_eq!(comments, 2, "{name}");
    }
    // A second run finds its own marks, and no others.
    let again = update(&pages(&archive, None), &files, Lang::Sv).unwrap();
    assert!(again.is_empty());
}

#[test]
fn a_copy_of_a_protocol_gives_no_rows() {
    let archive = memory(&[
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", LSG),
        ("lsg/2023-02-17.md", FIRST),
        ("lsg/2023-02-17-kopia.md", FIRST),
    ]);
    for page in pages(&archive, None) {
        assert!(!page.content.contains("kopia"), "{}", page.name);
    }
}

#[test]
fn what_people_wrote_around_a_page_stays() {
    let all = pages(&small(), None);
    for (before, after_it, end) in [
        ("Välkommen!\n\n", "\nFrågor: ring.\n", "\n"),
        ("\u{feff}Hej\r\n\r\n", "\r\nSlut", "\r\n"),
        ("", "Utan radslut", "\n"),
    ] {
        let block =
            format!("<!-- samverkan index: början -->{end}<!-- samverkan index: slut -->{end}");
        let whole = format!("{before}{block}{after_it}");
        let existing = BTreeMap::from([("INDEX.md".to_owned(), whole.into_bytes())]);
        let plan = update(&all, &existing, Lang::Sv).unwrap();
        let files = after(&existing, &plan);
        let page = text(&files, "INDEX.md");
        assert!(
            page.starts_with(before) && page.ends_with(after_it),
            "{page:?}"
        );
        assert!(page.contains(&format!("# Prov{end}")), "{page:?}");
        assert_eq!(page.contains('\r'), end == "\r\n");
        assert!(update(&all, &files, Lang::Sv).unwrap().is_empty());
    }
}

#[test]
fn a_file_that_somebody_wrote_is_never_overwritten() {
    let all = pages(&small(), None);
    let refused = |name: &str, bytes: &[u8]| {
        let existing = BTreeMap::from([(name.to_owned(), bytes.to_vec())]);
        update(&all, &existing, Lang::Sv).unwrap_err()
    };
    let name = || "INDEX.md".to_owned();
    assert_eq!(
        refused("INDEX.md", b"# Mitt\n"),
        [Refusal::HandWritten(name())]
    );
    assert_eq!(refused("INDEX.md", b""), [Refusal::HandWritten(name())]);
    let broken = b"<!-- samverkan index: slut -->\n";
    assert_eq!(refused("INDEX.md", broken), [Refusal::Broken(name())]);
    assert_eq!(refused("INDEX.md", b"\xff\xfe"), [Refusal::NoText(name())]);
    let (page, file) = (name(), "Index.md".to_owned());
    assert_eq!(
        refused("Index.md", b""),
        [Refusal::OtherCase { page, file }]
    );
    for refusal in refused("INDEX.md", b"# Mitt\n") {
        let message = refusal.message();
        assert!(
            message.sv.contains("<!-- samverkan index: början -->"),
            "{}",
            message.sv
        );
        assert!(
            message.en.contains("<!-- samverkan index: begin -->"),
            "{}",
            message.en
        );
    }
}

#[test]
fn pages_no_longer_needed_go_unless_somebody_wrote_in_them() {
    let all = pages(&small(), None);
    let generated = written(&small())["ORGAN-LSG.md"].clone();
    let around = [b"Mitt.\n\n".to_vec(), generated.clone()].concat();
    let own = b"# Mitt\n".to_vec();
    let existing = BTreeMap::from([
        ("ORGAN-OLD.md".to_owned(), generated.clone()),
        ("BESLUT-1999.md".to_owned(), around),
        ("BESLUT-mall.md".to_owned(), own.clone()),
        ("organ-x.md".to_owned(), own.clone()),
        ("NARVARO-karta.md".to_owned(), b"\xff".to_vec()),
    ]);
    let plan = update(&all, &existing, Lang::Sv).unwrap();
    let files = after(&existing, &plan);
    assert!(!files.contains_key("ORGAN-OLD.md"));
    assert_eq!(text(&files, "BESLUT-1999.md"), "Mitt.\n\n");
    assert_eq!(files["BESLUT-mall.md"], own);
    assert_eq!(files["organ-x.md"], own);
    assert_eq!(files["NARVARO-karta.md"], b"\xff");
    assert!(update(&all, &files, Lang::Sv).unwrap().is_empty());
}

#[test]
fn long_lists_are_parted_and_hang_together() {
    let mut files = vec![
        ("samverkan.yaml".to_owned(), CONFIG.to_owned()),
        ("organ/lsg.yaml".to_owned(), LSG.to_owned()),
    ];
    let clauses: String = (1..=2100)
        .map(|number| format!("- att uppdra åt grupp {number} att återkomma\n"))
        .collect();
    let long = FIRST.split("- att").next().unwrap();
    files.push(("lsg/2023-02-17.md".to_owned(), format!("{long}{clauses}")));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let all = pages(&memory(&files), None);
    let names: Vec<&str> = all.iter().map(|page| page.name.as_str()).collect();
    for first in ["BESLUT-2023", "BALANSLISTA"] {
        for name in [
            format!("{first}.md"),
            format!("{first}.2.md"),
            format!("{first}.3.md"),
        ] {
            assert!(names.contains(&name.as_str()), "{name} of {names:?}");
        }
        let page = page(&all, &format!("{first}.2.md"));
        let links = format!("[1]({first}.md) · 2 · [3]({first}.3.md)");
        assert!(page.contains(&links), "{page}");
    }
    let largest = all.iter().map(|page| page.content.len()).max().unwrap();
    assert!(largest < 512 * 1024, "{largest}");
}

#[test]
fn many_parties_and_bodies_stand_in_no_endless_row() {
    let mut config = "namn: Prov\nspråk: sv\nhuvudmän:\n".to_owned();
    for number in 1..=70 {
        config += &format!("  - {{namn: Kommun {number}, slag: kommun}}\n");
    }
    let protocol = FIRST.replace(
        "att uppdra åt Alby kommun att återkomma senast 2023-03-01",
        "att rekommendera huvudmännen att anta planen",
    );
    let mut files = vec![("samverkan.yaml".to_owned(), config)];
    for number in 10..40 {
        let code = format!("G{number}");
        files.push((
            format!("organ/{code}.yaml"),
            format!("kod: {code}\nnamn: Grupp {number}\n"),
        ));
        files.push((
            format!("{code}/2023-02-17.md"),
            protocol.replace("LSG", &code),
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    let all = pages(&memory(&files), None);
    let matrix = page(&all, "REKOMMENDATIONER.md");
    let row = "| [G10/2023-02-17/1:1](G10/2023-02-17.md#-1-stöd) | Stöd | | 0 | 0 | 0 | 0 | 70 |";
    assert!(matrix.contains(row), "{matrix}");
    let years = page(&all, "BESLUT.md");
    assert!(years.contains("| [2023](BESLUT-2023.md) | 30 |"), "{years}");
}
