//! What every generated HTML page of this part has: head, style sheet, title, note. Nothing is
//! fetched and nothing runs.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::terminal::safe_line;
use crate::lang::{Lang, Text};

/// The style sheet of all pages: readable alone, dark where the reader wants it, printable.
const BASE: &str = "\
:root{color-scheme:light dark;--text:#1b1b1b;--paper:#fff;--soft:#5a5a5a;--line:#c9c9c9;--head:#f1f1ef;--link:#0b57a4}
@media(prefers-color-scheme:dark){:root{--text:#ececec;--paper:#16181a;--soft:#a9a9a9;--line:#43474b;--head:#22262a;--link:#8ec1ff}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:110rem;font:1rem/1.45 system-ui,sans-serif;color:var(--text);background:var(--paper)}
h1{font-size:1.5rem;line-height:1.2;margin:0 0 1rem}
a{color:var(--link)}
footer{margin-top:1.5rem;color:var(--soft);font-size:.875rem}
table{border-collapse:collapse}
caption{text-align:start;color:var(--soft);padding-bottom:.5rem}
.scroll{overflow:auto;max-width:100%;max-height:calc(100vh - 1rem)}
.scroll:focus-visible,a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{:root{color-scheme:light;--text:#000;--paper:#fff;--soft:#333;--line:#888;--head:#eee;--link:#000}
body{padding:0;max-width:none;font-size:9pt}.scroll{overflow:visible;max-height:none}thead{display:table-header-group}tr{break-inside:avoid}}
";

/// The language's tag, for `lang=`.
pub(super) fn tag(lang: Lang) -> &'static str {
    Text::new("sv", "en").get(lang)
}

/// A whole page up to its content: write the content, then [`foot`].
pub(super) fn head(lang: Lang, title: &str, styles: &str) -> String {
    let title = safe_line(title);
    let head: Markup = html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            // Belt and braces: whatever slipped through still couldn't run or fetch.
            meta http-equiv="Content-Security-Policy"
                content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
            title { (title) }
            style { (PreEscaped(BASE)) (PreEscaped(styles)) }
        }
    };
    let html = format!("{}\n<html lang=\"{}\">\n", DOCTYPE.0, tag(lang));
    let heading: Markup = html! { h1 { (title) } };
    format!("{html}{}\n<body>\n<main>\n{}\n", head.0, heading.0)
}

/// The end of a page.
pub(super) fn foot(note: Option<&str>) -> String {
    let note = note.map(safe_line);
    let footer: Markup = html! {
        @if let Some(note) = note { footer { p { (note) } } }
    };
    format!("</main>\n{}</body>\n</html>\n", footer.0)
}

/// `address` if following it can do no more than open a page: relative, a fragment, http(s) or
/// mailto.
pub fn link(address: &str) -> Option<&str> {
    let obeyed = |c: char| c.is_control() || c.is_whitespace();
    if address.is_empty() || address.contains(obeyed) || address.starts_with("//") {
        return None;
    }
    let head = address.split(['/', '?', '#']).next().unwrap_or("");
    match head.split_once(':') {
        None => Some(address),
        Some((scheme, _)) => {
            let scheme = scheme.to_ascii_lowercase();
            ["http", "https", "mailto"]
                .contains(&scheme.as_str())
                .then_some(address)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_only_open_pages() {
        for address in [
            "a/b.html",
            "#x",
            "../a",
            "https://example.se/a:b",
            "mailto:a@example.se",
            "?a=b:c",
        ] {
            assert_eq!(link(address), Some(address));
        }
        for address in [
            "",
            "javascript:alert(1)",
            "JavaScript:x",
            "java\nscript:x",
            "data:text/html,x",
            "//example.se",
            " javascript:x",
        ] {
            assert_eq!(link(address), None, "{address:?}");
        }
    }
}
