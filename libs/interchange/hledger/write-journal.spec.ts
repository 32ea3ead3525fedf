import { accountName, idText, tag } from './names';
import type { Booking } from './booking';
import { writeJournal } from './write-journal';

const on = { recipientId: 'primarvarden', allocationId: 'engangs' };
const posting = { currency: 'SEK', effectiveOn: '2019-11-12', ...on, dimensions: null };

const decided: Booking = {
  position: '4',
  recordedAt: '2019-11-13T08:30:00.000Z',
  actor: 'controller',
  stream: 'budget-hsn.2019',
  revision: '1',
  voucher: 'hsn/2019/2',
  type: 'AllocationDecided',
  bodyId: 'hsn',
  year: 2019,
  appropriationId: null,
  decision: { bodyId: 'hsn', decidedOn: '2019-11-12', caseNumber: 'HSN 2019-713', item: '§ 7' },
  postings: [
    { ...posting, account: 'AVAILABLE', amount: '-30000000.00' },
    { ...posting, account: 'COMMITTED', amount: '30000000.00' },
  ],
};

async function* known(...bookings: Booking[]): AsyncGenerator<Booking, string> {
  yield* bookings;
  return '9';
}

async function journalOf(...bookings: Booking[]): Promise<string> {
  let text = '';
  for await (const piece of writeJournal(['Anslag.'], known(...bookings))) text += piece;
  return text;
}

test('a booking is a transaction, with its accounts and currency declared before', async () => {
  expect(await journalOf(decided)).toBe(`; Anslag.

decimal-mark .

commodity 1000.00 SEK
account hsn:2019:AVAILABLE
account hsn:2019:COMMITTED:primarvarden

2019-11-12 (hsn/2019/2) AllocationDecided engangs
    ; position:4
    ; recorded:2019-11-13T08:30:00.000Z
    ; stream:budget-hsn.2019@1
    ; actor:controller
    ; decided-by:hsn
    ; decided-on:2019-11-12
    ; case:HSN 2019-713
    ; item:§ 7
    ; allocation:engangs
    hsn:2019:AVAILABLE                                  -30000000.00 SEK
    hsn:2019:COMMITTED:primarvarden                      30000000.00 SEK

; The end. Transactions: 1. Known at position: 9.
`);
});

test('postings with a day of their own have it as a tag, and nothing is declared twice', async () => {
  const later = decided.postings.map((one) => ({ ...one, effectiveOn: '2020-01-01' }));
  const text = await journalOf(decided, { ...decided, postings: [...decided.postings, ...later] });
  expect(text.match(/^account .*$/gm)).toHaveLength(2);
  expect(text.match(/ {2}; date:2020-01-01$/gm)).toHaveLength(2);
});

test('what a posting is coded with is its tags, by name', async () => {
  const dimensions = { konto: '4510', ansvar: 'A, [1]' };
  const [first, second] = decided.postings.map((one) => ({ ...one, dimensions }));
  const later = { ...second!, effectiveOn: '2020-01-01' };
  const text = await journalOf({ ...decided, postings: [first!, later] });
  expect(text).toMatch(/AVAILABLE .* SEK {2}; dim-ansvar:A%2C%20%5B1%5D, dim-konto:4510\n/);
  expect(text).toMatch(/COMMITTED.* SEK {2}; date:2020-01-01, dim-ansvar:A%2C%20%5B1%5D, dim-konto:4510\n/);
});

test('an appropriation is on no allocation and with no party', async () => {
  const own = { recipientId: null, allocationId: null };
  const postings = [
    { ...posting, ...own, currency: 'JPY', account: 'AUTHORITY', amount: '-5' },
    { ...posting, ...own, currency: 'JPY', account: 'AVAILABLE', amount: '5' },
  ];
  const text = await journalOf({ ...decided, decision: null, appropriationId: 'plan', postings });
  expect(text).toContain('commodity 1000. JPY\n');
  expect(text).toMatch(/AllocationDecided plan\n[^]*; appropriation:plan\n {4}hsn:2019:AUTHORITY {2,}-5 JPY\n/);
});

test('a booking is asked for only when the one before was taken, and none after the reader has had enough', async () => {
  let asked = 0;
  let isLeft = false;
  async function* endless(): AsyncGenerator<Booking, string> {
    try {
      for (;;) {
        asked += 1;
        yield decided;
      }
    } finally {
      isLeft = true;
    }
  }
  const pieces = writeJournal([], endless());
  for (let taken = 0; taken < 100; taken += 1) {
    await pieces.next();
    expect(asked).toBe(taken);
  }
  await pieces.return();
  expect(isLeft).toBe(true);
});

test('ids of the ledger stay as they are; of others, no two share a name', () => {
  expect(accountName({ bodyId: 'rs.norra-2', year: 2019 }, { account: 'RESERVED', recipientId: 'gb-chc-1' })).toBe(
    'rs.norra-2:2019:RESERVED:gb-chc-1',
  );
  const ids = ['a b', 'a  b', 'a:b', 'a;b', 'a%20b', 'å', 'a\u030a', '', '%', '\n', '😀', 'A'];
  expect(ids.map(idText)).toEqual([
    'a%20b',
    'a%20%20b',
    'a%3Ab',
    'a%3Bb',
    'a%2520b',
    '%C3%A5',
    'a%CC%8A',
    '%',
    '%25',
    '%0A',
    '%F0%9F%98%80',
    'A',
  ]);
});

test('a tag is one line, and its value ends where the line does', () => {
  expect(tag('case', ' HSN,\r\n2019;\u2028 date:x\u00a0\u0000')).toBe('case:HSN; 2019; date:x');
});
