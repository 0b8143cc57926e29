//! JSON: an array of objects, or one object a line. Keys stand in the order of the columns.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};
use serde_json::ser::{CharEscape, CompactFormatter, Formatter, PrettyFormatter};

use super::listing::{Cell, Column, Listing, Row};
use super::terminal::hidden;

/// Writes an indented array and a line end.
pub(super) fn write(out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
    write_value(out, &Rows(listing))
}

/// Writes one object a line.
pub(super) fn write_lines(out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
    listing
        .rows
        .iter()
        .try_for_each(|row| write_value_line(out, &Object(&listing.columns, row)))
}

/// Writes any value, indented, and a line end.
pub(super) fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let formatter = Escaped(PrettyFormatter::new());
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, formatter);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

/// Writes any value as one line.
pub(super) fn write_value_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let formatter = Escaped(CompactFormatter);
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, formatter);
    value.serialize(&mut serializer)?;
    writeln!(out)
}

struct Rows<'a>(&'a Listing);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            rows.serialize_element(&Object(&self.0.columns, row))?;
        }
        rows.end()
    }
}

struct Object<'a>(&'a [Column], &'a Row);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Object(columns, row) = self;
        let mut object = serializer.serialize_map(Some(columns.len()))?;
        for (index, column) in columns.iter().enumerate() {
            object.serialize_entry(column.key, &Value(row.cell(index)))?;
        }
        object.end()
    }
}

struct Value<'a>(&'a Cell);

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Empty => serializer.serialize_unit(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Word { machine, .. } => serializer.serialize_str(machine),
            Cell::Number(number) => serializer.serialize_i64(*number),
            // No number in JSON: null.
            Cell::Share(share) => serializer.serialize_f64(*share),
            Cell::Date(date) => serializer.collect_str(date),
            Cell::Flag(flag) => serializer.serialize_bool(*flag),
            Cell::List(texts) => serializer.collect_seq(texts),
            Cell::Words(words) => serializer.collect_seq(words.iter().map(|word| word.en)),
        }
    }
}

/// Escapes also what JSON allows but a terminal obeys or nobody sees, so that nothing is lost
/// and nothing hides.
struct Escaped<F>(F);

impl<F: Formatter> Formatter for Escaped<F> {
    fn write_string_fragment<W>(&mut self, out: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let unsafe_char = |c: char| c == '\u{7f}' || hidden(c);
        let mut rest = fragment;
        while let Some(at) = rest.find(unsafe_char) {
            out.write_all(&rest.as_bytes()[..at])?;
            let c = rest[at..].chars().next().expect("found just now");
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }

    fn write_char_escape<W>(&mut self, out: &mut W, escape: CharEscape) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        self.0.write_char_escape(out, escape)
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W>(&mut self, out: &mut W, first: bool) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W>(&mut self, out: &mut W, first: bool) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Format, Style, sample, to_text};
    use proptest::prelude::*;

    fn text(format: Format) -> String {
        to_text(&sample::nasty(), format, &Style::default())
    }

    #[test]
    fn rows_are_objects_in_the_order_of_the_columns() {
        let first: String = text(Format::Json)
            .lines()
            .take(15)
            .collect::<Vec<_>>()
            .join("\n");
        insta::assert_snapshot!(first, @r#"
        [
          {
            "id": "LSG/2023-02-17/4:1",
            "date": "2023-02-17",
            "class": "assignment",
            "text": "godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta utvecklingsarbetet",
            "seats": -5,
            "share": 0.8333,
            "open": true,
            "receivers": [
              "Region Norr",
              "Öby kommun"
            ]
          },
          {
        "#);
    }

    #[test]
    fn lines_say_the_same_as_the_array() {
        let array: serde_json::Value = serde_json::from_str(&text(Format::Json)).unwrap();
        let lines: Vec<serde_json::Value> = text(Format::Jsonl)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(array.as_array(), Some(&lines));
    }

    #[test]
    fn an_empty_listing_is_an_empty_array() {
        let empty = Listing::default();
        assert_eq!(to_text(&empty, Format::Json, &Style::default()), "[]\n");
        assert_eq!(to_text(&empty, Format::Jsonl, &Style::default()), "");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_and_nothing_hides(text in any::<String>(), more in "[\\x00-\\xa0\\u{2000}-\\u{2070}\\u{e0000}-\\u{e0080}]*") {
            let text = text + &more;
            let listing = sample::single(&text);
            let json = to_text(&listing, Format::Jsonl, &Style::default());
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(value["text"].as_str(), Some(text.as_str()));
            prop_assert!(!json.trim_end_matches('\n').chars().any(|c| c.is_control() || hidden(c)));
        }
    }
}
