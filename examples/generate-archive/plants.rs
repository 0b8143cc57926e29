//! The planted faults, as one list: every rule that needs no Git once, each in a file where it
//! stands alone as far as the rules allow. The edits that take more than a line are in `faults`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::archive::Files;
use crate::county::Body;
use crate::faults;
use crate::meeting::Meeting;

/// How a fault gets into its file.
pub enum Edit {
    /// Changes the protocol before it is written.
    Protocol(fn(&mut Meeting, &Body)),
    /// Adds or changes files before they are written.
    Files(fn(&mut Files)),
    /// Replaces the first such text, which is there.
    Replace(&'static str, &'static str),
    /// Takes away the first line that begins like this.
    Remove(&'static str),
    /// Adds a line below the first that begins like this.
    Below(&'static str, &'static str),
    /// Adds a paragraph to the first item that bears this tag.
    Say(&'static str, &'static str),
    /// Writes a new file, from the text of another one.
    Copy(&'static str),
    /// Writes a new file.
    New(&'static str),
    /// Changes several texts.
    Texts(fn(&mut BTreeMap<String, String>)),
    /// Comes with another plant, which can't be had without it.
    With,
}

/// One fault.
pub struct Plant {
    /// The rule's code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// The file where the finding belongs.
    pub file: &'static str,
    /// What was done, in Swedish.
    pub what: &'static str,
    /// How.
    pub edit: Edit,
}

const fn plant(
    code: &'static str,
    name: &'static str,
    file: &'static str,
    edit: Edit,
    what: &'static str,
) -> Plant {
    Plant {
        code,
        name,
        file,
        what,
        edit,
    }
}

use Edit::{Below, Copy, Files as InFiles, New, Protocol, Remove, Replace, Say, Texts, With};

const DECISION: &str = "Beslutsärende";
const INFORMATION: &str = "Informationsärende";

/// Every plant, in the order of the rules.
#[rustfmt::skip]
pub static PLANTS: [Plant; 80] = [
    plant("F001", "front-matter-missing", "lsg/2021-02-12-kallelse.md", Replace("---\n", "Utskickad till ledamöter och ersättare.\n\n---\n"), "en rad står före front matter"),
    plant("F002", "front-matter-invalid", "bbu/2021-05-07.md", Below("plats:", "plats: Almvik"), "nyckeln `plats` står två gånger"),
    plant("F003", "unknown-key", "svo/2021-10-15.md", Replace("diarienummer:", "diarenummer:"), "nyckeln `diarenummer` finns inte"),
    plant("F004", "value-invalid", "bva/2021-05-19.md", Replace("tid: 09:00-12:00", "tid: 09:00-25:00"), "klockslaget 25:00"),
    plant("F005", "key-missing", "lsg/2021-06-11-kallelse.md", Remove("datum:"), "`datum` saknas"),
    plant("F006", "misplaced-file", "bva/2023-02-01-kallelse.md", Replace("datum: 2023-02-01", "datum: 2023-02-02"), "filnamnet och `datum` skiljer sig"),
    plant("F007", "duplicate-protocol", "lsg/2022-06-20-kopia.md", Copy("lsg/2022-06-20.md"), "en kopia av ett protokoll ligger kvar"),
    plant("F008", "unknown-body", "bbu/2023-10-06-kallelse.md", Replace("organ: BBU", "organ: BUU"), "organet BUU finns inte"),
    plant("F009", "placeholder-left", "lsg/2022-04-08-extra.md", Say(DECISION, "[Bildspel](#)"), "en tom länk"),
    plant("F010", "broken-link", "bbu/2021-10-08.md", Say(INFORMATION, "Siffrorna finns i [lägesrapporten](../bilagor/lagesrapport.pdf)."), "en länk till en fil som inte finns"),
    plant("F011", "unreadable-text", "svo/2022-03-11-kallelse.md", Replace("Välkommen till mötet.", "Välkommen\u{7} till mötet."), "ett styrtecken i texten"),
    plant("F012", "import-unchecked", "bva/2022-10-19.md", Replace("\n# Minnesanteckningar", "\n<!-- Inläst ur anteckningar.txt. Kontrollera mot förlagan och ta sedan bort den här rutan.\n- närvarande: rad 9: organisationerna stod i en egen spalt och är parade med namnen i ordning\n-->\n\n# Minnesanteckningar"), "rutan efter en inläsning är kvar"),
    plant("N001", "unknown-person", "lsg/2021-04-16.md", Protocol(faults::unknown_person), "Torborg Främlund finns inte i medlemslistan"),
    plant("N002", "unknown-party", "lsg/2021-06-11.md", Protocol(faults::unknown_party), "en ledamot för Centralsjukhuset, som inte är huvudman"),
    plant("N003", "substitute-beside-member", "lsg/2022-02-11.md", Protocol(faults::substitute_beside_member), "en ersättare tjänstgör för en ledamot som är närvarande"),
    plant("N004", "too-many-representatives", "lsg/2022-09-23.md", Protocol(faults::too_many), "tre från en huvudman med två platser"),
    plant("N005", "party-not-represented", "svo/2021-12-10.md", Protocol(faults::party_away), "en kommun har ingen på plats"),
    plant("N006", "listed-twice", "bva/2021-10-20.md", Protocol(faults::listed_twice), "samma person två gånger bland övriga"),
    plant("N007", "co-opted-as-member", "lsg/2023-06-09.md", Protocol(faults::co_opted_as_member), "den adjungerade står bland ledamöterna"),
    plant("N008", "member-unaccounted", "svo/2023-03-24.md", Protocol(faults::unaccounted), "en ledamot är varken närvarande eller frånvarande"),
    plant("N009", "presence-range-invalid", "lsg/2022-11-25.md", Protocol(faults::range_invalid), "närvarande till § 40, som inte finns"),
    plant("N010", "presenter-not-listed", "svo/2022-10-14.md", Protocol(faults::presenter_unlisted), "föredragande Torgny Vadman finns inte i närvarolistan"),
    plant("N011", "wrong-party", "lsg/2022-04-08.md", Protocol(faults::wrong_party), "en ledamot står för en annan kommun än i medlemslistan"),
    plant("Q001", "not-quorate", "lsg/2023-02-17.md", Protocol(faults::not_quorate), "för få ledamöter: färre än två tredjedelar"),
    plant("Q002", "quorum-lost", "lsg/2021-09-24.md", Protocol(faults::quorum_lost), "många lämnar före Övriga frågor, efter det sista beslutet"),
    plant("Q003", "decision-without-quorum", "lsg/2023-02-17.md", With, "besluten på det möte som inte var beslutsfört (följer av Q001)"),
    plant("P001", "chairs-from-one-side", "organ/bva.yaml", Texts(faults::chairs_from_one_side), "ordförande och vice från samma huvudman 2023"),
    plant("P002", "chair-not-alternated", "organ/bva.yaml", Texts(faults::chair_not_alternated), "samma sida är ordförande 2024 som 2023"),
    plant("P003", "chair-term-too-long", "organ/bbu.yaml", Texts(faults::extension_undecided), "perioden till 2022-06-30 utan beslut"),
    plant("P004", "meeting-chair-absent", "bva/2022-05-18.md", Protocol(faults::other_chair), "mötesordföranden är varken ordförande eller vice ordförande"),
    plant("P005", "secretary-missing", "bva/2022-10-19.md", Protocol(faults::secretary_unlisted), "sekreteraren finns inte i någon lista"),
    plant("P006", "seat-vacant", "organ/svo.yaml", Below("  - {huvudman: region,", "  - {vice-ordförande-i: [LSG], ordinarie: 1, från: 2023-12-01, källa: \"3.6\"}"), "platsen för LSG:s vice ordförande är tom"),
    plant("I001", "number-missing", "bbu/2021-01-29.md", Protocol(faults::number_missing), "ett nummer är överhoppat före Nästa möte"),
    plant("I002", "number-repeated", "bbu/2022-01-28.md", Protocol(faults::number_repeated), "de två sista punkterna har samma nummer"),
    plant("I003", "range-differs", "bva/2021-02-03.md", Protocol(faults::range_differs), "`paragrafer` anger fler punkter än det finns"),
    plant("I004", "item-empty", "svo/2023-10-13.md", Protocol(faults::item_empty), "Övriga frågor är tom"),
    plant("I005", "tag-contradicted", "bbu/2023-02-03.md", Protocol(faults::tag_contradicted), "ett beslutsärende utan beslut"),
    plant("I006", "attachment-unnumbered", "svo/2022-12-09.md", Protocol(faults::attachment_unmentioned), "den sista bilagan nämns inte"),
    plant("I007", "standing-item-missing", "bbu/2022-05-06.md", Replace("## 1. Dagordning", "## 1. Inledning"), "den stående punkten Dagordning saknas"),
    plant("I008", "decision-in-unexpected-place", "bva/2023-10-18.md", Protocol(faults::decision_in_notes), "ett beslut i minnesanteckningar"),
    plant("I009", "item-not-in-summons", "bbu/2022-10-07.md", Texts(faults::item_not_summoned), "kallelsen nämner inte en av punkterna"),
    plant("B001", "decision-without-clause", "lsg/2022-11-25.md", Say(INFORMATION, "**Länssamverkansgruppen beslutade**"), "\"beslutade\" utan att-sats"),
    plant("B002", "assignment-without-receiver", "lsg/2023-11-24.md", Say(DECISION, "Länssamverkansgruppen beslutade att uppdra att ta fram en tidsplan, senast 2024-05-31."), "ett uppdrag utan mottagare"),
    plant("B003", "assignment-without-due-date", "lsg/2023-06-09.md", Say(DECISION, "Länssamverkansgruppen beslutade att uppdra åt utbildningsgruppen att ta fram ett studiematerial."), "ett uppdrag utan datum"),
    plant("B004", "due-before-meeting", "lsg/2022-02-11.md", Replace("fördelningsnyckel, senast 2022-04-08", "fördelningsnyckel, senast 2022-01-31"), "uppdraget ska vara klart före mötet"),
    plant("B005", "needs-line-decision", "lsg/2021-04-16.md", Say(DECISION, "Länssamverkansgruppen beslutade att ingå avtal med en leverantör av digitala utbildningar."), "LSG ingår avtal"),
    plant("B006", "decision-id-collides", "lsg/2022-06-20-kopia.md", With, "kopians beslut har samma id (följer av F007)"),
    plant("B007", "vote-does-not-add-up", "svo/2022-03-11.md", Replace("ja, 3 nej, 1 avstår", "ja, 5 nej, 1 avstår"), "två röster för mycket"),
    plant("B008", "recused-but-counted", "svo/2021-10-15.md", Protocol(faults::recused_moves), "den jäviga ledamoten yrkar"),
    plant("B009", "recommendation-unanswered", "huvudmannasvar/tidiga-insatser.yaml", Remove("  - {huvudman: Hedvalla kommun"), "Hedvalla kommun har inte svarat"),
    plant("B010", "document-not-attached", "lsg/2021-11-26.md", Replace("- Styrgruppen entledigas med tack för väl utfört arbete.\n", "- Styrgruppen entledigas med tack för väl utfört arbete.\n\nLänssamverkansgruppen beslutade att fastställa rutinen för gemensamma möten.\n"), "en rutin fastställs och är inte bifogad"),
    plant("B011", "earlier-decision-unreferenced", "lsg/2022-02-11.md", Replace("fördelas lika mellan regionen och kommunerna,", "fördelas lika mellan regionen och kommunerna enligt tidigare beslut,"), "vilket tidigare beslut sägs inte"),
    plant("B012", "text-contradicts-clause", "bbu/2021-10-08.md", Replace("bedöms olämpligt.", "bedöms olämpligt. Förlängningen bör gälla till och med den 31 maj 2022."), "31 maj i texten, 30 juni i beslutet"),
    plant("J001", "adjuster-missing", "lsg/2023-11-24.md", Remove("justerare:"), "ingen justerare"),
    plant("J002", "signer-differs", "bbu/2022-10-07.md", Protocol(faults::signature_missing), "justerarens underskrift saknas"),
    plant("J003", "approved-late", "bbu/2021-01-29.md", Protocol(faults::approved_late), "justerat mer än 14 dagar efter mötet"),
    plant("J004", "approved-without-signatures", "bbu/2023-10-06.md", Remove("justeringsdatum:"), "`justerat` utan justeringsdatum"),
    plant("J007", "seal-differs", "svo/2021-03-12.md", Texts(faults::seal_differs), "ett ord är ändrat efter att texten förseglades"),
    plant("S001", "next-meeting-differs", "bva/2021-02-03.md", Replace("  - 2021-05-19\n", "  - 2021-05-26\n"), "`nästa-möte` är inte dagen för nästa protokoll"),
    plant("S002", "previous-protocol-not-handled", "bva/2022-02-02.md", Protocol(faults::previous_unhandled), "föregående minnesanteckningar tas inte upp"),
    plant("S003", "assignment-overdue", "lsg/2021-06-11.md", Texts(faults::overdue), "Almvik kommun har inte återrapporterat (raden `Avslutar:` i LSG/2021-11-26 är borttagen)"),
    plant("S004", "closes-unknown", "lsg/2023-06-09.md", Protocol(faults::closes_decision), "`Avslutar:` pekar på ett beslut som inte är ett uppdrag"),
    plant("S005", "remit-not-revised", "organ/bbu.yaml", Replace("fastställt: 2022-11-25", "fastställt: 2020-11-27"), "uppdraget är äldre än två år"),
    plant("S006", "matter-not-received", "bbu/2022-05-06.md", Protocol(faults::matter_not_received), "ärendet Fritid för alla överlämnas till LSG, som inte tar upp det"),
    plant("S007", "agreement-follow-up-due", "samverkan.yaml", Replace("uppföljning-senast: 2026-09-01", "uppföljning-senast: 2023-09-01"), "överenskommelsens uppföljning har passerat utan ärende"),
    plant("S008", "planned-meeting-without-protocol", "organ/svo.yaml", Below("  - {datum: 2023-03-24", "  - {datum: 2023-05-12, tid: \"09:00-12:00\", plats: Teams}"), "inget protokoll från 2023-05-12"),
    plant("S009", "election-not-in-member-list", "lsg/2022-04-08.md", Say(DECISION, "Länssamverkansgruppen beslutade att välja Torborg Främlund till ersättare för Ekeboda kommun."), "den valda finns inte i medlemslistan"),
    plant("S010", "written-decision-not-reported", "bbu/2022-06-15.md", InFiles(faults::written_unreported), "ett beslut mellan möten som inget möte har anmält"),
    plant("L001", "name-spelled-differently", "svo/2022-03-11.md", Protocol(faults::misspelled_presenter), "en föredragandes namn är felstavat"),
    plant("L002", "body-spelled-differently", "lsg/2022-09-23.md", Say(INFORMATION, "Länsamverkansgruppen tackar för redovisningen."), "Länsamverkansgruppen med ett s för lite"),
    plant("L003", "party-spelled-differently", "bva/2021-05-19.md", Protocol(faults::party_misspelled), "Sjöhults kommun bland övriga"),
    plant("L004", "weekday-differs", "svo/2023-03-24.md", Say(INFORMATION, "En temadag hålls måndagen den 3 oktober 2023."), "den 3 oktober 2023 var en tisdag"),
    plant("L005", "date-unreadable", "bva/2023-02-01.md", Say(INFORMATION, "Enkäten stänger den 31 april 2023."), "den 31 april finns inte"),
    plant("D001", "personal-identity-number", "lsg/2021-02-12.md", Say(INFORMATION, "Frågan aktualiserades i ärendet om 19121212-1212."), "ett personnummer (ett känt provnummer)"),
    plant("D002", "contact-detail", "bva/2022-02-02.md", Say(INFORMATION, "Frågor besvaras på mobil 070-174 06 11."), "ett mobilnummer (ur serien för påhittade nummer)"),
    plant("D003", "signature-id", "bbu/2021-05-07.md", Replace(", metod: e-underskrift}", ", metod: e-underskrift, id: _0a1b2c3d4e5f60718293a4b5c6d7e8f901}"), "en e-underskrifts id"),
    plant("D004", "private-person-named", "bva/2023-10-18.md", Protocol(faults::named_representative), "en brukarrepresentant med namn"),
    plant("U001", "waiver-unused", "undantag.yaml", New("- {regel: P005, var: LSG/2021-02-12, skäl: vikarierande sekreterare, till: 2030-12-31}\n"), "inget att undanta i LSG/2021-02-12"),
    plant("U002", "waiver-expired", "undantag.yaml", New("- {regel: N008, var: SVO/2023-03-24, skäl: ledamoten kom sent, till: 2023-06-30}\n"), "undantaget gick ut 2023-06-30"),
    plant("U003", "waiver-without-reason", "undantag.yaml", New("- {regel: N006, var: BVA/2022-05-18, till: 2030-12-31}\n"), "undantaget saknar skäl"),
];

/// Faults that `undantag.yaml` accepts: they aren't found unless a waiver is taken away.
#[rustfmt::skip]
pub static WAIVED: [Plant; 2] = [
    plant("N004", "too-many-representatives", "lsg/2023-11-24.md", Protocol(faults::too_many), "undantaget, med skäl"),
    plant("N006", "listed-twice", "bva/2022-05-18.md", Protocol(faults::listed_twice), "undantaget, utan skäl (U003)"),
];

/// The waiver of the fault above that has a reason.
const GOOD_WAIVER: &str = "- {regel: N004, var: LSG/2023-11-24, skäl: överlämning mellan två ersättare, till: 2030-12-31}\n";

/// Plants what is easiest before the files are written.
pub fn plant_in_data(files: &mut Files, bodies: &[Body]) {
    for plant in PLANTS.iter().chain(&WAIVED) {
        match plant.edit {
            Protocol(edit) => {
                let meeting = files
                    .meetings
                    .iter_mut()
                    .find(|meeting| meeting.path == plant.file)
                    .unwrap_or_else(|| panic!("{}: no {}", plant.code, plant.file));
                edit(meeting, &bodies[meeting.body]);
            }
            InFiles(edit) => edit(files),
            _ => {}
        }
    }
}

/// Plants what is easiest in the files' texts.
pub fn plant_in_text(texts: &mut BTreeMap<String, String>) {
    texts.insert("undantag.yaml".to_owned(), GOOD_WAIVER.to_owned());
    // Copies come first, so that they are true ones.
    for plant in &PLANTS {
        if let Copy(from) = plant.edit {
            let text = texts[from].clone();
            texts.insert(plant.file.to_owned(), text);
        }
    }
    for plant in &PLANTS {
        match plant.edit {
            Texts(edit) => edit(texts),
            New(text) => texts
                .entry(plant.file.to_owned())
                .or_default()
                .push_str(text),
            Copy(_) | Protocol(_) | InFiles(_) | With => {}
            _ => {
                let text = texts
                    .get_mut(plant.file)
                    .unwrap_or_else(|| panic!("{}: no {}", plant.code, plant.file));
                *text = edited(text, &plant.edit)
                    .unwrap_or_else(|| panic!("{}: nothing to edit in {}", plant.code, plant.file));
            }
        }
    }
}

/// The text with one edit made; `None` where its place isn't found.
fn edited(text: &str, edit: &Edit) -> Option<String> {
    match *edit {
        Replace(old, new) => text.contains(old).then(|| text.replacen(old, new, 1)),
        Remove(prefix) => {
            let (start, end) = line(text, prefix)?;
            Some(format!("{}{}", &text[..start], &text[end..]))
        }
        Below(prefix, new) => {
            let (_, end) = line(text, prefix)?;
            Some(format!("{}{new}\n{}", &text[..end], &text[end..]))
        }
        Say(tag, new) => {
            // The paragraph stands at the end of the item, before the next heading with a number.
            let start = text
                .find(&format!("\n- {tag}\n"))
                .or_else(|| text.find(&format!("\n{tag}  \n")))?;
            let end = start + text[start..].find("\n## ")?;
            Some(format!("{}\n{new}\n{}", &text[..end], &text[end..]))
        }
        _ => None,
    }
}

/// Where the first line that begins with `prefix` begins and ends.
fn line(text: &str, prefix: &str) -> Option<(usize, usize)> {
    let start = if text.starts_with(prefix) {
        0
    } else {
        text.find(&format!("\n{prefix}"))? + 1
    };
    let end = text[start..]
        .find('\n')
        .map_or(text.len(), |at| start + at + 1);
    Some((start, end))
}

/// `PLANTERADE.md`.
pub fn table() -> String {
    let mut out = String::from(
        "# Planterade fel\n\n\
         Varje regel som går att pröva utan Git har ett fel här, lagt dit av det program som gör samlingen. \
         Samlingen bedöms den 31 december 2023.\n\n\
         | kod | namn | fil | vad |\n|---|---|---|---|\n",
    );
    write_rows(&mut out, &PLANTS);
    out.push_str(
        "\n## Undantagna\n\nFel som `undantag.yaml` godtar och som därför inte ska synas.\n\n\
         | kod | namn | fil | vad |\n|---|---|---|---|\n",
    );
    write_rows(&mut out, &WAIVED);
    out
}

fn write_rows(out: &mut String, plants: &[Plant]) {
    for plant in plants {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            plant.code, plant.name, plant.file, plant.what
        );
    }
}
