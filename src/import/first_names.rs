//! Common first names in Sweden: they tell a person from an organisation of two words.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::parse::words::lower;

const NAMES: &str = "\
aida aisha alicia alvar alvin amal amir ana anas anja ante arman aron asma astor aya azad bahar bashar beata beatrice \
bella benita benjamin besim bianca boris branka britt-inger bruno carolin cassandra charlie cia cim dalia dalila \
danijel danilo darko dejan diana dick dilan dimitri dino diyar doris dragan dragica edith egil elia elvis emir enes \
engla erland erna evert ewa ewa-lotta fadi farah faris fia frans freja garbis geir gert goran gudmund guje hajrudin \
hampus hamza haris hassan hedda hedvig henning hussein idris iman imran inez irena irma ismail isolde ivan iwona \
ilona jama jamal jamila jasmin jelena jovan julian jure kalle kamal kasim khaled kia kian kimberly kosta lamia \
laila layla lea leyla lian liban lia lilja linn-marie livia lo loke lovisa luka lykke magda mahdi maid majlis \
manuel maryam matteo mehmet melina melker meta micael mika mikaela milan miro mirza molly monir mustafa märit mårten naima \
nasrin natasa neo nermin nicolina nikolai nisse nova novalie odd omar osama osvald parisa pelle peo petrus pirjo pontus \
rakel ralf rania rashid renée rikke rita roza ronja rosita rosmarie safa said salam samir samira sami sanela selim sharif \
shirin sibel signe sigge siw sofija soraya stena sulejman svetlana taina tamara tarek tarja theodor tindra tintin tiina \
tor-björn troels tuva-li ture ulf-göran ullacarin urszula vidar viggo vilgot vilho vilmer waldemar wiktor wille yasin \
youssef yvette zaki zakaria zana zoe zoran åke ådel ørjan \
abdi abdullah adam adrian agneta ahmed ali alice alf alexander alexandra ali allan alma alva amanda \
amina anders andrea andreas angelica anita ann anna anna-karin anna-lena anna-maria annelie anneli \
annette anette annica annika ann-christin ann-charlotte ann-katrin ann-marie ann-sofie anton antonia \
arne arvid asta astrid august axel barbro bengt bengt-åke benny berit bernt bertil birger birgit \
birgitta björn bo bodil britt britta britt-marie börje camilla carin carina carl carl-johan carola \
caroline cathrine catharina catarina cecilia charlotta charlotte christel christer christian \
christin christina christine christoffer claes clara clas conny dag dagmar dan daniel daniella david \
denise dennis ebba eddie edit edvard edvin eero eeva egon eino eivor elena eleonor elin elina elias \
elis elisabet elisabeth ella elle ellen elsa else elvira emelie emil emilia emma emmy erica erik \
erika eric erland ester eva eva-britt eva-lena eva-marie evelina evert fabian fanny fatima felix filip \
filippa folke frank fredrik fredrika frida fritz gabriel gabriella georg gerd gerda gerhard gerty gisela \
glenn greger greta gudrun gun gunbritt gunilla gunnar gun-britt gunnel gustaf gustav göran gösta hanna \
hannah hannes hans hans-erik harald harriet harry hasse hassan heidi helen helena helene helge helle \
henric henrik henry hilda hilma hjalmar holger hugo håkan ibrahim ida inga inga-lill inge ingegerd \
ingela inger ingrid ingvar irene iris isa isabel isabella isak ivar jacob jakob jan jan-erik jan-olof \
jane janne jarl jari jasmine jeanette jennie jenny jens jerker jerry jesper jessica jill jim jimmy joakim \
jocke joel johan johanna john johnny jon jonas jonatan jonna joran jorma josef josefin josefine josefina \
juha julia julius jytte jörgen kaj kajsa karin karina karl karl-erik karl-johan karolina kasper katarina \
katharina kaisa kate katrin kent kenneth kenny kerstin kicki kim kjell klas klara knut krister kristian \
kristin kristina kristine kristofer kurt käte lars lars-erik lars-göran lars-åke lasse laura leif leila \
lena lennart leo leon lesley levi lias liam lilian lili lillemor lina linda linn linnea linnéa linus lis \
lisa lisbeth lise liv liselott liselotte lotta lotten louise lova lovisa lucas ludvig luis lukas lydia magdalena \
magnus mahmoud maj maja maj-britt maj-lis malena malin malte margareta margaretha margit margot mari maria \
mariana mariann marianne marie marika marina marita markus marcus marlene marta martha martin martina \
mary mathias matilda matias mats mattias max maxim may maya melker mia michael mikael milla milton \
minna miriam moa mohamed mohammad mohammed mona monica monika morgan muhammed märta måns nadia naemi \
nanna natalie nathalie nicklas niclas nicole niklas nikola nils nina noel noelle noomi nour ola olaf \
ole oliver olivia olle olof olov oscar oskar osman otto ove owe patric patricia patrick patrik paul \
paula paulina per pernilla per-erik per-olof per-ola peter petra petter philip pia pontus pär ragnar \
ragnhild rasmus rebecca rebecka reine reza richard rickard rikard riitta rita robert robin roger roland rolf \
ronja ronny rosa rose-marie roy rune ruben ruth rut sahar saga salma samuel sandra sanna sara sarah \
sebastian selma sergej sigrid sigurd sigvard simon simone siri siv sixten sofi sofia sofie solveig \
sonja sophia staffan stefan stellan stig stig-erik stina stine sture styrbjörn sune susann susanna susanne \
suzanne svante sven sven-erik sven-olof svea sylvia synnöve tage tanja tara terese teresia therese theresia \
theo thomas thor thorbjörn thore tilda tilde tim tina tine tobias tom tomas tommy tony tor torbjörn tord tore torgny \
torsten torun tova tove tuva tyra ulf ulla ulla-britt ulrica ulrik ulrika urban ursula vanja vendela \
vera verner veronica veronika victor victoria viktor viktoria vilhelm vilma vincent viola vivianne \
viveca viveka walter wendela werner wictor wilhelm wiveka wilma yasmin ylva yngve yusuf yvonne zahra \
zara zeinab zlatan åke åsa öjvind örjan östen";

static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMES.split_whitespace().collect());

/// Whether `word` is a common first name; of a double name, either part.
pub fn is_first_name(word: &str) -> bool {
    let lowered = lower(word.trim_matches(|c: char| !c.is_alphabetic()));
    SET.contains(lowered.as_str())
        || lowered
            .split_once('-')
            .is_some_and(|(first, second)| SET.contains(first) || SET.contains(second))
}
