//! One test binary for the whole program: texts in, texts out.

mod attendance;
mod decisions;
mod headings;
mod seats;
mod table;
