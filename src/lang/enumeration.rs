//! Words in a row, as a sentence has them: "a, b och c".

use super::Message;

/// `a, b och c`, and `a, b and c`. Of more than `most` words the rest is counted: `a, b och 3 till`.
pub fn enumerate<T: AsRef<str>>(words: &[T], most: usize) -> Message {
    let shown = if words.len() > most {
        most.max(1)
    } else {
        words.len()
    };
    let rest = words.len() - shown;
    let with = |and: &str, more: &str| {
        let mut parts: Vec<String> = words[..shown]
            .iter()
            .map(|word| word.as_ref().to_owned())
            .collect();
        if rest > 0 {
            parts.push(format!("{rest} {more}"));
        }
        match parts.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} {and} {last}", before.join(", ")),
        }
    };
    Message::new(with("och", "till"), with("and", "more"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &[&str], most: usize, sv: &str, en: &str) {
        assert_eq!(
            enumerate(words, most),
            Message::new(sv.to_owned(), en.to_owned())
        );
    }

    #[test]
    fn words_in_a_row() {
        check(&[], 3, "", "");
        check(&["a"], 3, "a", "a");
        check(&["a", "b"], 3, "a och b", "a and b");
        check(&["a", "b", "c"], 3, "a, b och c", "a, b and c");
        check(
            &["a", "b", "c", "d"],
            2,
            "a, b och 2 till",
            "a, b and 2 more",
        );
        check(&["a", "b"], 0, "a och 1 till", "a and 1 more");
    }
}
