import { cpus } from 'node:os';

const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;

/**
 * Prints a line that sets our rate beside a peer's, and on stderr how far the rounds of each lay apart.
 * @param {string} row
 * @param {string} what
 * @param {string} unit
 * @param {import('./measure.mjs').Measured} ours
 * @param {import('./measure.mjs').Measured} peer
 * @param {string} peerName
 */
export function printRates(row, what, unit, ours, peer, peerName) {
  print(row, what, unit, ours.rate, peer.rate, peerName, ours);
  console.error(`${row}: ours ${spread(ours.rates)}; ${peerName} ${spread(peer.rates)}`);
}

/** As {@link printRates}, for the 99th percentiles: here a ratio below one is the better. */
export function printTails(row, what, ours, peer, peerName) {
  print(row, what, 'ms', ours.p99, peer.p99, peerName, ours);
}

/** As {@link printRates}, of something that was measured once. */
export function printFigure(row, what, unit, ours, peer, peerName) {
  print(row, what, unit, ours, peer, peerName, { p50: null, p99: null, n: 1 });
}

function print(row, what, unit, ours, peer, peerName, { p50, p99, n }) {
  const figures = { ours: rounded(ours), peer: rounded(peer), peerName, ratio: rounded(ours / peer) };
  console.log(JSON.stringify({ row, what, unit, ...figures, p50: rounded(p50), p99: rounded(p99), n, machine }));
}

/** @param {string} reason */
export function skipped(row, reason) {
  console.error(`${row} is skipped: ${reason}`);
}

const rounded = (number) =>
  number === null ? null : Math.abs(number) >= 100 ? Math.round(number) : Number(number.toPrecision(3));

const spread = (rates) => `${rates.map(rounded).join(' ')}`;
