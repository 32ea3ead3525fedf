import type { Account, Posting } from '@anslag/domain/accounts/account';
import { postingsOf } from '@anslag/domain/accounts/postings';
import type { AllocationTerms, Control, Entry, RecordedBudgetEvent } from '@anslag/domain/budget/events';
import { budgetFiguresOf, minor, on, postingsUpTo, rowOf } from '../domain/figures';
import type { Budget } from './budget-acts';
import { codes, dimensions } from './charting-acts';
import { days, recipients } from './choosing';
import { DoubleEntryBook } from './double-entry-book';
import { programmes } from './programme-acts';
import { OpenClaims } from './open-claims';
import { OpenInstalments } from './open-instalments';
import { OwedReports } from './owed-reports';
import { everything, Tally } from './tally';

const largest = 2n ** 63n - 1n;
const none = { allocated: 0n, disbursed: 0n, returned: 0n };

/** Follows one budget event by event, and writes down whatever bookkeeping.md rules out. */
export class Watch {
  readonly problems: string[] = [];
  readonly #budget: Budget;
  readonly #book = new DoubleEntryBook();
  readonly #all = new Tally();
  readonly #allocations = new Map<string, Tally>();
  readonly #waiting = new Map<string, RecordedBudgetEvent>();
  /** By subject, the limits of its appointments; by substitute, whom it was ever to stand in for. */
  readonly #approvers = new Map<string, (bigint | null)[]>();
  readonly #standsFor = new Map<string, string[]>();
  readonly #brought = new Map<string, typeof none>();
  /** Of programmes, by their id, and with null of what is under none. */
  readonly #controls = new Map<string, Control>();
  readonly #available = new Map<string | null, bigint>();
  readonly #funded = new Set<string | null>();
  readonly #overruns = new Map<string | null, bigint>();
  readonly #owed = new OwedReports();
  readonly #claims = new OpenClaims();
  readonly #instalments = new OpenInstalments();
  #isClosed = false;
  /** What an earlier year used beyond what it had, and handed on: no command of this one. */
  #overrun = 0n;
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
      this.#toDate(event);
      const wrong = this.#owed.look(event) ?? this.#claims.look(event) ?? this.#planned(event);
      this.#expect(wrong === null, `${event.type}: ${wrong}`);
      this.#event(event, postings);
    }
    this.#seen = events.length;
    const now = everything(this.#all.cuts());
    for (const [account, sum] of Object.entries(state.accounts))
      this.#expect(this.#budget.units(sum) === now.of(account as Account), `${account} is not its postings`);
    for (const { programmeId, available } of state.programmes.values())
      this.#expect(
        this.#budget.units(available) === this.#availableOf(programmeId),
        `${programmeId} is not its postings`,
      );
    for (const allocationId of touched) this.#stateOf(allocationId);
  }

  /** What is wrong with a plan or a payment by it, if anything; no plan has more to pay than is left when it is set. */
  #planned(event: RecordedBudgetEvent): string | null {
    const wrong = this.#instalments.look(event, (allocationId, dutyId) => this.#owed.isOwed(allocationId, dutyId));
    if (wrong !== null || event.type !== 'DisbursementPlanSet') return wrong;
    const { allocationId } = event.data;
    const committed = everything(this.#tally(allocationId).cuts()).of('COMMITTED');
    return this.#instalments.unpaid(allocationId) > committed ? `${allocationId} is not left so much` : null;
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
      for (const programme of [...programmes, null]) {
        const own = postings.filter(({ programmeId = null }) => programmeId === programme);
        const theirs = this.#book.figures(effectiveAt, revision, programme);
        this.#same(`figures of ${programme} at ${effectiveAt}`, budgetFiguresOf(own), theirs);
      }
      for (const dimensionId of dimensions)
        for (const code of [...codes, null]) {
          const coded = postings.filter(
            ({ allocation, coding }) => allocation && (coding?.[dimensionId] ?? null) === code,
          );
          const row = { ...rowOf(coded), remaining: on(coded, 'COMMITTED') };
          const theirs = this.#book.codedRow(dimensionId, code, effectiveAt, revision);
          this.#same(`${dimensionId} ${code} at ${effectiveAt}`, row, theirs);
        }
      for (const recipientId of recipients) {
        const row = rowOf(postings.filter(({ allocation }) => allocation?.recipientId === recipientId));
        this.#same(`${recipientId} at ${effectiveAt}`, row, this.#book.row(recipientId, effectiveAt, revision));
      }
    }
  }

  /** What was there before the year that took an allocation over, as its bringing says and late corrections put right. */
  #toDate({ type, data }: RecordedBudgetEvent): void {
    if (type === 'BroughtForward' && data.account === 'COMMITTED') {
      const { allocationId, allocated, disbursed, recovered } = data;
      this.#expect(!this.#brought.has(allocationId), `${allocationId} was brought forward twice`);
      const toDate = { allocated: minor(allocated), disbursed: minor(disbursed), returned: minor(recovered) };
      this.#brought.set(allocationId, toDate);
    }
    if (type === 'LateCorrectionRecorded' && 'allocationId' in data) {
      const before = this.#brought.get(data.allocationId)!;
      const { figure } = data;
      if (figure === 'allocated' || figure === 'disbursed' || figure === 'returned')
        this.#brought.set(data.allocationId, { ...before, [figure]: before[figure] + minor(data.amount) });
    }
    this.#expect(!this.#isClosed, `${type} was booked in a closed year`);
    this.#isClosed = type === 'BudgetClosed';
  }

  #event(event: RecordedBudgetEvent, postings: Posting[]): void {
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
    if (event.type === 'BroughtForward' && event.data.account === 'AVAILABLE' && event.data.amount.startsWith('-'))
      this.#overrun += minor(event.data.amount);
    if (control === 'stop') this.#expect(everything(cuts).of('AVAILABLE') >= this.#overrun, `available below zero`);
    this.#programmes(event, postings);
    for (const { allocation } of postings.slice(0, 1)) if (allocation) this.#limits(allocation.allocationId);
    if (event.type === 'ClawbackDemanded') this.#limits(event.data.allocationId);
    this.#twoPersons(event, postings);
    if (event.type === 'AllocationDecided' || event.type === 'AllocationProposed') this.#part(event.data);
  }

  /** A part of a year is the nearest whole number of minor units to the fraction of the terms' amount, the even one of two. */
  #part({ amount: own, share, basis, indexation, recipientId }: Entry & AllocationTerms): void {
    // A share of it, and what follows an index, is looked at by itself, in funded-shares.ts.
    if (basis === undefined || indexation) return;
    const amount = share ? share.of : own;
    const { numerator, denominator, unit } = basis;
    const isYear = denominator === (this.#budget.year % 4 === 0 ? 366 : 365);
    this.#expect(unit === 'month' ? denominator === 12 : isYear, `a year of ${denominator} ${unit}s`);
    this.#expect(numerator >= 1 && numerator <= denominator, `${numerator}/${denominator} of a year`);
    const [of, exact] = [BigInt(denominator), minor(basis.amount) * BigInt(numerator)];
    const twiceOff = 2n * (minor(amount) * of - exact);
    const off = twiceOff < 0n ? -twiceOff : twiceOff;
    const isNearest = off < of || (off === of && minor(amount) % 2n === 0n);
    this.#expect(isNearest, `${recipientId} has ${amount} of ${basis.amount} × ${numerator}/${denominator}`);
  }

  /** What is kept in a programme is used by nothing else, and by itself no further, where control stops at that. */
  #programmes({ type, data }: RecordedBudgetEvent, postings: Posting[]): void {
    if (type === 'ProgrammeOpened') this.#controls.set(data.programmeId, data.control);
    for (const { programmeId = null, account, fact, amount } of postings) {
      if (account !== 'AVAILABLE') continue;
      this.#available.set(programmeId, this.#availableOf(programmeId) + minor(amount));
      if (fact === 'appropriated' || fact === 'carried-in' || fact === 'moved') this.#funded.add(programmeId);
    }
    if (type === 'BroughtForward' && data.account === 'AVAILABLE' && data.amount.startsWith('-')) {
      const { programmeId = null } = data;
      this.#overruns.set(programmeId, (this.#overruns.get(programmeId) ?? 0n) + minor(data.amount));
    }
    if (this.#controls.size === 0) return;
    let rest = everything(this.#all.cuts()).of('AVAILABLE');
    for (const [programmeId, control] of this.#controls) {
      const available = this.#availableOf(programmeId);
      const overrun = this.#overruns.get(programmeId) ?? 0n;
      if (control === 'stop') this.#expect(available >= overrun, `${programmeId}: available below zero`);
      if (control !== 'none' || this.#funded.has(programmeId)) rest -= available;
    }
    if (this.#budget.rules.control === 'stop')
      this.#expect(rest >= (this.#overruns.get(null) ?? 0n), `outside the programmes: available below zero`);
  }

  #availableOf = (programmeId: string | null): bigint => this.#available.get(programmeId) ?? 0n;

  /**
   * Nobody alone raises an allocation's total above what the budget lets one person decide, in whichever way; and what
   * waits for the second person does not change meanwhile.
   */
  #twoPersons(event: RecordedBudgetEvent, postings: Posting[]): void {
    const { approval } = this.#budget.rules;
    const { allocationId } = event.data as { allocationId: string };
    const waiting = this.#waiting.get(allocationId);
    switch (event.type) {
      case 'ApproverAppointed': {
        const { subject, limit } = event.data;
        const before = this.#approvers.get(subject) ?? [];
        this.#approvers.set(subject, [...before, limit === undefined ? null : minor(limit)]);
        this.#expect(subject !== event.actor, `${subject} appointed themselves`);
        return;
      }
      case 'SubstituteAppointed': {
        const { subject, substitute } = event.data;
        this.#standsFor.set(substitute, [...(this.#standsFor.get(substitute) ?? []), subject]);
        this.#expect(substitute !== event.actor, `${substitute} appointed themselves`);
        return;
      }
      case 'AllocationProposed':
      case 'AllocationAdjustmentProposed':
        this.#expect(waiting === undefined, `${allocationId} waits twice`);
        this.#waiting.set(allocationId, event);
        return;
      case 'AllocationApproved':
      case 'AllocationAdjustmentApproved':
        this.#expect(waiting?.actor !== event.actor, `${allocationId} was approved by its proposer`);
        this.#appointed(event, allocationId);
        this.#waiting.delete(allocationId);
        return;
      case 'AllocationRejected':
      case 'AllocationAdjustmentRejected':
        this.#waiting.delete(allocationId);
        return;
      case 'AllocationAdjustmentWithdrawn':
        this.#expect(waiting?.actor === event.actor, `${allocationId} was withdrawn by another than its proposer`);
        this.#waiting.delete(allocationId);
        return;
      case 'AllocationReversed':
        this.#expect(waiting?.type !== 'AllocationAdjustmentProposed', `${allocationId} was reversed while it waited`);
        this.#waiting.delete(allocationId);
        return;
    }
    const raised = postings
      .filter(({ account, fact }) => account === 'COMMITTED' && (fact === 'decided' || fact === 'adjusted'))
      .reduce((sum, { amount }) => sum + minor(amount), 0n);
    this.#expect(raised === 0n || waiting === undefined, `${allocationId} was changed while it waited`);
    if (raised <= 0n || approval.policy === 'none') return;
    const limit = approval.policy === 'above' ? minor(approval.above) : 0n;
    const before = this.#brought.get(allocationId)?.allocated ?? 0n;
    const total = before + everything(this.#tally(allocationId).cuts()).allocated;
    this.#expect(total <= limit, `${event.type} raised ${allocationId} to ${total} by one person`);
  }

  /** Once there are approvers, nobody approves who never was one nor stood in for one, nor above what they ever might. */
  #appointed({ actor }: RecordedBudgetEvent, allocationId: string): void {
    if (this.#approvers.size === 0) return;
    const limits = [actor, ...(this.#standsFor.get(actor) ?? [])].flatMap((one) => this.#approvers.get(one) ?? []);
    const before = this.#brought.get(allocationId)?.allocated ?? 0n;
    const total = before + everything(this.#tally(allocationId).cuts()).allocated;
    this.#expect(
      limits.some((limit) => limit === null || total <= limit),
      `${allocationId} was raised to ${total} by ${actor}, who may approve ${limits.join() || 'nothing'}`,
    );
  }

  /** What holds of an allocation at every recorded moment, in every control mode. */
  #limits(allocationId: string): void {
    const cuts = this.#tally(allocationId).cuts();
    const all = everything(cuts);
    this.#expect(all.of('COMMITTED') >= 0n, `${allocationId}: committed below zero`);
    this.#expect(all.of('RESERVED') >= 0n, `${allocationId}: reserved below zero`);
    const before = this.#brought.get(allocationId) ?? none;
    this.#expect(
      before.returned - all.of('RECOVERED') + this.#claims.outstanding(allocationId) <=
        before.disbursed + all.of('DISBURSED'),
      `${allocationId}: more came back, or is demanded back, than went out`,
    );
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
    const before = this.#brought.get(allocationId) ?? none;
    this.#same(`state of ${allocationId}`, figures, [
      all.allocated + before.allocated,
      all.of('RESERVED'),
      all.of('COMMITTED'),
      all.of('DISBURSED') + before.disbursed,
      -all.of('RECOVERED') + before.returned,
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
