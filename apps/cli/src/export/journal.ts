import { writeJournal } from '@anslag/interchange/hledger/write-journal';
import { Connection } from '../connection';
import { embeddedStore } from '../paths';
import { storedEvents } from '../replay/sources';
import { bookingsIn } from './bookings-in';
import { bookingsOver } from './bookings-over';
import type { ExportOptions } from './options';
import { progressBeside } from './output';

/** The journal of a ledger, or of a store that none runs on, as hledger reads it, in pieces. */
export function journalText(options: ExportOptions): AsyncIterable<string> {
  const { store, out } = options;
  const told = (what: string) => progressBeside(out, what);
  const bookings =
    store === undefined
      ? bookingsOver(new Connection(options, { masked: true }), options, told('Writing, position'))
      : bookingsIn(storedEvents(embeddedStore(store)), options, told('Reading, events'));
  return writeJournal(about(options), bookings);
}

function about({ body, year, effectiveAt, knownAt, knownPosition }: ExportOptions): string[] {
  const cut: [string, string | undefined][] = [
    ['of the body', body],
    ['of the budget year', year],
    ['effective at', effectiveAt],
    ['known at', knownAt],
    ['known at position', knownPosition],
  ];
  const said = cut.flatMap(([what, value]) => (value === undefined ? [] : [`${what} ${value}`]));
  return [`Anslag: the entries${said.length === 0 ? '' : ` ${said.join(', ')}`}.`];
}
