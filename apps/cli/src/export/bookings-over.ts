import type { Booking } from '@anslag/interchange/hledger/booking';
import type { Connection } from '../connection';
import type { ProgressBar } from '../progress';
import type { ExportOptions } from './options';

interface Page {
  basis: { position: string };
  rows: Booking[];
  next: string | null;
}

/** The bookings of a running ledger at one point of both axes; returns the position that they are known at. */
export async function* bookingsOver(
  connection: Connection,
  options: Omit<ExportOptions, 'format'>,
  progress: ProgressBar | null,
): AsyncGenerator<Booking, string> {
  const { body: bodyId, year, effectiveAt, knownAt, knownPosition } = options;
  const query = { bodyId, year, effectiveAt, knownAt, knownPosition, atLeast: await connection.head() };
  let position = '0';
  try {
    for await (const page of connection.pages<Page>('/entries', query)) {
      ({ position } = page.basis);
      yield* page.rows;
      progress?.at(Number(page.rows.at(-1)?.position ?? position), Number(position));
    }
    return position;
  } finally {
    progress?.end();
  }
}
