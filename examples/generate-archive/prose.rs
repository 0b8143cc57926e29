//! Paragraphs: sentences of our own that fit any question, with the look-alikes of decisions
//! that real protocols are full of.

use crate::random::Random;
use crate::topics::Topic;

static OPENINGS: [&str; 12] = [
    "{Grupp} redogjorde för läget i fråga om {om}.",
    "En lägesrapport lämnades om {om}.",
    "Genomgången utgick från de erfarenheter som {grupp} har samlat sedan i fjol.",
    "Frågan om {om} har tagits upp av flera huvudmän sedan förra mötet.",
    "Bakgrunden är att förutsättningarna för {om} ser olika ut i länets kommuner.",
    "Ärendet har beretts av {grupp} tillsammans med företrädare för kommunerna och regionen.",
    "Underlaget, som skickades ut före mötet, beskriver hur {om} fungerar i dag.",
    "Det pågår ett brett arbete med att utveckla {om}, och mötet fick en samlad bild av det.",
    "Efter en kort tillbakablick beskrevs vad som har hänt med {om} under hösten och vintern.",
    "Syftet med punkten var att ge alla samma bild av {om}.",
    "{Grupp} har träffats fyra gånger och vill nu stämma av sin syn på {om}.",
    "Verksamhetscheferna har bett om en gemensam genomgång av {om}.",
];

static BACKGROUND: [&str; 18] = [
    "Verksamheterna har under ett halvår provat ett gemensamt arbetssätt, och erfarenheterna är i huvudsak goda.",
    "För {målgrupp} innebär det kortare väntan och färre kontakter att hålla reda på.",
    "De mindre kommunerna har svårare att avsätta tid, och därför har uppgifterna fördelats om.",
    "En enkät till chefer i första linjen besvarades av drygt två tredjedelar av de tillfrågade.",
    "Svaren visar att rutinerna är kända, men att de tillämpas olika på olika orter.",
    "Två nätverksträffar har hållits, den ena på plats och den andra på distans.",
    "Behoven hos {målgrupp} har ökat, samtidigt som det är svårt att rekrytera.",
    "Både regionen och kommunerna har utsett kontaktpersoner, och de träffas en gång i månaden.",
    "Arbetet följer den plan som redovisades i början av året, med några veckors förskjutning.",
    "Statistiken tas fram varje månad och sprids till alla som deltar.",
    "Skillnaderna mellan kommunerna är fortfarande stora, även om de har minskat.",
    "Det som fungerar bäst är de korta avstämningarna mellan sjuksköterska och biståndshandläggare.",
    "Flera medarbetare har gått den gemensamma utbildningen, och fler platser planeras.",
    "Tidigare projektmedel är förbrukade, och arbetet bedrivs nu inom ordinarie ram.",
    "Erfarenheter från andra län visar att det tar tid innan ett nytt arbetssätt sitter.",
    "Ett informationsblad på lättläst svenska har tagits fram och prövats med {målgrupp}.",
    "Den största vinsten hittills är att {målgrupp} möter samma besked var de än vänder sig.",
    "Kontakterna med hälsocentralerna har blivit tätare, men bemanningen varierar över året.",
];

static DISCUSSION: [&str; 18] = [
    "I diskussionen betonades att {målgrupp} måste få vara med och forma lösningarna.",
    "Flera ledamöter lyfte att ansvarsfördelningen behöver bli tydligare.",
    "Frågan ställdes hur resultatet ska följas upp utan att medarbetarna får mer administration.",
    "Mötet var överens om att frågan är angelägen och att takten behöver öka.",
    "Några kommuner berättade om egna lösningar, som gärna delas med övriga.",
    "Det påpekades att lokala skillnader kan vara befogade så länge målen är gemensamma.",
    "Från regionens sida framhölls att tillgången till läkare är avgörande.",
    "Kommunerna önskar en fast kontaktväg in till sjukhuset även på kvällar och helger.",
    "Goda exempel behöver spridas, inte minst från de orter där teamen redan arbetar samlat.",
    "Risken för dubbelarbete togs upp, liksom behovet av att rensa bland äldre rutiner.",
    "Synpunkten framfördes att bilden bör kompletteras med hur {målgrupp} själva upplever stödet.",
    "Det finns en oro för att frågan tappar fart när nyckelpersoner slutar.",
    "Ledamöterna tar med sig frågan hem och stämmer av med sina förvaltningar.",
    "En gemensam lägesbild underlättar samtalen med de förtroendevalda.",
    "Diskussionen fördes först i mindre grupper och sammanfattades därefter gemensamt.",
    "Det noterades särskilt att transporterna i glesbygden kräver egna lösningar.",
    "Någon menade att det räcker med enkla medel, som en telefonlista som hålls aktuell.",
    "Mötet uppskattade det arbete som {grupp} har lagt ned.",
];

static NEXT_STEPS: [&str; 12] = [
    "Nästa steg är att pröva arbetssättet i ytterligare några verksamheter.",
    "{Grupp} fortsätter dialogen med berörda chefer.",
    "En mer utförlig redovisning planeras när siffrorna för hela året finns.",
    "Materialet finns tillgängligt på den gemensamma samarbetsytan.",
    "Frågan följs löpande av koordinatorerna.",
    "Synpunkter på underlaget lämnas direkt till {grupp}.",
    "Arbetet samordnas med de satsningar som redan pågår hos huvudmännen.",
    "Kontaktpersonerna får en påminnelse om att fylla i uppföljningen.",
    "Erfarenheterna tas till vara när planen skrivs om.",
    "Tidsplanen är stram men bedöms hålla.",
    "Fler verksamheter har anmält intresse och bjuds in efter hand.",
    "Till dess fortsätter arbetet i nuvarande form.",
];

/// Sentences that bear the words of a decision and are none.
static LOOK_ALIKES: [&str; 8] = [
    "Uppföljningen visar god följsamhet till beslutade mål.",
    "Den gemensamt beslutade värdegrunden har varit ett stöd i arbetet.",
    "Systemledningen har beslutat att frågan ska ingå i den gemensamma planen.",
    "Innan arbetet kan växlas upp behöver politiskt beslut fattas hos respektive huvudman.",
    "Arbetssättet bygger på de redan fastställda målen och ändrar inte dem.",
    "Flera kommuner väntar på beslut i sina nämnder.",
    "Det är ännu inte beslutat hur den statliga satsningen ska se ut.",
    "De uppdrag som staten ger regionerna påverkar hur snabbt det kan gå.",
];

/// Points of a conversation, for lists.
static POINTS: [&str; 14] = [
    "Vad kan vi göra tillsammans för {målgrupp} som ingen klarar ensam?",
    "Korta vägar mellan den som ser behovet och den som kan ge stödet.",
    "Samma språk hos kommun och region, så att planerna går att läsa av alla.",
    "Mer tid för reflektion i arbetslagen.",
    "Tydligt vem som håller i samtalet när flera är inblandade.",
    "Träna tillsammans på svåra situationer.",
    "Fråga oftare efter vad som är viktigt för den enskilde.",
    "Undvik parallella projekt med samma syfte.",
    "Låt kontaktpersonerna mötas utan dagordning någon gång om året.",
    "Gör det lätt att hitta den rutin som gäller.",
    "Se till att nya medarbetare får veta vart de kan ringa.",
    "Ta bort det som inte längre används.",
    "Berätta om det som lyckas.",
    "Räkna på vad det kostar att låta bli.",
];

/// Writes `template` with the words of `topic` in it.
pub fn fill(out: &mut String, template: &str, topic: &Topic) {
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let end = start
            + rest[start..]
                .find('}')
                .expect("templates close their braces");
        match &rest[start + 1..end] {
            "om" => out.push_str(topic.about),
            "grupp" => out.push_str(topic.group),
            "Grupp" => push_capitalised(out, topic.group),
            "målgrupp" => out.push_str(topic.audience),
            other => unreachable!("templates know no {other}"),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
}

/// Writes `word` with a capital first letter.
pub fn push_capitalised(out: &mut String, word: &str) {
    let mut letters = word.chars();
    out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(letters.as_str());
}

/// Which sentences an item has used, so that none comes twice in it.
#[derive(Default)]
struct Used([u32; 5]);

impl Used {
    /// A sentence of `list`, the `kind`th, that wasn't used; `None` when all were.
    fn take<'a>(&mut self, kind: usize, list: &[&'a str], random: &mut Random) -> Option<&'a str> {
        let start = random.below(list.len());
        for step in 0..list.len() {
            let n = (start + step) % list.len();
            if self.0[kind] & (1 << n) == 0 {
                self.0[kind] |= 1 << n;
                return Some(list[n]);
            }
        }
        None
    }
}

/// Writes paragraphs about `topic`, at least one, until `out` has grown by `bytes` or the
/// sentences are used up.
pub fn paragraphs(out: &mut String, topic: &Topic, bytes: usize, random: &mut Random) {
    let start = out.len();
    let mut used = Used::default();
    let mut first = true;
    while first || out.len() - start < bytes {
        let before = out.len();
        let mut plan: Vec<Option<&str>> = Vec::with_capacity(6);
        if first {
            plan.push(used.take(0, &OPENINGS, random));
            plan.push(used.take(1, &BACKGROUND, random));
        }
        let kinds: [(usize, &[&'static str]); 3] =
            [(1, &BACKGROUND), (2, &DISCUSSION), (3, &NEXT_STEPS)];
        let (kind, list) = kinds[random.below(if first { 2 } else { 3 })];
        for _ in 0..2 + random.below(2) {
            plan.push(used.take(kind, list, random));
        }
        if random.chance(18) {
            plan.push(used.take(4, &LOOK_ALIKES, random));
        }
        for sentence in plan.into_iter().flatten() {
            if out.len() > before {
                out.push(' ');
            }
            fill(out, sentence, topic);
        }
        if out.len() == before {
            break;
        }
        out.push_str("\n\n");
        first = false;
    }
}

/// Writes a list of points from a conversation.
pub fn points(out: &mut String, topic: &Topic, random: &mut Random) {
    let start = random.below(POINTS.len());
    for step in 0..4 {
        out.push_str("- ");
        fill(out, POINTS[(start + step * 3) % POINTS.len()], topic);
        out.push('\n');
    }
    out.push('\n');
}
