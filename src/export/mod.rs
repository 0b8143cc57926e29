//! What leaves the program whole. Every format has wire types of its own, so that renaming a
//! field of the model breaks nobody.

pub mod difference_json;
pub mod document_html;
pub mod document_markdown;
pub mod document_text;
pub mod ics;
pub mod protocol_json;

use crate::lang::{Lang, Text};

/// A picture where none can be shown.
fn picture_in_words(words: &str, lang: Lang) -> String {
    let picture = Text::new("bild", "picture").get(lang);
    match words.trim() {
        "" => format!("[{picture}]"),
        words => format!("[{picture}: {words}]"),
    }
}
