import * as fc from 'fast-check';
import { accountName } from '@anslag/interchange/hledger/names';
import type { Booking } from '@anslag/interchange/hledger/booking';
import { writeJournal } from '@anslag/interchange/hledger/write-journal';
import { currencies } from '@anslag/money/currency';
import { formatMinor } from '@anslag/money/amount';
import { balancesIn, describeWithHledger, hledger, type Balances } from './hledger';

// Each journal is read by a process of its own, on a machine that may be busy.
jest.setTimeout(120_000);

/** What means something in a journal, and what is hard to write anywhere. */
const awkward = fc.oneof(
  fc.constantFrom(...';:,|()[]*!=@"\'%{}#~-+.&x7å日'),
  fc.constantFrom('  ', '\n', '\r\n', '\t', '\u00a0', '\u2028', '\u3000', '\u0000', '\ud800', '\ufeff', '\u202e', '😀'),
  fc.constantFrom(
    'date:x',
    '[2019-99-99]',
    'date2:1',
    'type:Q',
    'end comment',
    'include x',
    '12 SEK',
    '{1}',
    'a\u030a',
  ),
);

const wild = fc.oneof(
  fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('hsn', 'engangs'),
);

const day = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => new Date(Date.UTC(1900, 0, 1 + days)).toISOString().slice(0, 10));
const minor = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n });

const dimensions = fc.option(fc.dictionary(fc.constantFrom('konto', 'date', 'a-1'), wild, { noNullPrototype: true }));

const pair = fc
  .record({ from: wild, to: wild, minor, day, recipientId: fc.option(wild), allocationId: fc.option(wild), dimensions })
  .map(({ from, to, minor: size, day: effectiveOn, ...key }) => (currency: string) => {
    const on = (account: string, amount: bigint) => {
      return { ...key, account, amount: formatMinor(amount, currency), currency, effectiveOn };
    };
    return [on(from, -size), on(to, size)];
  });

const booking: fc.Arbitrary<Booking> = fc
  .record({
    position: fc.nat().map(String),
    recordedAt: fc.constant('2019-11-13T08:30:00.000Z'),
    actor: wild,
    stream: wild,
    revision: fc.nat().map(String),
    voucher: wild,
    type: fc.constant('AllocationDecided'),
    bodyId: wild,
    year: fc.integer({ min: 1900, max: 2999 }),
    appropriationId: fc.option(wild),
    decision: fc.option(
      fc.record({
        bodyId: wild,
        decidedOn: fc.constantFrom('2019', '2019-11', '2019-11-12', null),
        caseNumber: wild,
        item: wild,
        documentSha256: wild,
      }),
    ),
    currency: fc.constantFrom(...currencies),
    pairs: fc.array(pair, { minLength: 1, maxLength: 4 }),
  })
  .map(({ currency, pairs, ...rest }) => ({ ...rest, postings: pairs.flatMap((one) => one(currency)) }));

async function journalOf(bookings: readonly Booking[]): Promise<string> {
  async function* known(): AsyncGenerator<Booking, string> {
    yield* bookings;
    return '1';
  }
  let text = '';
  for await (const piece of writeJournal([], known())) text += piece;
  return text;
}

function foldOf(bookings: readonly Booking[]): Balances {
  const sums = new Map<string, bigint>();
  for (const one of bookings)
    for (const posting of one.postings) {
      const key = `${accountName(one, posting)} ${posting.currency}`;
      sums.set(key, (sums.get(key) ?? 0n) + BigInt(posting.amount.replace('.', '')));
    }
  const left = [...sums].filter(([, sum]) => sum !== 0n);
  return Object.fromEntries(left.map(([key, sum]) => [key, formatMinor(sum, key.slice(-3))]));
}

describeWithHledger('whatever ids and texts there are', () => {
  test('hledger reads the journal, finds it in order, and adds up the same on every account', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(booking, { maxLength: 8 }), async (bookings) => {
        const journal = await journalOf(bookings);
        expect(balancesIn(journal, '--strict')).toEqual(foldOf(bookings));
      }),
      { numRuns: 60 },
    );
  });

  test('each transaction has the tags that were written, whole, and no others', async () => {
    await fc.assert(
      fc.asyncProperty(booking, async (one) => {
        const [transaction] = JSON.parse(hledger(await journalOf([one]), 'print', '-O', 'json'));
        const names = transaction.ttags.map(([name]: [string]) => name);
        expect(names.slice(0, 2)).toEqual(['position', 'recorded']);
        const known =
          /^(position|recorded|stream|actor|decided-by|decided-on|case|item|document|allocation|appropriation)$/;
        for (const name of names) expect(name).toMatch(known);
        expect(transaction.tdate).toBe(one.postings[0]!.effectiveOn);
        const days = transaction.tpostings.map(({ pdate }: { pdate: string | null }) => pdate ?? transaction.tdate);
        expect(days).toEqual(one.postings.map(({ effectiveOn }) => effectiveOn));
        for (const [nth, { ptags }] of transaction.tpostings.entries()) {
          const coded = ptags.map(([name]: [string]) => name).filter((name: string) => name.startsWith('dim-'));
          const dims = Object.keys(one.postings[nth]!.dimensions ?? {}).map((name) => `dim-${name}`);
          expect(coded).toEqual(dims.sort());
        }
      }),
      { numRuns: 40 },
    );
  });
});
