// What the measurements share: the numbers of the board, as `app/domain/benches/work.rs` has them, and their statistics.
const mask = (1n << 64n) - 1n;

/** A number that looks random and is always the same. */
function scattered(place) {
  let mixed = ((BigInt(place) ^ 0x9e3779b97f4a7c15n) * 0xbf58476d1ce4e5b9n) & mask;
  mixed = ((mixed ^ (mixed >> 31n)) * 0x94d049bb133111ebn) & mask;
  return mixed >> 11n;
}

/** The target of a leaf cell. */
export const number = (place) => 10_000 + Number(scattered(place) % 1_000_000n);

/** Whether a leaf cell is held; every twentieth is. */
export const isHeld = (place) => scattered(place + 7) % 20n === 0n;

/** The value below which a share of some values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
