import * as fc from 'fast-check';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { RecordedBudgetEvent } from '@anslag/domain/budget/events';
import type { BudgetState } from '@anslag/domain/budget/state';
import { amountOf, formatAmount } from '@anslag/money/amount';
import { actors, bodies, histories, years } from '../../test/read-models/histories';
import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { databaseKind } from '../../test/read-models/new-database';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { approvalPage, type ApprovalFilters, type Asking } from './approval-report';
import { approvals } from './approvals';
import type { Ask } from './basis';
import { budgetAt } from './budget-report';
import { budgets } from './budgets';
import { entries } from './entries';
import { parties } from './parties';

jest.setTimeout(120_000);

const today = '2019-06-01';
const everything: ApprovalFilters = { bodyId: null, year: null, mine: null };
const bo: Asking = { subject: 'bo', isApprover: true, day: today };

async function page(
  models: ReadModelsOn,
  ask: Partial<Ask> = {},
  filters: Partial<ApprovalFilters> = {},
  asking: Asking = bo,
  limit = 1000,
  after: bigint | null = null,
) {
  const { answer } = await models.at(ask, [approvals, entries, parties], (cut) =>
    approvalPage(cut, { ...everything, ...filters }, { limit, after }, asking),
  );
  return answer;
}

/** The budget as its own rules have it at a position, and where each of its events stands. */
function replayed({ log }: LedgerInMemory, bodyId: string, year: number, position: bigint) {
  const known = log.events.filter((one) => one.stream === `budget-${bodyId}.${year}` && one.position <= position);
  const state = known.reduce<BudgetState>((before, { type, data, revision, metadata }) => {
    const { actor } = metadata as { actor: string };
    return budgetDecider.evolve(before, { type, data, revision, actor } as RecordedBudgetEvent);
  }, budgetDecider.initial);
  return { state, positions: new Map(known.map((one) => [one.revision, one.position])) };
}

/** What waits, and what approving it would be answered, by the rules that approvals are decided by. */
function waitingBy(ledger: LedgerInMemory, position: bigint, actor: string) {
  const places = bodies.flatMap((bodyId) => years.map((year) => ({ bodyId, year })));
  return places
    .flatMap(({ bodyId, year }) => {
      const { state, positions } = replayed(ledger, bodyId, year, position);
      return [...state.allocations.values()].flatMap(({ allocationId, allocated, currency, proposal }) => {
        if (!proposal) return [];
        const on = { bodyId, year, allocationId };
        const answer = budgetDecider.decide({ type: 'ApproveAllocation', ...on, actor, today }, state);
        const totalAfter = formatAmount(allocated.add(amountOf(proposal.amount)), currency);
        const whyNot = 'refused' in answer ? answer.refused : null;
        const { amount, proposedBy, effectiveOn } = proposal;
        const row = { ...on, amount, totalAfter, currency, effectiveOn, proposedBy, mayApprove: !whyNot, whyNot };
        return [{ at: positions.get(proposal.revision)!, row }];
      });
    })
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .map(({ row }) => row);
}

test('at any position the list holds what waits by the rules themselves, and says who may approve as they would', async () => {
  let waited = 0;
  const reasons = new Set<string | null>();
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), fc.integer({ min: 1, max: 20 }), async (ledger, at, limit) => {
      const models = await ReadModelsOn.start(ledger.log, { limit });
      try {
        const { events } = ledger.log;
        for (const { position } of [events[at % events.length]!, events.at(-1)!])
          for (const subject of [...actors, 'david', 'nobody']) {
            const expected = waitingBy(ledger, position, subject);
            const asking = { subject, isApprover: true, day: today };
            const { rows } = await page(models, { knownPosition: position }, {}, asking);
            expect(rows).toHaveLength(expected.length);
            expect(rows).toMatchObject(expected);
            const mine = await page(models, { knownPosition: position }, { mine: 1 }, asking);
            expect(mine.rows).toEqual(rows.filter(({ mayApprove }) => mayApprove));
            waited += rows.length;
            for (const { whyNot } of rows) reasons.add(whyNot);
          }
      } finally {
        await models.close();
      }
    }),
    { numRuns: databaseKind === 'SQLite' ? 25 : 6 },
  );
  expect(waited).toBeGreaterThan(0);
  if (databaseKind === 'SQLite') expect(reasons.size).toBeGreaterThan(1);
});

describe('a list of three', () => {
  const on = { bodyId: 'hsn', year: 2019 };
  let ledger: LedgerInMemory;
  let models: ReadModelsOn;

  beforeAll(async () => {
    ledger = new LedgerInMemory();
    booked(ledger.party({ type: 'RegisterParty', partyId: 'novahuset', name: 'Novahuset', kind: 'association' }));
    booked(
      ledger.budget({ type: 'OpenBudget', ...on, currency: 'SEK', control: 'none', approval: { policy: 'always' } }),
    );
    for (const [allocationId, amount] of Object.entries({ a: '100', b: '500', c: '100' }))
      booked(
        ledger.budget({
          type: 'Allocate',
          ...on,
          allocationId,
          recipientId: 'novahuset',
          kind: 'one-off',
          amount,
          decision: { bodyId: 'hsn', decidedOn: '2019-05-01' },
          title: 'Bidrag',
        }),
      );
    booked(ledger.budget({ type: 'AppointApprover', ...on, subject: 'bo', limit: '100', validFrom: '2019-01-01' }));
    const period = { validFrom: '2019-06-01', validTo: '2019-06-30' };
    booked(ledger.budget({ type: 'AppointSubstitute', ...on, subject: 'bo', substitute: 'cecilia', ...period }));
    booked(
      ledger.budget({ type: 'RevokeApprover', ...on, subject: 'bo', reason: 'Slutat', effectiveOn: '2019-09-01' }),
    );
    models = await ReadModelsOn.start(ledger.log);
  });

  afterAll(() => models.close());

  test('says all that is needed to judge it', async () => {
    const { rows, after } = await page(models);
    expect([rows.length, after]).toEqual([3, null]);
    expect(rows[0]).toEqual({
      ...on,
      allocationId: 'a',
      waiting: 'allocation',
      recipientId: 'novahuset',
      recipientName: 'Novahuset',
      kind: 'one-off',
      amount: '100.00',
      totalAfter: '100.00',
      currency: 'SEK',
      effectiveOn: '2019-05-01',
      title: 'Bidrag',
      reason: null,
      decision: { bodyId: 'hsn', decidedOn: '2019-05-01' },
      proposedBy: 'anna',
      proposedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      voucher: 'hsn/2019/2',
      mayApprove: true,
      whyNot: null,
    });
  });

  test.each([
    [bo, [null, 'above-limit', null]],
    [{ ...bo, day: '2019-09-01' }, ['approver-not-valid', 'approver-not-valid', 'approver-not-valid']],
    [{ ...bo, subject: 'cecilia' }, [null, 'above-limit', null]],
    [{ ...bo, subject: 'david' }, ['not-an-approver', 'not-an-approver', 'not-an-approver']],
    [{ ...bo, subject: 'anna' }, ['same-person', 'same-person', 'same-person']],
    [{ ...bo, isApprover: false }, ['forbidden', 'forbidden', 'forbidden']],
  ])('tells %j why not: %j', async (asking, reasons) => {
    const { rows } = await page(models, {}, {}, asking);
    expect(rows.map(({ whyNot }) => whyNot)).toEqual(reasons);
  });

  test('is read page by page, also where most of what is read is not mine', async () => {
    const first = await page(models, {}, { mine: 1 }, bo, 1);
    expect(first.rows.map(({ allocationId }) => allocationId)).toEqual(['a']);
    const second = await page(models, {}, { mine: 1 }, bo, 1, first.after);
    expect(second.rows.map(({ allocationId }) => allocationId)).toEqual(['c']);
    expect(second.after).toBeNull();
    expect((await page(models, {}, { bodyId: 'rs' })).rows).toEqual([]);
    expect((await page(models, {}, { year: 2020 })).rows).toEqual([]);
  });

  test("is beside the budget's approvers, all of them or those of a day", async () => {
    const approversAt = async (effectiveAt: string | null) =>
      (await models.at({ effectiveAt }, [budgets, entries, approvals], (cut) => budgetAt(cut, 'hsn', 2019))).answer!
        .approvers;
    const cecilia = { substitute: 'cecilia', validFrom: '2019-06-01', validTo: '2019-06-30', revokedFrom: null };
    const approver = {
      subject: 'bo',
      limit: '100.00',
      validFrom: '2019-01-01',
      validTo: null,
      revokedFrom: '2019-09-01',
      substitutes: [cecilia],
    };
    expect(await approversAt(null)).toEqual([approver]);
    expect(await approversAt('2019-08-31')).toEqual([{ ...approver, substitutes: [] }]);
    expect(await approversAt('2019-09-01')).toEqual([]);
  });
});
