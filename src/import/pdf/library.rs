//! The words of a PDF by a library, for machines without Poppler: in the form in which `pdftotext
//! -bbox-layout` gives them. Alone in knowing how PDF is read.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::Arc;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

use super::{MAX_PAGES, MAX_WORDS};
use crate::import::file::FileError;

/// How far letters reach above and below their line, in thousandths of their size: as in the fonts
/// that offices use.
const ABOVE: f64 = 905.0;
const BELOW: f64 = -212.0;

/// A space that divides words, in sizes of the font.
const SPACE: f64 = 0.15;

/// The words of a PDF with their places, as XML.
pub fn boxes(pdf: &[u8]) -> Result<String, FileError> {
    let pdf = Pdf::new(pdf.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => FileError::Encrypted,
        _ => FileError::Broken,
    })?;
    if pdf.pages().len() > MAX_PAGES {
        return Ok("<page></page>".repeat(MAX_PAGES + 1));
    }
    let cache = InterpreterCache::new();
    let mut out = String::from("<doc>\n");
    let mut left = MAX_WORDS;
    for page in pdf.pages().iter() {
        let words = words(page, &cache);
        left = left.checked_sub(words.len()).ok_or(FileError::TooMuch)?;
        let (width, height) = page.render_dimensions();
        let _ = writeln!(out, "<page width=\"{width:.2}\" height=\"{height:.2}\">");
        for word in words {
            let Rect { x0, y0, x1, y1 } = word.place;
            let text = escaped(&word.text);
            let _ = writeln!(
                out,
                "<word xMin=\"{x0:.3}\" yMin=\"{y0:.3}\" xMax=\"{x1:.3}\" yMax=\"{y1:.3}\">{text}</word>"
            );
        }
        out.push_str("</page>\n");
    }
    out.push_str("</doc>\n");
    Ok(out)
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}

fn words<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>) -> Vec<Word> {
    let (width, height) = page.render_dimensions();
    let settings = InterpreterSettings {
        warning_sink: Arc::new(|_| {}),
        ..InterpreterSettings::default()
    };
    let mut context = Context::new(
        Affine::new(page.initial_transform(true).as_coeffs()),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        page.xref(),
        settings,
    );
    let mut words = Words::default();
    interpret_page(page, &mut context, &mut words);
    words.end();
    words.done
}

#[derive(Debug)]
struct Word {
    text: String,
    place: Rect,
}

/// The word that is being put together.
#[derive(Debug)]
struct Open {
    word: Word,
    /// Where its next letter would begin.
    end: Point,
    /// The direction of its line, and as long as its font is large.
    along: Vec2,
}

/// Takes the letters as they are drawn.
#[derive(Debug, Default)]
struct Words {
    done: Vec<Word>,
    open: Option<Open>,
    /// Words by text and place: what is drawn twice, to look bold or to have an outline, is
    /// one word.
    seen: HashSet<(String, i32, i32)>,
}

impl Words {
    fn letter(&mut self, text: &str, to_page: Affine, advance: f64) {
        let start = to_page * Point::ORIGIN;
        let end = to_page * Point::new(advance, 0.0);
        let along = (to_page * Point::new(1000.0, 0.0)) - start;
        let up = (to_page * Point::new(0.0, 1000.0)) - start;
        let size = up.hypot();
        if !(start.x.is_finite() && start.y.is_finite() && end.x.is_finite() && end.y.is_finite())
            || size <= 0.0
        {
            return;
        }
        let along = along * (size / along.hypot().max(f64::MIN_POSITIVE));
        if text.trim().is_empty() {
            self.end();
            return;
        }
        let corners = [
            Point::new(0.0, BELOW),
            Point::new(0.0, ABOVE),
            Point::new(advance, BELOW),
            Point::new(advance, ABOVE),
        ];
        let place = corners
            .into_iter()
            .map(|corner| to_page * corner)
            .fold(Rect::from_points(start, end), |place, corner| {
                place.union_pt(corner)
            });
        if let Some(open) = &mut self.open {
            let step = start - open.end;
            let ahead = step.dot(open.along) / (size * size);
            let aside = step.cross(open.along) / (size * size);
            let same = (along - open.along).hypot() < size * 0.2;
            if same && aside.abs() < 0.2 && (-0.5..SPACE).contains(&ahead) {
                open.word.text.push_str(text);
                open.word.place = open.word.place.union(place);
                open.end = end;
                return;
            }
        }
        self.end();
        self.open = Some(Open {
            word: Word {
                text: text.to_owned(),
                place,
            },
            end,
            along,
        });
    }

    /// The open word ends.
    fn end(&mut self) {
        let Some(Open { word, .. }) = self.open.take() else {
            return;
        };
        let (x, y) = (word.place.x0.round() as i32, word.place.y0.round() as i32);
        let near = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        let mut key = (word.text.clone(), x, y);
        for (dx, dy) in near {
            (key.1, key.2) = (x.saturating_add(dx), y.saturating_add(dy));
            if self.seen.contains(&key) {
                return;
            }
        }
        (key.1, key.2) = (x, y);
        self.seen.insert(key);
        // Past the limit nothing is kept but the fact.
        if self.done.len() <= MAX_WORDS {
            self.done.push(word);
        }
    }
}

impl<'a> Device<'a> for Words {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for placed in run.glyphs() {
            let glyph: &Glyph = placed;
            let advance = match glyph {
                Glyph::Outline(glyph) => glyph.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let advance = f64::from(advance.unwrap_or(0.0)).clamp(0.0, 5000.0);
            let to_page = props.transform * placed.transform();
            match glyph.as_unicode() {
                Some(BfString::Char(c)) => {
                    self.letter(c.encode_utf8(&mut [0; 4]), to_page, advance);
                }
                Some(BfString::String(text)) => self.letter(&text, to_page, advance),
                None => self.letter("\u{fffd}", to_page, advance),
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
