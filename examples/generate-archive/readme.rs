//! The page at the root of the archive.

use crate::archive::Order;

/// Says, in Swedish, that nothing here is real and how it was made.
pub fn text(order: &Order) -> String {
    let faults = if order.faults {
        "Varje regel som går att pröva utan Git har ett planterat fel, som syns i [PLANTERADE.md](PLANTERADE.md). \
         I övrigt ska samlingen vara ren, bedömd den sista december det år som det senaste mötet hölls."
    } else {
        "Inga fel är planterade. Samlingen ska vara ren, bedömd den sista december det år som det senaste mötet hölls."
    };
    format!(
        "# Exempellan: en påhittad protokollsamling\n\n\
         Länet, kommunerna, organen, överenskommelsen, ärendena och alla personer är påhittade. \
         Samlingen visar hur `samverkan` läser protokoll och används i programmets prov.\n\n\
         Filerna är skrivna av ett program och ändras inte för hand. De görs om så här, i programmets källkod:\n\n\
         ```\n\
         cargo run --example generate-archive -- --protocols {} --seed {}{} MAPP\n\
         ```\n\n\
         Samma frö ger samma filer, byte för byte.\n\n\
         {faults}\n\n\
         ## Organen\n\n\
         - **SVO**, Samråd vård och omsorg: politiker från regionen och kommunerna. Paragraferna numreras över året.\n\
         - **LSG**, Länssamverkansgruppen: tjänstepersoner som bereder frågor åt samrådet.\n\
         - **BBU**, Beredning barn och unga: skriver protokoll med numrerade punkter.\n\
         - **BVA**, Beredning vuxna och äldre: för minnesanteckningar, justerar inte och har ingen skriven regel om beslutsförhet.\n",
        order.protocols,
        order.seed,
        if order.faults { "" } else { " --plain" },
    )
}
