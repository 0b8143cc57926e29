//! Which lines belong together, by keys, bullets and indentation, in text that isn't YAML.

use super::line::{self, Key, Line};
use std::ops::Range;

/// How far down the end of a quoted text is looked for.
const MAX_QUOTED_LINES: usize = 50;

/// The lines of one text.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub text: &'a str,
}

/// Consecutive lines that belong to one key, or to none.
pub(super) struct Group<'a> {
    pub lines: &'a [Line],
    pub role: Role,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Role {
    /// Begins with a key, as it should.
    Regular,
    /// No key where one was due.
    Stray,
}

impl Layout<'_> {
    pub fn entry_groups<'b>(&self, lines: &'b [Line]) -> Vec<Group<'b>> {
        let mut groups: Vec<Group> = Vec::new();
        let mut first = 0;
        let mut current: Option<(Key, usize)> = None;
        let mut role = Role::Stray;
        let mut open_to = 0;
        for (index, line) in lines.iter().enumerate() {
            let key = self.key(line).filter(|_| line.start >= open_to);
            let begins = match (&current, &key) {
                (_, None) => None,
                (None, Some(_)) => Some(Role::Regular),
                (Some((_, indent)), Some(_)) if line.indent() <= *indent => Some(Role::Regular),
                // Deeper, but the value before it is a finished text: a slip of indentation.
                (Some((before, _)), Some(key)) => {
                    let finished = role == Role::Regular
                        && index == first + 1
                        && key.strict
                        && key.is_word(self.text)
                        && self.is_text_after(before, &lines[first]);
                    finished.then_some(Role::Regular)
                }
            };
            let begins = begins.or_else(|| match &current {
                None if index == 0 => Some(Role::Stray),
                None => None,
                Some((_, indent)) if line.indent() > *indent => None,
                Some(_) if role == Role::Stray => None,
                Some((before, _)) => {
                    let listed = self.is_bullet(line)
                        && (index > first + 1 || !self.has_value(before, &lines[first]));
                    let open = self.is_open(before, &lines[first]);
                    (!listed && !open).then_some(Role::Stray)
                }
            });
            if let Some(begins) = begins {
                if index > first {
                    let lines = &lines[first..index];
                    groups.push(Group { lines, role });
                }
                first = index;
                role = begins;
                if let Some(key) = key.filter(|_| role == Role::Regular) {
                    let value = self.inline_value(&key, line);
                    open_to = self.quoted_to(value, lines, index);
                    current = Some((key, line.indent()));
                }
            }
        }
        let lines = &lines[first..];
        groups.push(Group { lines, role });
        groups
    }

    /// Whether the group `next` stays what it is when the key's line above it moves to `indent`.
    pub fn is_movable(&self, line: &Line, indent: usize, next: Option<&Group>) -> bool {
        let Some(next) = next else {
            return true;
        };
        let below = &next.lines[0];
        let finished = || {
            let key = self.key(line);
            let next = self.key(below);
            key.is_some_and(|key| self.is_text_after(&key, line))
                && next.is_some_and(|key| key.strict && key.is_word(self.text))
        };
        next.role == Role::Regular && (below.indent() <= indent || finished())
    }

    pub fn item_groups<'b>(&self, lines: &'b [Line], indent: usize) -> Vec<&'b [Line]> {
        let mut groups = Vec::new();
        let mut first = 0;
        let mut open_to = self.quoted_item_to(lines, 0);
        for (index, line) in lines.iter().enumerate().skip(1) {
            let before = &lines[first];
            let begins = match line.indent() <= before.indent().max(indent) {
                _ if line.start < open_to => false,
                true if self.is_bullet(line) => true,
                true => index > first + 1 || !self.text[..before.end].ends_with(','),
                // Deeper than a finished text: a slip of indentation, not a list in it.
                false => self.is_bullet(line) && index == first + 1 && self.is_finished(before),
            };
            if begins {
                groups.push(&lines[first..index]);
                first = index;
                open_to = self.quoted_item_to(lines, index);
            }
        }
        groups.push(&lines[first..]);
        groups
    }

    pub fn key(&self, line: &Line) -> Option<Key> {
        line::key(self.text, line.start, line.end)
    }

    pub fn is_bullet(&self, line: &Line) -> bool {
        line::bullet(self.text, line.start, line.end).is_some()
    }

    /// The value that stands on the line of its key.
    pub fn inline_value(&self, key: &Key, line: &Line) -> Range<usize> {
        let end = line::value_end(self.text, key.after, line.end).max(key.after);
        let value = &self.text[key.after..end];
        end - value.trim_start_matches([' ', '\t']).len()..end
    }

    /// Whether more than an anchor or a `#` stands on the line of the key, which YAML takes for no
    /// value when a list or mapping follows.
    pub fn has_value(&self, key: &Key, line: &Line) -> bool {
        let value = &self.text[self.inline_value(key, line)];
        let anchor = value.starts_with('&') && is_anchor(value);
        !(value.is_empty() || value.starts_with('#') || anchor)
    }

    pub fn is_text_after(&self, key: &Key, line: &Line) -> bool {
        let value = &self.text[self.inline_value(key, line)];
        self.has_value(key, line) && !opens(value)
    }

    /// Whether the value on the key's line has a bracket that is not closed there.
    pub fn is_open(&self, key: &Key, line: &Line) -> bool {
        let value = &self.text[self.inline_value(key, line)];
        value.starts_with(['[', '{']) && opens(value)
    }

    /// Where the quoted value of `lines[index]` is closed on a deeper line.
    pub fn quoted_to(&self, value: Range<usize>, lines: &[Line], index: usize) -> usize {
        let line = &lines[index];
        let written = &self.text[value.clone()];
        if !written.starts_with(['"', '\'']) || line::quoted_end(written).is_some() {
            return 0;
        }
        let deeper = lines[index + 1..]
            .iter()
            .take(MAX_QUOTED_LINES)
            .take_while(|below| below.indent() > line.indent())
            .take_while(|below| !self.is_bullet(below) && self.key(below).is_none())
            .last();
        let end = deeper.map_or(value.end, |last| last.end);
        line::quoted_end(&self.text[value.start..end]).map_or(0, |length| value.start + length)
    }

    /// Where an item's text begins, past its bullet.
    pub fn content(&self, line: &Line) -> usize {
        let bullet = line::bullet(self.text, line.start, line.end);
        bullet.map_or(line.start, |bullet| bullet.content)
    }

    pub fn quoted_item_to(&self, lines: &[Line], index: usize) -> usize {
        let line = &lines[index];
        self.quoted_to(self.content(line)..line.end, lines, index)
    }

    /// Whether an item is a text on its line, so that nothing deeper can belong to it.
    pub fn is_finished(&self, line: &Line) -> bool {
        let content = self.content(line);
        let text = &self.text[content..line.end];
        let nested = line::bullet(self.text, content, line.end).is_some();
        !text.is_empty()
            && !nested
            && !text.starts_with('#')
            && !opens(text)
            && line::key(self.text, content, line.end).is_none_or(|key| key.is_prose(self.text))
    }

    /// How far in the outermost bullet stands.
    pub fn bullet_indent(&self, lines: &[Line]) -> usize {
        if self.is_virtual(&lines[0]) {
            return lines[0].indent();
        }
        let bullets = lines.iter().filter(|line| self.is_bullet(line));
        bullets.map(Line::indent).min().unwrap_or(0)
    }

    /// Whether a line begins behind the bullet of the item around it.
    pub fn is_virtual(&self, line: &Line) -> bool {
        self.text[line.head..line.start].contains(|c| c != ' ')
    }
}

/// Whether a value goes on in the lines below: a bracket not closed, a block text.
fn opens(value: &str) -> bool {
    match value.as_bytes().first() {
        Some(b'[') => !value.ends_with(']'),
        Some(b'{') => !value.ends_with('}'),
        Some(b'|' | b'>') => true,
        _ => false,
    }
}

/// Whether a word is `&name` or `*name`.
pub(super) fn is_anchor(word: &str) -> bool {
    word.strip_prefix(['&', '*']).is_some_and(|name| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    })
}
