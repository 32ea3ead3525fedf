import { performance } from 'node:perf_hooks';

/**
 * One of those who do the same work in turn: works for some seconds, adds the time of each call in ms to `latencies`, and
 * returns how much it did per second.
 * @typedef {(seconds: number, latencies: number[]) => Promise<number>} Contestant
 */

/**
 * @typedef {object} Measured
 * @property {number[]} rates per second, one a round
 * @property {number} rate their median
 * @property {number} p50 ms, over all calls of all rounds
 * @property {number} p99
 * @property {number} n how many calls that were
 */

/**
 * @typedef {object} Options
 * @property {number} rounds
 * @property {number} seconds that each contestant works per round
 * @property {AbortSignal} signal ends the rounds with its reason
 */

/**
 * Lets contestants work in turn, round after round (A B C A B C …), so that whatever else the machine does hits them alike.
 * The first round is not counted: it fills caches and lets the compiler work.
 * @param {Contestant[]} contestants
 * @param {Options} options
 * @returns {Promise<Measured[]>} in the contestants' order
 */
export async function inTurn(contestants, { rounds, seconds, signal }) {
  for (const contestant of contestants) await contestant(seconds, []);
  const measured = contestants.map(() => ({ rates: [], latencies: [] }));
  for (let round = 0; round < rounds; round++)
    for (const [index, contestant] of contestants.entries()) {
      signal.throwIfAborted();
      const { rates, latencies } = measured[index];
      rates.push(await contestant(seconds, latencies));
    }
  return measured.map(summary);
}

/**
 * Callers who each wait for their answer before they ask again.
 * @param {number} callers
 * @param {(caller: number) => unknown} once asks and waits
 * @param {number} [worth] how much one call counts (a commit of 16 events: 16)
 * @returns {Contestant}
 */
export function closedLoop(callers, once, worth = 1) {
  return async (seconds, latencies) => {
    const start = performance.now();
    const end = start + seconds * 1000;
    let calls = 0;
    const caller = async (number) => {
      for (let before = performance.now(); before < end;) {
        await once(number);
        const after = performance.now();
        latencies.push(after - before);
        calls += worth;
        before = after;
      }
    };
    await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
    return (calls / (performance.now() - start)) * 1000;
  };
}

/** @returns {Measured} */
function summary({ rates, latencies }) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { rates, rate: median(rates), p50: at(0.5), p99: at(0.99), n: sorted.length };
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
