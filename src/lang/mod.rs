//! The two languages, Swedish order, and the comparison of names.

use std::borrow::Cow;

mod enumeration;
mod names;
mod order;

pub use enumeration::enumerate;
pub use names::{Likeness, compare_folded, compare_names, nearest, same_name, sure};
pub use order::{SortKey, fold, is_latin_1, lower_latin_1, sort_key};

/// The language of messages, help and generated pages. JSON keys, codes and rule names have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Svenska.
    Sv,
    /// English, the default where nothing says otherwise.
    #[default]
    En,
}

/// A fixed text in both languages: one without the other doesn't compile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// In Swedish.
    pub sv: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Text {
    /// Both texts.
    pub const fn new(sv: &'static str, en: &'static str) -> Text {
        Text { sv, en }
    }

    /// The text in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Sv => self.sv,
            Lang::En => self.en,
        }
    }
}

/// A text made for one occasion, in both languages; by default none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// In Swedish.
    pub sv: Cow<'static, str>,
    /// In English.
    pub en: Cow<'static, str>,
}

impl Message {
    /// Both texts.
    pub fn new(sv: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Message {
        Message {
            sv: sv.into(),
            en: en.into(),
        }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Sv => &self.sv,
            Lang::En => &self.en,
        }
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Message {
        Message::new(text.sv, text.en)
    }
}
