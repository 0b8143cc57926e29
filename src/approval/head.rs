//! Changes to the front matter of a file that leave every other byte: comments, quotes, line ends,
//! the other keys.

use crate::lang::fold;
use crate::parse::front_matter;
use crate::text::{Edit, Span};
use crate::yaml::{self, Node, Tree, splice};

/// What a list that is begun is indented by.
const DENT: &str = "  ";

/// The front matter of a file, under change.
pub struct Head<'t> {
    text: &'t str,
    tree: Tree,
    /// Where the fence below it begins.
    end: usize,
    newline: &'static str,
    edits: Vec<Edit>,
    /// Keys that weren't there, in order.
    tail: String,
}

/// The front matter isn't written so that keys can be put into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

impl<'t> Head<'t> {
    /// The front matter of `text`, where it has one with a fence below, and one key on each line.
    pub fn read(text: &'t str) -> Result<Head<'t>, Unfit> {
        let head = front_matter::split(text).ok_or(Unfit)?;
        let tree = yaml::read(&text[head.yaml.clone()], head.yaml.start);
        let end = head.yaml.end;
        let is_fenced = text[end..].starts_with("---") || text[end..].starts_with("...");
        let starts_line = text[..end].ends_with(['\n', '\r']);
        let is_flow = text[tree.root.span.range()].starts_with('{');
        if !is_fenced || !starts_line || is_flow || tree.root.entries().is_empty() {
            return Err(Unfit);
        }
        let newline = splice::newline(text);
        Ok(Head {
            text,
            tree,
            end,
            newline,
            edits: Vec::new(),
            tail: String::new(),
        })
    }

    /// How many things are wrong with it as YAML.
    pub fn faults(&self) -> usize {
        self.tree.faults.len()
    }

    fn value(&self, key: &str) -> Option<&Node> {
        let entries = self.tree.root.entries().iter();
        let mut same = entries.filter(|entry| fold(&entry.key) == key);
        same.next().map(|entry| &entry.value)
    }

    /// Gives `key` a scalar, quoted where it must be.
    pub fn set(&mut self, key: &str, scalar: &str) {
        match self.value(key).map(|value| splice::set(value, scalar)) {
            Some(edit) => self.edits.push(edit),
            None => {
                let scalar = yaml::quote(scalar);
                self.tail
                    .push_str(&format!("{key}: {scalar}{}", self.newline));
            }
        }
    }

    /// Adds rows, each written as YAML, to the list of `key`.
    pub fn push(&mut self, key: &str, rows: &[String]) -> Result<(), Unfit> {
        if rows.is_empty() {
            return Ok(());
        }
        let Some(list) = self.value(key) else {
            let newline = self.newline;
            let rows = splice::block(rows, DENT, newline);
            self.tail.push_str(&format!("{key}:{newline}{rows}"));
            return Ok(());
        };
        let edit = splice::push(self.text, list, rows, DENT, self.end).ok_or(Unfit)?;
        self.edits.push(edit);
        Ok(())
    }

    /// The whole file with the changes.
    pub fn written(mut self) -> String {
        self.edits.push(Edit {
            span: Span::at(self.end),
            new: self.tail,
        });
        splice::applied(self.text, &self.edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The YAML between the fences after a status and a signature were written.
    fn written(yaml: &str) -> Result<String, Unfit> {
        let text = format!("---\n{yaml}---\nText\n");
        let mut head = Head::read(&text)?;
        head.set("status", "justerat");
        head.push("underskrifter", &["{namn: Bo}".to_owned()])?;
        let out = head.written();
        let inner = out.strip_prefix("---\n").unwrap();
        Ok(inner.strip_suffix("---\nText\n").unwrap().to_owned())
    }

    #[test]
    fn only_what_was_asked_for_changes() {
        for (yaml, wanted) in [
            (
                "organ: LSG\n",
                "organ: LSG\nstatus: justerat\nunderskrifter:\n  - {namn: Bo}\n",
            ),
            (
                "Status:   \"utkast\"   # än\norgan: 'LSG'\nunderskrifter:\n# nedan\n- {namn: Eva} # hon\n# slut\n",
                "Status:   justerat   # än\norgan: 'LSG'\nunderskrifter:\n# nedan\n- {namn: Eva} # hon\n- {namn: Bo}\n# slut\n",
            ),
            (
                "status:\nunderskrifter: # här\norgan: LSG\n",
                "status: justerat\nunderskrifter: # här\n  - {namn: Bo}\norgan: LSG\n",
            ),
            (
                "underskrifter: [{namn: Eva}]  # x\nstatus: utkast\n",
                "underskrifter: [{namn: Eva}, {namn: Bo}]  # x\nstatus: justerat\n",
            ),
            (
                "underskrifter: []\nstatus: utkast\n",
                "underskrifter: \n  - {namn: Bo}\nstatus: justerat\n",
            ),
            (
                "underskrifter:\n    - namn: Eva\n      roll: sekreterare\nstatus: utkast\n",
                "underskrifter:\n    - namn: Eva\n      roll: sekreterare\n    - {namn: Bo}\nstatus: justerat\n",
            ),
        ] {
            assert_eq!(written(yaml).as_deref(), Ok(wanted), "{yaml}");
        }
    }

    #[test]
    fn what_cannot_be_changed_in_place_is_left() {
        for yaml in ["{organ: LSG}\n", "", "underskrifter: Bo\n", "bara text\n"] {
            assert_eq!(written(yaml), Err(Unfit), "{yaml}");
        }
        for text in [
            "---\norgan: LSG\n\n# Titel\n",
            "Text\n",
            "",
            "---\norgan: LSG",
        ] {
            assert!(Head::read(text).is_err(), "{text}");
        }
    }
}
