//! The log's chain: every entry carries a digest of itself and of the entry before.

use crate::event::Entry;
use crate::live::{Unreadable, decode, encode};
use sha2::{Digest, Sha256};

/// SHA-256 of the previous digest and the payload.
pub type ChainDigest = [u8; 32];

/// The digest before the first entry.
pub const GENESIS: ChainDigest = [0; 32];

/// The bytes of an entry in the log.
pub fn payload(entry: &Entry) -> Vec<u8> {
    encode(entry)
}

/// Reads an entry from the log.
pub fn entry(payload: &[u8]) -> Result<Entry, Unreadable> {
    decode(payload)
}

/// Chains a payload to the digest before it.
pub fn chain(previous: &ChainDigest, payload: &[u8]) -> ChainDigest {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(payload);
    hash.finalize().into()
}
