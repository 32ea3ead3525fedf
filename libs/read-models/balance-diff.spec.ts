import { everyBalance as all } from '../../test/read-models/every-balance';
import * as fc from 'fast-check';
import { days, histories, programmeIds, recipients } from '../../test/read-models/histories';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { anywhere, ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import { balanceDiff, type DiffAnswer, type DiffRow } from './balance-diff';
import type { BalanceKey, GroupKey } from './balance-keys';
import type { BalanceFilters } from './balance-query';
import { balanceReport, type BalanceRow } from './balance-report';
import { balances } from './balances';
import type { Ask } from './basis';
import { budgets } from './budgets';
import { entries } from './entries';
import { parties } from './parties';

// Each history has a database of its own, on a machine that may be busy.
jest.setTimeout(120_000);

const needed = [balances, entries, parties, agreements, budgets];
const usual: GroupKey[] = ['year', 'bodyId', 'recipientId'];
const amountFields = [
  'allocated',
  'reserved',
  'disbursed',
  'returned',
  'released',
  'carriedIn',
  'carriedOut',
  'priorYear',
  'remaining',
] as const;

let models: ReadModelsOn;

afterEach(() => models.close());

interface Options {
  filters?: Partial<BalanceFilters>;
  groupBy?: GroupKey[];
  limit?: number;
  after?: BalanceKey | null;
}

async function diff(ask: Partial<Ask>, against: Partial<Ask>, options: Options = {}) {
  const { filters = {}, groupBy = usual, limit = 1000, after = null } = options;
  const compared = await models.side.compare(
    needed,
    { ...anywhere, ...ask },
    { ...anywhere, ...against },
    (cut, other) => balanceDiff(cut, other, { ...all, ...filters }, groupBy, { limit, after }),
  );
  if ('refused' in compared) throw new Error(compared.detail);
  return compared;
}

const minor = (text: string | null | undefined) => BigInt((text ?? '0').replace('.', ''));

describe('two points of the time axes', () => {
  let ledger: LedgerInMemory;

  beforeEach(async () => {
    ledger = new LedgerInMemory();
    for (const partyId of ['hsn', 'novahuset', 'primarvarden'])
      booked(ledger.party({ type: 'RegisterParty', partyId, name: `Parten ${partyId}`, kind: 'association' }));
    booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }));
    decide('a', 'novahuset', '100', '2019-01-10');
    decide('b', 'primarvarden', '70', '2019-01-10');
    models = await ReadModelsOn.start(ledger.log);
  });

  const head = () => ledger.log.events.at(-1)!.position;

  const decide = (allocationId: string, recipientId: string, amount: string, decidedOn: string) =>
    booked(
      ledger.budget({
        type: 'Allocate',
        bodyId: 'hsn',
        year: 2019,
        allocationId,
        recipientId,
        kind: 'one-off',
        amount,
        decision: { bodyId: 'hsn', decidedOn },
      }),
    );

  const adjust = (difference: string) =>
    booked(
      ledger.budget({
        type: 'AdjustAllocation',
        bodyId: 'hsn',
        year: 2019,
        allocationId: 'a',
        difference,
        reason: 'Ny prövning',
        effectiveOn: '2019-06-01',
      }),
    );

  test('what was recorded in between is told with before, after and the signed change, and nothing else is', async () => {
    const then = head();
    adjust('-30');
    await models.caughtUp();
    const { answer, basis, against } = await diff({}, { knownPosition: then });
    expect([basis.position, against.position]).toEqual([String(head()), String(then)]);
    expect(answer.rows).toMatchObject([
      {
        recipientId: 'novahuset',
        recipientName: 'Parten novahuset',
        before: { allocated: '100.00', remaining: '100.00' },
        after: { allocated: '70.00', remaining: '70.00' },
        change: { allocated: '-30.00', disbursed: '0.00', remaining: '-30.00', unstatedCount: 0 },
      },
    ]);
    expect(answer.totals).toMatchObject([
      {
        currency: 'SEK',
        before: { allocated: '170.00' },
        after: { allocated: '140.00' },
        change: { allocated: '-30.00' },
      },
    ]);
  });

  test('a row of which nothing was known is null before, and its change is all of it', async () => {
    const then = head();
    decide('c', 'hsn', '5', '2019-02-01');
    await models.caughtUp();
    const forward = await diff({}, { knownPosition: then });
    expect(forward.answer.rows).toMatchObject([{ recipientId: 'hsn', before: null, change: { allocated: '5.00' } }]);
    const backward = await diff({ knownPosition: then }, { knownPosition: head() });
    expect(backward.answer.rows).toMatchObject([{ recipientId: 'hsn', after: null, change: { allocated: '-5.00' } }]);
    expect(backward.answer.rows[0]!.recipientName).toBe('Parten hsn');
  });

  test('what the point compared against leaves out of the known axis is as in the basis', async () => {
    const then = head();
    adjust('-30');
    await models.caughtUp();
    const { answer, against } = await diff({ knownPosition: then }, { effectiveAt: '2019-01-09' });
    expect(against).toMatchObject({ position: String(then), effectiveAt: '2019-01-09' });
    expect(answer.rows.map(({ change }) => change.allocated)).toEqual(['100.00', '70.00']);
  });

  test('a year whose amount comes to be stated differs, and has no amount of change', async () => {
    const agreement = (amount: string | null) =>
      booked(
        ledger.agreement({
          type: 'RecordFundingTerms',
          agreementId: 'iop',
          recipientId: 'primarvarden',
          amount,
          currency: 'SEK',
          firstYear: 2018,
          lastYear: 2018,
        }),
      );
    booked(
      ledger.agreement({
        type: 'RegisterAgreement',
        agreementId: 'iop',
        name: 'IOP',
        kind: 'partnership',
        bodyId: 'hsn',
        parties: ['primarvarden'],
        term: { from: '2018' },
      }),
    );
    const none = head();
    agreement(null);
    const unstated = head();
    agreement('10');
    await models.caughtUp();
    const first = await diff({ knownPosition: unstated }, { knownPosition: none });
    expect(first.answer.rows).toMatchObject([
      { year: 2018, before: null, after: { allocated: null, unstatedCount: 1 } },
    ]);
    expect(first.answer.rows[0]!.change).toMatchObject({ allocated: null, unstatedCount: 1 });
    const second = await diff({}, { knownPosition: unstated });
    expect(second.answer.rows).toMatchObject([
      { year: 2018, before: { allocated: null, unstatedCount: 1 }, after: null, change: { unstatedCount: -1 } },
    ]);
  });

  test('pages follow one another without a gap, and all have the same totals', async () => {
    const then = head();
    for (let n = 0; n < 9; n += 1) decide(`n-${n}`, ['hsn', 'novahuset', 'primarvarden'][n % 3]!, '1', '2019-03-01');
    await models.caughtUp();
    const known = head();
    const groupBy: GroupKey[] = ['recipientId', 'kind'];
    const whole = await diff({ knownPosition: known }, { knownPosition: then }, { groupBy });
    const rows: DiffRow[] = [];
    for (let after: BalanceKey | null = null, more = true; more;) {
      const page: { answer: DiffAnswer } = await diff(
        { pinned: known },
        { pinned: then },
        { groupBy, limit: 1, after },
      );
      expect(page.answer.totals).toEqual(whole.answer.totals);
      rows.push(...page.answer.rows);
      after = page.answer.after;
      more = after !== null;
      decide(`later-${rows.length}`, 'hsn', '1', '2019-03-01');
      await models.caughtUp();
    }
    expect(rows).toEqual(whole.answer.rows);
    expect(rows).toHaveLength(3);
  });
});

test('the difference between any two cuts is that of the two balance reports, row by row', async () => {
  const picks = fc.array(
    fc.record({ back: fc.noBias(fc.nat(40)), effectiveAt: fc.constantFrom(null, null, null, ...days) }),
    { minLength: 4, maxLength: 4 },
  );
  let differing = 0;
  const groups = fc.constantFrom<GroupKey[]>(usual, ['recipientId'], ['year', 'kind'], ['year', 'programme'], []);
  const asked = fc.constantFrom(null, null, null, ...recipients);
  const under = fc.constantFrom(null, null, null, ...programmeIds);
  await fc.assert(
    fc.asyncProperty(
      histories,
      picks,
      groups,
      asked,
      under,
      fc.integer({ min: 1, max: 4 }),
      async (ledger, picked, groupBy, recipientId, programme, limit) => {
        models = await ReadModelsOn.start(ledger.log);
        const { events } = ledger.log;
        const cuts = picked.map(({ back, effectiveAt }) => ({
          knownPosition: events[Math.max(0, events.length - 1 - back)]!.position,
          effectiveAt,
        }));
        const filters = { ...all, recipientId, programme };
        for (const [index, cut] of cuts.entries()) {
          const other = cuts[(index + 1) % cuts.length]!;
          const pages: DiffRow[] = [];
          let totals: DiffAnswer['totals'] = [];
          for (let after: BalanceKey | null = null, more = true; more; more = after !== null) {
            const { answer }: { answer: DiffAnswer } = await diff(cut, other, { filters, groupBy, limit, after });
            pages.push(...answer.rows);
            ({ after, totals } = answer);
          }
          const reports = [];
          for (const ask of [other, cut])
            reports.push(
              (await models.at(ask, needed, (at) => balanceReport(at, filters, groupBy, { limit: 1000, after: null })))
                .answer,
            );
          differing += pages.length;
          const [before, after] = reports as [(typeof reports)[0], (typeof reports)[0]];
          expect(pages.map(keyOf)).toEqual(expectedKeys(before.rows, after.rows));
          for (const row of pages) {
            checkSide(
              row.before,
              before.rows.find((one) => keyOf(one) === keyOf(row)),
            );
            checkSide(
              row.after,
              after.rows.find((one) => keyOf(one) === keyOf(row)),
            );
            for (const field of amountFields)
              if (row.change[field] !== null)
                expect(minor(row.change[field])).toBe(minor(row.after?.[field]) - minor(row.before?.[field]));
          }
          for (const total of totals) {
            const of = (report: typeof before) => report.totals.find(({ currency }) => currency === total.currency);
            checkSide(total.before, of(before));
            checkSide(total.after, of(after));
          }
        }
        await models.close();
      },
    ),
    { numRuns: 30 },
  );
  expect(differing).toBeGreaterThan(5);
});

const keyOf = (row: Pick<BalanceRow, 'year' | 'bodyId' | 'recipientId' | 'kind' | 'programme' | 'currency'>): string =>
  [row.year, row.bodyId, row.recipientId, row.kind, row.programme, row.currency].join(' ');

/** The keys of rows that differ, in the order of the reports. */
function expectedKeys(before: readonly BalanceRow[], after: readonly BalanceRow[]): string[] {
  const find = (rows: readonly BalanceRow[], key: string) => rows.find((row) => keyOf(row) === key);
  const rows = new Map([...before, ...after].map((row) => [keyOf(row), row]));
  const differing = [...rows].filter(([key]) => {
    const [one, other] = [find(before, key), find(after, key)];
    const moved = amountFields.some((field) => minor(one?.[field]) !== minor(other?.[field]));
    return moved || (one?.unstatedCount ?? 0) !== (other?.unstatedCount ?? 0);
  });
  const parts = (row: BalanceRow) => [row.year, row.bodyId, row.recipientId, row.kind, row.programme, row.currency];
  return differing
    .sort(([, a], [, b]) => {
      const [one, other] = [parts(a), parts(b)];
      const at = one.findIndex((part, index) => part !== other[index]);
      return at < 0 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
    })
    .map(([key]) => key);
}

/** A side says what its report says; a report leaves out a row of zeros, which a side may show. */
function checkSide(side: object | null, row: object | undefined): void {
  if (side && row) expect(row).toMatchObject(side);
  else if (side) expect(Object.values(side).every((value) => value === 0 || /^[0.]+$/.test(String(value)))).toBe(true);
  else if (row) throw new Error(`The report has ${JSON.stringify(row)}`);
}
