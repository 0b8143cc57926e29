//! XML in one sweep, without a tree: what opens, what closes, and the text between. Alone in
//! knowing how XML is read. Entities that a document declares are never expanded.

use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How many elements may stand within one another.
const DEPTH: usize = 512;

/// Why XML couldn't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlError {
    /// It isn't well formed.
    Broken,
    /// Elements within elements, past every need.
    Deep,
    /// Whoever walked it has had enough.
    Stopped,
}

/// What a walk meets.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element opens; one that is empty closes right after.
    Open(&'a Tag<'a>),
    /// The element of this name, without prefix, closes.
    Close(&'a str),
    /// Text, or a part of it.
    Text(&'a str),
}

/// An element that opens.
#[derive(Debug)]
pub struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// The value of the attribute of this name, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|one| local(one.key.into_inner()) == name)
            .map(|one| match one.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => Cow::Owned(value.into_owned()),
                Err(_) => Cow::Owned(one.value.to_string()),
            })
    }

    /// The attribute of this name as a number.
    pub fn number(&self, name: &str) -> Option<f64> {
        let value = self.get(name)?;
        value.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// Whether a property such as `<w:b/>` is on: it is unless its value says no.
    pub fn is_on(&self) -> bool {
        !matches!(
            self.get("val").as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Walks `text`; `each` says whether to go on.
pub fn walk(text: &str, each: &mut dyn FnMut(Node) -> bool) -> Result<(), XmlError> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.allow_dangling_amp = true;
    let mut depth = 0usize;
    loop {
        let goes_on = match reader.read_event().map_err(|_| XmlError::Broken)? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(XmlError::Deep);
                }
                each(Node::Open(&Tag(start)))
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Node::Close(local(end.name().into_inner())))
            }
            Event::Text(text) => each(Node::Text(&text)),
            Event::CData(text) => each(Node::Text(&text)),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(c)) => each(Node::Text(c.encode_utf8(&mut [0; 4]))),
                _ => resolve_predefined_entity(&name).is_none_or(|text| each(Node::Text(text))),
            },
            Event::Eof if depth > 0 => return Err(XmlError::Broken),
            Event::Eof => return Ok(()),
            _ => true,
        };
        if !goes_on {
            return Err(XmlError::Stopped);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Result<String, XmlError> {
        let mut out = String::new();
        walk(text, &mut |node| {
            match node {
                Node::Open(tag) => {
                    out.push_str(&format!("<{}", tag.name()));
                    if let Some(value) = tag.get("val") {
                        out.push_str(&format!("={value}"));
                    }
                    out.push('>');
                }
                Node::Close(name) => out.push_str(&format!("</{name}>")),
                Node::Text(text) => out.push_str(text),
            }
            true
        })?;
        Ok(out)
    }

    #[test]
    fn names_lose_their_prefix_and_entities_are_read() {
        assert_eq!(
            shown(
                "<?xml version='1.0'?><w:p w:val='a&amp;b'>&#xe5;&amp;<w:br/><![CDATA[<x>]]></w:p>"
            )
            .unwrap(),
            "<p=a&b>å&<br></br><x></p>"
        );
    }

    #[test]
    fn a_billion_laughs_stay_unexpanded() {
        let mut bomb = String::from("<!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for level in 1..10 {
            let inner = format!("&lol{};", level - 1).repeat(10);
            bomb.push_str(&format!("<!ENTITY lol{level} \"{inner}\">"));
        }
        bomb.push_str("]><p val='&lol9;'>a&lol9;b</p>");
        assert_eq!(shown(&bomb).unwrap(), "<p=&lol9;>ab</p>");
    }

    #[test]
    fn what_is_broken_or_deep_is_an_error() {
        assert_eq!(shown("<a><b></a>"), Err(XmlError::Broken));
        assert_eq!(shown("<a>"), Err(XmlError::Broken));
        assert_eq!(shown(&"<a>".repeat(100_000)), Err(XmlError::Deep));
    }
}
