//! Reading what isn't YAML: the whole first, else key by key, else item by item; what then still
//! fails is the text of its lines. One bad line never loses the others.

use super::layout::{Layout, Role, is_anchor};
use super::line::{self, Key, Line};
use super::slips::{mend, text_fault};
use super::{Entry, Fault, FaultKind, MAX_NODES, Node, Style, Tree, Value, events, flow, quote};
use crate::text::{At, Edit, Span};
use std::ops::Range;

/// How many levels of keys and items are read line by line. Each may try its pieces as YAML first,
/// so this bounds the cost at as many readings of the text.
const MAX_LEVELS: usize = 8;

/// Reads an evened text, whose tabs are faults already.
pub(super) fn read(text: &str, tabs: Vec<Fault>) -> Tree {
    let mut reader = Reader {
        text,
        layout: Layout { text },
        tabs,
        faults: Vec::new(),
        budget: MAX_NODES,
        moved: 0,
        rewritten: Vec::new(),
        outside: 0,
    };
    let range = reader.first_document();
    let root = reader.document(range);
    let mut faults = reader.faults;
    let tabs = outside_fixes(reader.tabs, &faults, reader.rewritten);
    faults.extend(tabs);
    Tree { root, faults }
}

/// The faults of white space that no other fix writes over.
fn outside_fixes(tabs: Vec<Fault>, faults: &[Fault], mut fixes: Vec<Span>) -> Vec<Fault> {
    fixes.extend(
        faults
            .iter()
            .filter_map(|fault| fault.fix.as_ref())
            .map(|fix| fix.span),
    );
    fixes.sort();
    tabs.into_iter()
        .filter(|tab| {
            let before = fixes.partition_point(|fix| fix.start <= tab.span.start);
            let last = fixes[..before].last();
            last.is_none_or(|fix| tab.span.end > fix.end)
        })
        .collect()
}

struct Reader<'a> {
    text: &'a str,
    layout: Layout<'a>,
    /// Faults of white space, in the order of the text; a better fix may be found for one.
    tabs: Vec<Fault>,
    faults: Vec<Fault>,
    /// Values that may still be read.
    budget: usize,
    /// How many of `tabs` were found to be slips of indentation too.
    moved: usize,
    /// Lines whose white space is part of another fault.
    rewritten: Vec<Span>,
    /// How many of the lists around stand further out than their keys.
    outside: usize,
}

impl Reader<'_> {
    /// What stands before the second `---` or the first `...`.
    fn first_document(&mut self) -> Range<usize> {
        let mut begun = false;
        let mut start = 0;
        for line in line::physical_lines(self.text, 0..self.text.len()) {
            let content = &self.text[line.head..line.end];
            if matches!(content, "---" | "...") {
                if !begun && content == "---" {
                    begun = true;
                    start = line.next;
                    continue;
                }
                let rest = line::lines(self.text, line.next..self.text.len());
                if let Some(last) = rest.last() {
                    self.fault(FaultKind::SeveralDocuments, line.head, last.end, None);
                }
                return start..line.head;
            }
            let blank = content.trim_start().is_empty();
            begun |= !(blank || content.trim_start().starts_with(['#', '%']));
        }
        start..self.text.len()
    }

    fn document(&mut self, range: Range<usize>) -> Node {
        let faults = self.faults.len();
        let whole = self.piece(range.clone(), 0);
        match whole {
            Ok(node) if !matches!(node.value, Value::Scalar(_)) => return node,
            Err(FaultKind::TooLarge) => {
                self.fault(FaultKind::TooLarge, range.start, range.end, None);
                return Node::null(range.start);
            }
            _ => {}
        }
        let lines = line::lines(self.text, range.clone());
        let Some(first) = lines.first() else {
            return whole.unwrap_or(Node::null(range.start));
        };
        let outermost = |indents: &dyn Fn(&Line) -> bool| {
            let indents = lines.iter().filter(|line| indents(line)).map(Line::indent);
            let least = indents.clone().min();
            (
                least,
                indents.filter(|&indent| Some(indent) == least).count(),
            )
        };
        let (key_indent, keys) = outermost(&|line| self.layout.key(line).is_some());
        let (bullet_indent, bullets) = outermost(&|line| self.layout.is_bullet(line));
        // Bullets may stand as far out as the key they belong to: only those before the first key
        // speak for a list.
        let mapped = match (key_indent, bullet_indent) {
            (Some(key), Some(bullet)) if key == bullet => {
                let least = lines.iter().filter(|line| line.indent() == key);
                let marked =
                    least.filter(|l| self.layout.is_bullet(l) || self.layout.key(l).is_some());
                let leading = marked
                    .take_while(|line| self.layout.is_bullet(line))
                    .count();
                keys > leading || leading == 0
            }
            (Some(key), Some(bullet)) => key < bullet,
            (key, _) => key.is_some(),
        };
        let found: Vec<_> = self.faults.drain(faults..).collect();
        if mapped {
            return self.map(&lines, 0);
        }
        if bullets > 0 {
            return self.list(&lines, 0, 0);
        }
        let (start, end) = (first.start, lines[lines.len() - 1].end);
        match whole {
            Ok(node) => {
                self.faults.extend(found);
                self.fault(FaultKind::NotAMapping, start, end, None);
                node
            }
            Err(kind) => {
                // A comment at the end is no part of what is taken as text.
                let last = lines[lines.len() - 1].start;
                let end = super::line::value_end(self.text, last, end).max(start);
                let node = self.value(start..end, kind, None);
                if node.as_text().is_some() {
                    self.fault(FaultKind::NotAMapping, start, end, None);
                }
                node
            }
        }
    }

    fn fault(&mut self, kind: FaultKind, start: usize, end: usize, new: Option<(Span, String)>) {
        self.faults.push(Fault {
            kind,
            span: Span::new(start, end),
            fix: new.map(|(span, new)| Edit { span, new }),
        });
    }

    /// Grows with every fault.
    fn noted(&self) -> usize {
        self.faults.len() + self.moved
    }

    /// Reads a range as YAML. Where that fails, nothing is left of the attempt.
    fn piece(&mut self, range: Range<usize>, indent: usize) -> Result<Node, FaultKind> {
        let (faults, budget) = (self.faults.len(), self.budget);
        let read = events::read(self.text, range, indent, &mut self.budget).and_then(|mut node| {
            mend(self.text, &mut node, &mut self.faults)?;
            Ok(node)
        });
        if read.is_err() {
            self.faults.truncate(faults);
            self.budget = budget;
        }
        read
    }

    /// Whether a line needs none below it: no bracket or quote is left open.
    fn reads_alone(&mut self, line: &Line) -> bool {
        if !self.text[line.start..line.end].contains(['[', '{', '"', '\'']) {
            return true;
        }
        let (faults, budget) = (self.faults.len(), self.budget);
        let read = self.piece(line.start..line.end, line.indent()).is_ok();
        self.faults.truncate(faults);
        self.budget = budget;
        read
    }

    /// Entries of a mapping, from lines that begin with its first key.
    fn map(&mut self, lines: &[Line], level: usize) -> Node {
        let mut entries = Vec::new();
        let groups = self.layout.entry_groups(lines);
        let regular = groups.iter().filter(|group| group.role == Role::Regular);
        let indent = regular.map(|group| group.lines[0].indent()).min();
        let indent = match self.layout.is_virtual(&lines[0]) {
            true => lines[0].indent(),
            false => indent.unwrap_or(0),
        };
        // Without the lines around it, a bracket or quote may reach further than it does now.
        let opener = groups.iter().any(|group| {
            let line = &self.text[group.lines[0].start..];
            group.role == Role::Stray && line.starts_with(['[', '{', '"', '\''])
        });
        for (index, group) in groups.iter().enumerate() {
            match group.role {
                Role::Stray => {
                    self.stray(group.lines);
                    if opener {
                        self.drop_last_fix();
                    }
                }
                Role::Regular => {
                    if group.lines[0].indent() != indent {
                        let next = groups.get(index + 1);
                        let movable = self.layout.is_movable(&group.lines[0], indent, next)
                            && self.reads_alone(&group.lines[0]);
                        self.misplaced(group.lines, indent, movable);
                    }
                    let entry = self.entry(group.lines, level);
                    entries.extend(entry);
                }
            }
        }
        let start = entries.first().map_or(lines[0].start, |entry: &Entry| {
            entry.key.span.start as usize
        });
        let end = entries.last().map_or(start, |entry| {
            entry.value.span.end.max(entry.key.span.end) as usize
        });
        Node {
            value: Value::Map(entries),
            span: Span::new(start, end.max(start)),
        }
    }

    /// One entry, from a key's line to the line before the next.
    fn entry(&mut self, lines: &[Line], level: usize) -> Option<Entry> {
        let line = &lines[0];
        let key = self.layout.key(line)?;
        let end = lines[lines.len() - 1].next;
        let mut kind = FaultKind::Unreadable;
        if key.strict {
            match self.piece(line.start..end, line.indent()) {
                Ok(node) => {
                    if let Value::Map(mut entries) = node.value
                        && entries.len() == 1
                    {
                        return entries.pop();
                    }
                }
                Err(why) => kind = why,
            }
        }
        if self.spent(kind, line.start, end) {
            return None;
        }
        let noted = self.noted();
        let value = self.entry_value(&key, lines, kind, level);
        if self.noted() == noted {
            self.fault(FaultKind::Unreadable, line.start, line.end, None);
        }
        let written = &self.text[key.span.clone()];
        let name = flow::unquoted(written).unwrap_or_else(|| written.to_string());
        Some(Entry {
            key: At::new(name, Span::new(key.span.start, key.span.end)),
            value,
        })
    }

    fn entry_value(&mut self, key: &Key, lines: &[Line], kind: FaultKind, level: usize) -> Node {
        let line = &lines[0];
        let rest = &lines[1..];
        let mut inline = self.layout.inline_value(key, line);
        if let Some(next) = rest.first()
            && !inline.is_empty()
            && !self.layout.has_value(key, line)
            && (self.layout.is_bullet(next) || self.layout.key(next).is_some_and(|key| key.strict))
        {
            if !self.text[inline.clone()].starts_with('#') {
                let span = Span::new(inline.start, inline.end);
                let removed = Some((span, String::new()));
                self.fault(FaultKind::AliasOrAnchor, inline.start, inline.end, removed);
            }
            inline = next.start..next.start;
        }
        let lead = (!key.strict).then(|| (key.after - 1, ": ".to_string()));
        let Some(last) = rest.last() else {
            if inline.is_empty() {
                return Node::null(key.after);
            }
            return self.value(inline, kind, lead);
        };
        if inline.is_empty() && level < MAX_LEVELS {
            let next = &rest[0];
            if self.layout.is_bullet(next) {
                return self.list(rest, level + 1, line.indent());
            }
            if next.indent() > line.indent() && self.layout.key(next).is_some_and(|key| key.strict)
            {
                return self.map(rest, level + 1);
            }
        }
        let start = if inline.is_empty() {
            rest[0].start
        } else {
            inline.start
        };
        let end = line::value_end(self.text, last.start, last.end);
        self.value(start..end, kind, lead)
    }

    /// Items of a list, from lines that begin with its first bullet. Bullets belong at least `least`
    /// columns in.
    fn list(&mut self, lines: &[Line], level: usize, least: usize) -> Node {
        let mut items: Vec<Node> = Vec::new();
        let indent = self.layout.bullet_indent(lines).max(least);
        let mut end = lines[0].end;
        let groups = self.layout.item_groups(lines, indent);
        for (index, lines) in groups.iter().enumerate() {
            let line = &lines[0];
            let next = groups.get(index + 1);
            let movable = next.is_none_or(|next| {
                let clear = next[0].indent() <= indent || self.layout.is_finished(line);
                self.layout.is_bullet(&next[0]) && clear
            });
            let movable = movable && self.reads_alone(line);
            let bullet = line::bullet(self.text, line.start, line.end);
            let item = match bullet {
                Some(bullet) if bullet.strict => {
                    if line.indent() != indent {
                        self.misplaced(lines, indent, movable);
                    }
                    // What belongs to a bullet further out than its key can't be moved alone.
                    let outside = usize::from(line.indent() < least);
                    self.outside += outside;
                    let item = self.item(lines, level);
                    self.outside -= outside;
                    item
                }
                _ => {
                    let item = self.bulletless(lines, indent);
                    if !movable && line.indent() != indent && item.is_some() {
                        self.drop_last_fix();
                    }
                    self.rewritten
                        .push(Span::new(line.head, lines[lines.len() - 1].end));
                    item
                }
            };
            if let Some(item) = item {
                end = item.span.end as usize;
                items.push(item);
            }
        }
        Node {
            value: Value::List(items),
            span: Span::new(lines[0].start, end.max(lines[0].start)),
        }
    }

    fn drop_last_fix(&mut self) {
        if let Some(fault) = self.faults.last_mut() {
            fault.fix = None;
        }
    }

    /// An item without a proper bullet, which the fix sets `indent` columns in.
    fn bulletless(&mut self, lines: &[Line], indent: usize) -> Option<Node> {
        let last = &lines[lines.len() - 1];
        let content = self.layout.content(&lines[0]);
        let end = line::value_end(self.text, last.start.max(content), last.end).max(content);
        let lead = (lines[0].head, format!("{}- ", " ".repeat(indent)));
        (end > content).then(|| self.value(content..end, FaultKind::Unreadable, Some(lead)))
    }

    /// An item with a proper bullet.
    fn item(&mut self, lines: &[Line], level: usize) -> Option<Node> {
        let line = &lines[0];
        let last = &lines[lines.len() - 1];
        let mut kind = FaultKind::Unreadable;
        match self.piece(line.start..last.next, line.indent()) {
            Ok(node) => {
                if let Value::List(mut items) = node.value
                    && items.len() == 1
                {
                    return items.pop();
                }
            }
            Err(why) => kind = why,
        }
        if self.spent(kind, line.start, last.next) {
            return None;
        }
        let content = self.layout.content(line);
        let end = line::value_end(self.text, last.start.max(content), last.end).max(content);
        let noted = self.noted();
        let node = self.item_value(content, end, lines, kind, level);
        if self.noted() == noted {
            self.fault(FaultKind::Unreadable, line.start, line.end, None);
        }
        Some(node)
    }

    fn item_value(
        &mut self,
        content: usize,
        end: usize,
        lines: &[Line],
        kind: FaultKind,
        level: usize,
    ) -> Node {
        let first = Line {
            start: content,
            ..lines[0]
        };
        if content == end && lines.len() == 1 {
            return Node::null(lines[0].start + 1);
        }
        let keyed = match self.layout.key(&first) {
            Some(key) if lines.len() == 1 => key.strict && !key.is_prose(self.text),
            Some(key) => {
                key.strict && (!key.is_prose(self.text) || self.layout.key(&lines[1]).is_some())
            }
            None => false,
        };
        let listed = line::bullet(self.text, content, first.end).is_some_and(|b| b.strict);
        if (keyed || listed) && level < MAX_LEVELS {
            let mut inner = lines.to_vec();
            inner[0] = first;
            return match keyed {
                true => self.map(&inner, level + 1),
                false => self.list(&inner, level + 1, 0),
            };
        }
        if content == first.end && level < MAX_LEVELS {
            let rest = &lines[1..];
            if self.layout.is_bullet(&rest[0]) {
                return self.list(rest, level + 1, lines[0].indent() + 1);
            }
            if self.layout.key(&rest[0]).is_some_and(|key| key.strict) {
                return self.map(rest, level + 1);
            }
            return self.value(rest[0].start..end, kind, None);
        }
        self.value(content..end, kind, None)
    }

    /// A value that isn't YAML: brackets as a person reads them, else the text of its lines.
    /// `lead` is where the fix begins and what it puts before the value.
    fn value(
        &mut self,
        range: Range<usize>,
        kind: FaultKind,
        lead: Option<(usize, String)>,
    ) -> Node {
        let written = &self.text[range.clone()];
        let (from, before) = lead.unwrap_or((range.start, String::new()));
        let span = Span::new(from, range.end);
        if written.starts_with(['[', '{'])
            && kind != FaultKind::TooDeep
            && let Some(node) = flow::read(self.text, range.clone())
        {
            let new = format!("{before}{}", flow::render(&node));
            let kind = match kind {
                FaultKind::Unreadable if written.contains(" #") => FaultKind::LostTail,
                kind => kind,
            };
            self.fault(kind, range.start, range.end, Some((span, new)));
            return node;
        }
        let kind = match kind {
            FaultKind::AliasOrAnchor if !is_anchor(first_word(written)) => FaultKind::Unreadable,
            FaultKind::Unreadable if is_anchor(first_word(written)) => FaultKind::AliasOrAnchor,
            kind => kind,
        };
        let (whole, style) = self.text_of(range.clone());
        let mut node = text_fault(kind, range.start, range.end, whole, &mut self.faults);
        if let Value::Scalar(scalar) = &mut node.value {
            scalar.style = style;
            let new = format!("{before}{}", quote::quoted(&scalar.text));
            if let Some(fault) = self.faults.last_mut() {
                fault.fix = Some(Edit { span, new });
            }
        }
        node
    }

    /// The text of a range that isn't YAML; a quote that nobody closed is left out.
    fn text_of(&self, range: Range<usize>) -> (String, Style) {
        let whole = line::fold(self.text, range.clone());
        if let Some(text) = flow::unquoted(&self.text[range]) {
            let style = match whole.starts_with('"') {
                true => Style::DoubleQuoted,
                false => Style::SingleQuoted,
            };
            return (text, style);
        }
        for (quote, style) in [('"', Style::DoubleQuoted), ('\'', Style::SingleQuoted)] {
            if let Some(rest) = whole.strip_prefix(quote)
                && !rest.contains(quote)
                && !rest.trim().is_empty()
            {
                return (rest.trim_start().to_string(), style);
            }
        }
        (whole, Style::Plain)
    }

    /// Lines without a key: a fault, whose fix makes comments of them.
    fn stray(&mut self, lines: &[Line]) {
        let (start, end) = (lines[0].start, lines[lines.len() - 1].end);
        let mut new = String::new();
        let mut done = lines[0].head;
        for line in lines {
            new.push_str(&self.text[done..line.start]);
            new.push_str("# ");
            new.push_str(&self.text[line.start..line.end]);
            done = line.end;
        }
        let span = Span::new(lines[0].head, end);
        self.fault(FaultKind::NotAMapping, start, end, Some((span, new)));
    }

    /// A key or item that stands further in or out than the first one.
    ///
    /// It may be moved where no line depends on its place: none of its own, and none after it that
    /// lacks its key or bullet.
    fn misplaced(&mut self, lines: &[Line], indent: usize, movable: bool) {
        let line = &lines[0];
        let span = Span::new(line.head, line.start);
        let edit = Edit {
            span,
            new: " ".repeat(indent),
        };
        let fix = (lines.len() == 1 && movable && self.outside == 0).then_some(edit);
        let tab = self
            .tabs
            .binary_search_by_key(&span.start, |fault| fault.span.start);
        match tab {
            Ok(tab) => {
                self.tabs[tab].fix = fix;
                self.moved += 1;
            }
            Err(_) => self.faults.push(Fault {
                kind: FaultKind::Unreadable,
                span: Span::new(line.start, line.end),
                fix,
            }),
        }
    }

    /// Whether no more values may be read; said once.
    fn spent(&mut self, kind: FaultKind, start: usize, end: usize) -> bool {
        if kind != FaultKind::TooLarge {
            return false;
        }
        if self.faults.last().map(|fault| fault.kind) != Some(FaultKind::TooLarge) {
            self.fault(FaultKind::TooLarge, start, end, None);
        }
        true
    }
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or("")
}
