// What two threads can do at once on this machine: a host that shares its processors gives less than two of them, and
// then whatever runs on two threads is slower than its work.
import { Worker } from "node:worker_threads";

const counting = `
  const { parentPort } = require("node:worker_threads");
  let counted = 0;
  for (const end = performance.now() + 1500; performance.now() < end; counted += 1) {
    for (let step = 0; step < 1e5; step += 1) Math.imul(step, step);
  }
  parentPort.postMessage(counted);
`;

const counted = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(counting, { eval: true });
    worker.once("message", resolve).once("error", reject);
  });

/** How many times as much two threads do together as one does alone. */
export async function twoThreads() {
  const alone = await counted();
  const [one, other] = await Promise.all([counted(), counted()]);
  return (one + other) / alone;
}
