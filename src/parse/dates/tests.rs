//! Cases of dates, times and due dates, seen from a meeting on 2023-02-17, a Friday.

use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn meeting() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, 2, 17)
}

fn next() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, 4, 21)
}

fn said(kind: FoundKind) -> String {
    match kind {
        FoundKind::Day {
            date,
            weekday: None,
        } => date.to_string(),
        FoundKind::Day {
            date,
            weekday: Some(day),
        } => format!("{date} {day}"),
        FoundKind::Span { from, until } => format!("{from}..{until}"),
        FoundKind::Impossible => "impossible".into(),
        FoundKind::NextMeeting => "next".into(),
    }
}

/// One case a line: `text → what is found, what is found`, where a `[…]` marks each date.
fn check_find(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let (marked, wanted) = case.split_once(" → ").expect("a case has an arrow");
        let text = marked.replace(['[', ']'], "");
        let found = find(&text, meeting());
        let mut shown = text.clone();
        for found in found.iter().rev() {
            shown.insert(found.range.end, ']');
            shown.insert(found.range.start, '[');
        }
        let said: Vec<String> = found.iter().map(|found| said(found.kind)).collect();
        let said = if said.is_empty() {
            "-".to_string()
        } else {
            said.join(", ")
        };
        assert_eq!((shown.as_str(), said.as_str()), (marked, wanted), "{text}");
    }
}

/// One case a line: `text → date`, where `[…]` marks the words that say it; `?` for no date.
fn check_due(cases: &str) {
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let (marked, wanted) = case.split_once(" → ").expect("a case has an arrow");
        let text = marked.replace(['[', ']'], "");
        let (mut shown, mut said) = (text.clone(), "-".to_string());
        if let Some((date, range)) = due(&text, meeting(), next()) {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
            said = date.map_or("?".to_string(), |date| date.to_string());
        }
        assert_eq!((shown.as_str(), said.as_str()), (marked, wanted), "{text}");
    }
}

#[test]
fn days() {
    check_find(
        "
        mötet [2023-02-17] i Umeå → 2023-02-17
        ([20230217]) → 2023-02-17
        [17 februari 2023], [den 17 februari] och [17/2 2023] → 2023-02-17, 2023-02-17, 2023-02-17
        [16 februari] → 2024-02-16
        [Fredagen den 12 april 2024] → 2024-04-12 Fri
        [torsdag, den 12 april 2024] → 2024-04-12 Thu
        [fre 24 mars] kl 9 → 2023-03-24 Fri
        [den femtonde mars] → 2023-03-15
        [den tjugoförsta april] → 2023-04-21
        [den 1:a mars] → 2023-03-01
        [17 feb]. Därefter → 2023-02-17
        [17 feb. 2023] → 2023-02-17
        [24 jul 2023] → 2023-07-24
        [den 21/4-23] → 2023-04-21
        [17.02.2023] → 2023-02-17
        [2023/02/17] → 2023-02-17
        [den 3], [10] och [17 mars] → 2023-03-03, 2023-03-10, 2023-03-17
        den 2 och 3 → -
        [24–25 mars] → 2023-03-24..2023-03-25
        [den 30 mars – 2 april] → 2023-03-30..2023-04-02
        [30 december–2 januari 2024] → 2023-12-30..2024-01-02
        från [den 1 mars till den 30 juni] → 2023-03-01..2023-06-30
        [2023-02-28]T20:19:35+01:00 → 2023-02-28
        Datum:[2023-02-17] → 2023-02-17
        **[17 februari** 2023] → 2023-02-17
        [17\u{a0}februari\u{2009}2023] → 2023-02-17
        [29 februari] → 2024-02-29
        [1 mars nästa år] → 2024-03-01
        ",
    );
}

#[test]
fn hard_wrapped() {
    let found = find("måndagen\nden 15\nmars\n2023", None);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].range, 0.."måndagen\nden 15\nmars\n2023".len());
    assert_eq!(
        find("den 15\n\nmars 2023", None).len(),
        1,
        "not over an empty line"
    );
}

#[test]
fn impossible() {
    check_find(
        "
        [31 februari] → impossible
        [den 32 mars] → impossible
        [2023-02-31] → impossible
        [2023-13-01] → impossible
        [29 februari 2023] → impossible
        [den 31/2] → impossible
        [den 0 mars] → impossible
        [vecka 53 2023] → impossible
        20230231 → -
        ",
    );
}

#[test]
fn stretches() {
    check_find(
        "
        under [våren 2023] → 2023-03-01..2023-05-31
        under [våren] → 2023-03-01..2023-05-31
        under [vintern] → 2022-12-01..2023-02-28
        under [vintern 2023/24] → 2023-12-01..2024-02-29
        i [höst] → 2023-09-01..2023-11-30
        i [vår]. → 2023-03-01..2023-05-31
        i vår region → -
        [höstterminen 2023] och [VT24] → 2023-07-01..2023-12-31, 2024-01-01..2024-06-30
        [mars 2023] → 2023-03-01..2023-03-31
        i [mars] → 2023-03-01..2023-03-31
        i [januari] → 2024-01-01..2024-01-31
        [april-december 2023] → 2023-04-01..2023-12-31
        i [november–januari] → 2023-11-01..2024-01-31
        Maj Lind och Jan Berg → -
        [Q2 2023], [2023 Q3], [kvartal 1 2024] → 2023-04-01..2023-06-30, 2023-07-01..2023-09-30, 2024-01-01..2024-03-31
        [andra kvartalet] → 2023-04-01..2023-06-30
        [sista kvartalet 2023] → 2023-10-01..2023-12-31
        [första halvåret 2023] → 2023-01-01..2023-06-30
        [andra tertialet] → 2023-05-01..2023-08-31
        [vecka 12] → 2023-03-20..2023-03-26
        [v. 12-13] → 2023-03-20..2023-04-02
        [vecka 5] → 2024-01-29..2024-02-04
        [årsskiftet 2023/2024] → 2023-12-31..2023-12-31
        vid [årsskiftet] [2022-01-01] → 2023-12-31..2023-12-31, 2022-01-01
        efter jul- och nyårsledigheten → -
        [halvårsskiftet] → 2023-06-30..2023-06-30
        under [2023] → 2023-01-01..2023-12-31
        verksamhetsplan [2024] och → 2024-01-01..2024-12-31
        [i år] och [nästa år] → 2023-01-01..2023-12-31, 2024-01-01..2024-12-31
        ",
    );
}

#[test]
fn next_meetings() {
    check_find(
        "
        vid [nästa möte] → next
        på [nästa LSG-möte] → next
        [nästkommande ordinarie sammanträde] → next
        kommande möten → -
        nästa vecka → -
        föregående möte → -
        ",
    );
}

#[test]
fn decoys() {
    check_find(
        "
        kap. 4 → -
        HSN/156/2021, HSN: 200:1-2023 och Dnr HSN 335-2019 → -
        läsåret 2023/24 → -
        12/3 av platserna → -
        § 17 mars → -
        punkt 3 april → -
        version 2.10.4 och v1.2 → -
        070-123 45 67 → -
        19121212-1212 och 121212-1212 → -
        § 12 → -
        2019–2022 → -
        2023 kronor och 2000 deltagare → -
        LSG/2023-02-17/9:1 → -
        länk(../lsg/2023-02-17.md) → -
        SFS 2017:612 → -
        ",
    );
}

#[test]
fn decomposed() {
    let text: String = "måndag den 15 mars".nfd().collect();
    assert_eq!(find(&text, meeting())[0].range, 0..text.len());
}

#[test]
fn without_a_meeting() {
    assert_eq!(find("den 17 februari, våren, nästa år", None), []);
    assert_eq!(find("den 17 februari 2023", None).len(), 1);
}

#[test]
fn whole_days() {
    let day = |text| day(text, meeting()).map(|day| day.to_string());
    assert_eq!(
        day(" fredagen den 17 februari 2023. ").as_deref(),
        Some("2023-02-17")
    );
    assert_eq!(day("2023-02-17").as_deref(), Some("2023-02-17"));
    assert_eq!(day("17/2 2023").as_deref(), Some("2023-02-17"));
    for text in [
        "",
        "den 17 februari 2023 och",
        "mars 2023",
        "31 februari",
        "2023-02-17 kl 9",
        "nästa möte",
    ] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn clock() {
    let shown = |text| {
        times(text).map(|(from, until)| match until {
            Some(until) => format!("{}-{}", from.format("%H:%M"), until.format("%H:%M")),
            None => from.format("%H:%M").to_string(),
        })
    };
    for (text, wanted) in [
        ("09:00-12:00", "09:00-12:00"),
        ("9-12", "09:00-12:00"),
        ("kl 9-12", "09:00-12:00"),
        ("kl. 09.00–12.00", "09:00-12:00"),
        ("17 feb. kl 09.00-12.00", "09:00-12:00"),
        ("13:15", "13:15"),
        ("kl. 0900-1200", "09:00-12:00"),
        ("från kl 9 till kl. 12.30", "09:00-12:30"),
        ("lämnade kl. 10.40.", "10:40"),
        ("2023-02-28T20:19:35-01:00", "20:19"),
        ("klockan 10", "10:00"),
    ] {
        assert_eq!(shown(text).as_deref(), Some(wanted), "{text}");
    }
    for text in [
        "",
        "§§ 9-12",
        "punkt 3.10",
        "HSN: 200:1-2023",
        "2017:30",
        "kl. 25",
        "3 personer",
        "24/7",
    ] {
        assert_eq!(shown(text), None, "{text}");
    }
    for text in ["09:00-25:00", "09:00-", "kl 9 till sent", "09:00–12:75"] {
        assert!(lacks_end(text), "{text}");
    }
    for text in [
        "09:00-12:00",
        "09:00",
        "kl 9",
        "2023-02-28T20:19:35-01:00",
        "x",
    ] {
        assert!(!lacks_end(text), "{text}");
    }
}

#[test]
fn due_by_a_day() {
    check_due(
        "
        att skicka ut förslaget [senast den 15 mars] → 2023-03-15
        lämna namn [senast onsdag den 15 mars] → 2023-03-15
        svara [senast kl. 12.00 den 15 mars] → 2023-03-15
        svara [senast 1/6] → 2023-06-01
        [senast 2022-03-15] → 2022-03-15
        svara inte före → -
        svara inte [senare än den 1 mars] → 2023-03-01
        svara [före den 1 mars] → 2023-02-28
        svara [till den 1 mars] → 2023-03-01
        återkomma [den 15 mars] → 2023-03-15
        [2023-03-15] → 2023-03-15
        [senast den 31 februari] → ?
        svara till den 1 mars och påminna [senast den 2 mars] → 2023-03-02
        ",
    );
}

#[test]
fn due_at_a_meeting() {
    check_due(
        "
        rapportera [till nästa möte] → 2023-04-21
        rapportera [vid kommande sammanträde] → 2023-04-21
        rapportera [på LSG:s nästa möte] → 2023-04-21
        rapportera [vid nästa möte den 24 april] → 2023-04-24
        ta fram underlag [till mötet den 24 mars] → 2023-03-24
        [till Länssamverkansgruppens möte den 21 april] → 2023-04-21
        [inför mötet den 21 april] → 2023-04-21
        Förslaget presenteras [på Länssamverkansgruppens möte den 21 april] → 2023-04-21
        ",
    );
    assert_eq!(due("vid nästa möte", meeting(), None), Some((None, 0..16)));
    assert_eq!(due("senast den 15 mars", None, None), Some((None, 0..18)));
}

#[test]
fn due_in_a_stretch() {
    check_due(
        "
        intervjua chefer [under våren 2023] → 2023-05-31
        utvärdera [under hösten] → 2023-11-30
        slutföra [före årsskiftet] → 2023-12-31
        slutföra [vid årsskiftet] → 2023-12-31
        slutföra [före sommaren] → 2023-05-31
        slutföra [före jul] → 2023-12-23
        redovisa [senast i juni] → 2023-06-30
        redovisa [i juni] → 2023-06-30
        redovisa [före utgången av 2023] → 2023-12-31
        redovisa [senast vid utgången av mars] → 2023-03-31
        redovisa [i slutet av mars] → 2023-03-31
        redovisa [i början av mars] → 2023-03-10
        redovisa [i början av hösten] → 2023-09-30
        redovisa [under Q2 2023] → 2023-06-30
        klart [Q2 2023] → 2023-06-30
        klart [vecka 12] → 2023-03-26
        [senast v. 12] → 2023-03-26
        [under första halvåret 2023] → 2023-06-30
        [under året] → 2023-12-31
        [före årets slut] → 2023-12-31
        [under nästa år] → 2024-12-31
        ",
    );
}

#[test]
fn due_within() {
    check_due(
        "
        återkomma [inom tre månader] → 2023-05-17
        återkomma [inom 14 dagar] → 2023-03-03
        återkomma [om två veckor] → 2023-03-03
        återkomma [inom ett år] → 2024-02-17
        inom ramen för projektet → -
        [inom kort] → ?
        [snarast möjligt] informera → ?
        [skyndsamt] informera, → ?
        [löpande] rapportera → ?
        den löpande verksamheten → -
        [så snart som möjligt] boka → ?
        informera snarast, dock [senast den 1 mars] → 2023-03-01
        ",
    );
}

#[test]
fn not_due() {
    check_due(
        "
        mötet den 23 februari beslutades följande → -
        Vid mötet den 23 februari, § 11, beslutades följande → -
        synpunkterna från mötet den 20 januari 2023 → -
        avtalet från 2022 → -
        att regionen står för lokalen den 24 mars → -
        att förlänga avtalet till och med 2023-03-31 → -
        att förlänga avtalet t.o.m. 31 mars → -
        att förlänga avtalet med utvecklingsstödet till 20230331 → -
        politiskt beslut ska fattas i mars → -
        rapporten för Q2 2023 godkänns → -
        arbetet under våren 2022 → -
        verksamhetsplan för 2023 → -
        från den 1 mars till den 30 juni → -
        dagordningen för nästa möte → -
        kallelsen den 3 mars → -
        ",
    );
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let mut end = 0;
        for found in find(&text, meeting()) {
            prop_assert!(found.range.start >= end && text.get(found.range.clone()).is_some());
            end = found.range.end;
        }
        let _ = (day(&text, meeting()), times(&text), due(&text, meeting(), None));
    }

    #[test]
    fn any_words_are_read(words in prop::collection::vec(prop::sample::select(vec![
        "den", "17", "31", "0", "9999", "2023", "februari", "-", "–", "/", ":", ".", ",", "till", "senast", "i",
        "slutet", "av", "året", "årets", "slut", "kl", "vecka", "Q", "4", "nästa", "möte", "och", "våren", "vt",
        "inom", "tre", "månader", "år", "999", "§", "andra", "kvartalet", "årsskiftet", "(", "20230217", " ",
    ]), 0..12), glue in prop::collection::vec(any::<bool>(), 12)) {
        let text: String = words.iter().zip(glue).flat_map(|(word, glued)| [*word, if glued { "" } else { " " }]).collect();
        for found in find(&text, meeting()) {
            prop_assert!(text.get(found.range).is_some());
        }
        let _ = (day(&text, None), times(&text), due(&text, meeting(), None), due(&text, None, None));
    }

    #[test]
    fn any_day_is_found_in_every_form(days in 0..200_000i32) {
        const MONTHS: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti",
            "september", "oktober", "november", "december"];
        use chrono::Datelike;
        let date = NaiveDate::from_num_days_from_ce_opt(693_961 + days % 70_000).expect("1901 to 2092");
        let month = MONTHS[date.month0() as usize];
        for text in [
            date.to_string(),
            date.format("%Y%m%d").to_string(),
            format!("den {} {month} {}", date.day(), date.year()),
            format!("{}/{} {}", date.day(), date.month(), date.year()),
        ] {
            prop_assert_eq!(day(&text, None), Some(date), "{}", text);
        }
    }
}

#[test]
fn long_texts() {
    for part in [
        "1, ",
        "den 1, ",
        "nästa ",
        "1-",
        "2023-",
        "till möte ",
        "i slutet av ",
        "17 februari–",
        "v.",
        "kl 9:",
    ] {
        let text = part.repeat(50_000);
        let _ = (
            find(&text, meeting()),
            times(&text),
            due(&text, meeting(), None),
        );
    }
}
