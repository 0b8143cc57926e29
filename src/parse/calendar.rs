//! A rule of a body's calendar in words: `tredje fredagen, ej juli`.

use chrono::{NaiveDate, Weekday};

use super::vocabulary::MONTHS;
use crate::lang::fold;
use crate::model::{LAST, Months};

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Which days.
    pub days: Days,
    /// In which months.
    pub months: Months,
    /// Days that the rule would give and on which there is no meeting.
    pub except: Vec<NaiveDate>,
}

/// Which days, before anybody says from when weeks are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Days {
    /// `första och tredje fredagen`: counted from 1, or [`LAST`]; at least one, each once.
    OfMonth(Vec<u8>, Weekday),
    /// `varannan fredag`: every so many weeks.
    OfWeek(u32, Weekday),
}

/// Why a text is no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleFault {
    /// A word that means nothing here.
    Word(String),
    /// No weekday, or nothing that says which of them.
    NoDays,
    /// Every month is excepted.
    NoMonths,
}

/// The longest rule that is read, in bytes. What people write must not cost more than reading it.
const LENGTH_MAX: usize = 2_000;

/// Reads a rule.
pub fn rule(text: &str) -> Result<Rule, RuleFault> {
    if text.len() > LENGTH_MAX {
        return Err(RuleFault::NoDays);
    }
    let folded = fold(text);
    let mut reader = Reader::default();
    for word in folded.split([' ', ',', ';']) {
        for part in parts(word) {
            reader.word(part)?;
        }
    }
    reader.finish()
}

/// The words of `september-maj`; a date keeps its hyphens.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let word = word.trim_end_matches('.');
    let is_whole = word.starts_with(|c: char| c.is_ascii_digit());
    let cut = (!is_whole).then(|| word.split_once('-')).flatten();
    let (first, rest) = match cut {
        Some((first, last)) => (first, Some(["-", last])),
        None => (word, None),
    };
    std::iter::once(first)
        .chain(rest.into_iter().flatten())
        .filter(|part| !part.is_empty())
}

#[derive(Default)]
struct Reader {
    ordinals: Vec<u8>,
    weekday: Option<Weekday>,
    /// `varje`, `varannan`, `var tredje`.
    every: Option<u32>,
    after_var: bool,
    excepting: bool,
    only: Option<Months>,
    not: Option<Months>,
    /// The last month named, and whether a range goes on from it.
    month: Option<u32>,
    in_range: bool,
    except: Vec<NaiveDate>,
}

impl Reader {
    fn word(&mut self, word: &str) -> Result<(), RuleFault> {
        if let Some(number) = month(word) {
            self.month(number);
        } else if let Some(ordinal) = ordinal(word) {
            match std::mem::take(&mut self.after_var) {
                true if ordinal != LAST => self.every = Some(u32::from(ordinal)),
                _ if self.excepting => return Err(RuleFault::Word(word.to_owned())),
                _ if self.ordinals.contains(&ordinal) => {}
                _ => self.ordinals.push(ordinal),
            }
        } else if let Some(day) = weekday(word) {
            // One rule gives one weekday: two of them are two rows.
            if self.excepting || self.weekday.is_some_and(|weekday| weekday != day) {
                return Err(RuleFault::Word(word.to_owned()));
            }
            self.weekday = Some(day);
        } else if let Ok(date) = word.parse() {
            match self.excepting {
                true => self.except.push(date),
                false => return Err(RuleFault::Word(word.to_owned())),
            }
        } else {
            match word {
                "ej" | "inte" | "utom" | "förutom" | "undantag" => {
                    self.excepting = true;
                    self.month = None;
                }
                "varje" => self.every = self.every.or(Some(1)),
                "varannan" => self.every = Some(2),
                "var" => self.after_var = true,
                "-" | "till" | "t.o.m" | "tom" => self.in_range = self.month.is_some(),
                "udda" => self.months([1, 3, 5, 7, 9, 11]),
                "jämna" => self.months([2, 4, 6, 8, 10, 12]),
                "sommaren" | "sommarmånaderna" => self.months([6, 7, 8]),
                "och" | "samt" | "i" | "på" | "den" | "från" | "men" | "med" | "för" | "möte"
                | "månad" | "månaden" | "månader" | "månaderna" | "" => {}
                _ => return Err(RuleFault::Word(word.to_owned())),
            }
        }
        Ok(())
    }

    fn months<const N: usize>(&mut self, numbers: [u32; N]) {
        for number in numbers {
            self.month = None;
            self.month(number);
        }
    }

    fn month(&mut self, number: u32) {
        let months = match self.excepting {
            true => &mut self.not,
            false => &mut self.only,
        };
        let mut all = months.unwrap_or(Months::NONE).with(number);
        if let (true, Some(first)) = (self.in_range, self.month) {
            // September to May goes past the end of the year.
            let mut next = first;
            while next != number {
                all = all.with(next);
                next = next % 12 + 1;
            }
        }
        *months = Some(all);
        self.month = Some(number);
        self.in_range = false;
    }

    fn finish(mut self) -> Result<Rule, RuleFault> {
        let weekday = self.weekday.ok_or(RuleFault::NoDays)?;
        let days = match (self.ordinals.is_empty(), self.every) {
            // "tredje fredagen varje månad".
            (false, None | Some(1)) => {
                self.ordinals.sort_unstable();
                Days::OfMonth(self.ordinals, weekday)
            }
            (true, Some(every)) => Days::OfWeek(every, weekday),
            _ => return Err(RuleFault::NoDays),
        };
        let not = self.not.unwrap_or(Months::NONE);
        let months = self.only.unwrap_or(Months::ALL).and(not.others());
        if months.is_empty() {
            return Err(RuleFault::NoMonths);
        }
        Ok(Rule {
            days,
            months,
            except: self.except,
        })
    }
}

fn month(word: &str) -> Option<u32> {
    let found = MONTHS.iter().find(|(name, _)| *name == word);
    found.map(|(_, number)| *number)
}

fn ordinal(word: &str) -> Option<u8> {
    Some(match word {
        "första" | "förste" | "1:a" | "1:sta" => 1,
        "andra" | "andre" | "2:a" => 2,
        "tredje" | "3:e" => 3,
        "fjärde" | "4:e" => 4,
        "femte" | "5:e" => 5,
        "sista" | "siste" => LAST,
        _ => return None,
    })
}

/// `fredag`, `fredagen`, `fredagar`, `fredagarna`.
fn weekday(word: &str) -> Option<Weekday> {
    let ends = ["arna", "en", "ar"];
    let bare = ends.iter().find_map(|end| word.strip_suffix(end));
    Some(match bare.unwrap_or(word) {
        "måndag" => Weekday::Mon,
        "tisdag" => Weekday::Tue,
        "onsdag" => Weekday::Wed,
        "torsdag" => Weekday::Thu,
        "fredag" => Weekday::Fri,
        "lördag" => Weekday::Sat,
        "söndag" => Weekday::Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let rule = match rule(text) {
            Ok(rule) => rule,
            Err(fault) => return format!("{fault:?}"),
        };
        let months: Vec<String> = (1..=12)
            .filter(|month| rule.months.has(*month))
            .map(|month| month.to_string())
            .collect();
        let months = match rule.months == Months::ALL {
            true => "alla".to_owned(),
            false => months.join(" "),
        };
        let except: String = rule.except.iter().map(|day| format!(" ej {day}")).collect();
        format!("{:?} {months}{except}", rule.days)
    }

    #[test]
    fn as_people_write_them() {
        for (text, wanted) in [
            ("tredje fredagen", "OfMonth([3], Fri) alla"),
            (
                "Tredje fredagen, ej juli",
                "OfMonth([3], Fri) 1 2 3 4 5 6 8 9 10 11 12",
            ),
            (
                "första och tredje tisdagen varje månad utom juni–augusti",
                "OfMonth([1, 3], Tue) 1 2 3 4 5 9 10 11 12",
            ),
            (
                "sista torsdagen i månaden, september till maj",
                "OfMonth([0], Thu) 1 2 3 4 5 9 10 11 12",
            ),
            (
                "andra onsdagen i februari, april, september och november",
                "OfMonth([2], Wed) 2 4 9 11",
            ),
            (
                "första måndagen i udda månader, ej sommaren",
                "OfMonth([1], Mon) 1 3 5 9 11",
            ),
            ("varannan fredag", "OfWeek(2, Fri) alla"),
            ("fredagar varje", "OfWeek(1, Fri) alla"),
            (
                "var fjärde torsdag, ej juli",
                "OfWeek(4, Thu) 1 2 3 4 5 6 8 9 10 11 12",
            ),
            (
                "tredje fredagen, ej 2024-05-17 och 2024-12-20",
                "OfMonth([3], Fri) alla ej 2024-05-17 ej 2024-12-20",
            ),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_no_rule() {
        for (text, wanted) in [
            ("", "NoDays"),
            ("fredagar", "NoDays"),
            ("tredje i månaden", "NoDays"),
            ("varannan andra fredagen", "NoDays"),
            ("när det passar", "Word(\"när\")"),
            ("tredje fredagen, ej fredagen", "Word(\"fredagen\")"),
            ("tredje fredagen och onsdagen", "Word(\"onsdagen\")"),
            ("tredje fredagen i juli, ej juli", "NoMonths"),
            ("sjätte fredagen", "Word(\"sjätte\")"),
            ("2024-05-17", "Word(\"2024-05-17\")"),
            ("tredje fredagen, ej 2024-02-30", "Word(\"2024-02-30\")"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
        assert_eq!(rule(&"ej ".repeat(10_000)), Err(RuleFault::NoDays));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-zåäö,. 0-9-]{0,60}|\\PC{0,30}") {
            let _ = rule(&text);
        }
    }
}
