import type { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import type { EventLog } from './log';
import type { Recorded } from './stream-view';

/** A place in the log. An event whose position is p stands at (p, p). */
export interface Point {
  commit: number;
  prepare: number;
}

const END: Point = { commit: Number.POSITIVE_INFINITY, prepare: Number.POSITIVE_INFINITY };

export function pointOf(options: ReadReq.Options.AllOptions | undefined): Point {
  const position = options?.getPosition();
  if (position) return { commit: Number(position.getCommitPosition()), prepare: Number(position.getPreparePosition()) };
  return options?.hasEnd() ? END : { commit: 0, prepare: 0 };
}

/** A node can start at the beginning of a record, at the end, and, forwards, beyond it; nowhere between. */
export function isReadable(log: EventLog, point: Point, backwards: boolean): boolean {
  if (point === END || point.commit === 0 || point.commit === log.head) return true;
  if (point.commit > log.head) return !backwards;
  return log.records[indexOf(log, { commit: point.commit, prepare: 0 })]?.position === point.commit;
}

/** The index of the first record at the point or after it. */
export function indexOf(log: EventLog, { commit, prepare }: Point): number {
  let low = 0;
  let high = log.records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = log.records[middle]?.position ?? 0;
    if (position < commit || (position === commit && position < prepare)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The events from the point on, the one at the point included, and those appended meanwhile. */
export function* after(log: EventLog, point: Point): Generator<Recorded, void> {
  for (let index = indexOf(log, point); index < log.records.length; index += 1) {
    const event = log.records[index]?.event;
    if (event) yield event;
  }
}

/** The events before the point, the one at the point excluded, latest first. */
export function* before(log: EventLog, point: Point): Generator<Recorded, void> {
  for (let index = indexOf(log, point) - 1; index >= 0; index -= 1) {
    const event = log.records[index]?.event;
    if (event) yield event;
  }
}
