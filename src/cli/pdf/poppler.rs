//! Runs `pdftotext` of Poppler on a PDF: by its standard streams, so that no name of a file is ever
//! an argument.

use std::ffi::OsStr;

use super::child::{self, Program};
use crate::import::file::{FileError, MAX_PDF_PAGES};

/// The words of a PDF with their places, as XML.
pub fn boxes(pdf: &[u8]) -> Result<String, FileError> {
    let last = (MAX_PDF_PAGES + 1).to_string();
    let program = Program {
        path: OsStr::new("pdftotext"),
        arguments: &["-bbox-layout", "-enc", "UTF-8", "-l", &last, "-", "-"],
    };
    child::answer(&program, pdf)
}
