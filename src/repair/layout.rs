//! White space as the program writes it in front matter and YAML files: none at the end of a line,
//! one space after a colon, one after a dash. Columns that somebody lined up inside brackets stay.

use super::Kind;
use crate::parse::front_matter;
use crate::text::{Edit, Span};
use crate::yaml::{self, Node, Value};

/// The white space of a file that is written otherwise.
pub(super) fn forms(text: &str, kind: Kind) -> Vec<Edit> {
    let (yaml, fenced) = match kind {
        Kind::Protocol => match front_matter::split(text) {
            // The fences are part of the head.
            Some(head) => (head.yaml.clone(), 0..head.body),
            None => return Vec::new(),
        },
        _ => (0..text.len(), 0..text.len()),
    };
    let tree = yaml::read(&text[yaml.clone()], yaml.start);
    let mut forms = Vec::new();
    let mut blocks: Vec<Span> = Vec::new();
    let mut waiting = vec![&tree.root];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::Scalar(_) if node.span.of(text).contains(['\n', '\r']) => {
                blocks.push(node.span);
            }
            _ if node.span.of(text).starts_with(['{', '[']) => {
                blocks.push(node.span);
                continue;
            }
            Value::Null | Value::Scalar(_) => {}
            Value::List(items) => {
                forms.extend(items.iter().filter_map(|item| dash(text, item)));
                waiting.extend(items);
            }
            Value::Map(entries) => {
                for entry in entries {
                    forms.extend(colon(text, entry.key.span, &entry.value));
                    waiting.push(&entry.value);
                }
            }
        }
    }
    blocks.sort();
    let mut at = fenced.start;
    for line in text[fenced].split_inclusive(['\n', '\r']) {
        let content = line.trim_end_matches(['\n', '\r']);
        let kept = content.trim_end_matches([' ', '\t']).len();
        let span = Span::new(at + kept, at + content.len());
        at += line.len();
        let inside = |block: &Span| block.start < span.end && span.start < block.end;
        let before = blocks.partition_point(|block| block.end <= span.start);
        if kept < content.len() && !blocks.get(before).is_some_and(inside) {
            let new = String::new();
            forms.push(Edit { span, new });
        }
    }
    forms
}

/// What stands between a key and its value on the same line: a colon and a space.
fn colon(text: &str, key: Span, value: &Node) -> Option<Edit> {
    let between = text.get(key.end as usize..value.span.start.max(key.end) as usize)?;
    let (end, new) = match between.find(['\n', '\r', '#']) {
        // The value stands further down: only what stands before the colon.
        Some(_) => (key.end as usize + between.find(':')? + 1, ":"),
        None if value.is_null() => (value.span.start as usize, ":"),
        None => (value.span.start as usize, ": "),
    };
    let span = Span::new(key.end as usize, end);
    let written = span.of(text);
    (written != new && written.trim() == ":").then(|| Edit {
        span,
        new: new.to_owned(),
    })
}

/// What stands between a dash and a text on its line beyond one space.
fn dash(text: &str, item: &Node) -> Option<Edit> {
    let start = item.span.start as usize;
    let line = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let before = text[line..start].trim_start_matches(' ');
    let blanks = before.strip_prefix('-')?;
    let is_text = matches!(item.value, Value::Scalar(_));
    let wide = blanks.len() > 1 && blanks.chars().all(|c| c == ' ');
    (is_text && wide).then(|| Edit {
        span: Span::new(start - blanks.len() + 1, start),
        new: String::new(),
    })
}
