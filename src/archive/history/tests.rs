//! Without a repository: what needs one is tested on the binary, in `tests/it/check_since.rs`.

use std::path::Path;

use super::*;

fn every_error() -> Vec<HistoryError> {
    let reference = "main".to_owned();
    let unknown = |near: Option<&str>, shallow| HistoryError::UnknownReference {
        reference: reference.clone(),
        near: near.map(str::to_owned),
        shallow,
    };
    vec![
        HistoryError::NoGit,
        HistoryError::Outside { root: "a".into() },
        HistoryError::NoRepository {
            git_dir: "a.git".into(),
        },
        HistoryError::NotTrusted { root: "a".into() },
        unknown(Some("origin/main"), true),
        unknown(None, true),
        unknown(None, false),
        HistoryError::NotACommit {
            reference: reference.clone(),
        },
        HistoryError::NoCommits,
        HistoryError::Shallow {
            reference: reference.clone(),
        },
        HistoryError::Unrelated {
            reference: reference.clone(),
        },
        HistoryError::SeveralArchives {
            folders: vec!["a".into(), "b".into()],
        },
        HistoryError::Incomplete {
            path: "lsg/a.md".into(),
        },
    ]
}

#[test]
fn every_error_says_what_to_do_in_two_languages() {
    for error in every_error() {
        let message = error.message();
        assert_ne!(message.sv, message.en);
        for text in [&message.sv, &message.en] {
            assert!(text.contains(": "), "{text}");
            assert!(!text.ends_with('.') && !text.contains('\n'), "{text}");
        }
    }
    let texts: Vec<String> = every_error()
        .iter()
        .map(|error| error.message().sv.into_owned())
        .collect();
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn an_id_is_hexadecimal() {
    let id = "a7816ada0ed5a83f60fc091affcc92701f82d285";
    assert_eq!(first_id(format!("{id}\n").as_bytes()).as_deref(), Some(id));
    assert_eq!(first_id(format!("^{id}\n").as_bytes()), None);
    assert_eq!(first_id(b""), None);
    assert_eq!(first_id(b"fatal\n"), None);
}

#[test]
fn git_runs_alone() {
    let repository = Repository {
        root: "a".into(),
        git_dir: Some("b.git".into()),
        prefix: None,
    };
    let command = repository.command();
    assert_eq!(command.get_current_dir(), Some(Path::new("a")));
    let arguments: Vec<_> = command
        .get_args()
        .map(|word| word.to_string_lossy())
        .collect();
    insta::assert_snapshot!(
        arguments.join(" "),
        @"--no-pager --literal-pathspecs -c core.fsmonitor=false --git-dir b.git"
    );
    let removed = command.get_envs().filter(|(_, value)| value.is_none());
    assert_eq!(removed.count(), 4);
}
