//! Who comes to a meeting: members, those who sit for them, those absent and those who help.

use chrono::NaiveDate;

use crate::county::{Body, County, Expert, Manner, Member, PARTIES, Sits, is_region};
use crate::meeting::{Attendee, Item};
use crate::random::Random;

/// The attendance of one meeting.
pub struct Attendance {
    /// Who chairs: the chair in office, or the vice chair.
    pub chair: String,
    /// Who approves beside the chair.
    pub adjuster: String,
    /// Who sits.
    pub present: Vec<Attendee>,
    /// Substitutes who don't.
    pub substitutes: Vec<Attendee>,
    /// Who is missing.
    pub absent: Vec<Attendee>,
    /// Co-opted.
    pub co_opted: Vec<Attendee>,
    /// Those who present items, and the secretary last.
    pub others: Vec<Attendee>,
    /// Substitutes whom nobody called, with their parties.
    spare: Vec<(String, usize)>,
}

impl Attendance {
    /// Draws the attendance of a meeting that lists `wanted` people if there are as many;
    /// `titled_percent` of the officials are listed with a title.
    pub fn draw(
        county: &County,
        body: &Body,
        day: NaiveDate,
        (wanted, titled_percent): (usize, usize),
        random: &mut Random,
    ) -> Attendance {
        let chairs = body.chairs_on(day).expect("chairs are known for all years");
        // The beredningar are always led by their chairs.
        let led_by_vice = matches!(body.manner, Manner::Sections | Manner::SectionsOverYear);
        let chair_away = led_by_vice && random.chance(10);
        let chair = if chair_away {
            &chairs.vice
        } else {
            &chairs.chair
        };
        let members: Vec<&Member> = body
            .members
            .iter()
            .filter(|row| row.serves_on(day))
            .collect();
        let mut spare: Vec<&Member> = members
            .iter()
            .copied()
            .filter(|row| row.sits == Sits::Substitute)
            .collect();

        let mut here = Vec::new();
        let mut away = Vec::new();
        for member in members.iter().filter(|row| row.sits == Sits::Regular) {
            let stays = member.name == chairs.vice
                || (member.name == chairs.chair && !chair_away)
                || (member.name != chairs.chair && !random.chance(14));
            if stays {
                here.push(*member)
            } else {
                away.push(*member)
            }
        }

        let mut present: Vec<Attendee> = Vec::with_capacity(26);
        let mut absent = Vec::new();
        // At most two chairs stay empty: every meeting has a quorum.
        let mut unfilled = 0;
        for member in &here {
            present.push(seated(body, county, member, titled_percent));
        }
        for member in away {
            let substitute = spare.iter().position(|row| match &row.personal {
                Some(name) => *name == member.name,
                None => row.party == member.party,
            });
            let alone = member.office.is_none()
                && !present
                    .iter()
                    .any(|attendee| attendee.party == Some(member.party));
            match substitute {
                Some(at) if member.office.is_none() && (alone || random.chance(80)) => {
                    let row = spare.remove(at);
                    let mut attendee = seated(body, county, row, titled_percent);
                    attendee.fields.push(("ersätter", member.name.clone()));
                    attendee.serves = true;
                    present.push(attendee);
                    absent.push(seated(body, county, member, titled_percent));
                }
                _ if alone || unfilled == 2 => {
                    present.push(seated(body, county, member, titled_percent))
                }
                _ => {
                    unfilled += 1;
                    absent.push(seated(body, county, member, titled_percent));
                }
            }
        }
        // The chair stands first, as in most protocols.
        if let Some(at) = present.iter().position(|attendee| attendee.name == *chair) {
            let mut first = present.remove(at);
            first.role = Some(
                if chair_away {
                    "vice ordförande"
                } else {
                    "ordförande"
                }
                .to_owned(),
            );
            present.insert(0, first);
        }
        let chair_region = present[0].party.is_some_and(is_region);
        let adjusters: Vec<&Attendee> = present[1..]
            .iter()
            .filter(|attendee| attendee.is_plain())
            .filter(|attendee| {
                attendee
                    .party
                    .is_some_and(|party| is_region(party) != chair_region)
            })
            .collect();
        // Where all of the other side are substitutes, one of them approves.
        let adjuster = match adjusters.is_empty() {
            true => present[1].name.clone(),
            false => random.pick(&adjusters).name.clone(),
        };

        let co_opted: Vec<Attendee> = members
            .iter()
            .filter(|row| row.sits == Sits::CoOpted)
            .map(|row| Attendee::new(&row.name, "ordförande Hjälpmedelsrådet"))
            .collect();
        let others = helpers(county, body, random);
        let mut substitutes = Vec::new();
        while present.len() + absent.len() + co_opted.len() + others.len() + substitutes.len()
            < wanted
            && !spare.is_empty()
        {
            let row = spare.remove(random.below(spare.len()));
            substitutes.push(seated(body, county, row, titled_percent));
        }
        Attendance {
            chair: chair.clone(),
            adjuster,
            present,
            substitutes,
            absent,
            co_opted,
            others,
            spare: spare
                .iter()
                .map(|row| (row.name.clone(), row.party))
                .collect(),
        }
    }

    /// Whether nothing yet is said about this attendee but name and party.
    fn is_free(&self, attendee: &Attendee) -> bool {
        attendee.is_plain() && attendee.party.is_some() && attendee.name != self.adjuster
    }

    /// Somebody recused from an item; marks the attendee.
    pub fn recuse(&mut self, number: &str) -> Option<String> {
        let at = self
            .present
            .iter()
            .rposition(|attendee| self.is_free(attendee))?;
        self.present[at].fields.push(("jäv", format!("§ {number}")));
        Some(self.present[at].name.clone())
    }

    /// Lets people come late, leave, change places or take part at a distance; which of it
    /// happens follows from the meeting's number, so that all of it happens.
    pub fn move_about(&mut self, nth: usize, items: &[Item]) {
        let numbers: Vec<&str> = items
            .iter()
            .filter(|item| !item.sub && !item.number.contains('-'))
            .map(|item| item.number.as_str())
            .collect();
        let middle = numbers.len() / 2;
        match nth % 5 {
            1 => self.mark(0, "till", format!("§ {}", numbers[middle])),
            2 => self.mark(0, "från", format!("§ {}", numbers[2])),
            3 => {
                self.mark(0, "digitalt", "true".to_owned());
                self.mark(1, "digitalt", "true".to_owned());
            }
            _ => {}
        }
        if nth % 7 == 4 {
            let change = self.present.iter().enumerate().find_map(|(at, attendee)| {
                let party = attendee.party.filter(|_| self.is_free(attendee))?;
                let spare = self.spare.iter().position(|row| row.1 == party)?;
                Some((at, party, spare))
            });
            if let Some((at, party, spare)) = change {
                let (name, _) = self.spare.remove(spare);
                self.present[at]
                    .fields
                    .push(("till", format!("§ {}", numbers[middle])));
                let mut attendee = Attendee::new(&name, PARTIES[party]);
                attendee.party = Some(party);
                attendee.serves = true;
                attendee
                    .fields
                    .push(("ersätter", self.present[at].name.clone()));
                attendee
                    .fields
                    .push(("från", format!("§ {}", numbers[middle + 1])));
                self.present.insert(at + 1, attendee);
            }
        }
    }

    /// Marks the first free attendee of the region (0) or of the first large municipality (1).
    fn mark(&mut self, party: usize, key: &'static str, value: String) {
        let at = self
            .present
            .iter()
            .position(|attendee| self.is_free(attendee) && attendee.party == Some(party));
        if let Some(at) = at {
            self.present[at].fields.push((key, value));
        }
    }
}

/// Titles of officials.
const TITLES: [&str; 8] = [
    "socialchef",
    "verksamhetschef",
    "områdeschef",
    "förvaltningschef",
    "medicinskt ansvarig sjuksköterska",
    "utvecklingsledare",
    "enhetschef",
    "strateg",
];

/// A member as the attendance list has it.
fn seated(body: &Body, county: &County, member: &Member, titled_percent: usize) -> Attendee {
    // The same member has the same title each time: it follows from the name.
    let number: usize = member.name.bytes().map(usize::from).sum();
    let has_title = !body.political && member.office.is_none() && number % 100 < titled_percent;
    let place = match member.office {
        Some(office) => format!("ordförande {}", county.bodies[office].name),
        None => PARTIES[member.party].to_owned(),
    };
    debug_assert!(member.office.is_none() || body.code == "LSG");
    Attendee {
        party: member.office.is_none().then_some(member.party),
        title: has_title.then(|| TITLES[number / 7 % TITLES.len()]),
        ..Attendee::new(&member.name, &place)
    }
}

/// Three who present items, and the secretary.
fn helpers(county: &County, body: &Body, random: &mut Random) -> Vec<Attendee> {
    let start = random.below(county.experts.len());
    let mut list: Vec<Attendee> = (0..3)
        .map(|n| &county.experts[(start + n * 3) % county.experts.len()])
        .map(|Expert { name, organisation }| Attendee::new(name, organisation))
        .collect();
    let mut secretary = Attendee::new(&body.secretary, PARTIES[0]);
    secretary.role = Some("sekreterare".to_owned());
    list.push(secretary);
    list
}
