//! The grammar of queries.

use super::error::{Part, QueryError};
use super::expr::{Comparison, Expr, Term, Value};

/// Most parentheses within each other.
pub const DEPTH_MAX: usize = 50;
/// Longest query, in bytes.
pub const QUERY_BYTES_MAX: usize = 8192;

/// What a query says. Linear in the query.
///
/// ```text
/// query  = [or]
/// or     = and { ("OR" | "ELLER") and }
/// and    = not { ["AND" | "OCH"] not }
/// not    = { "NOT" | "INTE" | "!" | "-" } ( "(" or ")" | field ":(" or ")" | [field ":"] value )
/// value  = word | "phrase" | /regex/ | [from] ".." [until] | ("<" | "<=" | ">" | ">=") word
/// ```
///
/// Operators are upper case; `-` stands right before its term. Ranges and comparisons need a
/// field. A field before a parenthesis is the field of the words in it.
pub fn parse(query: &str) -> Result<Expr, QueryError> {
    if query.len() > QUERY_BYTES_MAX {
        return Err(QueryError::TooLong {
            range: QUERY_BYTES_MAX..query.len(),
        });
    }
    let mut parser = Parser {
        query,
        at: 0,
        depth: 0,
    };
    parser.skip_space();
    if parser.at == query.len() {
        return Ok(Expr::All);
    }
    let expr = parser.or(None)?;
    if parser.at < query.len() {
        // Only a parenthesis ends an expression early.
        return Err(QueryError::Unopened {
            range: parser.at..parser.at + 1,
        });
    }
    Ok(expr)
}

struct Parser<'q> {
    query: &'q str,
    /// The byte that is next.
    at: usize,
    depth: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
}

impl<'q> Parser<'q> {
    fn or(&mut self, field: Option<&str>) -> Result<Expr, QueryError> {
        let mut parts = vec![self.and(field)?];
        while let Some((Operator::Or, after)) = self.operator() {
            self.skip_to(after);
            parts.push(self.and(field)?);
        }
        Ok(Expr::any(parts))
    }

    fn and(&mut self, field: Option<&str>) -> Result<Expr, QueryError> {
        let mut parts = vec![self.not(field)?];
        loop {
            match self.operator() {
                Some((Operator::Or, _)) => break,
                Some((Operator::And, after)) => {
                    self.skip_to(after);
                    parts.push(self.not(field)?);
                }
                _ if self.rest().is_empty() || self.rest().starts_with(')') => break,
                _ => parts.push(self.not(field)?),
            }
        }
        Ok(Expr::all(parts))
    }

    fn not(&mut self, field: Option<&str>) -> Result<Expr, QueryError> {
        let mut negated = false;
        loop {
            if let Some((Operator::Not, after)) = self.operator() {
                self.skip_to(after);
            } else if self.rest().starts_with('!') || self.minus() {
                self.skip_to(self.at + 1);
            } else {
                break;
            }
            negated = !negated;
        }
        let expr = self.term(field)?;
        Ok(if negated { expr.negated() } else { expr })
    }

    /// A `-` right before its term; one by itself is a word.
    fn minus(&self) -> bool {
        self.rest()
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|next: char| !next.is_whitespace() && next != ')'))
    }

    fn term(&mut self, group_field: Option<&str>) -> Result<Expr, QueryError> {
        let start = self.at;
        if self.rest().starts_with('(') {
            return self.group(group_field);
        }
        if self.rest().is_empty() || self.rest().starts_with(')') || self.operator().is_some() {
            return Err(QueryError::MissingTerm { range: self.here() });
        }
        let written = self.field();
        if let Some(field) = written {
            self.at += field.len() + 1;
            if self.rest().starts_with('(') {
                return self.group(Some(field));
            }
        }
        let field = written.or(group_field);
        let value = match self.value(field.is_some())? {
            Some(value) => value,
            None => {
                let field = written.unwrap_or("").to_string();
                return Err(QueryError::MissingValue {
                    field,
                    range: start..self.at,
                });
            }
        };
        let range = start..self.at;
        self.skip_space();
        Ok(Expr::Term(Term {
            field: field.map(str::to_string),
            value,
            range,
        }))
    }

    fn group(&mut self, field: Option<&str>) -> Result<Expr, QueryError> {
        let open = self.at..self.at + 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(QueryError::TooDeep { range: open });
        }
        self.skip_to(open.end);
        if self.rest().is_empty() {
            return Err(QueryError::Unclosed {
                part: Part::Parenthesis,
                range: open,
            });
        }
        let expr = self.or(field)?;
        if !self.rest().starts_with(')') {
            return Err(QueryError::Unclosed {
                part: Part::Parenthesis,
                range: open,
            });
        }
        self.depth -= 1;
        self.skip_to(self.at + 1);
        Ok(expr)
    }

    /// `None` where nothing is written.
    fn value(&mut self, has_field: bool) -> Result<Option<Value>, QueryError> {
        match self.rest().bytes().next() {
            Some(b'"') => return self.phrase().map(Some),
            Some(b'/') => return self.regex().map(Some),
            _ => {}
        }
        let word = self.word();
        self.at += word.len();
        if word.is_empty() || word == ".." && has_field {
            return Ok(None);
        }
        if !has_field {
            return Ok(Some(Value::Word(word.to_string())));
        }
        for comparison in [
            Comparison::UpTo,
            Comparison::From,
            Comparison::Before,
            Comparison::After,
        ] {
            if let Some(value) = word.strip_prefix(comparison.sign()) {
                return Ok(
                    (!value.is_empty()).then(|| Value::Compare(comparison, value.to_string()))
                );
            }
        }
        Ok(Some(match word.split_once("..") {
            Some((from, until)) => {
                let end = |end: &str| (!end.is_empty()).then(|| end.to_string());
                Value::Range {
                    from: end(from),
                    until: end(until),
                }
            }
            None => Value::Word(word.to_string()),
        }))
    }

    fn phrase(&mut self) -> Result<Value, QueryError> {
        let open = self.at..self.at + 1;
        let mut phrase = String::new();
        let mut escaped = false;
        for (at, letter) in self.rest().char_indices().skip(1) {
            match letter {
                '\\' if !escaped => escaped = true,
                '"' if !escaped => {
                    self.at += at + 1;
                    return Ok(Value::Phrase(phrase));
                }
                letter => {
                    // Only a quote and the backslash itself need one before them.
                    if escaped && !matches!(letter, '"' | '\\') {
                        phrase.push('\\');
                    }
                    phrase.push(letter);
                    escaped = false;
                }
            }
        }
        Err(QueryError::Unclosed {
            part: Part::Quote,
            range: open,
        })
    }

    fn regex(&mut self) -> Result<Value, QueryError> {
        let open = self.at..self.at + 1;
        let mut regex = String::new();
        let mut escaped = false;
        for (at, letter) in self.rest().char_indices().skip(1) {
            match letter {
                '\\' if !escaped => {
                    escaped = true;
                    continue;
                }
                '/' if !escaped => {
                    self.at += at + 1;
                    return Ok(Value::Regex(regex));
                }
                '/' => {}
                _ if escaped => regex.push('\\'),
                _ => {}
            }
            regex.push(letter);
            escaped = false;
        }
        Err(QueryError::Unclosed {
            part: Part::Regex,
            range: open,
        })
    }

    // What stands next.

    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.query.len() - self.rest().trim_start().len();
    }

    fn skip_to(&mut self, at: usize) {
        self.at = at;
        self.skip_space();
    }

    /// The letters up to white space, a quote or a parenthesis.
    fn word(&self) -> &'q str {
        let rest = self.rest();
        let end =
            rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '"'));
        &rest[..end.unwrap_or(rest.len())]
    }

    /// An operator, and the byte after it.
    fn operator(&self) -> Option<(Operator, usize)> {
        let word = self.word();
        let operator = match word {
            "AND" | "OCH" => Operator::And,
            "OR" | "ELLER" => Operator::Or,
            "NOT" | "INTE" => Operator::Not,
            _ => return None,
        };
        Some((operator, self.at + word.len()))
    }

    /// The name before a colon.
    fn field(&self) -> Option<&'q str> {
        let (name, _) = self.word().split_once(':')?;
        let is_name = name.starts_with(char::is_alphabetic)
            && name.chars().all(|letter| {
                letter.is_alphanumeric() || matches!(letter, '_' | '-') || is_mark(letter)
            });
        is_name.then_some(name)
    }

    /// What stands here, for a mark under it; the end of the query is one byte past it.
    fn here(&self) -> std::ops::Range<usize> {
        let length = self.word().len();
        if length > 0 {
            return self.at..self.at + length;
        }
        let next = self.rest().chars().next().map_or(0, char::len_utf8);
        self.at..self.at + next
    }
}

/// Decomposed Swedish names are names: `ärende:` from a Mac.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}
