//! Values of a front matter, written so that they read back as they were.

use crate::yaml::quote;

/// A value in block form, where a comma is nothing but a comma.
pub(super) fn value(text: &str) -> String {
    let commas = text.replace(", ", " ");
    match quote(&commas) == commas && !text.ends_with(',') {
        true => text.to_owned(),
        false => quote(text),
    }
}

/// A mapping in flow form, of the keys that have a value.
pub(super) fn mapping(entries: &[(&str, Option<&str>)]) -> String {
    let entries = entries.iter().filter_map(|(key, value)| {
        let value = quote((*value)?);
        Some(format!("{key}: {value}"))
    });
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}
