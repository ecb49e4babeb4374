//! Prints the digests of some streams as they are natively: `stream SEEDS COMMANDS`.

use measure::stream::digest;
use std::io::{Error, Write};

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().skip(1).map(|number| number.parse().map_err(Error::other));
    let mut number = || numbers.next().unwrap_or_else(|| Err(Error::other("usage: stream SEEDS COMMANDS")));
    let (seeds, commands): (u32, u32) = (number()?, number()?);
    for seed in 0..seeds {
        let digest = digest(seed.into(), commands).map_err(Error::other)?;
        writeln!(std::io::stdout(), "{digest:016x}")?;
    }
    Ok(())
}
