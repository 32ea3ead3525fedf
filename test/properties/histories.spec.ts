import type { AllocationTerms } from '@anslag/domain/budget/events';
import * as fc from 'fast-check';
import { agreementEventTypes, budgetEventTypes, indexEventTypes, partyEventTypes } from '../domain/event-types';
import { wrongIndexationIn, wrongShareIn } from './funded-shares';
import { historiesOf } from './intents';
import { wronglyCorrected } from './corrected-years';
import { Persons } from './persons';
import { Watch } from './watch';
import { World } from './world';

// Random histories of every command there is, on two budgets at once. Set SEED to see a run again.

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

/** Commands that name a business key: sent again under another idempotency key they must not book again. */
const once = new Set([
  'RegisterParty',
  'IdentifyParty',
  'MergeParty',
  'EraseParty',
  'RegisterAgreement',
  'RecordOption',
  'RecordAnnex',
  'AddScope',
  'RecordDeliverable',
  'AttachSource',
  'OpenBudget',
  'ProposeAppropriation',
  'RecommendAppropriation',
  'AdoptAppropriation',
  'RejectAppropriation',
  'ReverseAppropriation',
  'Allocate',
  'FundYear',
  'ApproveAllocation',
  'RejectAllocation',
  'WithdrawProposal',
  'RecordDisbursement',
  'RecordReturn',
  'ReverseAllocation',
  'ReplaceAllocation',
  'DemandClawback',
  'WithdrawClawback',
  'SetReportingDuty',
  'ReceiveReport',
  'ExtendReportingDuty',
  'WaiveReportingDuty',
  'AppointApprover',
  'RevokeApprover',
  'AppointSubstitute',
  'OpenDimension',
  'OpenCodes',
  'CloseCodes',
  'OpenProgramme',
  'TransferBetweenProgrammes',
  'ReverseProgrammeTransfer',
  'LockBudget',
  'UnlockBudget',
  'BeginCarryForward',
  'CompleteCarryForward',
  'CloseBudget',
  'SendTransfer',
  'ReverseTransfer',
  'ReceiveTransfer',
  'SettleTransfer',
]);

/** How many histories are played, and what they came to. */
const histories = Number(process.env.HISTORIES ?? 2_000);
const run = {
  histories: 0,
  commands: 0,
  booked: 0,
  types: new Map<string, number>(),
  /** Units that a part of a year was counted in. */
  parts: new Map<string, number>(),
  /** Years of which a body bore its share. */
  shares: 0,
  /** Years that were put up by an index, and differences that were booked later, by sign. */
  indexed: new Map<string, number>(),
  refusals: new Map<string, number>(),
};

/** What an event that an index has to do with does. */
function indexedAs({ type, data }: { type: string; data: unknown }): string {
  if (!type.startsWith('AllocationAdjust')) return 'funded';
  const { amount } = data as { amount: string };
  return amount.startsWith('-') ? 'down' : /[1-9]/.test(amount) ? 'up' : 'the same';
}

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

test('whatever is commanded, the books balance at every cut and agree with a book kept by hand', () => {
  const property = fc.property(historiesOf(200), ({ rules, intents, cuts }) => {
    run.histories += 1;
    const world = new World(rules);
    const watches = world.budgets.map((budget) => new Watch(budget));
    const problems: string[] = [];
    const persons = new Persons();
    for (const intent of intents) {
      const { type, send } = world.act(intent);
      const answer = send();
      run.commands += 1;
      if ('refused' in answer) {
        count(run.refusals, answer.refused);
        continue;
      }
      run.booked += 1;
      for (const event of answer.booked) {
        count(run.types, event.type);
        const { basis, share, indexation } = event.data as Partial<AllocationTerms>;
        if (basis && basis.numerator < basis.denominator) count(run.parts, basis.unit);
        if (share) run.shares += 1;
        if (indexation && event.type !== 'FundingTermsRecorded') count(run.indexed, indexedAs(event));
      }
      problems.push(
        ...answer.booked.flatMap((event) => [
          ...persons.wrongIn(event),
          ...wrongShareIn(event),
          ...wrongIndexationIn(event),
        ]),
      );
      for (const watch of watches) watch.look();
      if (once.has(type) && !('refused' in send())) problems.push(`${type} was booked twice`);
      for (const watch of watches) watch.look();
    }
    for (const watch of watches) watch.compare(cuts);
    const [first, , next] = world.budgets;
    problems.push(...wronglyCorrected(first.stream.events, next.stream.events));
    for (const stream of world.streams) stream.checkSnapshots();
    problems.push(...watches.flatMap((watch) => watch.problems), ...world.streams.flatMap((one) => one.problems));
    expect(problems).toEqual([]);
  });
  fc.assert(property, { seed, numRuns: histories });
}, 900_000);

describe('the histories', () => {
  afterAll(() => {
    const share = Math.round((100 * run.booked) / run.commands);
    process.stdout.write(`histories: SEED=${seed}, ${run.commands} commands, ${share} % of them booked\n`);
  });

  test('are accepted in at least half of their commands', () => {
    expect(run.histories).toBeGreaterThanOrEqual(histories);
    expect(run.booked / run.commands).toBeGreaterThanOrEqual(0.5);
  });

  test('reach every type of event', () => {
    expect([...run.types.keys()].sort()).toEqual(
      [...budgetEventTypes, ...agreementEventTypes, ...partyEventTypes, ...indexEventTypes].sort(),
    );
  });

  test('reach years that are funded in part, by month and by day', () => {
    expect([...run.parts.keys()].sort()).toEqual(['day', 'month']);
  });

  test('reach years that several bodies bear', () => {
    expect(run.shares).toBeGreaterThan(0);
  });

  test('reach years that are put up by an index, and later ups and downs of it', () => {
    expect([...run.indexed.keys()].sort()).toEqual(['down', 'funded', 'the same', 'up']);
  });

  test('are turned down by the rules that money is kept with', () => {
    const programmes = ['programme-exceeded', 'unknown-programme', 'programme-not-open'];
    const rules = ['exceeds-committed', 'exceeds-disbursed', 'budget-exceeded', 'ledger-overflow'];
    const others = ['before-decision', 'same-person', 'waiting', 'already-exists', 'already-reversed'];
    const ended = ['budget-locked', 'budget-closed', 'moved', 'already-carried', 'transfer-under-way'];
    const coded = ['dimension-required', 'unknown-dimension', 'unknown-code', 'code-closed'];
    const owed = ['report-overdue', 'exceeds-claim', 'exceeds-concerned-year'];
    const planned = ['plan-exceeds-allocated', 'exceeds-instalment', 'instalment-paid', 'instalment-awaits-report'];
    const indexed = ['index-not-published', 'index-unchanged', 'not-indexed', 'already-final'];
    const wanted = [...rules, ...indexed, ...programmes, ...others, ...ended, ...owed, ...coded, ...planned];
    expect(wanted.filter((code) => !run.refusals.has(code))).toEqual([]);
  });
});
