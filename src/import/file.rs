//! What a file is, found in its bytes and never in its name, and the reader for it.

use super::package::{Package, PackageError};
use super::source::Source;
use super::text::TextError;
use super::xml::XmlError;
use super::{docx, html, odt, pdf, text};
use crate::lang::Message;
use crate::text::MAX_FILE_BYTES;

/// How many pages of a PDF are read.
pub const MAX_PDF_PAGES: usize = pdf::MAX_PAGES;

#[cfg(feature = "pdf-import")]
pub use super::pdf::boxes as pdf_boxes;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text or Markdown.
    Text,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// A PDF.
    Pdf,
    /// Something that is known, and can't be read.
    Other(Other),
}

/// A kind of file that can't be read, and what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// Word before 2007, `.doc`.
    OldWord,
    /// Rich text.
    Rtf,
    /// A workbook.
    Workbook,
    /// Slides.
    Slides,
    /// A picture.
    Picture,
    /// A zip file that is no document.
    Zip,
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is no readable text.
    Text(TextError),
    /// A known kind that isn't read.
    Unread(Other),
    /// It is damaged.
    Broken,
    /// It asks for a password.
    Encrypted,
    /// Far more inside than any protocol has.
    TooMuch,
    /// Nothing in it to read.
    Empty,
    /// A PDF without text: pictures of pages.
    Scanned,
    /// A PDF of more pages than are read.
    TooManyPages,
    /// What reads PDF isn't installed.
    NoPdfReader,
    /// It took too long.
    TooSlow,
}

impl From<TextError> for FileError {
    fn from(error: TextError) -> FileError {
        FileError::Text(error)
    }
}

impl From<PackageError> for FileError {
    fn from(error: PackageError) -> FileError {
        match error {
            PackageError::Broken => FileError::Broken,
            PackageError::Bomb => FileError::TooMuch,
            PackageError::Encrypted => FileError::Encrypted,
        }
    }
}

impl From<XmlError> for FileError {
    fn from(error: XmlError) -> FileError {
        match error {
            XmlError::Broken => FileError::Broken,
            XmlError::Deep | XmlError::Stopped => FileError::TooMuch,
        }
    }
}

impl FileError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        let (sv, en) = match self {
            FileError::Text(error) => return error.message(),
            FileError::Unread(other) => return other.message(),
            FileError::Broken => (
                "filen är skadad och går inte att läsa: öppna den i programmet den kommer från och spara den på nytt",
                "the file is damaged and can't be read: open it in the program it comes from and save it anew",
            ),
            FileError::Encrypted => (
                "filen är skyddad med lösenord: ta bort lösenordet och försök igen",
                "the file is protected by a password: remove the password and try again",
            ),
            FileError::TooMuch => (
                "filen rymmer mer än ett protokoll kan göra och läses inte: spara den som text och försök igen",
                "the file holds more than a protocol can and isn't read: save it as text and try again",
            ),
            FileError::Empty => (
                "filen har ingen text: det finns ingenting att läsa in",
                "the file has no text: there is nothing to import",
            ),
            FileError::Scanned => (
                "PDF-filen har ingen text, bara bilder av sidor: tolka den med OCR (till exempel `ocrmypdf`) och försök igen",
                "the PDF has no text, only pictures of pages: run OCR on it (`ocrmypdf`, for one) and try again",
            ),
            FileError::TooManyPages => {
                return Message::new(
                    format!(
                        "PDF-filen har fler än {} sidor: dela den i ett protokoll per fil",
                        pdf::MAX_PAGES
                    ),
                    format!(
                        "the PDF has more than {} pages: split it into one protocol a file",
                        pdf::MAX_PAGES
                    ),
                );
            }
            FileError::NoPdfReader => (
                "PDF läses med pdftotext ur Poppler, som inte är installerat: `apt install poppler-utils` (Debian, Ubuntu), `dnf install poppler-utils` (Fedora), `brew install poppler` (macOS) eller `winget install oschwartz10612.Poppler` (Windows)",
                "PDF is read with pdftotext of Poppler, which isn't installed: `apt install poppler-utils` (Debian, Ubuntu), `dnf install poppler-utils` (Fedora), `brew install poppler` (macOS) or `winget install oschwartz10612.Poppler` (Windows)",
            ),
            FileError::TooSlow => (
                "PDF-filen tar för lång tid att läsa: skriv ut den till en ny PDF eller spara den som text och försök igen",
                "the PDF takes too long to read: print it to a new PDF or save it as text and try again",
            ),
        };
        Message::new(sv, en)
    }
}

impl Other {
    /// What to tell people.
    fn message(self) -> Message {
        let (sv, en) = match self {
            Other::OldWord => (
                "filen är ett Word-dokument av äldre slag (.doc) eller skyddat med lösenord: spara det som DOCX utan lösenord och försök igen",
                "the file is a Word document of the old kind (.doc) or protected by a password: save it as DOCX without one and try again",
            ),
            Other::Rtf => (
                "filen är RTF: spara den som DOCX och försök igen",
                "the file is RTF: save it as DOCX and try again",
            ),
            Other::Workbook => (
                "filen är ett kalkylblad: ett protokoll läses ur text, DOCX, ODT, PDF eller HTML",
                "the file is a workbook: a protocol is read from text, DOCX, ODT, PDF or HTML",
            ),
            Other::Slides => (
                "filen är en presentation: ett protokoll läses ur text, DOCX, ODT, PDF eller HTML",
                "the file is a presentation: a protocol is read from text, DOCX, ODT, PDF or HTML",
            ),
            Other::Picture => (
                "filen är en bild: tolka den med OCR till text eller PDF och försök igen",
                "the file is a picture: run OCR on it, to text or PDF, and try again",
            ),
            Other::Zip => (
                "filen är ett zip-arkiv: packa upp det och läs in filerna",
                "the file is a zip archive: unpack it and import the files",
            ),
        };
        Message::new(sv, en)
    }
}

/// What a file is.
pub fn kind(bytes: &[u8]) -> Kind {
    const MAGIC: [(&[u8], Other); 6] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Other::OldWord),
        (b"{\\rtf", Other::Rtf),
        (b"\x89PNG", Other::Picture),
        (b"\xff\xd8\xff", Other::Picture),
        (b"II*\0", Other::Picture),
        (b"MM\0*", Other::Picture),
    ];
    if let Some((_, other)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(*other);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    // Some put a line before it; a text that speaks of PDF doesn't begin a line with it.
    let head = &bytes[..bytes.len().min(1024)];
    let is_pdf = head.starts_with(b"%PDF-")
        || head
            .windows(6)
            .any(|window| window == b"\n%PDF-" || window == b"\r%PDF-");
    if is_pdf {
        return Kind::Pdf;
    }
    match html::is_html(bytes) {
        true => Kind::Html,
        false => Kind::Text,
    }
}

/// What a zip file is: by the part that says so, for a damaged one by the names in it.
fn zip_kind(bytes: &[u8]) -> Kind {
    let named = |name: &[u8]| {
        let head = &bytes[..bytes.len().min(1 << 16)];
        head.windows(name.len()).any(|window| window == name)
    };
    let Ok(mut package) = Package::open(bytes) else {
        // Its reader says what is wrong.
        return match named(b"opendocument.text") {
            true => Kind::Odt,
            false if named(b"word/") || named(b"[Content_Types].xml") => Kind::Docx,
            false => Kind::Other(Other::Zip),
        };
    };
    let has = |name: &str, package: &Package| package.has(name);
    if has("content.xml", &package) {
        let mime = package.part("mimetype").ok().flatten().unwrap_or_default();
        return match mime.trim() {
            mime if mime.contains("spreadsheet") => Kind::Other(Other::Workbook),
            mime if mime.contains("presentation") => Kind::Other(Other::Slides),
            _ => Kind::Odt,
        };
    }
    if has("xl/workbook.xml", &package) {
        Kind::Other(Other::Workbook)
    } else if has("ppt/presentation.xml", &package) {
        Kind::Other(Other::Slides)
    } else if has("word/document.xml", &package) || has("[Content_Types].xml", &package) {
        Kind::Docx
    } else {
        Kind::Other(Other::Zip)
    }
}

/// Reads a file of any kind. `boxes` gives the words of a PDF with their places, as XML: the
/// answer of `pdftotext -bbox-layout`.
pub fn read(
    bytes: &[u8],
    boxes: &dyn Fn(&[u8]) -> Result<String, FileError>,
) -> Result<Source, FileError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let bytes = bytes.len() as u64;
        return Err(TextError::TooLarge { bytes }.into());
    }
    let source = match kind(bytes) {
        Kind::Text => text::read(bytes)?,
        Kind::Html => html::read(bytes)?,
        Kind::Docx => docx::read(bytes)?,
        Kind::Odt => odt::read(bytes)?,
        Kind::Pdf => pdf::read(&boxes(bytes)?)?,
        Kind::Other(other) => return Err(FileError::Unread(other)),
    };
    match source.is_empty() {
        true => Err(FileError::Empty),
        false => Ok(source),
    }
}
