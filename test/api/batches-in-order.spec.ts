import * as fc from 'fast-check';
import { batch } from './batch-client';
import { clientOf } from './client';
import { LedgerProcess } from './ledger-process';
import { withoutIds } from './same-answer';

let one: LedgerProcess;
let other: LedgerProcess;

beforeAll(async () => {
  [one, other] = await Promise.all([LedgerProcess.start(), LedgerProcess.start()]);
});

afterAll(() => Promise.all([one.stop(), other.stop()]));

interface Told {
  path: string;
  body: object;
}

const numbered = (letter: string, most: number) =>
  fc.integer({ min: 1, max: most }).map((number) => `${letter}${number}`);
const party = numbered('p', 4);
const body = numbered('p', 2);
const allocationId = numbered('a', 6);
const agreementId = numbered('g', 2);
const year = fc.constantFrom(2020, 2021);
const decision = body.map((bodyId) => ({ bodyId, decidedOn: '2020-02-01' }));
const amount = fc.constantFrom('1', '60');
const onAllocation = (what: string, of: fc.Arbitrary<object>): fc.Arbitrary<Told> =>
  fc.tuple(body, year, allocationId, of).map(([bodyId, ofYear, id, sent]) => ({
    path: `/budgets/${bodyId}/${ofYear}/allocations/${id}/${what}`,
    body: sent,
  }));
const rest = { reason: fc.constant('R'), effectiveOn: fc.constant('2020-03-01') };

/** Commands on few things, so that most depend on one shortly before. */
const told: fc.Arbitrary<Told> = fc.oneof(
  party.map((partyId) => ({ path: '/parties', body: { partyId, name: 'N', kind: 'body' } })),
  fc.tuple(party, decision).map(([partyId, by]) => ({
    path: `/parties/${partyId}/names`,
    body: { name: 'M', effectiveFrom: '2020-01-01', decision: by },
  })),
  fc.tuple(body, year).map(([bodyId, ofYear]) => ({
    path: '/budgets',
    body: { bodyId, year: ofYear, currency: 'SEK', control: 'none', approval: { policy: 'above', above: '100' } },
  })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        body,
        year,
        fc.record(
          { allocationId, recipientId: party, kind: fc.constant('one-off'), amount, decision, agreementId },
          { requiredKeys: ['allocationId', 'recipientId', 'kind', 'amount', 'decision'] },
        ),
      )
      .map(([bodyId, ofYear, sent]) => ({ path: `/budgets/${bodyId}/${ofYear}/allocations`, body: sent })),
  },
  onAllocation('adjustments', fc.record({ difference: fc.constantFrom('5', '-1', '70'), ...rest })),
  onAllocation('replacement', fc.record({ allocationId, reason: rest.reason, recipientId: party })),
  onAllocation('disbursements', fc.record({ amount, effectiveOn: rest.effectiveOn })),
  onAllocation('reversal', fc.record({ reason: rest.reason })),
  fc.tuple(agreementId, body, party, fc.constantFrom('2019', '2021', null)).map(([id, bodyId, other_, to]) => ({
    path: '/agreements',
    body: { agreementId: id, name: 'G', kind: 'service', bodyId, parties: [other_], term: { from: '2019', to } },
  })),
  fc.tuple(agreementId, party).map(([id, recipientId]) => ({
    path: `/agreements/${id}/funding-terms`,
    body: { recipientId, amount: '9', currency: 'SEK', firstYear: 2020 },
  })),
  fc.tuple(agreementId, year).map(([id, ofYear]) => ({ path: `/agreements/${id}/years/${ofYear}`, body: {} })),
  // An agreement's year is an allocation, which is adjusted by the agreement's id.
  fc.tuple(body, year, agreementId).map(([bodyId, ofYear, id]) => ({
    path: `/budgets/${bodyId}/${ofYear}/allocations/${id}/adjustments`,
    body: { difference: '1', reason: 'R', effectiveOn: '2020-03-01' },
  })),
);

let run = 0;

test('whatever depends on whatever, a batch is answered as if its lines were sent one after another', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 200, maxLength: 300, size: 'max' }), async (all) => {
      run += 1;
      // Ids of each run are its own, so that every run begins on empty books.
      const own = (text: string) => text.replaceAll(/\b([pag]\d)\b/g, `$1-${run}`);
      const lines = all.map(({ path, body: sent }, index) => ({
        path: own(path),
        body: JSON.parse(own(JSON.stringify(sent))) as object,
        key: `${run}-${index}`,
      }));
      const call = clientOf(one);
      const expected: string[] = [];
      for (const { path, body: sent, key } of lines) {
        const { status, text } = await call('POST', path, { body: sent, headers: { 'idempotency-key': key } });
        expected.push(withoutIds(`${path} ${status} ${text}`));
      }
      const heard = (await batch(other, lines)).map(({ line, status, body: said }) => {
        seen.set(said.code ?? 'booked', (seen.get(said.code ?? 'booked') ?? 0) + 1);
        return withoutIds(`${lines[line - 1]!.path} ${status} ${JSON.stringify(said)}`);
      });
      expect(heard).toEqual(expected);
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(seen.get('booked')).toBeGreaterThan(12 * 20);
  for (const code of [
    'unknown-recipient',
    'unknown-agreement',
    'not-in-force',
    'budget-not-found',
    'already-exists',
    'agreement-not-found',
  ])
    expect([code, seen.get(code) ?? 0]).not.toEqual([code, 0]);
}, 180_000);
