//! Attempts to sign in: counted per e-mail address and per network address, in memory.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const WINDOW: Duration = Duration::from_secs(15 * 60);
const PER_EMAIL: u32 = 10;
const PER_ADDRESS: u32 = 100;

/// Beyond this many, windows that are over are thrown away.
const WINDOWS: usize = 10_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Email(String),
    Address(IpAddr),
}

#[derive(Debug)]
struct Window {
    begun: Instant,
    attempts: u32,
}

/// The attempts of the last quarter of an hour.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    windows: Mutex<HashMap<Key, Window>>,
}

impl Attempts {
    /// Counts an attempt, or says how many seconds to wait for the next.
    pub fn admit(&self, email: &str, address: IpAddr, now: Instant) -> Result<(), u64> {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > WINDOWS {
            windows.retain(|_, window| now.duration_since(window.begun) < WINDOW);
        }
        let keys = [(Key::Address(network(address)), PER_ADDRESS), (Key::Email(email.to_owned()), PER_EMAIL)];
        for (key, limit) in keys {
            let window = windows.entry(key).or_insert(Window { begun: now, attempts: 0 });
            let over = now.duration_since(window.begun);
            if over >= WINDOW {
                *window = Window { begun: now, attempts: 0 };
            } else if window.attempts >= limit {
                return Err((WINDOW - over).as_secs() + 1);
            }
            window.attempts += 1;
        }
        Ok(())
    }

    /// Forgets the attempts for an e-mail address whose owner has signed in.
    pub fn forget(&self, email: &str) {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner).remove(&Key::Email(email.to_owned()));
    }
}

/// A subscriber of version 6 commands a whole network of addresses: they count as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) & !u128::from(u64::MAX)).into()),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn the_eleventh_attempt_for_an_address_waits_until_the_window_is_over() {
        let (attempts, begun) = (Attempts::default(), Instant::now());
        for _ in 0..PER_EMAIL {
            attempts.admit("ana@example.com", HOME, begun).unwrap();
        }
        let later = begun + Duration::from_secs(60);
        assert_eq!(attempts.admit("ana@example.com", HOME, later), Err(14 * 60 + 1));
        attempts.admit("eva@example.com", HOME, later).unwrap();
        attempts.admit("ana@example.com", HOME, begun + WINDOW).unwrap();
    }

    #[test]
    fn whoever_tries_many_addresses_from_one_place_waits() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let place = |host: u64| IpAddr::V6((0x2001_0db8_u128 << 96 | u128::from(host)).into());
        for person in 0..u64::from(PER_ADDRESS) {
            attempts.admit(&format!("{person}@example.com"), place(person), now).unwrap();
        }
        assert!(attempts.admit("ana@example.com", place(7_000), now).is_err());
        attempts.admit("ana@example.com", HOME, now).unwrap();
    }

    #[test]
    fn signing_in_forgets_the_attempts_before() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..3 * PER_EMAIL {
            attempts.admit("ana@example.com", HOME, now).unwrap();
            attempts.forget("ana@example.com");
        }
    }
}
