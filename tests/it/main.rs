//! One test binary for the whole program: texts in, texts out.

mod answers;
mod attendance;
mod check_representation;
mod cli_run;
mod decisions;
mod headings;
mod questions_attendance;
mod questions_examples;
mod questions_protocols;
mod questions_search;
mod questions_stats;
mod seats;
mod show;
mod table;
