import type { StoredEvent } from '@anslag/event-store/port';
import type { Booking, BookedDecision, BookedPosting } from '@anslag/interchange/hledger/booking';
import { formatMinor } from '@anslag/money/amount';
import { RecordedEvent, type MinorPosting } from '@anslag/read-models/recorded-event';
import { optionalText } from '@anslag/read-models/shape';
import { Failure } from '../failing';
import type { ProgressBar } from '../progress';
import { replayed } from '../replay/sources';
import { until } from '../replay/until';
import type { ExportOptions } from './options';

/** The bookings among a log's events at one point of both axes; returns the position that they are known at. */
export async function* bookingsIn(
  log: AsyncIterable<readonly StoredEvent[]>,
  options: Omit<ExportOptions, 'format' | 'url'>,
  progress: ProgressBar | null,
): AsyncGenerator<Booking, string> {
  const { body, year, effectiveAt, knownAt, knownPosition } = options;
  const known = knownAt ?? knownPosition;
  const isKnown = known === undefined ? () => true : until(known)();
  let position = '0';
  try {
    for await (const events of log)
      for (const event of events) {
        if (!isKnown(replayed(event))) return position;
        position = String(event.position);
        progress?.add();
        const booking = bookingOf(new RecordedEvent(event), effectiveAt);
        if (booking === null || (body ?? booking.bodyId) !== booking.bodyId) continue;
        if (year === undefined || Number(year) === booking.year) yield booking;
      }
    if (BigInt(knownPosition ?? 0) > BigInt(position)) throw new Failure(`The ledger ends at position ${position}.`);
    return position;
  } finally {
    progress?.end();
  }
}

/** Null for an event that moves no money up to the day. */
function bookingOf(event: RecordedEvent, effectiveAt: string | undefined): Booking | null {
  if (event.category !== 'budget') return null;
  const postings = postingsOf(event).filter(({ effectiveOn }) => effectiveOn <= (effectiveAt ?? effectiveOn));
  if (postings.length === 0) return null;
  const { position, recordedAt, actor, stream, revision, type, data, budget } = event;
  return {
    position: String(position),
    recordedAt: new Date(recordedAt).toISOString(),
    actor,
    stream,
    revision: String(revision),
    voucher: `${budget.bodyId}/${budget.year}/${revision + 1}`,
    type,
    ...budget,
    appropriationId: optionalText(data, 'appropriationId'),
    decision: (data['decision'] as BookedDecision | undefined) ?? null,
    postings: postings.map(shown),
  };
}

function postingsOf(event: RecordedEvent): readonly MinorPosting[] {
  try {
    return event.postings;
  } catch (error) {
    const name = `${event.type} at position ${event.position} (${event.stream}/${event.revision})`;
    throw new Failure(`${name} cannot be exported: ${(error as Error).message}.`);
  }
}

const shown = ({ account, minor, currency, effectiveOn, allocation, coding }: MinorPosting): BookedPosting => ({
  account,
  amount: formatMinor(minor, currency),
  currency,
  effectiveOn,
  recipientId: allocation?.recipientId ?? null,
  allocationId: allocation?.allocationId ?? null,
  dimensions: coding ?? null,
});
