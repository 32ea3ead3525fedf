import { setTimeout as sleep } from 'node:timers/promises';

/** Full jitter: a random wait of at most 10 ms, doubled with each attempt up to a second, so that rivals fall apart. */
export function jittered(attempt: number): Promise<void> {
  const longest = Math.min(1000, 10 * 2 ** (attempt - 1));
  return sleep(Math.random() * longest);
}
