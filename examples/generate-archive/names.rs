//! Invented people. Given names are common ones; surnames were made up for this archive and lie
//! far apart, so that no two people are mistaken for a misspelling of each other.

use crate::random::Random;

const GIVEN: [&str; 60] = [
    "Astrid",
    "Birgitta",
    "Cecilia",
    "Desirée",
    "Ebba",
    "Fredrika",
    "Gunvor",
    "Signhild",
    "Ingegerd",
    "Josefin",
    "Kerstin",
    "Lovisa",
    "Margareta",
    "Nathalie",
    "Ottilia",
    "Petronella",
    "Ragnhild",
    "Solveig",
    "Therese",
    "Ulrika",
    "Viveka",
    "Ylva",
    "Åsa",
    "Barbro",
    "Charlotta",
    "Elisabet",
    "Hillevi",
    "Jeanette",
    "Magdalena",
    "Rebecka",
    "Alfred",
    "Bertil",
    "Claes",
    "Douglas",
    "Edvin",
    "Folke",
    "Gustav",
    "Hampus",
    "Ivar",
    "Jesper",
    "Konrad",
    "Ludvig",
    "Mattias",
    "Oskar",
    "Patrik",
    "Rasmus",
    "Sigvard",
    "Tobias",
    "Sebastian",
    "Viktor",
    "Wilhelm",
    "Yngve",
    "Torkel",
    "Örjan",
    "Benjamin",
    "Fabian",
    "Germund",
    "Henning",
    "Leopold",
    "Sixten",
];

const SURNAMES: [&str; 60] = [
    "Alderstam",
    "Brännvik",
    "Cedermark",
    "Dagerhult",
    "Ekenskog",
    "Fjällryd",
    "Gyllenäng",
    "Hällsjö",
    "Isgrund",
    "Järnek",
    "Klintvall",
    "Lövenholt",
    "Mossebro",
    "Norrgärd",
    "Ormestad",
    "Palmkulle",
    "Qvarnlöf",
    "Rosenhed",
    "Silfverdux",
    "Tallbo",
    "Ugglerum",
    "Vinterhag",
    "Wassnäs",
    "Ydremo",
    "Åkervide",
    "Ängsfält",
    "Öhrnfalk",
    "Björkhamra",
    "Drakenborg",
    "Flintås",
    "Granudde",
    "Humleby",
    "Ingelsten",
    "Jungmar",
    "Kornhäll",
    "Ljungstig",
    "Myrdal",
    "Nordanskär",
    "Piltorp",
    "Rönnholmen",
    "Skogtjärn",
    "Stenmyr",
    "Strömhav",
    "Svaneklint",
    "Tjärnlid",
    "Utterklev",
    "Vallhorn",
    "Videgård",
    "Väderö",
    "Ålgårdh",
    "Ärenstav",
    "Östanhede",
    "Bokelund",
    "Eldsmark",
    "Fågelöga",
    "Hjortsbäck",
    "Kråkmo",
    "Lärksång",
    "Näckros",
    "Sparvdal",
];

/// Hands out people, none twice.
pub struct People {
    given: Vec<&'static str>,
    surnames: Vec<&'static str>,
    next: usize,
}

impl People {
    /// People in an order that the seed decides.
    pub fn new(seed: u64) -> People {
        let mut random = Random::new(seed, "people");
        let mut given = GIVEN.to_vec();
        let mut surnames = SURNAMES.to_vec();
        random.shuffle(&mut given);
        random.shuffle(&mut surnames);
        People {
            given,
            surnames,
            next: 0,
        }
    }

    /// Somebody new. Sixty in a row share neither given name nor surname; after 3,600 the names
    /// are doubled surnames.
    pub fn take(&mut self) -> String {
        let round = self.next / 60;
        let given = self.given[(self.next + round * 7) % 60];
        let surname = self.surnames[self.next % 60];
        let doubled = (round >= 60).then(|| self.surnames[(self.next + round * 11) % 60]);
        self.next += 1;
        match doubled {
            Some(second) if second != surname => format!("{given} {surname}-{second}"),
            _ => format!("{given} {surname}"),
        }
    }

    /// A second given name, as e-signatures show one.
    pub fn second_name(name: &str, random: &mut Random) -> String {
        match name.split_once(' ') {
            Some((given, surname)) => {
                let second = random.pick(&GIVEN);
                if *second == given {
                    name.to_owned()
                } else {
                    format!("{given} {second} {surname}")
                }
            }
            None => name.to_owned(),
        }
    }
}
