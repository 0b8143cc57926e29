//! One test binary for the whole program: texts in, texts out.

mod attendance;
mod cli_run;
mod decisions;
mod headings;
mod seats;
mod show;
mod table;
