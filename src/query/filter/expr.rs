//! What a query says, before a question gives its fields a meaning.

use std::fmt;
use std::ops::Range;

/// A condition on rows. Its `Display` is a query that parses to the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expr {
    /// Every row: the empty query.
    #[default]
    All,
    /// All of them; two at least, none of them an `And`.
    And(Vec<Expr>),
    /// Any of them; two at least, none of them an `Or`.
    Or(Vec<Expr>),
    /// Not that one, which is no `Not`.
    Not(Box<Expr>),
    /// A field and what it should be.
    Term(Term),
}

/// A field and what it should be.
#[derive(Clone, Debug)]
pub struct Term {
    /// The field as written; `None` is the text.
    pub field: Option<String>,
    /// What it should be.
    pub value: Value,
    /// The bytes of the query; empty where an option said it.
    pub range: Range<usize>,
}

/// Terms are equal wherever they stand.
impl PartialEq for Term {
    fn eq(&self, other: &Term) -> bool {
        self.field == other.field && self.value == other.value
    }
}

impl Eq for Term {}

/// What a field should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `UPH`.
    Word(String),
    /// `"i samverkan"`: the same, and never an operator or a range.
    Phrase(String),
    /// `/UPH|SIP/`.
    Regex(String),
    /// `2023-02..2023-04`, open where `None`; one end at least.
    Range {
        /// The first that counts.
        from: Option<String>,
        /// The last that counts.
        until: Option<String>,
    },
    /// `>2023-02`.
    Compare(Comparison, String),
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Before,
    /// `<=`
    UpTo,
    /// `>`
    After,
    /// `>=`
    From,
}

impl Comparison {
    /// As written.
    pub const fn sign(self) -> &'static str {
        match self {
            Comparison::Before => "<",
            Comparison::UpTo => "<=",
            Comparison::After => ">",
            Comparison::From => ">=",
        }
    }
}

impl Expr {
    /// The field is this value, taken as a phrase: an option of the command line.
    pub fn field(field: &str, value: &str) -> Expr {
        Expr::Term(Term {
            field: Some(field.to_string()),
            value: Value::Phrase(value.to_string()),
            range: 0..0,
        })
    }

    /// Both.
    pub fn and(self, other: Expr) -> Expr {
        match (self, other) {
            (Expr::All, expr) | (expr, Expr::All) => expr,
            (a, b) => Expr::all(vec![a, b]),
        }
    }

    /// Whether rows are asked for by the field called `name`, in English or in Swedish. One that
    /// only leaves rows out (`NOT class:assignment`) asks for none.
    pub fn asks_for(&self, name: &str) -> bool {
        match self {
            Expr::All => false,
            Expr::And(parts) | Expr::Or(parts) => parts.iter().any(|part| part.asks_for(name)),
            Expr::Not(_) => false,
            Expr::Term(term) => term.field.as_deref().is_some_and(|field| {
                let field = crate::lang::fold(field);
                field == name || field == super::field::swedish_name(name)
            }),
        }
    }

    /// All of these; of none, every row.
    pub fn all(exprs: Vec<Expr>) -> Expr {
        let mut parts = Vec::with_capacity(exprs.len());
        for expr in exprs {
            match expr {
                Expr::And(inner) => parts.extend(inner),
                Expr::All => {}
                expr => parts.push(expr),
            }
        }
        if parts.len() > 1 {
            Expr::And(parts)
        } else {
            parts.pop().unwrap_or(Expr::All)
        }
    }

    /// Any of these; of none, every row: an option that wasn't given.
    pub fn any(exprs: Vec<Expr>) -> Expr {
        let mut parts = Vec::with_capacity(exprs.len());
        for expr in exprs {
            match expr {
                Expr::Or(inner) => parts.extend(inner),
                Expr::All => return Expr::All,
                expr => parts.push(expr),
            }
        }
        if parts.len() > 1 {
            Expr::Or(parts)
        } else {
            parts.pop().unwrap_or(Expr::All)
        }
    }

    /// The rows that this one leaves out.
    pub fn negated(self) -> Expr {
        match self {
            Expr::Not(inner) => *inner,
            expr => Expr::Not(Box::new(expr)),
        }
    }

    fn is_compound(&self) -> bool {
        matches!(self, Expr::And(_) | Expr::Or(_))
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let part = |expr: &Expr, f: &mut fmt::Formatter, grouped: bool| {
            if grouped {
                write!(f, "({expr})")
            } else {
                write!(f, "{expr}")
            }
        };
        match self {
            Expr::All => Ok(()),
            Expr::And(parts) => {
                for (at, expr) in parts.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { " " })?;
                    part(expr, f, matches!(expr, Expr::Or(_)))?;
                }
                Ok(())
            }
            Expr::Or(parts) => {
                for (at, expr) in parts.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { " OR " })?;
                    part(expr, f, false)?;
                }
                Ok(())
            }
            Expr::Not(inner) => {
                f.write_str("NOT ")?;
                part(inner, f, inner.is_compound())
            }
            Expr::Term(term) => term.fmt(f),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}:")?;
        }
        self.value.fmt(f)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Value::Word(word) => f.write_str(word),
            Value::Phrase(phrase) => {
                f.write_str("\"")?;
                for letter in phrase.chars() {
                    if matches!(letter, '"' | '\\') {
                        f.write_str("\\")?;
                    }
                    write!(f, "{letter}")?;
                }
                f.write_str("\"")
            }
            Value::Regex(regex) => {
                f.write_str("/")?;
                let mut escaped = false;
                for letter in regex.chars() {
                    if letter == '/' && !escaped {
                        f.write_str("\\")?;
                    }
                    write!(f, "{letter}")?;
                    escaped = letter == '\\' && !escaped;
                }
                f.write_str("/")
            }
            Value::Range { from, until } => {
                write!(
                    f,
                    "{}..{}",
                    from.as_deref().unwrap_or(""),
                    until.as_deref().unwrap_or("")
                )
            }
            Value::Compare(comparison, value) => write!(f, "{}{value}", comparison.sign()),
        }
    }
}
