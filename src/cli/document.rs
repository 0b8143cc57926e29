//! A laid-out document on stdout or in a file: its format, the archive's templates, its pictures.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::failure::why;
use super::result_file;
use super::session::{Exit, Session};
use crate::archive::Archive;
use crate::document::{Document, Picture, Templates};
use crate::export::{document_html, document_markdown, document_text};
use crate::lang::Message;

/// The largest template, in bytes.
const TEMPLATE_BYTES: u64 = 1 << 20;

/// The largest picture that becomes part of a page, in bytes.
const PICTURE_BYTES: u64 = 4 << 20;

/// What all pictures of a page may be together, in bytes.
const PICTURES_BYTES: u64 = 16 << 20;

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Markdown.
    Markdown,
    /// One HTML file.
    Html,
    /// Plain text.
    Text,
}

/// The names of formats, each the ending of its files.
pub(super) const NAMES: [&str; 3] = ["html", "md", "txt"];

impl Format {
    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
            Format::Text => "txt",
        }
    }

    fn from_name(name: &str) -> Option<Format> {
        match name.to_ascii_lowercase().as_str() {
            "html" | "htm" => Some(Format::Html),
            "md" | "markdown" => Some(Format::Markdown),
            "txt" | "text" => Some(Format::Text),
            _ => None,
        }
    }
}

/// The format that was asked for; else what the file is called, else Markdown.
pub(super) fn format(
    named: Option<&str>,
    output: Option<&Path>,
    session: &Session,
) -> anyhow::Result<Format> {
    if let Some(format) = named.and_then(Format::from_name) {
        return Ok(format);
    }
    let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
        return Ok(Format::Markdown);
    };
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.and_then(Format::from_name).ok_or_else(|| {
        let name = session.shown(path);
        session.error(Message::new(
            format!(
                "ändelsen i \"{name}\" säger inget format: välj med --format, eller html, md, txt"
            ),
            format!(
                "the ending of \"{name}\" means no format: choose with --format, or html, md, txt"
            ),
        ))
    })
}

/// The templates in the archive's folder `mallar`.
pub(super) fn templates(root: &Path, session: &Session) -> anyhow::Result<Templates> {
    Templates::read(|path| {
        let bytes = inside(root, path, TEMPLATE_BYTES).map_err(|reason| {
            session.error(Message::new(
                format!("kan inte läsa {path}: {}", reason.sv),
                format!("can't read {path}: {}", reason.en),
            ))
        })?;
        let Some(bytes) = bytes else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|_| {
            session.error(Message::new(
                format!("{path} är inte UTF-8: spara om den som UTF-8"),
                format!("{path} isn't UTF-8: save it as UTF-8"),
            ))
        })
    })
}

/// The document in a format; a page has its pictures with it. A picture that can't be had is told
/// in words.
pub(super) fn written(
    document: &mut Document,
    format: Format,
    root: &Path,
    session: &mut Session,
) -> anyhow::Result<String> {
    match format {
        Format::Markdown => return Ok(document_markdown::text(document)),
        Format::Text => return Ok(document_text::text(document)),
        Format::Html => {}
    }
    let mut left = PICTURES_BYTES;
    for path in document.picture_paths() {
        let Some(media) = media(&path) else { continue };
        match inside(root, &path, PICTURE_BYTES.min(left)) {
            Ok(Some(bytes)) => {
                left -= bytes.len() as u64;
                document.pictures.insert(path, Picture { media, bytes });
            }
            Ok(None) => session.note(&Message::new(
                format!("bilden {path} finns inte: i stället står vad den föreställer"),
                format!("the picture {path} isn't there: what it shows is told instead"),
            )),
            Err(reason) => session.note(&Message::new(
                format!("bilden {path} kom inte med: {}", reason.sv),
                format!("the picture {path} was left out: {}", reason.en),
            )),
        }
    }
    Ok(document_html::page(document))
}

/// Writes `text` to the file that was asked for, or on stdout.
pub(super) fn put(
    text: &str,
    output: Option<&Path>,
    root: &Path,
    archive: &Archive,
    session: &mut Session,
) -> anyhow::Result<Exit> {
    match output.filter(|path| path.as_os_str() != "-") {
        None => session.out.write_all(text.as_bytes())?,
        Some(path) => result_file::write(path, root, archive, session, |out| {
            out.write_all(text.as_bytes())
        })?,
    }
    Ok(Exit::Done)
}

fn media(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "png" => Some("image/png"),
        "jpg" | "jpeg" => Some("image/jpeg"),
        "gif" => Some("image/gif"),
        "webp" => Some("image/webp"),
        // In an `img` nothing in it runs, and the page's policy lets it fetch nothing.
        "svg" => Some("image/svg+xml"),
        _ => None,
    }
}

/// A file of the archive, at most so many bytes; `None` where there is none. Links are followed
/// within the archive only.
fn inside(root: &Path, path: &str, most: u64) -> Result<Option<Vec<u8>>, Message> {
    let system = |error: std::io::Error| why(&error);
    let real = match fs::canonicalize(root.join(path)) {
        Ok(real) => real,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(system(error)),
    };
    if !real.starts_with(fs::canonicalize(root).map_err(system)?) {
        return Err(Message::new(
            "filen ligger utanför protokollsamlingen",
            "the file is outside the archive",
        ));
    }
    // A pipe or a device would never end.
    if !fs::metadata(&real).map_err(system)?.is_file() {
        return Err(Message::new("det är ingen fil", "it is no file"));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(&real).map_err(system)?;
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(system)?;
    match bytes.len() as u64 > most {
        true => Err(Message::new(
            format!("filen är större än {} kB", most >> 10),
            format!("the file is larger than {} kB", most >> 10),
        )),
        false => Ok(Some(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_within_the_archive_only() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("a");
        fs::create_dir_all(root.join("mallar")).unwrap();
        fs::write(dir.path().join("ute.md"), "hemligt").unwrap();
        fs::write(root.join("mallar/a.md"), "text").unwrap();
        let told = |path, most| inside(&root, path, most).map_err(|reason| reason.en.into_owned());
        assert_eq!(told("mallar/a.md", 4), Ok(Some(b"text".to_vec())));
        assert_eq!(told("mallar/b.md", 4), Ok(None));
        assert_eq!(told("mallar/a.md/x", 4), Ok(None));
        assert!(told("mallar/a.md", 3).unwrap_err().contains("larger"));
        assert!(told("../ute.md", 9).unwrap_err().contains("outside"));
        assert_eq!(told("mallar", 9).unwrap_err(), "it is no file");
        #[cfg(unix)]
        {
            let link = root.join("mallar/brevhuvud.md");
            std::os::unix::fs::symlink(dir.path().join("ute.md"), link).unwrap();
            assert!(
                told("mallar/brevhuvud.md", 9)
                    .unwrap_err()
                    .contains("outside")
            );
        }
    }
}
