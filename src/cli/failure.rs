//! Why it could not be done, in one line.

use std::io::{self, ErrorKind};

use crate::lang::{Lang, Message};
use crate::output::terminal::safe_line;

/// The causes of `error` on one line, the outermost first. What a cause says again is left out.
pub(super) fn line(error: &anyhow::Error, lang: Lang) -> String {
    let mut line = String::new();
    for cause in error.chain() {
        let text = match cause.downcast_ref::<io::Error>() {
            Some(error) => why(error).get(lang).to_owned(),
            None => cause.to_string(),
        };
        let text = safe_line(&text);
        if text.is_empty() || line.contains(text.as_ref()) {
            continue;
        }
        if !line.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&text);
    }
    line
}

/// Whether the reader of a pipe left, which is no error.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.any(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// What the system says, in both languages where it is common.
pub(super) fn why(error: &io::Error) -> Message {
    let (sv, en) = match error.kind() {
        ErrorKind::NotFound => ("finns inte", "doesn't exist"),
        ErrorKind::PermissionDenied => (
            "behörighet saknas: ändra rättigheterna eller välj en annan plats",
            "permission denied: change the rights or choose another place",
        ),
        ErrorKind::AlreadyExists => ("finns redan", "exists already"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            "utrymmet är slut: frigör plats och försök igen",
            "no space left: free some and try again",
        ),
        ErrorKind::ReadOnlyFilesystem => (
            "filsystemet går bara att läsa: välj en annan plats",
            "the file system is read-only: choose another place",
        ),
        ErrorKind::IsADirectory => ("är en mapp", "is a folder"),
        ErrorKind::NotADirectory => ("är ingen mapp", "is no folder"),
        ErrorKind::InvalidFilename => (
            "filnamnet går inte att använda: välj ett kortare",
            "the file name can't be used: choose a shorter one",
        ),
        _ => {
            let text = error.to_string();
            return Message::new(text.clone(), text);
        }
    };
    Message::new(sv, en)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn causes_stand_once_on_one_line() {
        let full = io::Error::from(ErrorKind::StorageFull);
        let error = Err::<(), _>(full)
            .context("kan inte skriva a.md")
            .unwrap_err();
        assert_eq!(
            line(&error, Lang::Sv),
            "kan inte skriva a.md: utrymmet är slut: frigör plats och försök igen"
        );
        let error = anyhow::anyhow!("b is gone")
            .context("can't read a: b is gone")
            .context("first\nsecond\x1b[31m");
        assert_eq!(
            line(&error, Lang::En),
            "first second␛[31m: can't read a: b is gone"
        );
    }

    #[test]
    fn a_closed_pipe_is_seen_through_contexts() {
        let pipe = io::Error::from(ErrorKind::BrokenPipe);
        let error = Err::<(), _>(pipe).context("stdout").unwrap_err();
        assert!(is_closed_pipe(&error));
        assert!(!is_closed_pipe(&anyhow::anyhow!("broken pipe")));
    }
}
