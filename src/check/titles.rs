//! Titles of items, compared by what they say.

use crate::lang::fold;

/// The words of a title that say what it is about. Minnesanteckningar are the protokoll of others.
pub struct Title(Vec<String>);

impl Title {
    /// The title as written.
    pub fn new(title: &str) -> Title {
        let folded = fold(title);
        let words = folded
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= 4 && *word != "från" && *word != "samt")
            .map(|word| match word.starts_with("minnesanteckning") {
                true => "protokoll".to_owned(),
                false => word.to_owned(),
            });
        Title(words.collect())
    }

    /// Whether all words of the shorter title stand in the other, inflected or not.
    pub fn is_like(&self, other: &Title) -> bool {
        let (a, b) = (&self.0, &other.0);
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let same = |a: &str, b: &str| {
            let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
            shared >= 5.min(a.chars().count()).min(b.chars().count())
        };
        !short.is_empty()
            && short
                .iter()
                .all(|word| long.iter().any(|other| same(word, other)))
    }

    /// Whether any word begins like this.
    pub fn has(&self, begin: &str) -> bool {
        self.0.iter().any(|word| word.starts_with(begin))
    }

    /// Whether nothing of it says what it is about.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        Title::new(a).is_like(&Title::new(b))
    }

    #[test]
    fn titles_are_compared_by_what_they_say() {
        assert!(alike("Godkännande av dagordning och upprop", "Dagordning"));
        assert!(alike(
            "Föregående protokoll",
            "Genomgång av föregående minnesanteckningar"
        ));
        assert!(alike("Övriga frågor", "Övrigt"));
        assert!(alike("Nästa möte", "Nästa möte och avslutning"));
        assert!(!alike("Dagordning", "Inledning"));
        assert!(!alike("Föregående protokoll", "Föregående budget"));
        assert!(!alike("Nästa möte", ""));
    }
}
