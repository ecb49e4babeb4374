//! A small game of the negotiators against the program itself; `make negotiation` plays the large one.

use negotiators::{Options, play};
use std::path::Path;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn many_clients_negotiate_at_once_and_the_record_gives_what_each_of_them_shows() {
    let longest = Duration::from_secs(60);
    let options = Options { units: 12, products: 3, clients: 6, rounds: 2, seed: 2027, longest };
    let found = play(&options, Path::new(env!("CARGO_BIN_EXE_pacto"))).await.unwrap();
    assert_eq!(found.wrong(), [""; 0], "{:#?}", found.examples);
    // It was a game, and everybody was looked at.
    assert!(found.units >= 12 && found.threads[0] == found.units && found.offers > found.units, "{found:?}");
    // Every manager, the committee, and somebody who came last.
    assert_eq!(found.replicas, found.units + options.committee() + 1);
    assert!(found.lines > 1 && found.threads[1] > 0, "{found:?}");
}
