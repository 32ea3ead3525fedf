import { InvalidArgumentError } from 'commander';
import type { ReplayedEvent } from './fold';

/** Whether an event, in its turn, is still known at the point that a replay goes to. */
export type Until = (event: ReplayedEvent) => boolean;

/** Reads `--to`: a position, an instant, or a day, of which the whole is meant. */
export function until(text: string): () => Until {
  if (/^(0|[1-9]\d{0,18})$/.test(text)) return () => (event) => BigInt(event.position) <= BigInt(text);
  const instant = Date.parse(text);
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(instant))
    return () => knownBy((latest) => latest <= instant);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(instant)) return () => knownBy(byDay(text));
  throw new InvalidArgumentError('Give a position, an instant (2024-03-31T12:00:00Z) or a day (2024-03-31).');
}

/** Clocks step back when a store's leader changes, so what counts is the latest instant so far. Source: design, "Two axes". */
function knownBy(isKnown: (latest: number) => boolean): Until {
  let latest = 0;
  let known = true;
  return ({ recordedAt }) => {
    if (recordedAt > latest) {
      latest = recordedAt;
      known &&= isKnown(latest);
    }
    return known;
  };
}

/** A day in the funder's time zone, as the ledger has it. */
function byDay(day: string): (instant: number) => boolean {
  const timeZone = process.env['ANSLAG_TIME_ZONE'] || 'Europe/Stockholm';
  const civil = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (instant) => civil.format(instant) <= day;
}
