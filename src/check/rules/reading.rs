//! The rules whose findings come from reading: F001 to F011. Their data stands in `rule`, because
//! `parse` emits them; here are their examples.

use crate::check::{Check, Example, Run};
use crate::rule;

/// F001.
pub static FRONT_MATTER_MISSING: Check = Check {
    rule: &rule::FRONT_MATTER_MISSING,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &["P005"],
};

/// F002.
pub static FRONT_MATTER_INVALID: Check = Check {
    rule: &rule::FRONT_MATTER_INVALID,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
diarienummer: HSN: 200:1-2023
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
diarienummer: \"HSN: 200:1-2023\"
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// F003.
pub static UNKNOWN_KEY: Check = Check {
    rule: &rule::UNKNOWN_KEY,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
platts: Umeå
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
plats: Umeå
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// F004.
pub static VALUE_INVALID: Check = Check {
    rule: &rule::VALUE_INVALID,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
nästa-möte: 2023-02-31
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
nästa-möte: 2023-04-21
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// F005.
pub static KEY_MISSING: Check = Check {
    rule: &rule::KEY_MISSING,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// F006.
pub static MISPLACED_FILE: Check = Check {
    rule: &rule::MISPLACED_FILE,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-16.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// F007.
pub static DUPLICATE_PROTOCOL: Check = Check {
    rule: &rule::DUPLICATE_PROTOCOL,
    needs: None,
    run: Run::Reading,
    bad: &[
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
        Example {
            path: "lsg/2023-02-17-2.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    good: &[
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
        Example {
            path: "lsg/2023-02-17-extra.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
möte: extra
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    also: &[],
};

/// F008.
pub static UNKNOWN_BODY: Check = Check {
    rule: &rule::UNKNOWN_BODY,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSQ
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// F011.
pub static UNREADABLE_TEXT: Check = Check {
    rule: &rule::UNREADABLE_TEXT,
    needs: None,
    run: Run::Reading,
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

<<<<<<< HEAD
Nästa möte hålls i april.
=======
Nästa möte hålls i maj.
>>>>>>> ändring
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

#[cfg(test)]
mod tests {
    use crate::check::trial::find;

    #[test]
    fn a_day_that_is_none_is_not_also_missing() {
        let missing = |line: &str| {
            let text = format!(
                "---\norgan: LSG\n{line}\nnärvarande:\n  - Anna Ek, Almby kommun\n---\n\n# Protokoll\n\nText.\n"
            );
            find("F005", &[("lsg/2026-05-20.md", &text)])
        };
        assert_eq!(missing("datum: 2026-04-31"), [""; 0]);
        assert_eq!(missing("datum: i maj"), [""; 0]);
        assert_eq!(missing("datum:"), ["nyckeln \"datum\" saknas"]);
        assert_eq!(missing("plats: Teams"), ["nyckeln \"datum\" saknas"]);
    }
}
