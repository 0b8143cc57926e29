//! One test binary for the whole program: texts in, texts out.

mod attendance;
mod check_files_items_decisions;
mod decisions;
mod headings;
mod table;
