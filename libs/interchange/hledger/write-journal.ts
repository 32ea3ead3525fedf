import { scaleOf } from '@anslag/money/currency';
import type { BookedPosting, Booking } from './booking';
import { accountName, idText, tag } from './names';

/**
 * Bookings as a journal that hledger reads, in pieces, one transaction each; accounts and currencies are declared where
 * they first come up. `bookings` returns the position that they are known at. Holds no more than the accounts' names.
 */
export async function* writeJournal(
  about: readonly string[],
  bookings: AsyncGenerator<Booking, string>,
): AsyncGenerator<string, void> {
  const declared = new Set<string>();
  yield `${about.map((one) => `; ${one}\n`).join('')}\ndecimal-mark .\n`;
  let count = 0;
  try {
    let next = await bookings.next();
    for (; !next.done; next = await bookings.next()) {
      count += 1;
      yield `\n${declarations(next.value, declared)}${transaction(next.value)}`;
    }
    yield `\n; The end. Transactions: ${count}. Known at position: ${next.value}.\n`;
  } finally {
    // Where the reader has had enough, the source is left in order too.
    await bookings.return('');
  }
}

/** What a transaction needs that was not declared yet. */
function declarations(booking: Booking, declared: Set<string>): string {
  let text = '';
  const declare = (directive: string) => {
    if (declared.has(directive)) return;
    declared.add(directive);
    text += `${directive}\n`;
  };
  for (const posting of booking.postings) {
    // The decimal mark has to be there also where there are no decimals.
    declare(`commodity 1000.${'0'.repeat(scaleOf(posting.currency))} ${posting.currency}`);
    declare(`account ${accountName(booking, posting)}`);
  }
  return text === '' ? '' : `${text}\n`;
}

function transaction(booking: Booking): string {
  const { voucher, type, appropriationId, postings } = booking;
  const allocations = [...new Set(postings.flatMap(({ allocationId }) => allocationId ?? []))];
  const day = postings[0]!.effectiveOn;
  const code = voucher.split('/').map(idText).join('/');
  const about = [type, ...[...allocations, ...(appropriationId === null ? [] : [appropriationId])].map(idText)];
  const tags = [
    ...tagsOf(booking),
    ...allocations.map((id) => tag('allocation', id)),
    ...(appropriationId === null ? [] : [tag('appropriation', appropriationId)]),
  ];
  return [
    `${day} (${code}) ${about.join(' ')}\n`,
    ...tags.map((one) => `    ; ${one}\n`),
    ...postings.map((posting) => line(booking, posting, day)),
  ].join('');
}

function tagsOf({ position, recordedAt, stream, revision, actor, decision }: Booking): string[] {
  const tags: [string, string | null | undefined][] = [
    ['position', position],
    ['recorded', recordedAt],
    ['stream', `${stream}@${revision}`],
    ['actor', actor],
    ['decided-by', decision?.bodyId],
    ['decided-on', decision?.decidedOn],
    ['case', decision?.caseNumber],
    ['item', decision?.item],
    ['document', decision?.documentSha256],
  ];
  return tags.flatMap(([name, value]) => (value ? [tag(name, value)] : []));
}

function line(booking: Booking, posting: BookedPosting, day: string): string {
  const { amount, currency, effectiveOn, dimensions } = posting;
  const tags = [
    // A reversal takes back each entry on that entry's own day.
    ...(effectiveOn === day ? [] : [tag('date', effectiveOn)]),
    // hledger takes some tags for its own, and a text in brackets for a day, wherever it stands beside a posting.
    ...Object.entries(dimensions ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dimensionId, code]) => tag(`dim-${dimensionId}`, idText(code))),
  ];
  const own = tags.length === 0 ? '' : `  ; ${tags.join(', ')}`;
  return `    ${accountName(booking, posting).padEnd(44)}  ${amount.padStart(18)} ${currency}${own}\n`;
}
