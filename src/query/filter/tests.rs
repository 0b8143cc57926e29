//! Queries in, shapes and rows out.

use super::*;
use crate::lang::{Lang, Text};
use crate::model::Period;
use chrono::NaiveDate;
use proptest::prelude::*;

struct Row {
    id: &'static str,
    body: &'static [&'static str],
    date: &'static str,
    text: &'static str,
    open: bool,
}

const ABOUT: Text = Text::new("prov", "test");

static FIELDS: [Field<Row>; 5] = [
    Field {
        name: "body",
        aliases: &[],
        about: ABOUT,
        kind: FieldKind::Word(|row, see| row.body.iter().for_each(|body| see(body))),
    },
    Field {
        name: "date",
        aliases: &["dag"],
        about: ABOUT,
        kind: FieldKind::Date(|row, see| {
            if let Ok(date) = row.date.parse::<NaiveDate>() {
                see(date);
            }
        }),
    },
    Field {
        name: "text",
        aliases: &[],
        about: ABOUT,
        kind: FieldKind::Text(|row, see| see(row.text)),
    },
    Field {
        name: "matter",
        aliases: &[],
        about: ABOUT,
        kind: FieldKind::Word(|_, _| {}),
    },
    Field {
        name: "open",
        aliases: &[],
        about: ABOUT,
        kind: FieldKind::Flag(|row| row.open),
    },
];

const ROWS: [Row; 4] = [
    Row {
        id: "a",
        body: &["LSG", "Länssamverkansgruppen"],
        date: "2023-02-17",
        text: "att fördela UPH-medel i\nsamverkan",
        open: true,
    },
    Row {
        id: "b",
        body: &["LSG", "Länssamverkansgruppen"],
        date: "2022-12-02",
        text: "att utbilda i SIP",
        open: false,
    },
    Row {
        id: "c",
        body: &["SYL"],
        date: "2023-06-09",
        text: "rutin för SIP och UPH, hälsa",
        open: true,
    },
    Row {
        id: "d",
        body: &["BVA", "Beredning A\u{308}ldre"],
        date: "",
        text: "ha\u{308}lsa",
        open: false,
    },
];

fn rows(query: &str) -> Result<String, QueryError> {
    let filter = compile(&parse(query)?, &FIELDS, &any_value)?;
    Ok(ROWS
        .iter()
        .filter(|row| filter.fits(row))
        .map(|row| row.id)
        .collect())
}

/// One case a line: `query → ids`.
fn check(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let (query, wanted) = case.split_once('→').expect("a case has an arrow");
        assert_eq!(rows(query.trim()).as_deref(), Ok(wanted.trim()), "{query}");
    }
}

/// The shape of a query, every group in brackets.
fn shape(query: &str) -> String {
    fn show(expr: &Expr) -> String {
        let list = |parts: &[Expr]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
        match expr {
            Expr::All => "all".into(),
            Expr::And(parts) => format!("[and {}]", list(parts)),
            Expr::Or(parts) => format!("[or {}]", list(parts)),
            Expr::Not(inner) => format!("[not {}]", show(inner)),
            Expr::Term(term) => term.to_string(),
        }
    }
    match parse(query) {
        Ok(expr) => show(&expr),
        Err(error) => error.explain(query, Lang::En),
    }
}

#[test]
fn grammar() {
    for (query, wanted) in [
        ("", "all"),
        ("  ", "all"),
        ("UPH", "UPH"),
        ("a b OR c", "[or [and a b] c]"),
        ("a OR b c", "[or a [and b c]]"),
        ("a AND (b OR c)", "[and a [or b c]]"),
        ("NOT a b", "[and [not a] b]"),
        ("-a !b INTE c", "[and [not a] [not b] [not c]]"),
        ("NOT NOT a", "a"),
        ("a OCH b ELLER c", "[or [and a b] c]"),
        ("and or not", "[and and or not]"),
        ("\"OR\" \"a b\"", "[and \"OR\" \"a b\"]"),
        ("a - b", "[and a - b]"),
        ("(a b) c", "[and a b c]"),
        ("a(b)c", "[and a b c]"),
        ("-(a b)", "[not [and a b]]"),
        ("text:(UPH OR SIP)", "[or text:UPH text:SIP]"),
        ("text:(UPH OR body:LSG)", "[or text:UPH body:LSG]"),
        ("body:\"Beredning äldre\"", "body:\"Beredning äldre\""),
        ("date:2023..", "date:2023.."),
        ("date:..2023-06", "date:..2023-06"),
        ("date:>=2023-02", "date:>=2023-02"),
        ("2023..2024", "2023..2024"),
        ("LSG/2023-02-17/9:1", "LSG/2023-02-17/9:1"),
        ("ärende:sip", "ärende:sip"),
        (r#""a \"b\" \\ \c""#, r#""a \"b\" \\ \\c""#),
        (r"/a\/b (c|d)/ x", r"[and /a\/b (c|d)/ x]"),
    ] {
        assert_eq!(shape(query), wanted, "{query}");
    }
}

#[test]
fn values() {
    let value = |query: &str| match parse(query) {
        Ok(Expr::Term(term)) => (term.field, term.value, term.range),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        value(" date:2023-02..2023-04 "),
        (
            Some("date".into()),
            Value::Range {
                from: Some("2023-02".into()),
                until: Some("2023-04".into())
            },
            1..22
        )
    );
    assert_eq!(
        value("date:>2023").1,
        Value::Compare(Comparison::After, "2023".into())
    );
    assert_eq!(value("date:\"..2023\"").1, Value::Phrase("..2023".into()));
    assert_eq!(value("text:/a|b/").1, Value::Regex("a|b".into()));
    assert_eq!(value("..").1, Value::Word("..".into()));
}

#[test]
fn faults_of_grammar() {
    for (query, wanted) in [
        ("a (b", "unclosed parenthesis: add `)`\n  a (b\n    ^"),
        (
            "a )",
            "`)` without `(`: remove it, or write it within \"…\"\n  a )\n    ^",
        ),
        ("å \"b", "unclosed quote: add `\"`\n  å \"b\n    ^"),
        (
            "a OR",
            "expected a word, `field:value` or `(` here; a word such as AND is written within \"…\"\n  a OR\n      ^",
        ),
        (
            "a OR AND b",
            "expected a word, `field:value` or `(` here; a word such as AND is written within \"…\"\n  a OR AND b\n       ^^^",
        ),
        (
            "a ()",
            "expected a word, `field:value` or `(` here; a word such as AND is written within \"…\"\n  a ()\n     ^",
        ),
        (
            "body: LSG",
            "`body:` has no value: write it right after the colon\n  body: LSG\n  ^^^^^",
        ),
        (
            "date:..",
            "`date:` has no value: write it right after the colon\n  date:..\n  ^^^^^^^",
        ),
        (
            "date:>",
            "`date:` has no value: write it right after the colon\n  date:>\n  ^^^^^^",
        ),
        (
            "text:/a",
            "unclosed regular expression: add `/`, or write it within \"…\"\n  text:/a\n       ^",
        ),
    ] {
        assert_eq!(shape(query), wanted, "{query}");
    }
    assert!(matches!(
        parse(&"(".repeat(DEPTH_MAX + 1)),
        Err(QueryError::TooDeep { .. })
    ));
    assert!(matches!(
        parse(&"a ".repeat(QUERY_BYTES_MAX)),
        Err(QueryError::TooLong { .. })
    ));
    assert!(parse(&"!".repeat(QUERY_BYTES_MAX)).is_err());
    assert!(
        parse(&format!(
            "{}a{}",
            "(".repeat(DEPTH_MAX),
            ")".repeat(DEPTH_MAX)
        ))
        .is_ok()
    );
    assert!(
        parse(&"(a) ".repeat(DEPTH_MAX + 1)).is_ok(),
        "beside each other isn't deep"
    );
}

#[test]
fn answers() {
    check(
        "
        → abcd
        UPH → ac
        uph → ac
        body:lsg → ab
        organ:LSG → ab
        ORGAN:LSG → ab
        body:länssamverkansgruppen → ab
        body:LS →
        body:LSG date:2023.. → a
        (text:UPH OR text:SIP) date:2023.. → ac
        -SIP → ad
        datum:2023 → ac
        dag:2023Q1 → a
        date:2023-06 → c
        date:..2022 → b
        date:2022-12..2023-02 → ab
        date:>2023-02-17 → c
        date:>=2023-02-17 → ac
        date:<2023-02-17 → b
        date:<=2023-02-17 → ab
        date:>2023 →
        NOT date:2023 → bd
        open:yes → ac
        öppen:nej → bd
        \"medel i samverkan\" → a
        \"UPH–medel\" → a
        hälsa → cd
        halsa →
        text:/UPH|utbilda/ → abc
        body:/^L/ → ab
        body:\"Beredning äldre\" → d
        matter:sip →
        ",
    );
}

#[test]
fn decomposed_query() {
    assert_eq!(rows("ha\u{308}lsa").as_deref(), Ok("cd"));
    assert_eq!(rows("o\u{308}ppen:ja").as_deref(), Ok("ac"));
}

#[test]
fn faults_of_meaning() {
    let said = |query: &str, lang| {
        rows(query)
            .expect_err("the query is wrong")
            .explain(query, lang)
    };
    assert_eq!(
        said("SIP bdy:LSG", Lang::En),
        "unknown field `bdy`: did you mean `body`? the fields are body, date, text, matter, open\n  SIP bdy:LSG\n      ^^^^^^^"
    );
    assert_eq!(
        said("orgn:LSG", Lang::Sv),
        "okänt fält `orgn`: menade du `organ`? fälten är organ, datum, text, ärende, öppen\n  orgn:LSG\n  ^^^^^^^^"
    );
    for (query, wanted) in [
        ("text:a..b", "`text` can't be compared so"),
        ("body:>LSG", "`body` can't be compared so"),
        ("date:/2023/", "`date` can't be compared so"),
        ("date:februari", "`februari` is no period"),
        ("date:2023..x", "`x` is no period"),
        ("date:2024..2023", "the range ends before it begins"),
        ("open:kanske", "`open` is yes or no"),
        ("text:/(/", "no regular expression: unclosed group"),
        (
            r"text:/\w{9}{999}{999}/",
            "no regular expression: too large",
        ),
    ] {
        let message = said(query, Lang::En);
        assert!(message.starts_with(wanted), "{query}: {message}");
    }
}

#[test]
fn unknown_values() {
    let known = |field: &str, value: &str| match (field, value) {
        ("body", "LGS") => Known::No {
            nearest: Some("LSG".into()),
        },
        _ => Known::Yes,
    };
    let query = parse("organ:LGS").expect("parses");
    let error = compile(&query, &FIELDS, &known)
        .err()
        .expect("there is no LGS");
    assert_eq!(
        error.message().sv,
        "`LGS` finns inte för `organ`: menade du `LSG`?"
    );
    assert_eq!(
        error.message().en,
        "no `LGS` for `body`: did you mean `LSG`?"
    );
}

#[test]
fn options_become_expressions() {
    let bodies = Expr::any(vec![Expr::field("body", "LSG"), Expr::field("body", "SYL")]);
    let expr = bodies.and(parse("SIP").expect("parses"));
    assert_eq!(expr.to_string(), "(body:\"LSG\" OR body:\"SYL\") SIP");
    assert_eq!(Expr::any(vec![]).and(Expr::All), Expr::All);
}

#[test]
fn filters_are_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&compile(&Expr::All, &FIELDS, &any_value).expect("compiles"));
}

fn exprs() -> impl Strategy<Value = Expr> {
    let value = prop_oneof![
        "[a-zåäö0-9.]{1,6}x".prop_map(Value::Word),
        any::<String>().prop_map(Value::Phrase),
        "([a-z(|)/]|\\\\[a-z.])*".prop_map(Value::Regex),
    ];
    let ranged = prop_oneof![
        ("2[0-9]{3}", proptest::option::of("2[0-9]{3}")).prop_map(|(from, until)| Value::Range {
            from: Some(from),
            until
        }),
        "2[0-9]{3}".prop_map(|until| Value::Range {
            from: None,
            until: Some(until)
        }),
        "2[0-9]{3}".prop_map(|value| Value::Compare(Comparison::UpTo, value)),
    ];
    let term = |field, value| {
        Expr::Term(Term {
            field,
            value,
            range: 0..0,
        })
    };
    let leaf = prop_oneof![
        value.prop_map(move |value| match value {
            Value::Word(word) if word.contains("..") => term(None, Value::Word(word)),
            value => term(Some("text".into()), value),
        }),
        ranged.prop_map(move |value| term(Some("datum".into()), value)),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::all),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::any),
            inner.prop_map(Expr::negated),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_parsed_or_refused(query in any::<String>()) {
        match parse(&query) {
            Ok(expr) => prop_assert_eq!(parse(&expr.to_string()), Ok(expr)),
            Err(error) => {
                error.explain(&query, Lang::Sv);
            }
        }
        let _ = rows(&query);
    }

    #[test]
    fn any_signs_are_parsed_or_refused(query in "([ab:.\"/\\\\()!<>= -]|OR|NOT|AND|date:|text:|2023|\\.\\.){0,14}") {
        if let Ok(expr) = parse(&query) {
            prop_assert_eq!(parse(&expr.to_string()), Ok(expr), "{}", query);
        }
        let _ = rows(&query);
    }

    #[test]
    fn what_is_shown_parses_to_the_same(expr in exprs()) {
        let shown = expr.to_string();
        if shown.len() <= QUERY_BYTES_MAX {
            prop_assert_eq!(parse(&shown), Ok(expr), "{}", shown);
        }
    }
}

#[test]
fn a_value_known_under_another_name_is_looked_for_under_its_own() {
    let known = |field: &str, value: &str| match (field, value) {
        ("body", "gruppens") => Known::As("LSG".into()),
        _ => Known::Yes,
    };
    let found = |query: &str| {
        let query = parse(query).expect("parses");
        let filter = compile(&query, &FIELDS, &known).expect("compiles");
        let rows = ROWS.iter().filter(|row| filter.fits(row));
        rows.map(|row| row.id).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found("body:gruppens"), found("body:LSG"));
    assert_eq!(found("body:gruppen"), "");
}

#[test]
fn a_period_fits_when_any_day_of_it_is_asked_for() {
    struct Term(Option<&'static str>, Option<&'static str>);
    static TERMS: [Field<Term>; 1] = [Field {
        name: "date",
        aliases: &[],
        about: ABOUT,
        kind: FieldKind::Period(|term, see| {
            let day = |day: Option<&str>| day.and_then(|day| day.parse().ok());
            see(Period {
                from: day(term.0),
                until: day(term.1),
            });
        }),
    }];
    let terms = [
        Term(Some("2021-03-01"), Some("2022-05-31")),
        Term(Some("2022-06-01"), None),
        Term(None, Some("2020-12-31")),
        Term(None, None),
        // Written backwards: no day at all.
        Term(Some("2023-01-01"), Some("2020-01-01")),
    ];
    for (query, wanted) in [
        ("date:2021", "0 3"),
        ("date:2022-05-31", "0 3"),
        ("date:2022-06-01", "1 3"),
        ("date:2022", "0 1 3"),
        ("date:2021-01..2021-02", "3"),
        ("date:..2020", "2 3"),
        ("date:>=2020-12-31", "0 1 2 3"),
        ("date:>2020-12-31", "0 1 3"),
        ("-date:2022", "2 4"),
    ] {
        let parsed = parse(query).expect("parses");
        let filter = compile(&parsed, &TERMS, &any_value).expect("compiles");
        let found: Vec<String> = (0..terms.len())
            .filter(|&at| filter.fits(&terms[at]))
            .map(|at| at.to_string())
            .collect();
        assert_eq!(found.join(" "), wanted, "{query}");
    }
    let parsed = parse("date:/2022/").expect("parses");
    assert!(compile(&parsed, &TERMS, &any_value).is_err());
}

#[test]
fn a_query_knows_which_fields_it_asks_for() {
    for (query, wanted) in [
        ("", false),
        ("klass", false),
        ("class:filing", true),
        ("KLASS:filing", true),
        ("a (b OR klass:beslut)", true),
        ("a (b OR -klass:beslut)", false),
        ("text:class", false),
    ] {
        assert_eq!(
            parse(query).expect("parses").asks_for("class"),
            wanted,
            "{query}"
        );
    }
}
