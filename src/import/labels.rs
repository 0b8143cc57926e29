//! The words over and before what the head and the end of a protocol say: `Plats och tid`,
//! `Beslutande`, `Utses att justera`.

use crate::model::{Presence, Seating};
use crate::parse::words::lower;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Where and when.
    When,
    /// When.
    Day,
    /// Where.
    Where,
    /// `Dnr`.
    Reference,
    /// `Paragrafer`.
    Items,
    /// People who were there, or not, in which capacity.
    People(Presence, Seating),
    /// Who chaired.
    Chair,
    /// Who kept the minutes.
    Secretary,
    /// Who approves them.
    Adjuster,
    /// Where and when they are approved.
    Approval,
    /// The notice that they are.
    Notice,
    /// Signatures.
    Signatures,
    /// The next meeting.
    NextMeeting,
    /// The body.
    Body,
    /// Attachments.
    Attachments,
    /// Something else that belongs to no list: `Sändlista`.
    Other,
}

use Label::{
    Adjuster, Approval, Attachments, Body, Chair, Day, Items, NextMeeting, Notice, Other, People,
    Reference, Secretary, Signatures, When, Where,
};

const PRESENT: Label = People(Presence::Present, Seating::Member);
const SERVING: Label = People(Presence::Present, Seating::ServingSubstitute);
const SUBSTITUTE: Label = People(Presence::Present, Seating::Substitute);
const CO_OPTED: Label = People(Presence::Present, Seating::CoOpted);
const ABSENT: Label = People(Presence::Absent, Seating::Member);
const OTHER: Label = People(Presence::Other, Seating::Other);

/// Every label, in lower case, without a colon.
const LABELS: &[(&str, Label)] = &[
    ("plats och tid", When),
    ("tid och plats", When),
    ("plats/tid", When),
    ("tid/plats", When),
    ("tid & plats", When),
    ("plats & tid", When),
    ("datum och tid", Day),
    ("datum & tid", Day),
    ("tid och datum", Day),
    ("datum/tid", Day),
    ("datum, tid och plats", When),
    ("datum, tid, plats", When),
    ("tid, plats", When),
    ("plats, tid", When),
    ("datum och plats", When),
    ("plats och datum", When),
    ("plats, datum och tid", When),
    ("tid", Day),
    ("tidpunkt", Day),
    ("datum", Day),
    ("dag", Day),
    ("mötesdatum", Day),
    ("mötesdag", Day),
    ("mötestid", Day),
    ("mötets datum", Day),
    ("sammanträdesdatum", Day),
    ("sammanträdesdag", Day),
    ("sammanträdestid", Day),
    ("sammanträdets datum", Day),
    ("tid för sammanträdet", Day),
    ("dag och tid", Day),
    ("när", Day),
    ("plats", Where),
    ("lokal", Where),
    ("plats/lokal", Where),
    ("mötesplats", Where),
    ("möteslokal", Where),
    ("sammanträdesplats", Where),
    ("sammanträdeslokal", Where),
    ("var", Where),
    ("mötesform", Where),
    ("dnr", Reference),
    ("dnr.", Reference),
    ("diarienummer", Reference),
    ("diarienr", Reference),
    ("diarienr.", Reference),
    ("ärendenummer", Reference),
    ("ärendenr", Reference),
    ("paragrafer", Items),
    ("paragraf", Items),
    ("paragrafnummer", Items),
    ("ärenden", Items),
    ("omfattar", Items),
    ("§§", Items),
    ("beslutande", PRESENT),
    ("beslutande ledamöter", PRESENT),
    ("beslutande ledamöter och ersättare", PRESENT),
    ("beslutande ledamöter och tjänstgörande ersättare", PRESENT),
    ("ledamöter", PRESENT),
    ("närvarande", PRESENT),
    ("närvarade", PRESENT),
    ("närvarande ledamöter", PRESENT),
    ("närvarade ledamöter", PRESENT),
    ("närvarande beslutande", PRESENT),
    ("närvarande ordinarie ledamöter", PRESENT),
    ("närvarande ledamöter och ersättare", PRESENT),
    ("närvarande styrelseledamöter", PRESENT),
    ("närvarande styrelsemedlemmar", PRESENT),
    ("närvarande medlemmar", PRESENT),
    ("närvarande ombud", PRESENT),
    ("närvarande röstberättigade", PRESENT),
    ("närvarande representanter", PRESENT),
    ("närvarande deltagare", PRESENT),
    ("närvarande vid mötet", PRESENT),
    ("närvarande på mötet", PRESENT),
    ("närvarande på plats", PRESENT),
    ("närvarande digitalt", PRESENT),
    ("närvarande via länk", PRESENT),
    ("deltog på distans", PRESENT),
    ("på plats", PRESENT),
    ("kallade", PRESENT),
    ("kallade ledamöter", PRESENT),
    ("kallade och närvarande", PRESENT),
    ("för arbetsgivaren", PRESENT),
    ("från arbetsgivaren", PRESENT),
    ("arbetsgivaren", PRESENT),
    ("arbetsgivare", PRESENT),
    ("arbetsgivarrepresentanter", PRESENT),
    ("arbetsgivarens representanter", PRESENT),
    ("arbetsgivarparten", PRESENT),
    ("för arbetstagarna", PRESENT),
    ("för arbetstagarorganisationerna", PRESENT),
    ("för de fackliga organisationerna", PRESENT),
    ("arbetstagarorganisationer", PRESENT),
    ("arbetstagarrepresentanter", PRESENT),
    ("arbetstagarparten", PRESENT),
    ("fackliga organisationer", PRESENT),
    ("huvudskyddsombud", PRESENT),
    ("skyddsombud", PRESENT),
    ("deltagande i beslutet", PRESENT),
    ("deltog i beslutet", PRESENT),
    ("beslutet har fattats av", PRESENT),
    ("digitalt", PRESENT),
    ("via länk", PRESENT),
    ("följande närvarande", PRESENT),
    ("följande var närvarande", PRESENT),
    ("följande personer var närvarande", PRESENT),
    ("följande personer deltog", PRESENT),
    ("röstberättigade", PRESENT),
    ("röstberättigade medlemmar", PRESENT),
    ("ombud", PRESENT),
    ("styrelseledamöter", PRESENT),
    ("ordinarie ledamöter", PRESENT),
    ("ordinarie", PRESENT),
    ("tjänstgörande ledamöter", PRESENT),
    ("tjänstgörande", PRESENT),
    ("tjänstgörande ledamöter och ersättare", PRESENT),
    ("deltagare", PRESENT),
    ("deltagande", PRESENT),
    ("deltagande ledamöter", PRESENT),
    ("mötesdeltagare", PRESENT),
    ("deltagarlista", PRESENT),
    ("deltagarförteckning", PRESENT),
    ("deltagit", PRESENT),
    ("deltog", PRESENT),
    ("närvaro", PRESENT),
    ("närvarolista", PRESENT),
    ("närvaroförteckning", PRESENT),
    ("närvarolista/beslutande", PRESENT),
    ("upprop", PRESENT),
    ("beslutande/närvarande", PRESENT),
    ("representanter", PRESENT),
    ("brukarrepresentanter", PRESENT),
    ("tjänstgörande ersättare", SERVING),
    ("tjänstgörande suppleanter", SERVING),
    ("tjänstg. ersättare", SERVING),
    ("tjänstg ersättare", SERVING),
    ("tjg ersättare", SERVING),
    ("tjg. ersättare", SERVING),
    ("tjg ers", SERVING),
    ("tjg. ers.", SERVING),
    ("beslutande ersättare", SERVING),
    ("ersättare (tjänstgörande)", SERVING),
    ("ersättare, tjänstgörande", SERVING),
    ("ersättare som tjänstgör", SERVING),
    ("ersättare", SUBSTITUTE),
    ("suppleanter", SUBSTITUTE),
    ("suppleant", SUBSTITUTE),
    ("närvarande ersättare", SUBSTITUTE),
    ("närvarande suppleanter", SUBSTITUTE),
    ("övriga ersättare", SUBSTITUTE),
    ("ej tjänstgörande ersättare", SUBSTITUTE),
    ("ej tjänstgörande", SUBSTITUTE),
    ("ej tjg ersättare", SUBSTITUTE),
    ("ej tjg. ersättare", SUBSTITUTE),
    ("icke tjänstgörande ersättare", SUBSTITUTE),
    ("icke tjänstgörande", SUBSTITUTE),
    ("närvarande ej tjänstgörande ersättare", SUBSTITUTE),
    ("närvarande men ej tjänstgörande ersättare", SUBSTITUTE),
    ("närvarande icke tjänstgörande ersättare", SUBSTITUTE),
    ("närvarande ersättare, ej tjänstgörande", SUBSTITUTE),
    ("närvarande ersättare (ej tjänstgörande)", SUBSTITUTE),
    ("ersättare (ej tjänstgörande)", SUBSTITUTE),
    ("ersättare, ej tjänstgörande", SUBSTITUTE),
    ("ersättare ej tjänstgörande", SUBSTITUTE),
    ("ej beslutande ersättare", SUBSTITUTE),
    ("ej beslutande", SUBSTITUTE),
    ("icke beslutande", SUBSTITUTE),
    ("ej tjänstgörande suppleanter", SUBSTITUTE),
    ("adjungerade", CO_OPTED),
    ("adjungerad", CO_OPTED),
    ("adjungerade ledamöter", CO_OPTED),
    ("adjungerade till styrelsen", CO_OPTED),
    ("övriga", OTHER),
    ("övriga närvarande", OTHER),
    ("övriga närvarade", OTHER),
    ("övriga deltagare", OTHER),
    ("övriga deltagande", OTHER),
    ("övriga medverkande", OTHER),
    ("övriga inbjudna", OTHER),
    ("övriga tjänstepersoner", OTHER),
    ("övriga tjänstemän", OTHER),
    ("övriga närvarande tjänstepersoner", OTHER),
    ("övriga närvarande tjänstemän", OTHER),
    ("övrig närvarande", OTHER),
    ("övrigt närvarande", OTHER),
    ("medverkande", OTHER),
    ("tjänstepersoner", OTHER),
    ("tjänsteperson", OTHER),
    ("tjänstemän", OTHER),
    ("närvarande tjänstepersoner", OTHER),
    ("närvarande tjänstemän", OTHER),
    ("deltagande tjänstepersoner", OTHER),
    ("från förvaltningen", OTHER),
    ("från kansliet", OTHER),
    ("förvaltningen", OTHER),
    ("inbjudna", OTHER),
    ("inbjuden", OTHER),
    ("inbjudna gäster", OTHER),
    ("inbjuden gäst", OTHER),
    ("gäster", OTHER),
    ("gäst", OTHER),
    ("föredragande", OTHER),
    ("föredragande tjänstepersoner", OTHER),
    ("föredragare", OTHER),
    ("dessutom närvarande", OTHER),
    ("dessutom närvarade", OTHER),
    ("dessutom deltog", OTHER),
    ("dessutom", OTHER),
    ("därutöver närvarande", OTHER),
    ("därjämte närvarande", OTHER),
    ("även närvarande", OTHER),
    ("åhörare", OTHER),
    ("närvarande åhörare", OTHER),
    ("insynsplats", OTHER),
    ("insynsplatser", OTHER),
    ("insyn", OTHER),
    ("närvarande med insynsplats", OTHER),
    ("närvarande insynsplats", OTHER),
    ("ledamöter med insynsplats", OTHER),
    ("fackliga företrädare", OTHER),
    ("fackliga representanter", OTHER),
    ("personalföreträdare", OTHER),
    ("personalrepresentanter", OTHER),
    ("närvarorätt", OTHER),
    ("närvarande med närvarorätt", OTHER),
    ("med närvarorätt", OTHER),
    ("närvaro- och yttranderätt", OTHER),
    ("närvarande med yttranderätt", OTHER),
    ("revisorer", OTHER),
    ("observatörer", OTHER),
    ("politiska sekreterare", OTHER),
    ("elevrepresentanter", OTHER),
    ("frånvarande", ABSENT),
    ("frånvarande ledamöter", ABSENT),
    ("frånvarande ordinarie ledamöter", ABSENT),
    ("frånvarande ersättare", ABSENT),
    ("frånvarande ledamöter och ersättare", ABSENT),
    ("frånvarande med anmält förhinder", ABSENT),
    ("frånvarande utan anmält förhinder", ABSENT),
    ("frånvaro", ABSENT),
    ("anmäld frånvaro", ABSENT),
    ("ej närvarande", ABSENT),
    ("ej närvarande ledamöter", ABSENT),
    ("inte närvarande", ABSENT),
    ("ej deltagande", ABSENT),
    ("anmält förhinder", ABSENT),
    ("anmälda förhinder", ABSENT),
    ("anmält frånvaro", ABSENT),
    ("meddelat förhinder", ABSENT),
    ("meddelat frånvaro", ABSENT),
    ("har anmält förhinder", ABSENT),
    ("förhinder", ABSENT),
    ("förhindrad", ABSENT),
    ("förhindrade", ABSENT),
    ("förhinder anmält", ABSENT),
    ("återbud", ABSENT),
    ("lämnat återbud", ABSENT),
    ("ordförande", Chair),
    ("mötesordförande", Chair),
    ("stämmoordförande", Chair),
    ("mötets ordförande", Chair),
    ("ordförande vid mötet", Chair),
    ("ordförande för mötet", Chair),
    ("talman", Chair),
    ("ordf", Chair),
    ("ordf.", Chair),
    ("sekreterare", Secretary),
    ("mötessekreterare", Secretary),
    ("mötets sekreterare", Secretary),
    ("sekreterare vid mötet", Secretary),
    ("sekreterare för mötet", Secretary),
    ("vid protokollet", Secretary),
    ("vid pennan", Secretary),
    ("vid anteckningarna", Secretary),
    ("vid anteckningen", Secretary),
    ("protokoll av", Secretary),
    ("protokollskrivare", Secretary),
    ("protokollssekreterare", Secretary),
    ("protokollförare", Secretary),
    ("protokollsförare", Secretary),
    ("protokollet fört av", Secretary),
    ("protokoll fört av", Secretary),
    ("protokollet fördes av", Secretary),
    ("antecknat av", Secretary),
    ("antecknare", Secretary),
    ("anteckningar förda av", Secretary),
    ("anteckningar", Secretary),
    ("minnesanteckning", Secretary),
    ("minnesanteckningar", Secretary),
    ("minnesanteckningar förda av", Secretary),
    ("nedtecknat av", Secretary),
    ("sekr", Secretary),
    ("sekr.", Secretary),
    ("justerare", Adjuster),
    ("justerande", Adjuster),
    ("justeras", Adjuster),
    ("justeras av", Adjuster),
    ("justerat av", Adjuster),
    ("justerat", Adjuster),
    ("justeringsperson", Adjuster),
    ("justeringspersoner", Adjuster),
    ("justeringsman", Adjuster),
    ("justeringsmän", Adjuster),
    ("protokolljusterare", Adjuster),
    ("protokollsjusterare", Adjuster),
    ("mötesjusterare", Adjuster),
    ("utses att justera", Adjuster),
    ("utsedd att justera", Adjuster),
    ("utsedda att justera", Adjuster),
    ("utsågs att justera", Adjuster),
    ("utsedd justerare", Adjuster),
    ("val av justerare", Adjuster),
    ("justerare/rösträknare", Adjuster),
    ("justerare tillika rösträknare", Adjuster),
    ("justerare och rösträknare", Adjuster),
    ("att jämte ordföranden justera", Adjuster),
    ("justeringens plats och tid", Approval),
    ("justeringens tid och plats", Approval),
    ("justeringens plats", Approval),
    ("justeringens tid", Approval),
    ("plats och tid för justering", Approval),
    ("tid och plats för justering", Approval),
    ("justeringsdatum", Approval),
    ("justeringstid", Approval),
    ("justeringsdag", Approval),
    ("plats och datum för justering", Approval),
    ("datum för justering", Approval),
    ("justering", Approval),
    ("digital justering", Approval),
    ("protokollet justerat", Approval),
    ("tid för justering", Approval),
    ("anslag", Notice),
    ("anslag/bevis", Notice),
    ("anslag / bevis", Notice),
    ("bevis/anslag", Notice),
    ("bevis", Notice),
    ("anslagsbevis", Notice),
    ("bevis om anslag", Notice),
    ("bevis om justering", Notice),
    ("bevis om tillkännagivande", Notice),
    ("tillkännagivande av protokoll", Notice),
    ("tillkännagivande", Notice),
    ("underskrifter", Signatures),
    ("underskrift", Signatures),
    ("underskriftssida", Signatures),
    ("signaturer", Signatures),
    ("undertecknare", Signatures),
    ("signerat av", Signatures),
    ("signerad av", Signatures),
    ("nästa möte", NextMeeting),
    ("nästa sammanträde", NextMeeting),
    ("nästkommande möte", NextMeeting),
    ("organ", Body),
    ("förening", Body),
    ("organisation", Body),
    ("föreningens namn", Body),
    ("sektion", Body),
    ("styrelse", Body),
    ("instans", Body),
    ("nämnd", Body),
    ("nämnd/styrelse", Body),
    ("nämnd/organ", Body),
    ("mötesorgan", Body),
    ("bilagor", Attachments),
    ("bilaga", Attachments),
    ("bilageförteckning", Attachments),
    ("sändlista", Other),
    ("kopia till", Other),
    ("kopia", Other),
    ("för kännedom", Other),
    ("delges", Other),
    ("distribution", Other),
    ("ärendelista", Other),
    ("dagordning", Other),
    ("föredragningslista", Other),
    ("innehåll", Other),
    ("innehållsförteckning", Other),
    ("ärendeförteckning", Other),
    ("kallelse", Other),
    ("offentlighet", Other),
    ("mötet öppnades", Other),
    ("mötet avslutades", Other),
    ("typ av möte", Other),
    ("status", Other),
    ("version", Other),
    ("avser", Other),
    ("handläggare", Other),
    ("kontakt", Other),
    ("telefon", Other),
    ("e-post", Other),
    ("adress", Other),
    ("postadress", Other),
    ("besöksadress", Other),
    ("org.nr", Other),
    ("organisationsnummer", Other),
    ("förvaringsplats", Notice),
    ("förvaringsplats för protokollet", Notice),
    ("förvaringsplats av protokollet", Notice),
    ("datum för anslags uppsättande", Notice),
    ("datum då anslaget sätts upp", Notice),
    ("datum för anslagets uppsättande", Notice),
    ("anslaget sätts upp", Notice),
    ("anslag sätts upp", Notice),
    ("anslaget uppsatt", Notice),
    ("anslagsdatum", Notice),
    ("anslagsdag", Notice),
    ("anslagstid", Notice),
];

/// A label and where, in bytes of the line, what it labels begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it announces.
    pub label: Label,
    /// Where the rest of the line begins; its length where nothing follows.
    pub rest: usize,
    /// It stands before a colon, a tab or alone: certainly a label.
    pub sure: bool,
}

/// Words that labels over lists of people are put together from: who is listed, and the words
/// between. "Närvarande, ej beslutande ersättare", "Frånvarande utan ersättare".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// Those who met.
    Here,
    /// Those who may vote.
    Voting,
    /// Those who hold a seat.
    Member,
    /// Those who stand in for them.
    Substitute,
    /// Those who weren't there.
    Away,
    /// Those who have no seat.
    Guest,
    /// Those who were called in.
    CoOpted,
    Not,
    /// Says nothing of who is listed.
    Between,
}

fn word(word: &str) -> Option<Word> {
    Some(match word {
        "närvarande"
        | "närvarade"
        | "närvaro"
        | "deltagare"
        | "deltagande"
        | "deltog"
        | "deltagit"
        | "medverkande"
        | "närvarolista"
        | "deltagarlista"
        | "deltagarförteckning"
        | "närvaroförteckning"
        | "röstlängd"
        | "mötesdeltagare"
        | "upprop" => Word::Here,
        "beslutande" | "tjänstgörande" | "tjänstg." | "tjänstg" | "tjg" | "tjg." | "tjänstgör"
        | "röstberättigade" => Word::Voting,
        "ledamot"
        | "ledamöter"
        | "ledamöterna"
        | "styrelseledamöter"
        | "styrelsemedlemmar"
        | "nämndledamöter"
        | "ombud"
        | "medlemmar"
        | "representanter"
        | "förtroendevalda"
        | "politiker"
        | "ordinarie"
        | "fullmäktigeledamöter"
        | "delegater"
        | "rådsledamöter"
        | "kårfullmäktigeledamöter" => Word::Member,
        "ersättare"
        | "ersättarna"
        | "suppleant"
        | "suppleanter"
        | "styrelsesuppleanter"
        | "ers"
        | "ers." => Word::Substitute,
        "frånvarande" | "frånvaro" | "förhinder" | "förhindrad" | "förhindrade" | "återbud"
        | "anmält" | "anmäld" | "anmälda" | "meddelat" | "meddelad" | "lämnat" => Word::Away,
        "övriga"
        | "övrig"
        | "övrigt"
        | "tjänstepersoner"
        | "tjänsteperson"
        | "tjänstemän"
        | "tjänsteman"
        | "inbjudna"
        | "inbjuden"
        | "inbjuden/na"
        | "gäst"
        | "gäster"
        | "föredragande"
        | "föredragare"
        | "åhörare"
        | "sekreterare"
        | "personal"
        | "personalföreträdare"
        | "personalrepresentanter"
        | "företrädare"
        | "förvaltning"
        | "förvaltningen"
        | "kansli"
        | "kansliet"
        | "bolaget"
        | "kontoret"
        | "sekretariatet"
        | "insynsplats"
        | "insynsplatser"
        | "insyn"
        | "revisorer"
        | "revisor"
        | "observatörer"
        | "sakkunniga"
        | "experter"
        | "valberedning"
        | "valberedningen"
        | "handläggare"
        | "dessutom"
        | "därutöver"
        | "närvarorätt"
        | "yttranderätt" => Word::Guest,
        "adjungerade" | "adjungerad" | "adjungerande" => Word::CoOpted,
        "ej" | "icke" | "inte" => Word::Not,
        "och" | "samt" | "men" | "m.fl." | "m.fl" | "mfl" | "m" | "fl" | "med" | "utan" | "som"
        | "var" | "på" | "i" | "från" | "vid" | "för" | "del" | "distans" | "digitalt"
        | "plats" | "mötet" | "möte" | "sammanträdet" | "stämman" | "följande" | "även"
        | "hela" | "delar" | "nämndens" | "styrelsens" | "rådets" | "gruppens" | "politiska"
        | "fackliga" | "via" | "länk" | "teams" | "zoom" | "roll" | "roller" | "funktion"
        | "organisation" | "titel" | "parti" | "närvaro-" | "rätt" | "namn" | "egen" => {
            Word::Between
        }
        // "studeranderepresentanter", "nämndledamöter"
        _ if word.ends_with("representanter") || word.ends_with("ledamöter") => Word::Member,
        _ => return None,
    })
}

/// What a label put together from [`word`]s says, where all of `phrase` is such words.
/// Before a colon (`closed`), "från föreningarna" may stand among them.
fn composed(phrase: &str, closed: bool) -> Option<Label> {
    let mut words: Vec<Word> = Vec::new();
    let mut whence = 0;
    for part in phrase.split([' ', ',', '/', '(', ')', '&', '+']) {
        if part.is_empty() || matches!(part, "-" | "–") {
            continue;
        }
        match word(part) {
            Some(word) => {
                words.push(word);
                if matches!(part, "från" | "för" | "inom" | "av" | "vid") {
                    whence = 3;
                }
            }
            None if closed && whence > 0 => {
                whence -= 1;
                words.push(Word::Between);
            }
            None => return None,
        }
        if words.len() > 9 {
            return None;
        }
    }
    let has = |kind: Word| words.contains(&kind);
    let not = |kind: Word| words.windows(2).any(|pair| pair == [Word::Not, kind]);
    if words
        .iter()
        .all(|word| matches!(word, Word::Between | Word::Not))
        || words.last() == Some(&Word::Not)
    {
        return None;
    }
    Some(if has(Word::Away) || not(Word::Here) {
        ABSENT
    } else if has(Word::CoOpted) {
        CO_OPTED
    } else if has(Word::Substitute) {
        if has(Word::Member) {
            PRESENT
        } else if has(Word::Voting) && !not(Word::Voting) {
            SERVING
        } else {
            SUBSTITUTE
        }
    } else if has(Word::Guest) && !has(Word::Member) && !has(Word::Voting) {
        // Of auditors' own protocols.
        match phrase {
            "närvarande revisorer" | "deltagande revisorer" => PRESENT,
            _ => OTHER,
        }
    } else if not(Word::Voting) {
        SUBSTITUTE
    } else {
        PRESENT
    })
}

/// The label that `line` is or begins with.
pub fn read(line: &str) -> Option<Found> {
    let known = listed(line);
    if known.is_some_and(|known| known.sure) {
        return known;
    }
    let lowered = lower(line);
    let start = lowered.len() - lowered.trim_start_matches(['-', '•', '*', ' ', '_']).len();
    if list_title(&lowered[start..]) {
        return Some(Found {
            label: PRESENT,
            rest: line.len(),
            sure: true,
        });
    }
    let end = lowered.find([':', '\t']).unwrap_or(lowered.len());
    if end - start.min(end) <= 80
        && lowered.len() == line.len()
        && let Some(label) = composed(
            lowered[start..end.max(start)].trim_matches(['*', ' ', '.']),
            end < lowered.len(),
        )
    {
        let rest = lowered[end..].trim_start_matches([':', '\t', ' ', '*']);
        let at = line.len() - rest.len();
        return Some(Found {
            label,
            rest: at,
            sure: true,
        });
    }
    known
}

/// A label in words of its own, before a colon: "Vi som var med: Alva, Noah", "Följande delägare
/// var företrädda:". What it says of those listed is told by its words.
pub fn spoken(line: &str) -> Option<Found> {
    let (mut phrase, rest) = line.split_once(':')?;
    // "Ordföranden öppnar mötet. Följande antecknas som närvarande:" over the list.
    if rest.trim().is_empty()
        && let Some(last) = crate::parse::words::sentences(phrase).last()
    {
        phrase = &phrase[last.clone()];
    }
    let lowered = lower(phrase.trim());
    if lowered.chars().count() > 80
        || phrase.contains(['\t', '§'])
        || !phrase.starts_with(char::is_uppercase)
    {
        return None;
    }
    // Whole words: "Hjärt- och lungsjuka" is an association.
    let said: Vec<&str> = lowered.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let phrase = |phrases: &[&str]| phrases.iter().any(|phrase| lowered.contains(phrase));
    let label = if has(&[
        "inte",
        "ej",
        "förhinder",
        "frånvarande",
        "frånvaro",
        "återbud",
        "borta",
    ]) {
        ABSENT
    } else if has(&[
        "vuxna",
        "gäst",
        "gäster",
        "besök",
        "även",
        "dessutom",
        "inbjuden",
        "inbjudna",
        "förvaltningen",
        "kansliet",
    ]) {
        OTHER
    } else if has(&[
        "närvarande",
        "närvarade",
        "närvaro",
        "deltog",
        "deltar",
        "företrädda",
    ]) || phrase(&["var med", "är med", "med på mötet", "på plats"])
    {
        PRESENT
    } else {
        return None;
    };
    Some(Found {
        label,
        rest: line.len() - rest.trim_start().len(),
        sure: true,
    })
}

/// The title of a list that is appended: "Bilaga 1. Röstlängd årsmöte 2024-03-10".
fn list_title(lowered: &str) -> bool {
    if lowered.len() > 120 {
        return false;
    }
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let words: Vec<&str> = lowered
        .split([' ', '.', ',', ':'])
        .filter(|word| !word.is_empty() && !matches!(*word, "-" | "–"))
        .collect();
    let words = match words.as_slice() {
        ["bilaga", number, rest @ ..] if digits(number) || number.chars().count() == 1 => rest,
        ["bilaga", rest @ ..] | rest => rest,
    };
    let list = [
        "röstlängd",
        "röstlängden",
        "närvarolista",
        "närvaroförteckning",
        "deltagarlista",
        "deltagarförteckning",
    ];
    words.len() <= 8
        && words.first().is_some_and(|first| list.contains(first))
        && !lowered.ends_with('.')
        && words[1..].iter().all(|word| {
            word.chars().any(|c| c.is_ascii_digit())
                || [
                    "möte",
                    "mötet",
                    "stämma",
                    "stämman",
                    "sammanträde",
                    "sammanträdet",
                ]
                .iter()
                .any(|end| word.ends_with(end))
                || matches!(
                    *word,
                    "vid" | "för" | "från" | "till" | "den" | "ordinarie" | "extra" | "över"
                )
                || matches!(
                    *word,
                    "januari"
                        | "februari"
                        | "mars"
                        | "april"
                        | "maj"
                        | "juni"
                        | "juli"
                        | "augusti"
                        | "september"
                        | "oktober"
                        | "november"
                        | "december"
                )
                || crate::parse::vocabulary::GROUP_ENDINGS
                    .iter()
                    .any(|end| word.ends_with(end))
        })
}

/// The group that a line of a head names people of: "Förbundsstyrelsen: Anna Ek, ordförande, …",
/// "Kansli: Bo Al, generalsekreterare". Where no list says otherwise, the body itself was there.
pub fn group(line: &str) -> Option<Found> {
    let (name, rest) = line.split_once(':')?;
    let lowered = lower(name.trim());
    let words = lowered.split(' ').count();
    let last = lowered.rsplit(' ').next().unwrap_or("");
    if words > 4 || !name.starts_with(char::is_uppercase) {
        return None;
    }
    let other = [
        "kansli",
        "kansliet",
        "kontoret",
        "valberedning",
        "valberedningen",
        "sekretariat",
        "revisorerna",
        "personal",
        "personalen",
    ];
    let body = [
        "styrelsen",
        "styrelse",
        "nämnden",
        "utskottet",
        "rådet",
        "presidiet",
        "direktionen",
        "kommittén",
        "gruppen",
        "delegationen",
        "ledningen",
        "beredningen",
    ];
    let label = if other.contains(&last) {
        OTHER
    } else if body.iter().any(|end| last.ends_with(end)) {
        PRESENT
    } else {
        return None;
    };
    Some(Found {
        label,
        rest: line.len() - rest.trim_start().len(),
        sure: true,
    })
}

/// The label of [`LABELS`] that `line` is or begins with.
fn listed(line: &str) -> Option<Found> {
    let lowered = lower(line);
    let start = lowered.len() - lowered.trim_start_matches(['-', '•', '*', ' ', '_']).len();
    let text = &lowered[start..];
    let (phrase, label) = LABELS
        .iter()
        .filter(|(phrase, _)| begins(text, phrase))
        .max_by_key(|(phrase, _)| phrase.len())?;
    let mut at = start + phrase.len();
    let mut sure = false;
    loop {
        let rest = &lowered[at..];
        let c = rest.chars().next();
        match c {
            None => {
                sure = true;
                break;
            }
            Some(':' | '\t') => {
                sure = true;
                at += 1;
                // "Närvarande:\t\tNamn"
                at += lowered[at..].len()
                    - lowered[at..]
                        .trim_start_matches([':', '\t', ' ', '*'])
                        .len();
                break;
            }
            Some(' ' | '*' | '_') => at += 1,
            Some('.' | '…') if rest.trim_start_matches(['.', '…', ' ', '_']).is_empty() => {
                at = lowered.len();
                sure = true;
                break;
            }
            Some('.' | '…') if rest.starts_with("...") || rest.starts_with('…') => {
                at += rest.len() - rest.trim_start_matches(['.', '…', ' ', '_']).len();
                sure = true;
                break;
            }
            Some('(') => {
                // "Närvarande (beslutande)", "Ledamöter (§§ 1-5)": a remark on the label.
                let close = rest.find(')')?;
                let inside = &rest[1..close];
                if inside.chars().count() <= 3 {
                    break;
                }
                at += close + 1;
                if lowered[at..].trim().is_empty() {
                    sure = true;
                }
            }
            Some('-' | '–') if rest[c.map_or(1, char::len_utf8)..].starts_with(' ') => {
                at += c.map_or(1, char::len_utf8) + 1;
                sure = true;
                break;
            }
            Some(_) => break,
        }
    }
    let at = at.min(line.len());
    let sure = sure || line[at..].trim().is_empty();
    Some(Found {
        label: *label,
        rest: at,
        sure,
    })
}

fn begins(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| {
        let next = rest.chars().next();
        !next.is_some_and(|c| c.is_alphanumeric() || c == '-' && !rest.starts_with("- "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> Option<(Label, &str, bool)> {
        read(line).map(|found| (found.label, &line[found.rest..], found.sure))
    }

    #[test]
    fn labels_stand_alone_or_before_what_they_label() {
        assert_eq!(shown("Beslutande"), Some((PRESENT, "", true)));
        assert_eq!(shown("NÄRVARANDE:"), Some((PRESENT, "", true)));
        assert_eq!(
            shown("Plats och tid\tKommunhuset"),
            Some((When, "Kommunhuset", true))
        );
        assert_eq!(
            shown("Ej tjänstgörande ersättare: Bo Al"),
            Some((SUBSTITUTE, "Bo Al", true))
        );
        assert_eq!(shown("Närvarande (beslutande):"), Some((PRESENT, "", true)));
        assert_eq!(
            shown("Ordförande ........................ Bo Al"),
            Some((Chair, "Bo Al", true))
        );
        assert_eq!(shown("Ordförande Bo Al"), Some((Chair, "Bo Al", false)));
        assert_eq!(shown("Ordföranden hälsar"), None);
        assert_eq!(shown("Platsen är ny"), None);
    }

    #[test]
    fn labels_are_put_together_from_words() {
        assert_eq!(
            shown("Närvarande, ej beslutande ersättare"),
            Some((SUBSTITUTE, "", true))
        );
        assert_eq!(
            shown("Frånvarande utan ersättare: Bo Al"),
            Some((ABSENT, "Bo Al", true))
        );
        assert_eq!(shown("Tjänstepersoner m.fl."), Some((OTHER, "", true)));
        assert_eq!(
            shown("Tjänstgörande ersättare/suppleanter"),
            Some((SERVING, "", true))
        );
        assert_eq!(
            shown("Ej närvarande ledamöter och ersättare"),
            Some((ABSENT, "", true))
        );
        assert_eq!(
            shown("Från kansliet\tEva By"),
            Some((OTHER, "Eva By", true))
        );
        // Near misses: a sentence, a name after the words, words that only stand between.
        assert_eq!(shown("Kansliet får i uppdrag att"), None);
        assert_eq!(shown("Från och med"), None);
        assert_eq!(shown("Närvarande Bo Al"), Some((PRESENT, "Bo Al", false)));
    }
}
