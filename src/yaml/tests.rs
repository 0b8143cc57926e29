//! Texts in, texts out: what is read, what is at fault, and that every fix holds.

use super::*;
use proptest::prelude::*;

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
        assert!(text.get(fault.span.range()).is_some(), "{fault:?} of {text:?}");
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
        Value::Scalar(scalar) if scalar.style == Style::Plain && !slice.contains(['\n', '\r', '\t', '\u{a0}']) => {
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
                assert!(entry.value.span.end <= node.span.end, "{node:?} of {text:?}");
            }
        }
    }
}

/// Reads `text` and compares tree and faults with `expected`: the tree on the first line, then a
/// line for each fault with its place and, behind an arrow, what the fix writes.
#[track_caller]
fn check(text: &str, expected: &str) {
    let tree = assert_sound(text);
    let mut found = shown(&tree.root);
    for fault in &tree.faults {
        let name = kinds(std::slice::from_ref(fault)).remove(0);
        found.push_str(&format!("\n{name} ‹{}›", fault.span.of(text)));
        if let Some(fix) = &fault.fix {
            found.push_str(&format!(" → ‹{}›", fix.new));
        }
    }
    assert_eq!(found, expected.trim(), "\n{found}\n");
}

#[test]
fn well_formed_text_is_read_unresolved() {
    check(
        "organ: LSG  # lokal\nkälla: 6.10\nsvar: no\nnär: 2023-02-17\ntom:\nintet: null\n",
        "{organ=‹LSG› källa=‹6.10› svar=‹no› när=‹2023-02-17› tom=∅ intet=‹null›}",
    );
    check(
        "a:\n  - x\n  -\n  - {b: \"c, d\", e: [f, 'it''s']}\n- y\n",
        "{a=[‹x› ∅ {b=‹c, d› e=[‹f› ‹it's›]}]}\nUnreadable",
    );
}

#[test]
fn tmp_show() {
    for text in [
        "a:\n  - x\n  -\n  - {b: \"c, d\", e: [f, 'it''s']}\n  - - y\n    - z\n",
        "organ: LSG\ndiarienummer: HSN: 200:1-2023\ndatum: 2023\n",
        "plats: Rum #4\nspråk: sv   # kommentar\nx: sv # k\ny:   # k\nz: #4\n- q: 3\n",
        "språk: sv   #kommentar\nx: #4\ny:\n  - Rum #4  # k\n  - #5\n",
        "b:\n  - {titel: Bilder, fil och film, fil: a.pdf}\n",
        "b: {titel: Bilder, fil och film, m.m., nr: 1, fil: a.pdf}\n",
        "n:\n\t- Anna\n\t- Bo\nx:\ty\n",
        "n:\n  - Anna\n\t- Bo\n",
        "a: 1\na: 2\n",
        "titel: \"Möte\nplats: Teams\ndatum: 'x\n",
        "titel: \"Möte\" om vård\nplats: Teams\n",
        "lista: [a, b\nplats: Teams\nm: {a: b, c: d\n",
        "n:\n  - Anna Ek (tjg: för Bo), Umeå kommun\n  - Anna (tjg: för Bo)\n  - Bo Al, Umeå kommun: ordförande\n  - {namn: Eva}\n  - namn: Eva By\n    roll: x\n  - Eva: x\n",
        "a: @x\nb: *y\nc: &z text\nd: %p\ne: `k`\nf: **fet**\ng: &h\n  - x\n",
        "a: [Bildspel](#)\nb: § 5: text\nc: {t: [Bildspel](#), u: [a, b]}\n",
        "n:\n  -Anna Ek\n  - Bo\n  -Eva\nm:\n-Ove\n-Åsa\n",
        "datum:2023-02-17\norgan: LSG\n",
        "datum:2023-02-17\norgan:LSG\n",
        "n:\n  - Anna\n    - Bo\n - Eva\nx: y\n",
        "typ: protokoll\n  plats: Teams\n   z: å\nq: r\n",
        "organ:\u{a0}LSG\nn:\n\u{a0}\u{a0}- Anna\n",
        "titel: ”Möte”\r\ndnr: HSN: 2\r\nn:\r\n  - a: b: c\r\n  - x\r\n",
        "ö:\n  titel: X\n  dnr: HSN: 2\n  från: 2020\nn: 1\n",
        "ö:\n  titel: X\n från: 2020\nn: 1\n",
        "organ: LSG\nhej hopp\ndatum: 2023\n",
        "hej\n", "- a\n- b: c: d\n- e\n", "", "# x\n", "---\na: b\n---\nc: d\n", "a: b\n...\n",
        "- {regel: N004, var: LSG: 2, skäl: a, b}\n- {x: y}\n",
        "- organ: LSG\ndatum: 2023\ntyp: x\n",
        "n:\n  - Anna Ek,\n  Umeå kommun\n  Bo Al\n  - Eva\n",
        "a: !x\nb: !!str 3\nc: !y z\n",
        "{plats: Rum #4, typ: HSN: 3}\n",
        "a: {plats: Rum #4, typ: HSN: 3}\nb: [Rum #4\n  ]\n",
        "a: |\n  hej\n  då\n\nb: >-\n  x\nc: HSN: 3\n",
        "? a\n: b\n", "a: - b\n", "a: x:\nb: y\n",
        "n: Anna Ek\n  - Bo Al\n", "n:\n  – Anna\n  – Bo\n  * Eva\n",
        "från 2021: x\nVi åkte, hem: ja\n",
        "a: [b,\nc]\nx: y: z\n",
        "a: [b: c, d]\n", "a: \"x\n  y\"\n", "a: x\n  y\n  z #4\n",
        "n:\n  - namn: Eva: By\n    roll: x\n  - organ:\n      - a: b: c\n      - d\n",
        "a: [b, c]]\nb: {x: y}}\nc: [, a]\nd: {a: b,, c: d}\n",
        "a: 'x'y\nb: 'x'#y\nc: \"a\\qb\"\n",
        "- - - a: b: c\n",
        "a:\n  - b:\n      - c: d: e\n      - f\n    g: h\n",
        "a:\tb\n-\tc\n",
        "\u{feff}a: b\n",
        "a: b\rc: d: e\r",
        "sekreterare: Kajsa (tjg: för Bo)\n",
    ] {
        let r = std::panic::catch_unwind(|| assert_sound(text));
        let tree = read(text, 0);
        let mut found = shown(&tree.root);
        for fault in &tree.faults {
            found.push_str(&format!("\n   {:?} ‹{}›", fault.kind, fault.span.of(text)));
            if let Some(fix) = &fault.fix { found.push_str(&format!(" → ‹{}›", fix.new)); }
        }
        println!("{} {text:?}\n  {found}", if r.is_ok() { "ok" } else { "BAD" });
    }
}

/// Pieces that secretaries' front matter is made of, and what goes wrong in it.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "organ: LSG", "datum: 2023-02-17", "närvarande:", "diarienummer: HSN: 200:1", "plats: Rum #4",
        "språk: sv   # kommentar", "# kommentar", "- Anna Ek, Umeå", "  - Bo Al", "    - Eva By",
        "- namn: Eva", "  roll: x", "  namn: Bo", "    y: z", "-Anna", "- (tjg: för Bo)",
        "  - Bo Al, Umeå: ordf", "- {a: b, c, d: e}", "bilagor: {titel: Bilder, fil och film, fil: a}",
        "x: [a, b", "x: {a: b", "x: \"a", "x: 'a", "x: 'a' # b", "x: \"a\\n\"", "\tx: y", "\t- a",
        "x:\ty", "datum:2023", "x: *a", "x: &a b", "x: &a", "x: @a", "x: !a b", "x: !!str b", "x: |",
        "  text", "x: >-", "x: [b](#)", "x: [Rum #4, y]", "---", "...", "hej", "-", "- ", "- -", "- - a",
        "? a", ": b", "x: a: b: c", "{a: b}", "[a]", "\u{a0}- a", "x: a,", "", "  ", "– Bo", "x: #4", "\"k\": v",
        "%x", "x: }", "x: ]", "  ]", "- x: y", "   z: w", "x: ? y", "- #4", "x: {a: #4", "a: 1", "a: 2",
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
        pieces.iter().map(|piece| format!("{piece}{ending}")).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn every_fix_holds(text in front_matter()) {
        assert_sound(&text);
    }
}

/// Front matter of the kind that is nearly always met.
fn common_line() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec!["organ", "datum", "närvarande", "a", "b", "c", "d b", "é", "x-y"]);
    let value = prop::sample::select(vec![
        "", " LSG", " 09:00-12:00", "  Rum 4   # k", " \"a: b\"", " 'it'", " {a: b, c: \"d\"}", " [a, b c, 'd']",
        " # k", " §", " {a: [b, {c: }], d: 1}", " a  ", " (x)", " a#b", " - b", " \"x\" # y", " {}", " []",
        " [a, ]", " [ a , b ]", " { a : b }", " http://x.y/z", " Rum #4", " {a:b}", " 'it''s'", " {a}", " –", " a –",
        " [a b -]", " {'a b': c}", " ~", " a, b (c)", " #4", " [x: y]", " \"å\"x", " [a]b", " a:", " |", " ?x", " .",
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
    (prop::collection::vec(common_line(), 0..6), ending).prop_map(|(lines, ending)| {
        lines.iter().map(|line| format!("{line}{ending}")).collect()
    })
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
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

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
