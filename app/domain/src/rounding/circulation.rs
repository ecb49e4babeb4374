//! Circulations with bounds: a flow that keeps the least and the most of every arc, from any flow that nearly does.
//!
//! What flows into a node without leaving it is sent to where it is missing, by E. A. Dinic's blocking flows (1970).
//! Everything is an integer and every order is fixed, so that all machines give the same flow.

/// An arc and what may flow along it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) low: i128,
    pub(super) high: i128,
}

/// A set of nodes into which the bounds send more than they let out.
#[derive(Debug)]
pub(super) struct Cut {
    /// How much more, in rounding units.
    pub(super) short: i128,
    /// Whether each node is inside.
    pub(super) inside: Vec<bool>,
}

struct Search<'a> {
    arcs: &'a [Arc],
    flow: Vec<i128>,
    /// What flows in and not out, by node.
    excess: Vec<i128>,
    /// The arcs at each node, one after the other: twice the arc, and one more where it is walked backwards.
    steps: Vec<u32>,
    first: Vec<usize>,
    level: Vec<u32>,
    next: Vec<usize>,
}

/// Not reached.
const FAR: u32 = u32::MAX;

/// A circulation that keeps every bound, starting from a flow that keeps the bounds but not the nodes.
///
/// # Errors
/// The [`Cut`] with the greatest excess where there is none.
pub(super) fn balance(nodes: usize, arcs: &[Arc], flow: Vec<i128>) -> Result<Vec<i128>, Cut> {
    let mut search = Search::of(nodes, arcs, flow);
    while search.reach() {
        for node in 0..nodes {
            search.drain(node);
        }
    }
    let short = search.excess.iter().filter(|excess| **excess > 0).sum();
    match short {
        0 => Ok(search.flow),
        _ => Err(Cut { short, inside: search.level.iter().map(|level| *level != FAR).collect() }),
    }
}

impl<'a> Search<'a> {
    fn of(nodes: usize, arcs: &'a [Arc], flow: Vec<i128>) -> Self {
        let mut excess = vec![0; nodes];
        let mut first = vec![0; nodes + 1];
        for (arc, flow) in arcs.iter().zip(&flow) {
            excess[arc.from] -= flow;
            excess[arc.to] += flow;
            first[arc.from + 1] += 1;
            first[arc.to + 1] += 1;
        }
        (0..nodes).for_each(|node| first[node + 1] += first[node]);
        let mut next = first.clone();
        let mut steps = vec![0; arcs.len() * 2];
        for (arc, number) in arcs.iter().zip(0u32..) {
            for (node, step) in [(arc.from, 2 * number), (arc.to, 2 * number + 1)] {
                steps[next[node]] = step;
                next[node] += 1;
            }
        }
        Self { arcs, flow, excess, steps, first, level: vec![FAR; nodes], next }
    }

    /// Where a step leads, and how much it can still take.
    fn step(&self, step: u32) -> (usize, i128) {
        let number = step as usize / 2;
        let (arc, flow) = (&self.arcs[number], self.flow[number]);
        if step.is_multiple_of(2) { (arc.to, arc.high - flow) } else { (arc.from, flow - arc.low) }
    }

    /// Numbers the nodes by their distance from any excess; whether something missing is among them.
    fn reach(&mut self) -> bool {
        self.level.fill(FAR);
        let mut queue: Vec<usize> = (0..self.excess.len()).filter(|node| self.excess[*node] > 0).collect();
        queue.iter().for_each(|node| self.level[*node] = 0);
        let (mut head, mut found) = (0, false);
        while let Some(&node) = queue.get(head) {
            head += 1;
            found |= self.excess[node] < 0;
            for place in self.first[node]..self.first[node + 1] {
                let (to, room) = self.step(self.steps[place]);
                if room > 0 && self.level[to] == FAR {
                    self.level[to] = self.level[node] + 1;
                    queue.push(to);
                }
            }
        }
        self.next.copy_from_slice(&self.first);
        found
    }

    /// Sends the excess of a node along the levels to where something is missing.
    fn drain(&mut self, source: usize) {
        let mut path: Vec<u32> = Vec::new();
        let mut node = source;
        while self.excess[source] > 0 {
            if self.excess[node] < 0 {
                let room = path.iter().map(|step| self.step(*step).1).min().unwrap_or(0);
                let sent = room.min(self.excess[source]).min(-self.excess[node]);
                for step in path.drain(..) {
                    self.flow[step as usize / 2] += if step.is_multiple_of(2) { sent } else { -sent };
                }
                self.excess[source] -= sent;
                self.excess[node] += sent;
                node = source;
                continue;
            }
            let ahead = |step: &u32| {
                let (to, room) = self.step(*step);
                room > 0 && self.level[to] == self.level[node] + 1
            };
            match (self.next[node]..self.first[node + 1]).find(|place| ahead(&self.steps[*place])) {
                Some(place) => {
                    self.next[node] = place;
                    path.push(self.steps[place]);
                    node = self.step(self.steps[place]).0;
                }
                None => {
                    self.next[node] = self.first[node + 1];
                    let Some(step) = path.pop() else { return };
                    let arc = &self.arcs[step as usize / 2];
                    node = if step.is_multiple_of(2) { arc.from } else { arc.to };
                    self.next[node] += 1;
                }
            }
        }
    }
}
