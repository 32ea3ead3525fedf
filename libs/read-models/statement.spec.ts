import * as fc from 'fast-check';
import { days, histories, recipients } from '../../test/read-models/histories';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { agreements } from './agreements';
import { auditTrail } from './audit-trail';
import { balanceReport } from './balance-report';
import { balances } from './balances';
import { budgets } from './budgets';
import { entries } from './entries';
import { parties } from './parties';
import { statementOf, type Statement, type StatementFilters, type StatementKey } from './statement';

// Each history has a database of its own, on a machine that may be busy.
jest.setTimeout(120_000);

const needed = [entries, parties, auditTrail, balances, agreements, budgets];
const all: StatementFilters = { year: null, bodyId: null, from: null, to: null };
const minor = (text: string) => BigInt(text.replace('.', ''));

/** How many events there are before any history differs from another: parties, agreements, budgets. */
const founding = 11;

let models: ReadModelsOn;

afterEach(() => models.close());

async function statement(
  partyId: string,
  filters: Partial<StatementFilters> = {},
  ask: object = {},
  paging: { limit: number; after: StatementKey | null } = { limit: 1000, after: null },
): Promise<Statement> {
  const { answer } = await models.at(ask, needed, (cut) => statementOf(cut, partyId, { ...all, ...filters }, paging));
  return answer!;
}

describe('a year with a recipient', () => {
  beforeEach(async () => {
    const ledger = new LedgerInMemory();
    booked(ledger.party({ type: 'RegisterParty', partyId: 'novahuset', name: 'Novahuset', kind: 'association' }));
    booked(ledger.party({ type: 'RegisterParty', partyId: 'other', name: 'En annan', kind: 'association' }));
    booked(ledger.budget({ type: 'OpenBudget', bodyId: 'hsn', year: 2019, currency: 'SEK', control: 'none' }));
    const on = { bodyId: 'hsn', year: 2019, allocationId: 'a' };
    const decision = { bodyId: 'hsn', decidedOn: '2019-01-10' };
    const gift = { recipientId: 'novahuset', kind: 'one-off', amount: '100', decision } as const;
    booked(ledger.budget({ type: 'Allocate', ...on, ...gift }));
    const adjustment = { difference: '-30', reason: 'Minskat behov' };
    booked(ledger.budget({ type: 'AdjustAllocation', ...on, ...adjustment, effectiveOn: '2019-04-01' }));
    const paid = { type: 'RecordDisbursement', ...on, amount: '60', effectiveOn: '2019-03-01' } as const;
    booked(ledger.budget({ ...paid, disbursementId: 'd' }));
    booked(ledger.budget({ type: 'RecordReturn', ...on, amount: '10', returnId: 'r', effectiveOn: '2019-05-01' }));
    const left = { amount: '4', reason: 'Behövs inte', effectiveOn: '2019-06-01' };
    booked(ledger.budget({ type: 'ReleaseAllocation', ...on, ...left }));
    const wrong = { reason: 'Fel konto', voucher: 'hsn/2019/4' };
    booked(
      ledger.budget({ type: 'RecordDisbursement', ...on, amount: '6', disbursementId: 'e', effectiveOn: '2019-06-02' }),
    );
    booked(ledger.budget({ type: 'ReverseAllocation', ...on, ...wrong, voucher: 'hsn/2019/7' }));
    models = await ReadModelsOn.start(ledger.log);
  });

  test('is told in the order of effective days, with what remains after each entry', async () => {
    const { name, lines, totals } = await statement('novahuset');
    expect(name).toBe('Novahuset');
    expect(
      lines.map((line) => [line.effectiveOn, line.fact, line.amount, line.change, line.remaining, line.voucher]),
    ).toEqual([
      ['2019-01-10', 'decided', '100.00', '100.00', '100.00', 'hsn/2019/2'],
      ['2019-03-01', 'disbursed', '60.00', '-60.00', '40.00', 'hsn/2019/4'],
      ['2019-04-01', 'adjusted', '-30.00', '-30.00', '10.00', 'hsn/2019/3'],
      ['2019-05-01', 'returned', '10.00', '0.00', '10.00', 'hsn/2019/5'],
      ['2019-06-01', 'released', '4.00', '-4.00', '6.00', 'hsn/2019/6'],
      ['2019-06-02', 'disbursed', '6.00', '-6.00', '0.00', 'hsn/2019/7'],
      ['2019-06-02', 'disbursed', '-6.00', '6.00', '6.00', 'hsn/2019/8'],
    ]);
    expect(lines.at(-1)).toMatchObject({
      type: 'EntryReversed',
      reason: 'Fel konto',
      account: 'COMMITTED',
      kind: 'one-off',
    });
    expect(totals).toEqual([
      {
        currency: 'SEK',
        opening: '0.00',
        allocated: '70.00',
        disbursed: '60.00',
        returned: '10.00',
        released: '4.00',
        carriedIn: '0.00',
        carriedOut: '0.00',
        priorYear: '0.00',
        closing: '6.00',
      },
    ]);
  });

  test('between two days opens with what remained before the first and closes with what remains after the last', async () => {
    const { lines, totals } = await statement('novahuset', { from: '2019-03-01', to: '2019-05-31' });
    expect(lines.map(({ remaining }) => remaining)).toEqual(['40.00', '10.00', '10.00']);
    expect(totals).toMatchObject([{ opening: '100.00', allocated: '-30.00', disbursed: '60.00', closing: '10.00' }]);
    const quiet = await statement('novahuset', { from: '2019-07-01' });
    expect([quiet.lines, quiet.totals]).toMatchObject([[], [{ opening: '6.00', closing: '6.00', allocated: '0.00' }]]);
  });

  test('of a party without entries has no lines, and of a party that is not known there is none', async () => {
    expect(await statement('other')).toEqual({ name: 'En annan', mergedFrom: [], lines: [], totals: [], after: null });
    expect(await statement('nobody')).toBeNull();
    const { answer } = await models.at({ knownPosition: 0n }, needed, (cut) =>
      statementOf(cut, 'novahuset', all, { limit: 10, after: null }),
    );
    expect(answer).toBeNull();
  });
});

test('at every cut a statement ends with what the balances say, and its pages carry the running figure on', async () => {
  const picks = fc.record({
    back: fc.noBias(fc.nat(30)),
    effectiveAt: fc.constantFrom(null, null, null, ...days),
    year: fc.constantFrom(null, null, 2019, 2020),
    from: fc.constantFrom(null, null, null, ...days),
    limit: fc.integer({ min: 1, max: 5 }),
  });
  let lines = 0;
  await fc.assert(
    fc.asyncProperty(histories, picks, async ({ log }, { back, effectiveAt, year, from, limit }) => {
      models = await ReadModelsOn.start(log);
      const knownPosition = log.events[Math.max(founding, log.events.length - 1 - back)]!.position;
      const ask = { knownPosition, effectiveAt };
      for (const recipientId of recipients) {
        const whole = await statement(recipientId, { year, from }, ask);
        lines += whole.lines.length;

        const paged: Statement['lines'] = [];
        for (let after: StatementKey | null = null, more = true; more; more = after !== null) {
          const page: Statement = await statement(recipientId, { year, from }, ask, { limit, after });
          expect(page.totals).toEqual(whole.totals);
          paged.push(...page.lines);
          ({ after } = page);
        }
        expect(paged).toEqual(whole.lines);

        const reported = await models.at(ask, needed, (cut) =>
          balanceReport(
            cut,
            { year, bodyId: null, recipientId, kind: null, currency: null, programme: null },
            ['recipientId'],
            {
              limit: 1000,
              after: null,
            },
          ),
        );
        const running = new Map(whole.totals.map(({ currency, opening }) => [currency, minor(opening)]));
        for (const { currency, change, remaining } of whole.lines) {
          running.set(currency, running.get(currency)! + minor(change));
          expect(minor(remaining)).toBe(running.get(currency));
        }
        for (const total of whole.totals) {
          expect(running.get(total.currency)).toBe(minor(total.closing));
          const row = reported.answer.rows.find(({ currency }) => currency === total.currency)!;
          expect(total.closing).toBe(row.remaining);
          if (from === null)
            expect(total).toMatchObject({
              opening: expect.stringMatching(/^0(\.00)?$/),
              allocated: row.allocated,
              disbursed: row.disbursed,
              returned: row.returned,
              released: row.released,
            });
          const sums = new Map<string, bigint>();
          for (const { fact, amount, currency } of whole.lines)
            if (currency === total.currency) sums.set(fact, (sums.get(fact) ?? 0n) + minor(amount));
          const sum = (...facts: string[]) => facts.reduce((added, fact) => added + (sums.get(fact) ?? 0n), 0n);
          expect([sum('decided', 'adjusted'), sum('disbursed'), sum('returned'), sum('released')]).toEqual(
            [total.allocated, total.disbursed, total.returned, total.released].map(minor),
          );
        }
        const left = reported.answer.rows.filter(({ remaining }) => remaining !== null && !/^[0.]+$/.test(remaining));
        for (const row of left) expect(whole.totals.map(({ currency }) => currency)).toContain(row.currency);
      }
      await models.close();
    }),
    { numRuns: 30 },
  );
  expect(lines).toBeGreaterThan(0);
});
