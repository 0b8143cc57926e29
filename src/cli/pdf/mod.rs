//! The words of a PDF with their places: by Poppler where it is installed, else by the library
//! that is built in. Either reads in a process of its own, within limits.

mod child;
#[cfg(feature = "pdf-import")]
pub mod library;
pub mod poppler;

use crate::import::file::FileError;

/// The words of a PDF, as XML.
pub fn boxes(pdf: &[u8]) -> Result<String, FileError> {
    let answer = poppler::boxes(pdf);
    #[cfg(feature = "pdf-import")]
    if answer == Err(FileError::NoPdfReader) {
        return library::boxes(pdf);
    }
    answer
}
