//! The vocabulary of dates: every word that tells something about one.

use super::calendar::Named;
use super::token::is_unseen;
use crate::lang::{is_latin_1, lower_latin_1};
use chrono::Weekday;
use unicode_normalization::UnicodeNormalization;

/// The words that tell something about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// `februari`, or `feb` when not `whole`. `careful`: also a name or another word.
    Month {
        number: u32,
        whole: bool,
        careful: bool,
    },
    /// `fredagen`, or `fre` when not `whole`.
    Weekday {
        day: Weekday,
        whole: bool,
    },
    /// `tredje`, 1 to 31.
    Ordinal(u32),
    /// `sista`.
    Last,
    /// `tre`.
    Cardinal(u32),
    /// `våren`, `höstterminen`, `årsskiftet`: a stretch that needs nothing beside it.
    Stretch(Named),
    /// `vår`, `höst`, `jul`: one that needs a word before or a year after.
    BareStretch(Named),
    Den,
    Kl,
    Week,
    Quarter,
    Third,
    Half,
    /// `år`, `året`, `års`.
    Year,
    /// `årets`.
    OfYear,
    MonthUnit,
    Days,
    Senast,
    Senare,
    An,
    Till,
    Och,
    Med,
    Tom,
    Under,
    Fore,
    Vid,
    Pa,
    Infor,
    I,
    Inom,
    Om,
    Fran,
    Av,
    Mellan,
    For,
    Per,
    Efter,
    Ar,
    Beginning,
    Middle,
    End,
    Next,
    This,
    Meeting,
    /// `snarast`, `skyndsamt`: when, without a date.
    Soon,
    Lopande,
    Sa,
    Snart,
    Som,
    Mojligt,
    Kort,
    /// `punkt`, `bilaga`: the number after it is no date.
    Label,
    /// `kronor`, `personer`: the number before it is no year.
    Counted,
    /// A verb in the past tense.
    Past,
    /// A verb of reporting or delivering.
    Report,
    /// A verb that makes `till` the end of a validity.
    Extend,
    /// A single letter, as in `t.o.m.`.
    Letter(char),
    Other,
}

/// A longer word is none of ours.
const WORD_BYTES_MAX: usize = 64;

/// What a word tells; `lower` is room to work in.
pub(super) fn recognise(written: &str, lower: &mut String) -> Word {
    if written.len() > WORD_BYTES_MAX {
        return Word::Other;
    }
    lower.clear();
    if written.is_ascii() {
        lower.push_str(written);
        lower.make_ascii_lowercase();
    } else if is_latin_1(written) {
        let letters = written.chars().filter(|&letter| !is_unseen(letter));
        lower.extend(letters.map(lower_latin_1));
    } else {
        let letters = written.chars().filter(|&letter| !is_unseen(letter));
        lower.extend(letters.nfc().flat_map(char::to_lowercase));
    }
    let capital = written.starts_with(char::is_uppercase);
    word(lower, capital)
}

fn word(lower: &str, capital: bool) -> Word {
    let month = |number| Word::Month {
        number,
        whole: true,
        careful: false,
    };
    let short_month = |number| Word::Month {
        number,
        whole: false,
        careful: false,
    };
    let weekday = |day| Word::Weekday { day, whole: true };
    let short_weekday = |day| Word::Weekday { day, whole: false };
    match lower {
        "januari" => month(1),
        "februari" => month(2),
        "mars" => month(3),
        "april" => month(4),
        "maj" => month(5),
        "juni" => month(6),
        "juli" => month(7),
        "augusti" => month(8),
        "september" => month(9),
        "oktober" => month(10),
        "november" => month(11),
        "december" => month(12),
        "jan" => Word::Month {
            number: 1,
            whole: false,
            careful: capital,
        },
        "feb" | "febr" => short_month(2),
        "mar" => Word::Month {
            number: 3,
            whole: false,
            careful: true,
        },
        "apr" => short_month(4),
        "jun" => short_month(6),
        "aug" => short_month(8),
        "sep" | "sept" => short_month(9),
        "okt" => short_month(10),
        "nov" => short_month(11),
        "dec" => short_month(12),
        "måndag" | "måndagen" => weekday(Weekday::Mon),
        "tisdag" | "tisdagen" => weekday(Weekday::Tue),
        "onsdag" | "onsdagen" => weekday(Weekday::Wed),
        "torsdag" | "torsdagen" => weekday(Weekday::Thu),
        "fredag" | "fredagen" => weekday(Weekday::Fri),
        "lördag" | "lördagen" => weekday(Weekday::Sat),
        "söndag" | "söndagen" => weekday(Weekday::Sun),
        "mån" => short_weekday(Weekday::Mon),
        "tis" => short_weekday(Weekday::Tue),
        "ons" => short_weekday(Weekday::Wed),
        "tor" | "tors" => short_weekday(Weekday::Thu),
        "fre" => short_weekday(Weekday::Fri),
        "lör" => short_weekday(Weekday::Sat),
        "sön" => short_weekday(Weekday::Sun),
        "sista" => Word::Last,
        "våren" => Word::Stretch(Named::Spring),
        "sommaren" => Word::Stretch(Named::Summer),
        "hösten" => Word::Stretch(Named::Autumn),
        "vintern" => Word::Stretch(Named::Winter),
        "vårterminen" => Word::Stretch(Named::SpringTerm),
        "höstterminen" => Word::Stretch(Named::AutumnTerm),
        "årsskiftet" => Word::Stretch(Named::YearTurn),
        "halvårsskiftet" => Word::Stretch(Named::MidYear),
        "vår" => Word::BareStretch(Named::Spring),
        "sommar" => Word::BareStretch(Named::Summer),
        "höst" => Word::BareStretch(Named::Autumn),
        "vinter" => Word::BareStretch(Named::Winter),
        "vt" | "vårtermin" => Word::BareStretch(Named::SpringTerm),
        "ht" | "hösttermin" => Word::BareStretch(Named::AutumnTerm),
        "årsskifte" | "nyår" => Word::BareStretch(Named::YearTurn),
        "jul" | "julen" | "julhelgen" | "julledigheten" => Word::BareStretch(Named::Christmas),
        "midsommar" | "midsommarhelgen" => Word::BareStretch(Named::Midsummer),
        "semestern" | "semestrarna" | "semesterperioden" => Word::BareStretch(Named::Holidays),
        "den" => Word::Den,
        "kl" | "klockan" => Word::Kl,
        "v" | "vecka" | "veckan" | "veckor" | "veckorna" => Word::Week,
        "q" | "kv" | "kvartal" | "kvartalet" => Word::Quarter,
        "tertial" | "tertialet" => Word::Third,
        "halvår" | "halvåret" => Word::Half,
        "år" | "året" | "års" => Word::Year,
        "årets" => Word::OfYear,
        "månad" | "månaden" | "månader" => Word::MonthUnit,
        "dag" | "dagar" | "dygn" => Word::Days,
        "senast" | "deadline" => Word::Senast,
        "senare" => Word::Senare,
        "än" => Word::An,
        "till" => Word::Till,
        "och" | "samt" | "eller" | "respektive" => Word::Och,
        "med" => Word::Med,
        "tom" | "fom" => Word::Tom,
        "under" => Word::Under,
        "före" | "innan" => Word::Fore,
        "vid" => Word::Vid,
        "på" => Word::Pa,
        "inför" => Word::Infor,
        "i" => Word::I,
        "inom" => Word::Inom,
        "om" => Word::Om,
        "från" | "sedan" => Word::Fran,
        "av" => Word::Av,
        "mellan" => Word::Mellan,
        "för" | "avseende" | "gällande" | "rörande" | "kring" | "angående" => Word::For,
        "per" => Word::Per,
        "efter" => Word::Efter,
        "är" => Word::Ar,
        "början" | "inledningen" => Word::Beginning,
        "mitten" => Word::Middle,
        "slut" | "slutet" | "utgång" | "utgången" => Word::End,
        "nästa" | "nästkommande" | "kommande" | "nästföljande" => Word::Next,
        "detta" | "innevarande" => Word::This,
        "snarast" | "skyndsamt" | "omgående" | "kontinuerligt" => Word::Soon,
        "löpande" => Word::Lopande,
        "så" => Word::Sa,
        "snart" => Word::Snart,
        "som" => Word::Som,
        "möjligt" => Word::Mojligt,
        "kort" => Word::Kort,
        "punkt" | "punkter" | "punkterna" | "punkten" | "bilaga" | "bilagor" | "bil" | "kap"
        | "kapitel" | "sid" | "sida" | "sidan" | "nr" | "nummer" | "dnr" | "diarienummer"
        | "art" | "artikel" | "rum" | "sal" | "version" | "prop" | "paragraf" | "tel"
        | "telefon" | "avsnitt" => Word::Label,
        "kr" | "kronor" | "tkr" | "mkr" | "sek" | "personer" | "invånare" | "st" | "stycken"
        | "procent" | "timmar" | "platser" | "brukare" | "patienter" | "euro" | "km"
        | "minuter" => Word::Counted,
        "beslöt" | "beslöts" | "gavs" | "togs" | "hölls" | "höll" | "fick" | "var" | "skrevs"
        | "bedrevs" | "hade" | "gick" | "kom" | "blev" => Word::Past,
        _ => number(lower).unwrap_or_else(|| by_shape(lower)),
    }
}

/// Words told by how they begin or end.
fn by_shape(lower: &str) -> Word {
    const MEETINGS: [&str; 7] = [
        "möte",
        "mötet",
        "mötestillfälle",
        "sammanträde",
        "sammanträdet",
        "träff",
        "mötestillfället",
    ];
    const REPORTS: [&str; 19] = [
        "rapport",
        "återrapport",
        "delrapport",
        "slutrapport",
        "avrapport",
        "redovis",
        "återredovis",
        "slutredovis",
        "återkom",
        "presenter",
        "återför",
        "inkom",
        "lämna",
        "inlämna",
        "slutför",
        "klar",
        "färdig",
        "besvara",
        "leverera",
    ];
    const EXTENSIONS: [&str; 7] = [
        "förläng",
        "gälla",
        "gälle",
        "giltig",
        "löpa",
        "löper",
        "prolong",
    ];

    let mut letters = lower.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Word::Letter(letter);
    }
    if MEETINGS.iter().any(|ending| lower.ends_with(ending)) {
        Word::Meeting
    } else if REPORTS.iter().any(|beginning| lower.starts_with(beginning)) {
        Word::Report
    } else if EXTENSIONS
        .iter()
        .any(|beginning| lower.starts_with(beginning))
    {
        Word::Extend
    } else if lower.len() > 5
        && ["des", "tes", "ade"]
            .iter()
            .any(|ending| lower.ends_with(ending))
    {
        Word::Past
    } else {
        Word::Other
    }
}

fn number(lower: &str) -> Option<Word> {
    const ORDINALS: [&str; 20] = [
        "första",
        "andra",
        "tredje",
        "fjärde",
        "femte",
        "sjätte",
        "sjunde",
        "åttonde",
        "nionde",
        "tionde",
        "elfte",
        "tolfte",
        "trettonde",
        "fjortonde",
        "femtonde",
        "sextonde",
        "sjuttonde",
        "artonde",
        "nittonde",
        "tjugonde",
    ];
    const CARDINALS: [&str; 15] = [
        "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
        "tretton", "fjorton", "femton",
    ];
    let place = |list: &[&str], word: &str| list.iter().position(|&item| item == word);
    let ordinal = |word: &str| match word {
        "förste" => Some(1),
        "andre" => Some(2),
        _ => place(&ORDINALS, word).map(|at| at as u32 + 1),
    };
    if let Some(number) = ordinal(lower) {
        return Some(Word::Ordinal(number));
    }
    if let Some(at) = place(&CARDINALS, lower) {
        return Some(Word::Cardinal(at as u32 + 1));
    }
    match lower {
        "ett" => Some(Word::Cardinal(1)),
        "tjugo" => Some(Word::Cardinal(20)),
        "trettio" => Some(Word::Cardinal(30)),
        "trettionde" => Some(Word::Ordinal(30)),
        "trettioförsta" => Some(Word::Ordinal(31)),
        _ => {
            let unit = lower.strip_prefix("tjugo").and_then(ordinal)?;
            (unit < 10).then_some(Word::Ordinal(20 + unit))
        }
    }
}
