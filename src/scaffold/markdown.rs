//! Text that comes out of Markdown as it went in.

/// `text` on one line, with a backslash before what Markdown would read as markup.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .collect();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        let in_word =
            before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let is_markup = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => !in_word,
            // An entity, or a tilde that strikes out.
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '~' => after == Some('~') || before == Some('~'),
            // At the start: a quotation, a heading, a list. At the end: a heading's last marks.
            '#' => at == 0 || chars[at..].iter().all(|c| *c == '#'),
            '>' | '+' | '-' | '=' | '|' => at == 0,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A link's destination. Spaces and brackets would end it.
pub(super) fn destination(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    match path.chars().all(plain) {
        true => path.to_owned(),
        false => {
            let mut out = String::from("<");
            for c in path.chars().filter(|c| !c.is_control()) {
                if matches!(c, '<' | '>' | '\\') {
                    out.push('\\');
                }
                out.push(c);
            }
            out.push('>');
            out
        }
    }
}

/// A path from the folder of one file to another, both relative to the archive's root.
pub(super) fn relative(from: &str, to: &str) -> String {
    let folders = |path: &str| -> Vec<String> {
        let (folders, _) = path.rsplit_once('/').unwrap_or(("", path));
        let folders = folders.split('/').filter(|folder| !folder.is_empty());
        folders.map(str::to_owned).collect()
    };
    let (own, other) = (folders(from), folders(to));
    let shared = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let mut path = "../".repeat(own.len() - shared);
    for folder in &other[shared..] {
        path += folder;
        path.push('/');
    }
    path += to.rsplit('/').next().unwrap_or(to);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        for (text, wanted) in [
            ("Budget 2024, del_1 (utkast)", "Budget 2024, del_1 (utkast)"),
            ("*Viktigt* <script>", "\\*Viktigt\\* \\<script>"),
            (
                "[länk](x) & &amp; a_ _b",
                "\\[länk\\](x) & \\&amp; a\\_ \\_b",
            ),
            ("# Rubrik #", "\\# Rubrik \\#"),
            ("två\nrader\u{7} och\tflik", "två rader och flik"),
            ("- punkt", "\\- punkt"),
        ] {
            assert_eq!(escape(text), wanted);
        }
    }

    #[test]
    fn paths_between_files() {
        for (from, to, wanted) in [
            ("lsg/a.md", "lsg/b.md", "b.md"),
            ("lsg/a.md", "svo/b.md", "../svo/b.md"),
            ("lsg/2023/a.md", "lsg/b.md", "../b.md"),
            ("a.md", "lsg/b.md", "lsg/b.md"),
        ] {
            assert_eq!(relative(from, to), wanted);
        }
        assert_eq!(destination("b c.md"), "<b c.md>");
    }
}
