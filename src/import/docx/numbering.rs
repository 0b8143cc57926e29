//! The numbers that Word puts before paragraphs: they stand nowhere in the text.

use std::collections::HashMap;

use crate::import::xml::{Node, XmlError, walk};

/// How many levels a list has.
const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    /// `%1.%2`, where `%1` is the number of the first level.
    text: String,
    start: u32,
}

#[derive(Clone, Debug, Default)]
struct List {
    of: u32,
    starts: HashMap<usize, u32>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    kinds: HashMap<u32, [Level; LEVELS]>,
    lists: HashMap<u32, List>,
    counted: HashMap<u32, [Option<u32>; LEVELS]>,
    begun: HashMap<u32, [bool; LEVELS]>,
}

/// What stands before a paragraph of a list.
#[derive(Debug, PartialEq, Eq)]
pub enum Marker {
    /// A dot, a dash.
    Bullet,
    /// A number or a letter, as it is shown.
    Number(String),
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(text: &str) -> Result<Numbering, XmlError> {
        let mut out = Numbering::default();
        let mut kind: Option<u32> = None;
        let mut list: Option<u32> = None;
        let mut level = 0;
        walk(text, &mut |node| {
            let tag = match node {
                Node::Open(tag) => tag,
                Node::Close("abstractNum") => {
                    kind = None;
                    return true;
                }
                Node::Close("num") => {
                    list = None;
                    return true;
                }
                _ => return true,
            };
            let number = |name: &str| tag.number(name).map(|value| value.max(0.0) as u32);
            match tag.name() {
                "abstractNum" => {
                    kind = number("abstractNumId");
                    if let Some(kind) = kind {
                        out.kinds.entry(kind).or_default();
                    }
                }
                "num" => {
                    list = number("numId");
                    if let Some(list) = list {
                        out.lists.entry(list).or_default();
                    }
                }
                "lvl" | "lvlOverride" => {
                    level = number("ilvl").map_or(0, |level| level.min(8) as usize);
                }
                "abstractNumId" => {
                    if let Some(list) = list.and_then(|list| out.lists.get_mut(&list)) {
                        list.of = number("val").unwrap_or(0);
                    }
                }
                "startOverride" => {
                    if let Some(list) = list.and_then(|list| out.lists.get_mut(&list)) {
                        list.starts.insert(level, number("val").unwrap_or(1));
                    }
                }
                name @ ("numFmt" | "lvlText" | "start") => {
                    let Some(kind) = kind.and_then(|kind| out.kinds.get_mut(&kind)) else {
                        return true;
                    };
                    let one = &mut kind[level];
                    match name {
                        "numFmt" => one.format = tag.get("val").unwrap_or_default().into_owned(),
                        "lvlText" => one.text = tag.get("val").unwrap_or_default().into_owned(),
                        _ => one.start = number("val").unwrap_or(1),
                    }
                }
                _ => {}
            }
            true
        })?;
        Ok(out)
    }

    /// What stands before the next paragraph of `list` on `level`, from 0; it counts on.
    pub fn next(&mut self, list: u32, level: u8) -> Option<Marker> {
        let level = usize::from(level).min(LEVELS - 1);
        let known = self.lists.get(&list)?;
        let levels = self.kinds.get(&known.of)?;
        let counted = self.counted.entry(known.of).or_default();
        let begun = self.begun.entry(list).or_default();
        if !begun[level]
            && let Some(start) = known.starts.get(&level)
        {
            counted[level] = start.checked_sub(1);
        }
        begun[level] = true;
        counted[level] = Some(match counted[level] {
            Some(number) => number.saturating_add(1),
            None => levels[level].start,
        });
        for below in &mut counted[level + 1..] {
            *below = None;
        }
        let one = &levels[level];
        if one.format == "bullet" {
            return Some(Marker::Bullet);
        }
        if one.format == "none" && !one.text.contains('%') && one.text.trim().is_empty() {
            return None;
        }
        let mut text = String::new();
        let mut parts = one.text.chars().take(100).peekable();
        while let Some(c) = parts.next() {
            let digit = parts.peek().and_then(|next| next.to_digit(10));
            match digit {
                Some(of @ 1..=9) if c == '%' => {
                    parts.next();
                    let of = of as usize - 1;
                    let number = counted[of].unwrap_or(levels[of].start);
                    text.push_str(&shown(number, &levels[of].format));
                }
                _ => text.push(c),
            }
        }
        (!text.trim().is_empty()).then_some(Marker::Number(text))
    }
}

/// A number in letters, in Roman, or as it is.
pub fn shown(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" | "a" => letters(number),
        "upperLetter" | "A" => letters(number).to_uppercase(),
        "lowerRoman" | "i" => roman(number).to_lowercase(),
        "upperRoman" | "I" => roman(number),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}

/// a … z, aa, bb …, as word processors count.
fn letters(number: u32) -> String {
    if number == 0 || number > 26 * 8 {
        return number.to_string();
    }
    let letter = (b'a' + ((number - 1) % 26) as u8) as char;
    letter.to_string().repeat((number as usize).div_ceil(26))
}

fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number == 0 || number >= 4000 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in PARTS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_a_word_processor_does() {
        for (number, format, text) in [
            (3, "lowerLetter", "c"),
            (28, "upperLetter", "BB"),
            (14, "lowerRoman", "xiv"),
            (1994, "upperRoman", "MCMXCIV"),
            (7, "decimal", "7"),
            (u32::MAX, "lowerRoman", "4294967295"),
            (0, "lowerLetter", "0"),
        ] {
            assert_eq!(shown(number, format), text);
        }
    }

    #[test]
    fn lists_count_by_level_and_begin_again() {
        let text = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
            <w:lvl w:ilvl='0'><w:start w:val='12'/><w:numFmt w:val='decimal'/><w:lvlText w:val='§ %1'/></w:lvl>\
            <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl>\
            <w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl>\
            </w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>\
            <w:num w:numId='6'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'>\
            <w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>";
        let mut lists = Numbering::read(text).unwrap();
        let mut next = |list, level| match lists.next(list, level) {
            Some(Marker::Number(text)) => text,
            Some(Marker::Bullet) => "•".to_owned(),
            None => "ingen".to_owned(),
        };
        let shown: Vec<String> = [
            (5, 0),
            (5, 1),
            (5, 1),
            (5, 2),
            (5, 0),
            (5, 1),
            (6, 0),
            (6, 0),
            (9, 0),
        ]
        .map(|(list, level)| next(list, level))
        .to_vec();
        assert_eq!(
            shown,
            [
                "§ 12", "12.a)", "12.b)", "•", "§ 13", "13.a)", "§ 1", "§ 2", "ingen"
            ]
        );
    }
}
