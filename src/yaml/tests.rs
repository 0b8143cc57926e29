//! Texts in, texts out: what is read, what is at fault, and that every fix holds.

use super::*;
use proptest::prelude::*;

/// Cases of each property; 20,000 were tried when this was written.
const CASES: u32 = 600;

/// The tree in short: texts in `‹›`, nothing as `∅`.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "∅".into(),
        Value::Scalar(scalar) => format!("‹{}›", scalar.text),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(shown).collect();
            format!("[{}]", items.join(" "))
        }
        Value::Map(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("{}={}", entry.key.value, shown(&entry.value)))
                .collect();
            format!("{{{}}}", entries.join(" "))
        }
    }
}

fn kinds(faults: &[Fault]) -> Vec<String> {
    let mut kinds: Vec<_> = faults
        .iter()
        .map(|fault| match fault.kind {
            FaultKind::DuplicateKey { .. } => "DuplicateKey".to_string(),
            kind => format!("{kind:?}"),
        })
        .collect();
    kinds.sort();
    kinds
}

fn applied(text: &str, edit: &Edit) -> String {
    let mut fixed = text.to_string();
    fixed.replace_range(edit.span.range(), &edit.new);
    fixed
}

/// What must hold of the tree of any text.
fn assert_sound(text: &str) -> Tree {
    let tree = read(text, 0);
    assert_spans(text, &tree.root);
    for fault in &tree.faults {
        assert!(
            text.get(fault.span.range()).is_some(),
            "{fault:?} of {text:?}"
        );
        let Some(fix) = &fault.fix else { continue };
        assert!(text.get(fix.span.range()).is_some(), "{fix:?} of {text:?}");
        let fixed = applied(text, fix);
        let again = read(&fixed, 0);
        assert_eq!(
            shown(&tree.root),
            shown(&again.root),
            "after {fix:?}\nbefore: {text:?}\nafter:  {fixed:?}"
        );
        let mut left = kinds(&tree.faults);
        let name = kinds(std::slice::from_ref(fault)).remove(0);
        let gone = left.iter().position(|kind| *kind == name).unwrap();
        left.remove(gone);
        assert_eq!(
            left,
            kinds(&again.faults),
            "after {fix:?}\nbefore: {text:?}\nafter:  {fixed:?}"
        );
    }
    tree
}

fn assert_spans(text: &str, node: &Node) {
    let slice = text.get(node.span.range());
    let slice = slice.unwrap_or_else(|| panic!("{node:?} of {text:?}"));
    match &node.value {
        Value::Null => assert_eq!(slice, ""),
        Value::Scalar(scalar)
            if scalar.style == Style::Plain && !slice.contains(['\n', '\r', '\t', '\u{a0}']) =>
        {
            assert_eq!(slice, scalar.text, "{text:?}");
        }
        Value::Scalar(_) => {}
        Value::List(items) => {
            for item in items {
                assert_spans(text, item);
                assert!(node.span.start <= item.span.start && item.span.end <= node.span.end);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                assert!(text.get(entry.key.span.range()).is_some());
                assert_spans(text, &entry.value);
                assert!(entry.key.span.end <= entry.value.span.start);
                assert!(node.span.start <= entry.key.span.start);
                assert!(
                    entry.value.span.end <= node.span.end,
                    "{node:?} of {text:?}"
                );
            }
        }
    }
}

/// The tree on the first line, then a line for each fault with its place and, behind an arrow, what
/// the fix writes. Line ends are shown as `⏎`, tabs as `⇥`.
fn listed(text: &str, tree: &Tree) -> String {
    let mut lines = vec![shown(&tree.root)];
    for fault in &tree.faults {
        let name = kinds(std::slice::from_ref(fault)).remove(0);
        let fix = fault.fix.as_ref();
        let fix = fix.map_or(String::new(), |fix| format!(" → ‹{}›", fix.new));
        lines.push(format!("{name} ‹{}›{fix}", fault.span.of(text)));
    }
    let visible = |line: &String| {
        line.replace("\r\n", "⏎")
            .replace('\n', "⏎")
            .replace('\t', "⇥")
    };
    let lines: Vec<_> = lines.iter().map(visible).collect();
    lines.join("\n")
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let tree = assert_sound(text);
    let found = listed(text, &tree);
    assert_eq!(found, expected.join("\n"), "\n{found}\n");
}

#[test]
fn well_formed_text_is_read_unresolved() {
    check(
        "organ: LSG  # lokal\nkälla: 6.10\nsvar: no\nnär: 2023-02-17\ntom:\nintet: null\n",
        &["{organ=‹LSG› källa=‹6.10› svar=‹no› när=‹2023-02-17› tom=∅ intet=‹null›}"],
    );
    check(
        "a:\n  - x\n  -\n  - {b: \"c, d\", e: [f, 'it''s']}\n  - - y\n    - z\n",
        &["{a=[‹x› ∅ {b=‹c, d› e=[‹f› ‹it's›]} [‹y› ‹z›]]}"],
    );
    check("a: |\n  hej\n  då\nb: x\n  y\n", &["{a=‹hej⏎då⏎› b=‹x y›}"]);
    check("\u{feff}a: b\r\nc: d\r\n", &["{a=‹b› c=‹d›}"]);
    check("a: b\rc: d\r", &["{a=‹b› c=‹d›}"]);
    check("", &["∅"]);
    check("# x\n", &["∅"]);
    check("- a\n", &["[‹a›]"]);
}

#[test]
fn a_colon_in_a_value() {
    check(
        "organ: LSG\ndiarienummer: HSN: 200:1-2023\ndatum: 2023\n",
        &[
            "{organ=‹LSG› diarienummer=‹HSN: 200:1-2023› datum=‹2023›}",
            r#"Unreadable ‹HSN: 200:1-2023› → ‹"HSN: 200:1-2023"›"#,
        ],
    );
    check(
        "ö:\n  titel: X\n  dnr: HSN: 2\n  från: 2020\nn: 1\n",
        &[
            "{ö={titel=‹X› dnr=‹HSN: 2› från=‹2020›} n=‹1›}",
            r#"Unreadable ‹HSN: 2› → ‹"HSN: 2"›"#,
        ],
    );
    check(
        "b: § 5: text\na: x:\n",
        &[
            "{b=‹§ 5: text› a=‹x:›}",
            r#"Unreadable ‹§ 5: text› → ‹"§ 5: text"›"#,
            r#"Unreadable ‹x:› → ‹"x:"›"#,
        ],
    );
    check(
        "titel: ”Möte”\r\ndnr: HSN: 2\r\nn:\r\n  - a: b: c\r\n  - x\r\n",
        &[
            "{titel=‹”Möte”› dnr=‹HSN: 2› n=[{a=‹b: c›} ‹x›]}",
            r#"Unreadable ‹HSN: 2› → ‹"HSN: 2"›"#,
            r#"Unreadable ‹b: c› → ‹"b: c"›"#,
        ],
    );
    check(
        "sekreterare: Kajsa (tjg: för Bo)\n",
        &[
            "{sekreterare=‹Kajsa (tjg: för Bo)›}",
            r#"Unreadable ‹Kajsa (tjg: för Bo)› → ‹"Kajsa (tjg: för Bo)"›"#,
        ],
    );
}

#[test]
fn a_hash_is_a_comment_or_text() {
    check(
        "plats: Rum #4\nspråk: sv   # kommentar\nx: sv # k\ny:   # k\nz: #4\n",
        &[
            "{plats=‹Rum #4› språk=‹sv› x=‹sv› y=∅ z=‹#4›}",
            r#"LostTail ‹Rum #4› → ‹"Rum #4"›"#,
            r##"LostTail ‹#4› → ‹"#4"›"##,
        ],
    );
    check(
        "x: sv  #kommentar\ny:\n  - Rum #4  # k\n  - #5\n",
        &[
            "{x=‹sv› y=[‹Rum #4› ‹#5›]}",
            r#"LostTail ‹Rum #4› → ‹"Rum #4"›"#,
            r##"LostTail ‹#5› → ‹"#5"›"##,
        ],
    );
    check("z: #4\n- q\n", &["{z=[‹q›]}"]);
    check(
        "a: {plats: Rum #4, typ: x}\nb: [Rum #4\n  ]\n",
        &[
            "{a={plats=‹Rum #4› typ=‹x›} b=[‹Rum #4›]}",
            r#"LostTail ‹{plats: Rum #4, typ: x}› → ‹{plats: "Rum #4", typ: x}›"#,
            r#"LostTail ‹[Rum #4⏎  ]› → ‹["Rum #4"]›"#,
        ],
    );
    check(
        "a: x\n  y #4\n",
        &["{a=‹x y #4›}", r#"LostTail ‹x⏎  y #4› → ‹"x y #4"›"#],
    );
}

#[test]
fn a_comma_in_brackets() {
    check(
        "b:\n  - {titel: Bilder, fil och film, fil: a.pdf}\n",
        &[
            "{b=[{titel=‹Bilder, fil och film› fil=‹a.pdf›}]}",
            r#"SplitByComma ‹Bilder, fil och film› → ‹"Bilder, fil och film"›"#,
        ],
    );
    check(
        "b: {titel: Bilder, fil och film, m.m., nr: 1}\n",
        &[
            "{b={titel=‹Bilder, fil och film, m.m.› nr=‹1›}}",
            r#"SplitByComma ‹Bilder, fil och film, m.m.› → ‹"Bilder, fil och film, m.m."›"#,
        ],
    );
    check(
        "- {var: LSG: 2, skäl: a, b}\n- {x: y}\n",
        &[
            "[{var=‹LSG: 2› skäl=‹a, b›} {x=‹y›}]",
            r#"Unreadable ‹{var: LSG: 2, skäl: a, b}› → ‹{var: "LSG: 2", skäl: "a, b"}›"#,
        ],
    );
    check(
        "a: {t: [Bildspel](#), u: [a, b]}\n",
        &[
            "{a={t=‹[Bildspel](#)› u=[‹a› ‹b›]}}",
            r#"Unreadable ‹{t: [Bildspel](#), u: [a, b]}› → ‹{t: "[Bildspel](#)", u: [a, b]}›"#,
        ],
    );
}

#[test]
fn tabs_and_hard_spaces() {
    check(
        "n:\n\t- Anna\n\t- Bo\nx:\ty\n",
        &[
            "{n=[‹Anna› ‹Bo›] x=‹y›}",
            "Tab ‹⇥› → ‹ ›",
            "Tab ‹⇥› → ‹ ›",
            "Tab ‹⇥› → ‹ ›",
        ],
    );
    check(
        "n:\n  - Anna\n\t- Bo\n",
        &[
            "{n=[‹Anna› ‹Bo›]}",
            "Unreadable ‹- Anna› → ‹ ›",
            "Tab ‹⇥› → ‹ ›",
        ],
    );
    check(
        "organ:\u{a0}LSG\nn:\n\u{a0}\u{a0}- Anna\n",
        &[
            "{organ=‹LSG› n=[‹Anna›]}",
            "Tab ‹\u{a0}› → ‹  ›",
            "Tab ‹\u{a0}\u{a0}› → ‹    ›",
        ],
    );
    check("a: |\n  x\n  \ty\n", &["{a=‹x⏎⇥y⏎›}"]);
}

#[test]
fn a_key_twice() {
    check(
        "a: 1\nb: {c: 1, c: 2}\na: 2\n",
        &[
            "{a=‹1› b={c=‹1› c=‹2›} a=‹2›}",
            "DuplicateKey ‹c›",
            "DuplicateKey ‹a›",
        ],
    );
}

#[test]
fn quotes_and_brackets_left_open() {
    check(
        "titel: \"Möte\nplats: Teams\ndatum: 'x\n",
        &[
            "{titel=‹Möte› plats=‹Teams› datum=‹x›}",
            r#"Unreadable ‹"Möte› → ‹"Möte"›"#,
            r#"Unreadable ‹'x› → ‹"x"›"#,
        ],
    );
    check(
        "titel: \"Möte\" om vård\nplats: Teams\n",
        &[
            r#"{titel=‹"Möte" om vård› plats=‹Teams›}"#,
            r#"Unreadable ‹"Möte" om vård› → ‹'"Möte" om vård'›"#,
        ],
    );
    check(
        "lista: [a, b\nplats: Teams\nm: {a: b, c: d\n",
        &[
            "{lista=[‹a› ‹b›] plats=‹Teams› m={a=‹b› c=‹d›}}",
            "Unreadable ‹[a, b› → ‹[a, b]›",
            "Unreadable ‹{a: b, c: d› → ‹{a: b, c: d}›",
        ],
    );
    check(
        "a: [b, c]]\nc: [, a]\n",
        &[
            "{a=‹[b, c]]› c=[‹a›]}",
            r#"Unreadable ‹[b, c]]› → ‹"[b, c]]"›"#,
            "Unreadable ‹[, a]› → ‹[a]›",
        ],
    );
    check(
        "a: [Bildspel](#)\n",
        &[
            "{a=‹[Bildspel](#)›}",
            r#"Unreadable ‹[Bildspel](#)› → ‹"[Bildspel](#)"›"#,
        ],
    );
    check("a: [\n  b\n]\nc: d\n", &["{a=[‹b›] c=‹d›}"]);
}

#[test]
fn a_line_of_a_list_is_no_mapping() {
    check(
        "n:\n  - Anna Ek (tjg: för Bo), Umeå\n  - Bo Al, Umeå: ordförande\n  - {namn: Eva}\n  - namn: Eva By\n    roll: x\n  - Eva: x\n",
        &[
            "{n=[‹Anna Ek (tjg: för Bo), Umeå› ‹Bo Al, Umeå: ordförande› {namn=‹Eva›} {namn=‹Eva By› roll=‹x›} {Eva=‹x›}]}",
            r#"UnintendedMapping ‹Anna Ek (tjg: för Bo), Umeå› → ‹"Anna Ek (tjg: för Bo), Umeå"›"#,
            r#"UnintendedMapping ‹Bo Al, Umeå: ordförande› → ‹"Bo Al, Umeå: ordförande"›"#,
        ],
    );
    check(
        "n:\n  - Anna (a: b), Umeå: x\n  - Bo\n",
        &[
            "{n=[‹Anna (a: b), Umeå: x› ‹Bo›]}",
            r#"Unreadable ‹Anna (a: b), Umeå: x› → ‹"Anna (a: b), Umeå: x"›"#,
        ],
    );
}

#[test]
fn signs_that_yaml_keeps_for_itself() {
    check(
        "a: @x\nd: %p\ne: `k`\nf: **fet**\n",
        &[
            "{a=‹@x› d=‹%p› e=‹`k`› f=‹**fet**›}",
            r#"Unreadable ‹@x› → ‹"@x"›"#,
            r#"Unreadable ‹%p› → ‹"%p"›"#,
            r#"Unreadable ‹`k`› → ‹"`k`"›"#,
            r#"Unreadable ‹**fet**› → ‹"**fet**"›"#,
        ],
    );
    check(
        "b: *y\nc: &z text\ng: &h\n  - x\n",
        &[
            "{b=‹*y› c=‹&z text› g=[‹x›]}",
            r#"AliasOrAnchor ‹*y› → ‹"*y"›"#,
            r#"AliasOrAnchor ‹&z text› → ‹"&z text"›"#,
            "AliasOrAnchor ‹&h› → ‹›",
        ],
    );
    check(
        "a: !x\nb: !!str 3\n",
        &["{a=‹!x› b=‹3›}", r#"Unreadable ‹!x› → ‹"!x"›"#],
    );
}

#[test]
fn a_missing_space() {
    check(
        "n:\n  -Anna Ek\n  - Bo\nm:\n-Ove\n-Åsa\n",
        &[
            "{n=[‹Anna Ek› ‹Bo›] m=[‹Ove› ‹Åsa›]}",
            r#"Unreadable ‹Anna Ek› → ‹  - "Anna Ek"›"#,
            r#"Unreadable ‹Ove› → ‹- "Ove"›"#,
            r#"Unreadable ‹Åsa› → ‹- "Åsa"›"#,
        ],
    );
    check(
        "datum:2023-02-17\norgan: LSG\nl: https://a.se\n",
        &[
            "{datum=‹2023-02-17› organ=‹LSG› l=‹https://a.se›}",
            r#"Unreadable ‹2023-02-17› → ‹: "2023-02-17"›"#,
        ],
    );
    check(
        "datum:2023-02-17\norgan:LSG\n",
        &[
            "{datum=‹2023-02-17› organ=‹LSG›}",
            r#"Unreadable ‹2023-02-17› → ‹: "2023-02-17"›"#,
            r#"Unreadable ‹LSG› → ‹: "LSG"›"#,
        ],
    );
}

#[test]
fn bullets_of_a_word_processor() {
    check(
        "n:\n  – Anna\n  • Bo\n",
        &[
            "{n=[‹Anna› ‹Bo›]}",
            r#"Unreadable ‹Anna› → ‹  - "Anna"›"#,
            r#"Unreadable ‹Bo› → ‹  - "Bo"›"#,
        ],
    );
}

#[test]
fn slips_of_indentation() {
    check(
        "n:\n  - Anna\n  - Bo\n    - Eva\nx: y\n",
        &["{n=[‹Anna› ‹Bo› ‹Eva›] x=‹y›}", "Unreadable ‹- Eva› → ‹  ›"],
    );
    check(
        "n:\n  - Anna\n - Bo\n",
        &["{n=[‹Anna› ‹Bo›]}", "Unreadable ‹- Anna› → ‹ ›"],
    );
    check(
        "typ: protokoll\n  plats: Teams\nq: r\n",
        &[
            "{typ=‹protokoll› plats=‹Teams› q=‹r›}",
            "Unreadable ‹plats: Teams› → ‹›",
        ],
    );
    check(
        "ö:\n  titel: X\n från: 2020\n",
        &["{ö={titel=‹X› från=‹2020›}}", "Unreadable ‹titel: X› → ‹ ›"],
    );
    check(
        "n:\n  - Anna Ek,\n  Umeå kommun\n  Bo Al\n  - Eva\n",
        &[
            "{n=[‹Anna Ek, Umeå kommun› ‹Bo Al› ‹Eva›]}",
            r#"Unreadable ‹Anna Ek,⏎  Umeå kommun› → ‹"Anna Ek, Umeå kommun"›"#,
            r#"Unreadable ‹Bo Al› → ‹  - "Bo Al"›"#,
        ],
    );
}

#[test]
fn lines_without_keys() {
    check(
        "organ: LSG\nhej hopp\ndatum: 2023\n",
        &[
            "{organ=‹LSG› datum=‹2023›}",
            "NotAMapping ‹hej hopp› → ‹# hej hopp›",
        ],
    );
    check("hej\n", &["‹hej›", "NotAMapping ‹hej›"]);
    check(
        "- organ: LSG\ndatum: 2023\ntyp: x\n",
        &[
            "{datum=‹2023› typ=‹x›}",
            "NotAMapping ‹- organ: LSG› → ‹# - organ: LSG›",
        ],
    );
    check(
        "? a\n: b\n",
        &[
            "‹? a : b›",
            r#"Unreadable ‹? a⏎: b› → ‹"? a : b"›"#,
            "NotAMapping ‹? a⏎: b›",
        ],
    );
}

#[test]
fn several_documents() {
    check(
        "---\na: b\n---\nc: d\n",
        &["{a=‹b›}", "SeveralDocuments ‹---⏎c: d›"],
    );
    check("a: b\n...\n", &["{a=‹b›}"]);
}

#[test]
fn one_bad_line_in_depth() {
    check(
        "a:\n  - b:\n      - c: d: e\n      - f\n    g: h\n",
        &[
            "{a=[{b=[{c=‹d: e›} ‹f›] g=‹h›}]}",
            r#"Unreadable ‹d: e› → ‹"d: e"›"#,
        ],
    );
}

/// Pieces that secretaries' front matter is made of, and what goes wrong in it.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "organ: LSG",
        "datum: 2023-02-17",
        "närvarande:",
        "diarienummer: HSN: 200:1",
        "plats: Rum #4",
        "språk: sv   # kommentar",
        "# kommentar",
        "- Anna Ek, Umeå",
        "  - Bo Al",
        "    - Eva By",
        "- namn: Eva",
        "  roll: x",
        "  namn: Bo",
        "    y: z",
        "-Anna",
        "- (tjg: för Bo)",
        "  - Bo Al, Umeå: ordf",
        "- {a: b, c, d: e}",
        "bilagor: {titel: Bilder, fil och film, fil: a}",
        "x: [a, b",
        "x: {a: b",
        "x: \"a",
        "x: 'a",
        "x: 'a' # b",
        "x: \"a\\n\"",
        "\tx: y",
        "\t- a",
        "x:\ty",
        "datum:2023",
        "x: *a",
        "x: &a b",
        "x: &a",
        "x: @a",
        "x: !a b",
        "x: !!str b",
        "x: |",
        "  text",
        "x: >-",
        "x: [b](#)",
        "x: [Rum #4, y]",
        "---",
        "...",
        "hej",
        "-",
        "- ",
        "- -",
        "- - a",
        "? a",
        ": b",
        "x: a: b: c",
        "{a: b}",
        "[a]",
        "\u{a0}- a",
        "x: a,",
        "",
        "  ",
        "– Bo",
        "x: #4",
        "\"k\": v",
        "%x",
        "x: }",
        "x: ]",
        "  ]",
        "- x: y",
        "   z: w",
        "x: ? y",
        "- #4",
        "x: {a: #4",
        "a: 1",
        "a: 2",
    ])
    .prop_map(str::to_string);
    prop_oneof![
        9 => fixed,
        1 => "[a-cå:#,\\-\\[\\]{}\"'&*!|>%@? \t]{0,12}",
    ]
}

fn front_matter() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r"]);
    (prop::collection::vec(piece(), 0..8), ending).prop_map(|(pieces, ending)| {
        pieces
            .iter()
            .map(|piece| format!("{piece}{ending}"))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn every_fix_holds(text in front_matter()) {
        assert_sound(&text);
    }
}

/// Front matter of the kind that is nearly always met.
fn common_line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "organ",
        "datum",
        "närvarande",
        "a",
        "b",
        "c",
        "d b",
        "é",
        "x-y",
    ]);
    let value = prop::sample::select(vec![
        "",
        " LSG",
        " 09:00-12:00",
        "  Rum 4   # k",
        " \"a: b\"",
        " 'it'",
        " {a: b, c: \"d\"}",
        " [a, b c, 'd']",
        " # k",
        " §",
        " {a: [b, {c: }], d: 1}",
        " a  ",
        " (x)",
        " a#b",
        " - b",
        " \"x\" # y",
        " {}",
        " []",
        " [a, ]",
        " [ a , b ]",
        " { a : b }",
        " http://x.y/z",
        " Rum #4",
        " {a:b}",
        " 'it''s'",
        " {a}",
        " –",
        " a –",
        " [a b -]",
        " {'a b': c}",
        " ~",
        " a, b (c)",
        " #4",
        " [x: y]",
        " \"å\"x",
        " [a]b",
        " a:",
        " |",
        " ?x",
        " .",
    ]);
    let indent = prop::sample::select(vec!["", "", "  ", "    "]);
    let bullet = prop::sample::select(vec!["", "", "- ", "-   ", "- - "]);
    let keyed = (indent.clone(), bullet.clone(), key, value.clone())
        .prop_map(|(indent, bullet, key, value)| format!("{indent}{bullet}{key}:{value}"));
    let listed = (indent, bullet, value)
        .prop_map(|(indent, bullet, value)| format!("{indent}{bullet}{}", value.trim_start()));
    prop_oneof![4 => keyed, 4 => listed, 1 => piece()]
}

fn common_text() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec!["\n", "\n", "\r\n"]);
    (prop::collection::vec(common_line(), 0..6), ending)
        .prop_map(|(lines, ending)| lines.iter().map(|line| format!("{line}{ending}")).collect())
}

fn assert_roads_agree(text: &str) {
    if let Some(scanned) = scan::read(text, 7) {
        let full = read_fully(text, 7);
        assert_eq!(scanned, full.root, "{text:?}");
        assert_eq!(full.faults, vec![], "{text:?}");
    }
}

const PROTOCOL: &str = include_str!("protocol.yaml");

#[test]
fn the_short_road_takes_an_ordinary_protocol() {
    assert!(scan::read(PROTOCOL, 0).is_some());
    assert_roads_agree(PROTOCOL);
    assert_roads_agree(&PROTOCOL.replace('\n', "\r\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn both_roads_agree(text in common_text()) {
        assert_roads_agree(&text);
    }

    #[test]
    fn both_roads_agree_on_mutations(at in 0usize..PROTOCOL.len(), gone in 0usize..4, new in "[-:#, \\[\\]{}\"'a\nå&*|>?\t]{0,3}") {
        let start = (0..=at).rev().find(|&at| PROTOCOL.is_char_boundary(at)).unwrap();
        let end = (start + gone..).find(|&at| PROTOCOL.is_char_boundary(at.min(PROTOCOL.len()))).unwrap();
        let text = format!("{}{new}{}", &PROTOCOL[..start], &PROTOCOL[end.min(PROTOCOL.len())..]);
        assert_roads_agree(&text);
        assert_sound(&text);
    }
}

#[test]
fn quotes_where_needed_alone() {
    for text in [
        "LSG",
        "no",
        "6.10",
        "2023-02-17",
        "09:00-12:00",
        "§ 5",
        "a#b",
        "(x)",
        "http://x.y",
        "a - b",
    ] {
        assert_eq!(quote(text), text);
    }
    for (text, quoted) in [
        ("", r#""""#),
        ("HSN: 200:1", r#""HSN: 200:1""#),
        ("a:", r#""a:""#),
        ("Rum #4", r##""Rum #4""##),
        ("a, b", r#""a, b""#),
        ("- a", r#""- a""#),
        ("null", r#""null""#),
        (r#""hej" sa"#, r#"'"hej" sa'"#),
        (r#""it's""#, r#""\"it's\"""#),
        ("a\nb\t\u{1}", r#""a\nb\t\x01""#),
        (" a", r#"" a""#),
        ("– a", r#""– a""#),
    ] {
        assert_eq!(quote(text), quoted);
    }
}

/// The tree as another parser has it, where that resolves nothing.
fn assert_same(node: &Node, other: &serde_yaml::Value) {
    match (&node.value, other) {
        (Value::Null, serde_yaml::Value::Null) => {}
        (Value::Scalar(scalar), serde_yaml::Value::String(text)) => assert_eq!(&scalar.text, text),
        (Value::Scalar(scalar), _) => assert_eq!(scalar.style, Style::Plain),
        (Value::List(items), serde_yaml::Value::Sequence(others)) => {
            assert_eq!(items.len(), others.len());
            for (item, other) in items.iter().zip(others) {
                assert_same(item, other);
            }
        }
        (Value::Map(entries), serde_yaml::Value::Mapping(others)) => {
            assert_eq!(entries.len(), others.len());
            for (entry, (key, other)) in entries.iter().zip(others) {
                if let Some(key) = key.as_str() {
                    assert_eq!(&entry.key.value, key);
                }
                assert_same(&entry.value, other);
            }
        }
        (ours, theirs) => panic!("{ours:?} is not {theirs:?}"),
    }
}

#[test]
fn another_parser_reads_the_same_protocol() {
    let other = serde_yaml::from_str(PROTOCOL).unwrap();
    assert_same(&read(PROTOCOL, 0).root, &other);
    assert_same(&read_fully(PROTOCOL, 0).root, &other);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn another_parser_reads_the_same(text in common_text()) {
        let tree = read(&text, 0);
        if let Ok(other) = serde_yaml::from_str::<serde_yaml::Value>(&text)
            && tree.faults.is_empty()
        {
            assert_same(&tree.root, &other);
        }
    }

    #[test]
    fn quoted_text_reads_back(text in "\\PC{0,12}|[a-c:#,\\-\\[\\]{}\"'\\\\&*!|>%@?~. \t\n\u{a0}]{0,8}") {
        let quoted = quote(&text);
        for (yaml, path) in [
            (format!("a: {quoted}\n"), "a"),
            (format!("a: {{b: {quoted}, c: d}}\n"), "a"),
            (format!("a: [{quoted}]  # c\n"), "a"),
            (format!("a:\n  - {quoted}\n  - b\n"), "a"),
            (format!("{quoted}: b\nklm: d: e\n"), ""),
            (format!("a: {quoted}\nb: c: d\n"), "a"),
        ] {
            let tree = assert_sound(&yaml);
            let broken = yaml.contains("klm: d: e") || yaml.contains("b: c: d");
            assert_eq!(tree.faults.len(), usize::from(broken), "{yaml:?} {:?}", tree.faults);
            if path.is_empty() {
                assert_eq!(tree.root.entries()[0].key.value, text);
                continue;
            }
            let mut node = tree.root.get(path).unwrap();
            while node.as_text().is_none() {
                let item = node.items().first();
                node = item.unwrap_or_else(|| node.get("b").unwrap());
            }
            assert_eq!(node.as_text(), Some(text.as_str()), "{yaml:?}");
        }
        let other: String = serde_yaml::from_str(&format!("- {quoted}\n"))
            .map(|mut list: Vec<serde_yaml::Value>| match list.remove(0) {
                serde_yaml::Value::String(text) => text,
                _ => text.clone(),
            })
            .unwrap();
        assert_eq!(other, text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), offset in 0usize..9) {
        let tree = read(&text, offset);
        assert!(tree.root.span.start as usize >= offset);
    }
}

#[test]
fn bombs_are_defused() {
    let wide = 1 << 17;
    let some = 1 << 12;
    for (text, kind) in [
        ("- ".repeat(wide), FaultKind::TooDeep),
        ("[".repeat(wide), FaultKind::TooDeep),
        ("a: [".repeat(wide), FaultKind::TooDeep),
        (format!("a: {}", "{a: ".repeat(wide)), FaultKind::TooDeep),
        ("? ".repeat(wide), FaultKind::Unreadable),
        ("? a\n".repeat(some), FaultKind::Unreadable),
        ("a:\n".repeat(wide), FaultKind::TooLarge),
        (format!("a: [{}]", "b,".repeat(wide)), FaultKind::TooLarge),
        ("-a\n".repeat(some), FaultKind::Unreadable),
        ("x: \"a\n".repeat(some), FaultKind::Unreadable),
        ("- x: \"a\n".repeat(some), FaultKind::Unreadable),
        ("- [a\n".repeat(some), FaultKind::Unreadable),
        (" - a: b: c\n\t".repeat(some), FaultKind::Unreadable),
        ("a\n".repeat(MAX_BYTES), FaultKind::TooLarge),
        (
            (0..wide / 64)
                .map(|n| format!("{}a{n}:\n", " ".repeat(n % 99)))
                .collect(),
            FaultKind::TooDeep,
        ),
        (
            (0..900).map(|n| format!("{}a:\n", " ".repeat(n))).collect(),
            FaultKind::TooDeep,
        ),
        (
            format!("a: &a [{}]\nb: *a\n", "x,".repeat(99)),
            FaultKind::AliasOrAnchor,
        ),
    ] {
        let tree = read(&text, 0);
        let kinds: Vec<_> = tree.faults.iter().map(|fault| fault.kind).collect();
        assert!(
            kinds.contains(&kind),
            "{:?}: {:?}",
            &text[..12],
            kinds.first()
        );
    }
}

#[test]
fn a_bracket_and_a_hash() {
    assert_sound("} #\t\n");
    assert_sound("a: } #\t\n");
    assert_sound("- } #\t\n");
}

#[test]
fn a_block_text_that_only_a_tab_indents() {
    // What follows the tab is content, whatever it looks like.
    assert_sound("x: |\n\t|}:\t:å]a\n");
    assert_sound("x: |\n\t- a\n  b:\tc\n\t- d:\te\ny:\tz\n");
}
