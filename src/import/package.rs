//! A zip file as parts by name, for the formats that are one (DOCX, ODT). Alone in knowing how zip
//! is read. Nothing is ever unpacked to a disk: names mean nothing but themselves.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::text::MAX_FILE_BYTES;

/// How much one part may hold, in bytes: twice what a file may.
const MAX_PART_BYTES: u64 = MAX_FILE_BYTES * 2;

/// How much all parts that are read may hold.
const MAX_ALL_BYTES: u64 = MAX_FILE_BYTES * 3;

/// How many parts there may be; a document with a picture on each page has hundreds.
const MAX_PARTS: usize = 5_000;

/// Why a part can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackageError {
    /// It is no zip file, or a damaged one.
    Broken,
    /// More inside than any document has.
    Bomb,
    /// It asks for a password.
    Encrypted,
}

/// A zip file.
#[derive(Debug)]
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens it: reads the list of its parts.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, PackageError> {
        // The list takes memory for each entry: counted before it is read.
        let entries = bytes
            .windows(4)
            .filter(|window| window == b"PK\x01\x02")
            .take(MAX_PARTS + 1)
            .count();
        if entries > MAX_PARTS {
            return Err(PackageError::Bomb);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageError::Broken)?;
        Ok(Package {
            zip,
            left: MAX_ALL_BYTES,
        })
    }

    /// Whether there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The text of a part; `None` where there is none. What is no UTF-8 in it is replaced.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, PackageError> {
        let Some(index) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let raw = self.zip.by_index_raw(index);
        if raw.is_ok_and(|raw| raw.encrypted()) {
            return Err(PackageError::Encrypted);
        }
        let part = self.zip.by_index(index).map_err(|_| PackageError::Broken)?;
        // What the entry says of its size may be a lie: what comes out is counted.
        let limit = MAX_PART_BYTES.min(self.left);
        let mut bytes = Vec::new();
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| PackageError::Broken)?;
        if bytes.len() as u64 > limit {
            return Err(PackageError::Bomb);
        }
        self.left -= bytes.len() as u64;
        Ok(Some(text(bytes)))
    }
}

/// The bytes as text: UTF-8, or UTF-16 with its mark.
fn text(bytes: Vec<u8>) -> String {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(rest, u16::from_be_bytes);
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
