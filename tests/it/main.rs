//! One test binary for the whole program: texts in, texts out.

mod answers;
mod archives;
mod attendance;
mod bad_input;
mod check_files_items_decisions;
mod check_names_series;
mod check_representation;
mod cli_run;
mod dates;
mod decisions;
mod headings;
mod import_kinds;
mod languages;
mod layers;
mod paper;
mod questions_attendance;
mod questions_decisions;
mod questions_examples;
mod questions_protocols;
mod questions_search;
mod questions_stats;
mod readme;
mod seats;
mod show;
mod source;
mod table;
