//! How wide each column of a table becomes on a terminal, and how a text is broken to fit.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Between two columns, in terminal columns.
pub(super) const GAP: usize = 2;

/// How far columns are squeezed before one is left out, in steps: what running text keeps, and
/// the longest word that stays whole beside it.
const STEPS: [(usize, usize); 3] = [(32, 16), (24, 16), (24, 13)];

/// What running text keeps at the very least.
const LEAST: usize = 10;

/// Of an id, a day or a word of a vocabulary, this much is never broken.
const UNBROKEN: usize = 60;

/// What the texts of one column want, in terminal columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// The widest line.
    pub natural: usize,
    /// The longest word.
    pub word: usize,
    /// The sum of all widths, and how many were measured.
    pub sum: usize,
    /// How many texts were not empty.
    pub texts: usize,
    /// Where lines may break.
    pub breaks: Breaks,
    /// The column of running text, which keeps most room.
    pub main: bool,
}

/// Where the texts of a column may be broken over lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Breaks {
    /// Between words, and in a long word where there is no room.
    #[default]
    Anywhere,
    /// Between words: a vocabulary.
    Words,
    /// Nowhere: ids, days, numbers.
    Nowhere,
}

impl Measure {
    /// For a column with this head.
    pub(super) fn new(title: &str, breaks: Breaks, main: bool) -> Measure {
        let word = longest_word(title);
        Measure {
            natural: match breaks {
                Breaks::Nowhere => word,
                Breaks::Anywhere | Breaks::Words => title.width(),
            },
            word,
            breaks,
            main,
            ..Measure::default()
        }
    }

    /// Takes a cell of the column into account.
    pub(super) fn add(&mut self, line: &str, indent: usize) {
        let width = line.width() + indent;
        self.natural = self.natural.max(width);
        self.word = self.word.max(longest_word(line) + indent);
        if width > 0 {
            self.sum = self.sum.saturating_add(width);
            self.texts += 1;
        }
    }

    fn mean(&self) -> usize {
        self.sum.checked_div(self.texts).unwrap_or(0)
    }

    /// The least width in a step of [`STEPS`].
    fn floor(&self, (main, word): (usize, usize)) -> usize {
        let floor = match self.breaks {
            _ if self.main => self.natural.min(main),
            Breaks::Nowhere => self.natural.min(UNBROKEN),
            Breaks::Words => self.word.min(UNBROKEN),
            Breaks::Anywhere => self.word.min(word),
        };
        floor.max(1)
    }
}

fn longest_word(text: &str) -> usize {
    text.split(' ')
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

/// The width of each column so that all fit in `total`; `None` for a column that must be left
/// out. The first column and the running text always stay, even where they don't fit.
///
/// Unbroken columns get what they want, the others first room for their words and then a share
/// of the rest by how long their texts are. Where even that is too much, words are broken, then
/// columns left out from the right.
pub(super) fn fit(columns: &[Measure], total: usize) -> Vec<Option<usize>> {
    let mut shown: Vec<usize> = (0..columns.len()).collect();
    let natural = |index: &usize| columns[*index].natural.max(1);
    let gaps = |shown: &[usize]| GAP * shown.len().saturating_sub(1);
    if shown.iter().map(natural).sum::<usize>() + gaps(&shown) <= total {
        return columns.iter().map(|c| Some(c.natural.max(1))).collect();
    }
    loop {
        let room = total.saturating_sub(gaps(&shown));
        for step in STEPS {
            let floors: Vec<usize> = shown.iter().map(|&i| columns[i].floor(step)).collect();
            let least: usize = floors.iter().sum();
            if least <= room {
                return share(columns, &shown, floors, room - least);
            }
        }
        let spare = |&index: &usize| index > 0 && !columns[index].main;
        match shown.iter().rposition(spare) {
            Some(place) => drop(shown.remove(place)),
            None => {
                let least = |&i: &usize| columns[i].floor((LEAST, LEAST));
                let floors: Vec<usize> = shown.iter().map(least).collect();
                let extra = room.saturating_sub(floors.iter().sum());
                return share(columns, &shown, floors, extra);
            }
        }
    }
}

/// Gives `extra` to the columns in `shown` whose texts want it, by their mean length.
fn share(
    columns: &[Measure],
    shown: &[usize],
    mut widths: Vec<usize>,
    mut extra: usize,
) -> Vec<Option<usize>> {
    while extra > 0 {
        let wants = |at: usize, widths: &[usize]| -> usize {
            let column = &columns[shown[at]];
            match column.breaks == Breaks::Nowhere || widths[at] >= column.natural {
                true => 0,
                false => column.mean().clamp(1, 10_000),
            }
        };
        let weights: Vec<usize> = (0..shown.len()).map(|at| wants(at, &widths)).collect();
        let all: usize = weights.iter().sum();
        if all == 0 {
            break;
        }
        let mut given = 0;
        for (at, weight) in weights.iter().enumerate() {
            let room = columns[shown[at]].natural.saturating_sub(widths[at]);
            let part = (extra * weight / all).min(room);
            widths[at] += if *weight > 0 { part } else { 0 };
            given += if *weight > 0 { part } else { 0 };
        }
        if given == 0 {
            // Less than one column each: to the longest texts.
            let longest = (0..weights.len()).max_by_key(|&at| weights[at]);
            widths[longest.expect("some column wants more")] += 1;
            given = 1;
        }
        extra -= given;
    }
    let mut fitted = vec![None; columns.len()];
    for (&index, width) in shown.iter().zip(widths) {
        fitted[index] = Some(width);
    }
    fitted
}

/// `text` in lines of at most `width` terminal columns, broken at spaces, each after `indent`
/// spaces. A longer word is broken where it must.
pub(super) fn wrap(text: &str, width: usize, indent: usize) -> String {
    // Deep rows of a narrow column keep room for text.
    let indent = indent.min(width / 2);
    let room = (width - indent).max(1);
    let mut out = " ".repeat(indent);
    let mut used = 0;
    let next_line = |out: &mut String, used: &mut usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
        *used = 0;
    };
    for word in text.split(' ') {
        let wide = word.width();
        if used > 0 && used + 1 + wide > room {
            next_line(&mut out, &mut used);
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        if wide <= room {
            out.push_str(word);
            used += wide;
            continue;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used > 0 && used + wide > room {
                next_line(&mut out, &mut used);
            }
            out.push(c);
            used += wide;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn measure(texts: &[&str], breaks: Breaks, main: bool) -> Measure {
        let mut measure = Measure::new("Rubrik", breaks, main);
        for text in texts {
            measure.add(text, 0);
        }
        measure
    }

    #[test]
    fn text_is_broken_at_words_and_long_words_where_they_must() {
        assert_eq!(wrap("ett två tre", 7, 0), "ett två\ntre");
        assert_eq!(wrap("ett två tre", 7, 2), "  ett\n  två\n  tre");
        assert_eq!(wrap("samverkansarbete", 6, 0), "samver\nkansar\nbete");
        assert_eq!(wrap("§\u{a0}4 och", 4, 0), "§\u{a0}4\noch");
        assert_eq!(wrap("🦌🦌🦌", 4, 0), "🦌🦌\n🦌");
        assert_eq!(wrap("", 4, 0), "");
    }

    #[test]
    fn ids_keep_their_width_and_running_text_takes_the_rest() {
        let long = "ord ".repeat(60);
        let columns = [
            measure(&["LSG/2023-02-17/4:1"], Breaks::Nowhere, false),
            measure(&[long.trim()], Breaks::Anywhere, true),
            measure(&["Region Norr"], Breaks::Anywhere, false),
        ];
        let widths = fit(&columns, 80);
        assert_eq!(widths[0], Some(18));
        let text = widths[1].unwrap();
        let rest = widths[2].unwrap();
        assert_eq!(18 + text + rest + 2 * GAP, 80);
        assert!(text > 40 && rest >= 6);
    }

    #[test]
    fn where_all_fits_nothing_is_changed_and_where_little_does_the_right_goes_first() {
        let columns = [
            measure(&["LSG/2023-02-17/4:1"], Breaks::Nowhere, false),
            measure(&["en text som är ganska lång"], Breaks::Anywhere, true),
            measure(&["2023-02-17"], Breaks::Nowhere, false),
            measure(&["2023-02-18"], Breaks::Nowhere, false),
        ];
        assert_eq!(fit(&columns, 100), [18, 26, 10, 10].map(Some));
        assert_eq!(fit(&columns, 60), [Some(18), Some(26), Some(10), None]);
        assert_eq!(fit(&columns, 1), [Some(18), Some(10), None, None]);
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "[a-zåäö ]{0,80}", width in 1usize..40) {
            let wrapped = wrap(&text, width, 0);
            prop_assert!(wrapped.lines().all(|line| line.width() <= width));
            let bare = |text: &str| text.replace([' ', '\n'], "");
            prop_assert_eq!(bare(&wrapped), bare(&text));
        }
    }
}
