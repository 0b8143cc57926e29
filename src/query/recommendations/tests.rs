//! What people may write, and what the answers make of it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::lang::Lang;
use crate::output::{Format, Style, to_text};
use crate::query::{filter, sample, show};

const GIVEN: &str = "\
---
organ: SVO
datum: 2023-02-17
---

## § 4 Målbild | <b>nära</b> vård

Samråd vård och omsorg beslutade

- att rekommendera kommunerna att anta målbilden, senast 2023-04-01
";

fn asked(query: &str) -> Asked {
    Asked {
        filter: filter::parse(query).unwrap(),
        as_of: None,
        today: "2023-06-01".parse().unwrap(),
        all: false,
        by: By::Party,
    }
}

fn county(parties: &str, answers: &str) -> Arc<Archive> {
    let config = format!("namn: Exempel\nhuvudmän:\n{parties}");
    sample::archive(&[
        ("samverkan.yaml", &config),
        ("organ/svo.yaml", "kod: SVO\nnamn: Samråd vård och omsorg\n"),
        ("svo/2023-02-17.md", GIVEN),
        ("huvudmannasvar/malbild.yaml", answers),
    ])
}

const PARTIES: &str = "\
  - {namn: Region Norr, slag: region}
  - {namn: \"=Öby | <i>kommun</i>\", slag: kommun}
  - {namn: Ås kommun, slag: kommun}
";

const ANSWERS: &str = "\
rekommendation: SVO/2023-02-17/4:1
svar:
  - {huvudman: \"=Öby | <i>kommun</i>\", svar: antagen, datum: 2023-03-01, länk: \"javascript:alert(1)\"}
  - {huvudman: Region Norr, svar: avslagen, datum: 2023-03-02, dnr: \"\\e[31m<script>\", länk: \"https://example.org/beslut\"}
  - {huvudman: \"=Öby | <i>kommun</i>\", svar: avslagen, datum: 2023-02-20}
";

fn matrix(archive: &Arc<Archive>, format: Format, width: Option<usize>) -> String {
    let style = Style {
        width,
        ..Style::default()
    };
    let matrix = recommendations_matrix(archive, &asked(""), Lang::En).unwrap();
    let style = Style {
        lang: Lang::En,
        ..style
    };
    matrix.to_text(format, &style).unwrap()
}

#[test]
fn the_matrix_in_each_format() {
    let archive = county(PARTIES, ANSWERS);
    insta::assert_snapshot!(matrix(&archive, Format::Table, Some(80)), @r"
    Party                 1
    Region Norr           no
    =Öby | <i>kommun</i>  yes
    Ås kommun             !
    Missing               1

    1  SVO/2023-02-17/4:1, due 2023-04-01: Målbild | nära vård

    yes   adopted
    no    declined
    !     no answer, overdue
    ");
    insta::assert_snapshot!(matrix(&archive, Format::Markdown, None), @r"
    | Recommendation | Due | Missing | Region Norr | =Öby \| &lt;i&gt;kommun&lt;/i&gt; | Ås kommun |
    | --- | --- | ---: | --- | --- | --- |
    | Målbild \| nära vård (SVO/2023-02-17/4:1) | 2023-04-01 | 1 | declined | adopted | **no answer, overdue** |
    ");
    insta::assert_snapshot!(matrix(&archive, Format::Csv, None), @r#"
    id,matter,text,date,due,missing,Region Norr,'=Öby | <i>kommun</i>,Ås kommun
    SVO/2023-02-17/4:1,Målbild | nära vård,"att rekommendera kommunerna att anta målbilden, senast 2023-04-01",2023-02-17,2023-04-01,1,declined,adopted,overdue
    "#);
    insta::assert_snapshot!(matrix(&archive, Format::Tsv, None), @r"
    id	matter	text	date	due	missing	Region Norr	'=Öby | <i>kommun</i>	Ås kommun
    SVO/2023-02-17/4:1	Målbild | nära vård	att rekommendera kommunerna att anta målbilden, senast 2023-04-01	2023-02-17	2023-04-01	1	declined	adopted	overdue
    ");
    insta::assert_snapshot!(matrix(&archive, Format::CsvExcel, None).replace('\r', ""), @r"
    ﻿Id;Matter;Recommendation;Date;Due;Missing;Region Norr;'=Öby | <i>kommun</i>;Ås kommun
    SVO/2023-02-17/4:1;Målbild | nära vård;att rekommendera kommunerna att anta målbilden, senast 2023-04-01;2023-02-17;2023-04-01;1;declined;adopted;no answer, overdue
    ");
    let html = matrix(&archive, Format::Html, None);
    for forbidden in ["<script", "javascript:", "<i>kommun", "<b>", "\x1b"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    let table = &html[html.find("<ul").unwrap()..html.find("</div>").unwrap()];
    insta::assert_snapshot!(table.replace("</tr>", "</tr>\n").replace("<td", "\n<td"), @r#"
    <ul class="legend" aria-label="Legend"><li><i class="yes" aria-hidden="true">yes</i>adopted</li><li><i class="no" aria-hidden="true">no</i>declined</li><li><i class="late" aria-hidden="true">!</i>no answer, overdue</li></ul><div class="scroll" role="region" tabindex="0" aria-label="Answers of the parties to recommendations"><table class="matrix"><caption class="unseen">Answers of the parties to recommendations</caption><thead><tr><th scope="col">Recommendation</th><th scope="col"><span class="up">Region Norr</span></th><th scope="col"><span class="up">=Öby | &lt;i&gt;kommun&lt;/i&gt;</span></th><th scope="col"><span class="up">Ås kommun</span></th><th scope="col"><span class="up">Missing</span></th></tr>
    </thead><tbody><tr><th scope="row" title="att rekommendera kommunerna att anta målbilden, senast 2023-04-01">Målbild | nära vård<small>SVO/2023-02-17/4:1, due 2023-04-01</small></th>
    <td class="no" title="Region Norr, Målbild | nära vård: declined. 2023-03-02, ␛[31m&lt;script&gt;"><a href="https://example.org/beslut" aria-label="Region Norr, Målbild | nära vård: declined. 2023-03-02, ␛[31m&lt;script&gt;">no</a></td>
    <td class="yes" title="=Öby | &lt;i&gt;kommun&lt;/i&gt;, Målbild | nära vård: adopted. 2023-03-01, has also answered otherwise"><span aria-hidden="true">yes</span><span class="unseen"> adopted. 2023-03-01, has also answered otherwise</span></td>
    <td class="late" title="Ås kommun, Målbild | nära vård: no answer, overdue"><span aria-hidden="true">!</span><span class="unseen"> no answer, overdue</span></td>
    <td>1</td></tr>
    </tbody></table>
    "#);
}

#[test]
fn show_prints_the_answers() {
    let archive = county(PARTIES, ANSWERS);
    let target = crate::archive::resolve(&archive, "SVO/2023-02-17/4:1").unwrap();
    let day = show::Day {
        as_of: None,
        today: "2026-01-01".parse().unwrap(),
    };
    let text = show::sheet(&archive, &target, day, Lang::Sv).text(None, false);
    let answers = &text[text.find("Svar").unwrap()..];
    insta::assert_snapshot!(answers, @r"
    Svar (2 av 3)
      =Öby | <i>kommun</i>: antagen, 2023-03-01, javascript:alert(1) (huvudmannasvar/malbild.yaml:3)
        också: avslagen, 2023-02-20 (huvudmannasvar/malbild.yaml:5)
      Ås kommun: saknas
      Region Norr (inte tillfrågad): avslagen, 2023-03-02, ␛[31m<script>, https://example.org/beslut (huvudmannasvar/malbild.yaml:4)
    ");
}

#[test]
fn a_thousand_parties_fit_a_narrow_terminal() {
    let mut parties = String::new();
    for n in 0..1000 {
        let _ = writeln!(
            parties,
            "  - {{namn: \"Ort{n} {} kommun\", slag: kommun}}",
            "x".repeat(90)
        );
    }
    let archive = county(&parties, ANSWERS);
    for width in [0, 1, 20, 80] {
        let text = matrix(&archive, Format::Table, Some(width));
        assert_eq!(
            text.lines().filter(|line| line.starts_with("Ort")).count(),
            1000
        );
        let widest = text
            .lines()
            .map(unicode_width::UnicodeWidthStr::width)
            .max();
        assert!(width < 60 || widest <= Some(width), "{width}: {widest:?}");
    }
    let rows = (by_party::QUESTION.run)(&archive, &asked("öppen:ja")).unwrap();
    assert_eq!(rows.rows.len(), 1000);
    to_text(&rows, Format::Html, &Style::default());
}

#[test]
fn an_unknown_word_names_the_nearest() {
    let archive = county(PARTIES, ANSWERS);
    for (query, near) in [
        ("answer:antagn", "antagen"),
        ("party:\"Ås komun\"", "Ås kommun"),
        ("status:försend", "försenad"),
    ] {
        let error = (by_party::QUESTION.run)(&archive, &asked(query)).unwrap_err();
        assert!(error.message().sv.contains(near), "{query}");
    }
    let error = (QUESTION.run)(&archive, &asked("missing:\"Ås komun\"")).unwrap_err();
    assert!(error.message().sv.contains("Ås kommun"));
}

#[test]
fn json_is_as_the_schema_says() {
    let archive = county(PARTIES, ANSWERS);
    sample::valid_json(&archive, &QUESTION);
    sample::valid_json(&archive, &by_party::QUESTION);
}
