import * as fc from 'fast-check';
import type { Posting } from '@anslag/domain/accounts/account';
import { postingsOf } from '@anslag/domain/accounts/postings';
import type { BudgetEvent } from '@anslag/domain/budget/events';
import { agreementEventTypes, budgetEventTypes, partyEventTypes } from '../domain/event-types';
import { budgetFiguresOf, minor, postingsUpTo, rowOf } from '../domain/figures';
import { DoubleEntryBook } from './double-entry-book';
import { historiesOf } from './intents';
import { everything, Tally } from './tally';
import { days, recipients, World, type Budget } from './world';

// Random histories of every command there is, on two budgets at once. Set SEED to see a run again.

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const largest = 2n ** 63n - 1n;

/** Commands that name a business key: sent again under another idempotency key they must not book again. */
const once = new Set([
  'RegisterParty',
  'IdentifyParty',
  'RegisterAgreement',
  'OpenBudget',
  'ProposeAppropriation',
  'AdoptAppropriation',
  'RejectAppropriation',
  'ReverseAppropriation',
  'Allocate',
  'FundYear',
  'ApproveAllocation',
  'RejectAllocation',
  'RecordDisbursement',
  'RecordReturn',
  'ReverseAllocation',
  'ReplaceAllocation',
]);

/** How many histories are played, and what they came to. */
const histories = 300;
const run = {
  histories: 0,
  commands: 0,
  booked: 0,
  types: new Map<string, number>(),
  refusals: new Map<string, number>(),
};

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);

test('whatever is commanded, the books balance at every cut and agree with a book kept by hand', () => {
  const property = fc.property(historiesOf(60), ({ rules, intents, cuts }) => {
    run.histories += 1;
    const world = new World(rules);
    const watches = world.budgets.map((budget) => new Watch(budget));
    const problems: string[] = [];
    for (const intent of intents) {
      const { command, send } = world.act(intent);
      const { type } = command as { type: string };
      const answer = send();
      run.commands += 1;
      if ('refused' in answer) {
        count(run.refusals, answer.refused);
        continue;
      }
      run.booked += 1;
      for (const event of answer.booked) count(run.types, event.type);
      for (const watch of watches) watch.look();
      if (once.has(type) && !('refused' in send())) problems.push(`${type} was booked twice`);
      for (const watch of watches) watch.look();
    }
    for (const watch of watches) watch.compare(cuts);
    for (const stream of world.streams) stream.checkSnapshots();
    problems.push(...watches.flatMap((watch) => watch.problems), ...world.streams.flatMap((one) => one.problems));
    expect(problems).toEqual([]);
  });
  fc.assert(property, { seed, numRuns: histories });
}, 120_000);

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
      [...budgetEventTypes, ...agreementEventTypes, ...partyEventTypes].sort(),
    );
  });

  test('are turned down by the rules that money is kept with', () => {
    const rules = ['exceeds-committed', 'exceeds-disbursed', 'budget-exceeded', 'ledger-overflow'];
    const others = ['before-decision', 'same-person', 'waiting', 'already-exists', 'already-reversed'];
    expect([...rules, ...others].filter((code) => !run.refusals.has(code))).toEqual([]);
  });
});

/** Follows one budget event by event, and writes down whatever bookkeeping.md rules out. */
class Watch {
  readonly problems: string[] = [];
  readonly #budget: Budget;
  readonly #book = new DoubleEntryBook();
  readonly #all = new Tally();
  readonly #allocations = new Map<string, Tally>();
  #seen = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Looks at what was recorded since the last time, entry by entry, and at the state that it led to. */
  look(): void {
    const { events, state } = this.#budget.stream;
    if (this.#seen === events.length) return;
    const touched = new Set<string>();
    for (const event of events.slice(this.#seen)) {
      const postings = postingsOf(event);
      this.#book.record(event, event.revision);
      for (const posting of postings) {
        this.#all.add(posting);
        if (posting.allocation) {
          this.#tally(posting.allocation.allocationId).add(posting);
          touched.add(posting.allocation.allocationId);
        }
      }
      this.#event(event, postings);
    }
    this.#seen = events.length;
    for (const [account, sum] of state.accounts)
      this.#expect(
        this.#budget.units(sum) === everything(this.#all.cuts()).of(account),
        `${account} is not its postings`,
      );
    for (const allocationId of touched) this.#stateOf(allocationId);
  }

  /** Compares every balance column with the book kept by hand, at random cuts and at the end. */
  compare(cuts: [number, number][]): void {
    const { events } = this.#budget.stream;
    const ends: [number, number][] = [...cuts, [1000, 1000], [1000, 500]];
    for (const [known, effective] of ends) {
      const revision = Math.floor((known * events.length) / 1000) - 1;
      const effectiveAt = effective === 1000 ? '9999-12-31' : (days[effective % days.length] as string);
      const postings = postingsUpTo(events.slice(0, revision + 1), effectiveAt);
      this.#same(`figures at ${effectiveAt}`, budgetFiguresOf(postings), this.#book.figures(effectiveAt, revision));
      for (const recipientId of recipients) {
        const row = rowOf(postings.filter(({ allocation }) => allocation?.recipientId === recipientId));
        this.#same(`${recipientId} at ${effectiveAt}`, row, this.#book.row(recipientId, effectiveAt, revision));
      }
    }
  }

  #event(event: BudgetEvent, postings: Posting[]): void {
    const { currency, control } = this.#budget.rules;
    this.#expect(
      postings.every((posting) => posting.currency === currency),
      `${event.type} is in another currency`,
    );
    this.#expect(
      postings.reduce((sum, { amount }) => sum + minor(amount), 0n) === 0n,
      `${event.type} does not balance`,
    );
    const cuts = this.#all.cuts();
    for (const cut of cuts) {
      this.#expect(cut.accounts.reduce((sum, units) => sum + units, 0n) === 0n, `${cut.day} does not balance`);
      this.#expect(cut.remaining === cut.of('COMMITTED'), `remaining is not what is committed at ${cut.day}`);
      this.#expect(
        [...cut.sums.values()].every((units) => units <= largest && units >= -largest),
        `a sum at ${cut.day} does not fit in 64 bits`,
      );
    }
    if (control === 'stop') this.#expect(everything(cuts).of('AVAILABLE') >= 0n, `available below zero`);
    for (const { allocation } of postings.slice(0, 1)) if (allocation) this.#limits(allocation.allocationId);
  }

  /** What holds of an allocation at every recorded moment, in every control mode. */
  #limits(allocationId: string): void {
    const cuts = this.#tally(allocationId).cuts();
    const all = everything(cuts);
    this.#expect(all.of('COMMITTED') >= 0n, `${allocationId}: committed below zero`);
    this.#expect(all.of('RESERVED') >= 0n, `${allocationId}: reserved below zero`);
    this.#expect(-all.of('RECOVERED') <= all.of('DISBURSED'), `${allocationId}: more came back than went out`);
    for (const cut of cuts) {
      this.#expect(cut.accounts.reduce((sum, units) => sum + units, 0n) === 0n, `${allocationId} does not balance`);
      this.#expect(cut.remaining === cut.of('COMMITTED'), `${allocationId}: remaining is not what is committed`);
    }
  }

  /** The state's own figures, and that what was reversed or rejected is nothing at every effective cut. */
  #stateOf(allocationId: string): void {
    const allocation = this.#budget.stream.state.allocations.get(allocationId);
    const cuts = this.#tally(allocationId).cuts();
    const all = everything(cuts);
    if (!allocation) return this.#expect(false, `${allocationId} has postings but is not in the state`);
    const { allocated, reserved, committed, disbursed, recovered, status } = allocation;
    const figures = [allocated, reserved, committed, disbursed, recovered].map((sum) => this.#budget.units(sum));
    this.#same(`state of ${allocationId}`, figures, [
      all.allocated,
      all.of('RESERVED'),
      all.of('COMMITTED'),
      all.of('DISBURSED'),
      -all.of('RECOVERED'),
    ]);
    if (status === 'reversed' || status === 'rejected')
      for (const cut of cuts)
        this.#expect(
          cut.accounts.every((units) => units === 0n),
          `${allocationId} is ${status} but not 0 at ${cut.day}`,
        );
  }

  #tally(allocationId: string): Tally {
    const tally = this.#allocations.get(allocationId) ?? new Tally();
    this.#allocations.set(allocationId, tally);
    return tally;
  }

  #expect(holds: boolean, problem: string): void {
    if (!holds) this.problems.push(`${this.#budget.stream.name} at ${this.#budget.stream.events.length}: ${problem}`);
  }

  #same(what: string, ours: object, theirs: object): void {
    const [one, other] = [written(ours), written(theirs)];
    this.#expect(one === other, `${what}: ${one} is not ${other}`);
  }
}

const written = (figures: object): string =>
  JSON.stringify(figures, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
