import { agreementDecider, type AgreementCommand } from '@anslag/domain/agreement/decide';
import type { AgreementEvent } from '@anslag/domain/agreement/events';
import { termsFor, type AgreementState } from '@anslag/domain/agreement/evolve';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { appropriationKinds, type BudgetEvent } from '@anslag/domain/budget/events';
import type { Allocation, BudgetState, StandingEntry } from '@anslag/domain/budget/state';
import { partyDecider, type PartyCommand } from '@anslag/domain/party/decide';
import type { PartyEvent } from '@anslag/domain/party/events';
import type { PartyState } from '@anslag/domain/party/evolve';
import { formatMinor, toMinor, zero, type Amount } from '@anslag/money/amount';
import type { Intent, Rules } from './intents';
import { Stream } from './stream';

export type BudgetStream = Stream<BudgetState, BudgetCommand, BudgetEvent>;
type AgreementStream = Stream<AgreementState, AgreementCommand, AgreementEvent>;
type PartyStream = Stream<PartyState, PartyCommand, PartyEvent>;

export const recipients = ['primarvarden', 'novahuset', 'stadsmissionen'] as const;

/** Effective days, around and across two year-ends. */
export const days = [
  '2018-12-15',
  '2019-01-01',
  '2019-03-31',
  '2019-06-30',
  '2019-11-12',
  '2019-12-31',
  '2020-01-01',
  '2020-02-29',
  '2020-12-31',
] as const;

const actors = ['anna', 'bertil', 'cecilia'] as const;

/** A budget with how it will be opened. */
export class Budget {
  readonly stream: BudgetStream;

  constructor(
    readonly bodyId: string,
    readonly year: number,
    readonly rules: Rules,
  ) {
    this.stream = new Stream(`budget-${bodyId}.${year}`, budgetDecider);
  }

  /** What can be given away: all that is available where the budget stops at that, else what is usual. */
  room(usual: bigint): bigint {
    const { accounts } = this.stream.state;
    if (this.rules.control !== 'stop') return usual;
    return this.units(accounts.get('AVAILABLE', zero));
  }

  /** Minor units of an amount in the state. */
  units(amount: Amount): bigint {
    return toMinor(amount, this.rules.currency);
  }

  text(units: bigint): string {
    return formatMinor(units, this.rules.currency);
  }
}

/** Two budgets, two agreements and three parties, and somebody who knows them well enough to be right most of the time. */
export class World {
  readonly budgets: readonly [Budget, Budget];
  readonly agreements: readonly AgreementStream[] = ['iop', 'avtal'].map(
    (id) => new Stream(`agreement-${id}`, agreementDecider),
  );
  readonly parties: readonly PartyStream[] = recipients.map((id) => new Stream(`party-${id}`, partyDecider));
  #ids = 0;

  constructor([first, second]: [Rules, Rules]) {
    this.budgets = [new Budget('hsn', 2019, first), new Budget('rs', 2020, second)];
  }

  get streams() {
    return [...this.budgets.map(({ stream }) => stream), ...this.agreements, ...this.parties];
  }

  /** Sends the command that the intent comes to. */
  act(intent: Intent): { stream: BudgetStream | AgreementStream | PartyStream; command: unknown; send: () => Sent } {
    const { act } = intent;
    if (act.endsWith('party')) return sending(at(this.parties, intent.on), this.#onParty(intent));
    if (act === 'register agreement' || act === 'record terms')
      return sending(at(this.agreements, intent.on), this.#onAgreement(intent));
    const budget = intent.on % 4 === 0 ? this.budgets[1] : this.budgets[0];
    return sending(budget.stream, this.#onBudget(intent, budget));
  }

  #onParty({ act, on, pick, odd }: Intent): PartyCommand {
    const { state } = at(this.parties, on);
    const partyId = at(recipients, on);
    if (act === 'register party' || (state === null && odd % 5 !== 0))
      return { type: 'RegisterParty', partyId, name: partyId, kind: odd % 7 === 0 ? 'person' : 'association' };
    if (act === 'rename party')
      return { type: 'RenameParty', partyId, name: `${partyId} ${pick}`, effectiveFrom: at(days, pick) };
    const id = odd % 6 === 0 ? '121212-1212' : `registry-${pick % 20}`;
    return { type: 'IdentifyParty', partyId, scheme: 'SE-ON', id };
  }

  #onAgreement({ act, on, pick, size, odd }: Intent): AgreementCommand {
    const { state } = at(this.agreements, on);
    const agreementId = at(['iop', 'avtal'], on);
    if (act === 'register agreement' || (state === null && odd % 5 !== 0)) {
      const term = at([{ from: '2018' }, { from: '2019-06', to: '2020-06' }, { from: '2019' }, {}], pick);
      return {
        type: 'RegisterAgreement',
        agreementId,
        name: agreementId,
        kind: 'partnership',
        bodyId: 'hsn',
        parties: [at(recipients, pick)],
        term,
      };
    }
    const { currency, unit } = at(this.budgets, pick).rules;
    const lastYear = odd % 4 === 0 ? 2018 + (size % 3) : undefined;
    const amount = odd % 6 === 0 ? null : formatMinor(unit * BigInt(1 + (size % 20)), currency);
    const terms = { recipientId: at(recipients, pick), amount, currency, firstYear: 2019 };
    return { type: 'RecordFundingTerms', agreementId, ...terms, ...(lastYear && { lastYear }) };
  }

  #onBudget(intent: Intent, budget: Budget): BudgetCommand {
    const { act, pick, size, day, odd } = intent;
    const { bodyId, year, rules } = budget;
    const { state } = budget.stream;
    const common = { bodyId, year, actor: at(actors, intent.actor), today: at(days, intent.day) };
    if (state.budget === null && odd % 12 !== 0) return { type: 'OpenBudget', ...rules, ...common };

    switch (act) {
      case 'propose appropriation':
        return this.#propose(intent, budget, common);
      case 'adopt appropriation':
      case 'reject appropriation':
      case 'reverse appropriation':
        return this.#onAppropriation(intent, budget, common);
      case 'fund year': {
        const funded = this.agreements.filter(({ state: one }) => odd % 6 === 0 || one?.fundingTerms.length);
        const agreement = at(funded, pick)?.state;
        if (!agreement) return this.#allocate(intent, budget, common);
        const { agreementId, term, fundingTerms } = agreement;
        const terms = termsFor(fundingTerms, year) ?? null;
        const decision = { bodyId, decidedOn: at(days, day) };
        return { type: 'FundYear', agreementId, term, terms, ...(size % 2 === 0 && { decision }), ...common };
      }
      default: {
        if (act === 'allocate') return this.#allocate(intent, budget, common);
        const allocation = this.#allocation(intent, state);
        if (allocation) return this.#onAllocation(intent, budget, allocation, common);
        // Nothing that it can be done to: more often than not that is because it waits.
        const approving = { ...intent, act: 'approve' as const };
        const waiting = this.#allocation(approving, state);
        return waiting
          ? this.#onAllocation(approving, budget, waiting, common)
          : this.#allocate(intent, budget, common);
      }
    }
  }

  #propose({ pick, size, odd }: Intent, budget: Budget, common: Common): BudgetCommand {
    const kind = at(appropriationKinds, pick);
    const large = kind === 'reduction' ? budget.rules.unit : budget.rules.unit * 20n;
    const amount = size % 5 === 0 ? null : budget.text(large * BigInt(1 + (size % 10)));
    return { type: 'ProposeAppropriation', appropriationId: this.#id('r', pick, odd), kind, amount, ...common };
  }

  #onAppropriation(intent: Intent, budget: Budget, common: Common): BudgetCommand {
    const { act, pick, day, odd } = intent;
    const wanted = act === 'reverse appropriation' ? 'adopted' : 'proposed';
    const all = [...budget.stream.state.appropriations.values()];
    const appropriation = at(odd % 9 === 0 ? all : all.filter(({ status }) => status === wanted), pick);
    if (!appropriation && odd % 9 !== 0) return this.#propose(intent, budget, common);
    const { appropriationId, amount } = appropriation ?? { appropriationId: 'r1', amount: null };
    const reason = `Reason ${pick}`;
    if (act === 'reject appropriation') return { type: 'RejectAppropriation', appropriationId, reason, ...common };
    if (act === 'reverse appropriation') return { type: 'ReverseAppropriation', appropriationId, reason, ...common };
    const usual = budget.rules.unit * (appropriation?.kind === 'reduction' ? 1n : 50n);
    const stated = amount === null && odd % 7 !== 0 ? { amount: budget.text(usual) } : {};
    const decision = { bodyId: budget.bodyId, decidedOn: odd % 25 === 0 ? '2019-11' : at(days, day) };
    return { type: 'AdoptAppropriation', appropriationId, decision, ...stated, ...common };
  }

  #allocate(intent: Intent, budget: Budget, common: Common): BudgetCommand {
    const { pick, size, day, odd } = intent;
    const { rules } = budget;
    const limit = budget.room(rules.unit * 15n);
    if (limit <= 0n && odd % 6 !== 0)
      return this.#onAppropriation({ ...intent, act: 'adopt appropriation' }, budget, common);
    const { state: agreement } = at(this.agreements, pick);
    const under = odd % 5 === 1 && agreement && { agreementId: agreement.agreementId, agreement };
    return {
      type: 'Allocate',
      allocationId: this.#id('a', pick, odd),
      recipientId: at(recipients, pick),
      kind: 'one-off',
      amount: budget.text(sized(limit / (odd % 3 === 0 ? 1n : 4n), size)),
      decision: { bodyId: budget.bodyId, decidedOn: odd % 25 === 0 ? null : at(days, day) },
      ...(under && { ...under, agreement: { agreementId: agreement.agreementId, term: agreement.term } }),
      ...common,
    };
  }

  #onAllocation(intent: Intent, budget: Budget, allocation: Allocation, by: Common): BudgetCommand {
    const { act, pick, size, odd, actor } = intent;
    const common = { ...by, allocationId: allocation.allocationId };
    const { rules } = budget;
    const reason = `Reason ${pick}`;
    const later = days.filter((one) => one >= allocation.effectiveOn);
    const effectiveOn = at(odd % 15 === 0 ? days : later, intent.day) ?? allocation.effectiveOn;
    const committed = budget.units(allocation.committed);
    switch (act) {
      case 'approve':
      case 'reject': {
        const { proposedBy } = allocation.proposal ?? {};
        const others = actors.filter((one) => one !== proposedBy);
        const who = { ...common, actor: at(odd % 8 === 0 ? actors : others, actor) };
        return act === 'approve' ? { type: 'ApproveAllocation', ...who } : { type: 'RejectAllocation', reason, ...who };
      }
      case 'adjust': {
        const down = size % 3 === 0 && committed > 0n;
        const units = down ? -sized(committed, odd) : sized(budget.room(rules.unit * 5n), size);
        return { type: 'AdjustAllocation', difference: budget.text(units), reason, effectiveOn, ...common };
      }
      case 'disburse': {
        const amount = budget.text(sized(committed, size));
        return { type: 'RecordDisbursement', disbursementId: this.#id('u', pick, odd), amount, effectiveOn, ...common };
      }
      case 'take return': {
        const amount = budget.text(sized(budget.units(allocation.disbursed.sub(allocation.recovered)), size));
        return { type: 'RecordReturn', returnId: this.#id('b', pick, odd), amount, effectiveOn, ...common };
      }
      case 'release': {
        const amount = size % 3 === 0 ? {} : { amount: budget.text(sized(committed, size)) };
        return { type: 'ReleaseAllocation', reason, ...amount, effectiveOn, ...common };
      }
      case 'reverse entry': {
        const revision = at(reversible(allocation), pick)?.revision ?? pick;
        const voucher = `${budget.bodyId}/${budget.year}/${revision + 1}`;
        return { type: 'ReverseAllocation', reason, voucher, ...common };
      }
      case 'replace': {
        const changes = [
          {},
          { recipientId: at(recipients, pick) },
          { amount: budget.text(sized(rules.unit * 12n, size)) },
        ];
        const newAllocationId = this.#id('a', pick, odd);
        return { type: 'ReplaceAllocation', reason, newAllocationId, ...at(changes, size), ...common };
      }
      case 'annotate':
        return { type: 'AnnotateAllocation', reason, note: `Note ${size}`, ...common };
      default:
        return { type: 'ReverseAllocation', reason, ...common };
    }
  }

  /** An allocation that the act can be done to, most of the time. */
  #allocation({ act, pick, odd }: Intent, state: BudgetState): Allocation | undefined {
    const all = [...state.allocations.values()];
    return at(odd % 14 === 0 ? all : all.filter((allocation) => suits(act, allocation)), pick);
  }

  /** A new id; now and then one that is taken, or that cannot be taken. */
  #id(prefix: string, pick: number, odd: number): string {
    if (odd % 20 === 0) return `${prefix}${1 + (pick % (this.#ids + 1))}`;
    if (odd % 50 === 1) return `2018.${prefix}${pick}`;
    return `${prefix}${++this.#ids}`;
  }
}

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

export type Sent = { refused: string } | { booked: { type: string; data: unknown; revision: number }[] };

const sending = <S, C, E extends { type: string; data: unknown }>(stream: Stream<S, C, E>, command: C) => ({
  stream: stream as never,
  command,
  send: (): Sent => stream.send(command),
});

function suits(act: Intent['act'], allocation: Allocation): boolean {
  const { status, proposal, committed, disbursed, recovered } = allocation;
  const settled = status === 'decided' && proposal === null;
  switch (act) {
    case 'approve':
    case 'reject':
      return proposal !== null;
    case 'disburse':
      return status === 'decided' && committed.gt(0);
    case 'take return':
      return status === 'decided' && disbursed.gt(recovered);
    case 'release':
      return settled && committed.gt(0);
    case 'reverse entry':
      return reversible(allocation).length > 0;
    case 'reverse allocation':
    case 'replace':
      return (settled && disbursed.isZero()) || status === 'waiting';
    case 'annotate':
      return true;
    default:
      return settled;
  }
}

const reversible = ({ entries }: Allocation): StandingEntry[] =>
  entries.filter(({ reversed, fact }) => !reversed && fact !== 'decided');

/** Part of what there is, all of it, or a little more than that. */
function sized(limit: bigint, size: number): bigint {
  if (size % 17 === 0) return limit + 1n;
  if (size % 4 === 0) return limit > 0n ? limit : 1n;
  const part = (limit * BigInt(1 + (size % 999))) / 1000n;
  return part > 0n ? part : 1n;
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % Math.max(list.length, 1)] as T;
}
