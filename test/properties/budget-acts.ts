import type { AgreementState } from '@anslag/domain/agreement/state';
import { termsFor } from '@anslag/domain/agreement/evolve';
import { borneBy } from '@anslag/domain/agreement/funding-shares';
import { standingOf } from '@anslag/domain/agreement/standing';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { appropriationKinds, type BudgetEvent } from '@anslag/domain/budget/events';
import { indexationOf } from '@anslag/domain/budget/indexation';
import type { IndexState } from '@anslag/domain/index-series/state';
import type { Allocation, BudgetState, StandingEntry } from '@anslag/domain/budget/state';
import { unpaid } from '@anslag/domain/budget/instalments';
import { formatMinor, toMinor, zero, type Amount } from '@anslag/money/amount';
import { appointing, settlersOf } from './approver-acts';
import { claimingOn, payingOf } from './claiming-acts';
import { charting, codesNamed, paidOn } from './charting-acts';
import { actors, at, days, recipients, sized } from './choosing';
import type { Act, Intent, Rules } from './intents';
import { dueOf, planningOn } from './planning-acts';
import { programmeNamed, programming, room } from './programme-acts';
import { adjustingTo, indexNamed, toBeIndexed } from './index-acts';
import { isReporting, reportingOn } from './reporting-acts';
import { Stream } from './stream';

/** A budget, and somebody who knows it well enough to be right most of the time. */
export class Budget {
  readonly stream: Stream<BudgetState, BudgetCommand, BudgetEvent>;
  #ids = 0;

  constructor(
    readonly bodyId: string,
    readonly year: number,
    readonly rules: Rules,
  ) {
    this.stream = new Stream(`budget-${bodyId}.${year}`, budgetDecider);
  }

  /** Whether an allocation of it can be adjusted to an index. */
  get followsIndex(): boolean {
    return this.stream.state.allocations.some((one) => suits('adjust to index', one));
  }

  /**
   * The command on this budget that the intent comes to; `agreements` are those that it may give money under, and `series`
   * the index that their terms follow.
   */
  command(intent: Intent, agreements: readonly AgreementState[], series: IndexState): BudgetCommand {
    const { act, pick, size, day, odd } = intent;
    const { bodyId, year, rules } = this;
    const { state } = this.stream;
    if (act === 'adjust to index' && !this.followsIndex && odd % 7 !== 0)
      return this.command(toBeIndexed(intent), agreements, series);
    const common = { bodyId, year, actor: at(actors, intent.actor), today: at(days, intent.day) };
    if (state.budget === null && odd % 12 !== 0) return { type: 'OpenBudget', ...rules, ...common };

    switch (act) {
      case 'propose appropriation':
        return this.#propose(intent, common);
      case 'recommend appropriation':
      case 'adopt appropriation':
      case 'reject appropriation':
      case 'reverse appropriation':
        return this.#onAppropriation(intent, common);
      case 'appoint approver':
      case 'revoke approver':
      case 'appoint substitute':
        return appointing(intent, state, rules, common);
      case 'keep chart':
        return charting(intent, state, common);
      case 'open programme':
      case 'move between':
      case 'move back':
        if (!state.programmes.isEmpty() && this.available <= 0n && odd % 9 !== 0)
          return this.#onAppropriation({ ...intent, act: 'adopt appropriation' }, common);
        return programming(intent, state, rules, common);
      case 'fund year': {
        const agreement = at(
          agreements.filter((one) => odd % 6 === 0 || one?.fundingTerms.length),
          pick,
        );
        if (!agreement) return this.#allocate(intent, at(agreements, pick), common);
        const { agreementId, fundingTerms } = agreement;
        const begun = [`${year}-03-15`, '2018-01-01'];
        const standing = standingOf(odd % 2 ? { term: { from: at(begun, size) } } : agreement);
        // Many agreements give nothing in this budget's currency: of most of those something is asked for nevertheless.
        const stated = termsFor(fundingTerms, year);
        const [amount, { currency }] = [this.#text(rules.unit * BigInt(1 + (size % 20))), rules];
        const given = { recipientId: at(recipients, pick), amount, currency, firstYear: 2019 };
        const recorded = stated?.currency === currency || odd % 5 === 0 ? stated : given;
        // Few agreements begin or end in a year of theirs: these often do, and most are asked for a part of it.
        const proration = at(['month', 'day', 'none'] as const, odd);
        const terms = recorded ? { ...recorded, proration, ...(series && indexNamed(intent)) } : null;
        const decision = { bodyId, decidedOn: at(days, day) };
        const programme = programmeNamed(intent, state);
        const under = programme === undefined ? {} : { programme };
        const more = { ...(size % 2 === 0 && { decision }), ...under, ...codesNamed(intent, state) };
        const held = borneBy(agreement, year, bodyId);
        // Most agreements are not this budget's, and it bears all or some of them nevertheless.
        const some = at(['all', { shares: ['1/3', '2/3'], own: pick % 2 }] as const, odd);
        const borne = held === 'nothing' && odd % 6 !== 0 ? some : held;
        const index = series && terms?.indexation ? { series } : {};
        return { type: 'FundYear', agreementId, standing, terms, borne, ...index, ...more, ...common };
      }
      default: {
        if (act === 'allocate') return this.#allocate(intent, at(agreements, pick), common);
        for (let next: Act | undefined = act; next; next = before[next]) {
          const wanted = { ...intent, act: next };
          const allocation = this.#allocation(wanted, state);
          if (allocation && next === 'adjust to index' && series)
            return adjustingTo(series, intent, allocation, common);
          if (allocation) return this.#onAllocation(wanted, allocation, common);
        }
        // Nothing that it can be done to: more often than not that is because it waits.
        const approving = { ...intent, act: 'approve' as const };
        const waiting = this.#allocation(approving, state);
        return waiting
          ? this.#onAllocation(approving, waiting, common)
          : this.#allocate(intent, at(agreements, pick), common);
      }
    }
  }

  #propose(intent: Intent, common: Common): BudgetCommand {
    const { pick, size, odd } = intent;
    const kind = at(appropriationKinds, pick);
    const large = kind === 'reduction' ? this.rules.unit : this.rules.unit * 20n;
    const amount = size % 5 === 0 ? null : this.#text(large * BigInt(1 + (size % 10)));
    const programmeId = programmeNamed(intent, this.stream.state);
    const under = programmeId === undefined ? {} : { programmeId };
    return {
      type: 'ProposeAppropriation',
      appropriationId: this.#id('r', pick, odd),
      ...under,
      kind,
      amount,
      ...common,
    };
  }

  #onAppropriation(intent: Intent, common: Common): BudgetCommand {
    const { act, pick, day, odd } = intent;
    const wanted = act === 'reverse appropriation' ? ['adopted'] : ['proposed', 'recommended'];
    const all = [...this.stream.state.appropriations.values()];
    const appropriation = at(odd % 9 === 0 ? all : all.filter(({ status }) => wanted.includes(status)), pick);
    if (!appropriation && odd % 9 !== 0) return this.#propose(intent, common);
    const { appropriationId, amount } = appropriation ?? { appropriationId: 'r1', amount: null };
    const reason = `Reason ${pick}`;
    if (act === 'reject appropriation') return { type: 'RejectAppropriation', appropriationId, reason, ...common };
    if (act === 'reverse appropriation') return { type: 'ReverseAppropriation', appropriationId, reason, ...common };
    if (act === 'recommend appropriation') {
      const decision = { bodyId: at(['rs', 'beredningen', 'hsn'], day), decidedOn: at(days, day) };
      const other = pick % 4 === 0 ? { amount: this.#text(this.rules.unit) } : {};
      return { type: 'RecommendAppropriation', appropriationId, decision, ...other, ...common };
    }
    const usual = this.rules.unit * (appropriation?.kind === 'reduction' ? 1n : 50n);
    const isDisputed = amount === null || appropriation?.recommended.some((one) => one.amount !== amount);
    const stated = isDisputed && odd % 7 !== 0 ? { amount: this.#text(usual) } : {};
    const decision = { bodyId: this.bodyId, decidedOn: odd % 25 === 0 ? '2019-11' : at(days, day) };
    return { type: 'AdoptAppropriation', appropriationId, decision, ...stated, ...common };
  }

  #allocate(intent: Intent, agreement: AgreementState, common: Common): BudgetCommand {
    const { pick, size, day, odd } = intent;
    const { rules } = this;
    const { state } = this.stream;
    const programme = programmeNamed(intent, state);
    const isKept =
      state.programmes.get(programme ?? '')?.control === 'stop' ||
      (rules.control === 'stop' && !state.programmes.isEmpty());
    const limit = isKept ? room(state, programme, rules.currency) : this.#room(rules.unit * 15n);
    if (limit <= 0n && odd % 6 !== 0) return this.#onAppropriation({ ...intent, act: 'adopt appropriation' }, common);
    const under = odd % 5 === 1 && agreement && { agreementId: agreement.agreementId, standing: standingOf(agreement) };
    return {
      type: 'Allocate',
      allocationId: this.#id('a', pick, odd),
      recipientId: at(recipients, pick),
      kind: 'one-off',
      amount: this.#text(sized(limit / (odd % 3 === 0 ? 1n : 4n), size)),
      decision: { bodyId: this.bodyId, decidedOn: odd % 25 === 0 ? null : at(days, day) },
      ...(programme !== undefined && { programme }),
      ...codesNamed(intent, state),
      ...(under && { agreementId: under.agreementId, agreement: under }),
      ...common,
    };
  }

  #onAllocation(intent: Intent, allocation: Allocation, by: Common): BudgetCommand {
    const { act, pick, size, odd, actor } = intent;
    const common = { ...by, allocationId: allocation.allocationId };
    const { rules } = this;
    const reason = `Reason ${pick}`;
    const later = days.filter((one) => one >= allocation.effectiveOn);
    const effectiveOn = at(odd % 15 === 0 ? days : later, intent.day) ?? allocation.effectiveOn;
    const committed = this.units(allocation.committed);
    if (act === 'plan payments') return planningOn(intent, allocation, by);
    if (isReporting(act)) return reportingOn(intent, allocation, by);
    if (act === 'demand back' || act === 'withdraw claim') return claimingOn(intent, allocation, by);
    switch (act) {
      case 'approve':
      case 'reject': {
        const others = settlersOf(this.stream.state, allocation, by.today, act);
        const who = { ...common, actor: at(odd % 8 === 0 ? actors : others, actor) };
        return act === 'approve' ? { type: 'ApproveAllocation', ...who } : { type: 'RejectAllocation', reason, ...who };
      }
      case 'withdraw': {
        const proposer = allocation.proposal?.proposedBy ?? common.actor;
        return { type: 'WithdrawProposal', reason, ...common, actor: odd % 8 === 0 ? common.actor : proposer };
      }
      case 'adjust': {
        const down = size % 3 === 0 && committed > 0n;
        const units = down ? -sized(committed, odd) : sized(this.#room(rules.unit * 5n), size);
        return { type: 'AdjustAllocation', difference: this.#text(units), reason, effectiveOn, ...common };
      }
      case 'disburse':
      case 'pay instalment': {
        const { left, of } = dueOf(intent, allocation);
        const amount = this.#text(sized(this.units(left), size));
        const payment = {
          disbursementId: this.#id('u', pick, odd),
          amount,
          ...of,
          ...paidOn(intent, this.stream.state),
        };
        return { type: 'RecordDisbursement', ...payment, effectiveOn, ...common };
      }
      case 'take return': {
        const { left, of } = payingOf(intent, allocation);
        const amount = this.#text(sized(this.units(left), size));
        const back = { returnId: this.#id('b', pick, odd), amount, ...of, ...paidOn(intent, this.stream.state) };
        return { type: 'RecordReturn', ...back, effectiveOn, ...common };
      }
      case 'release': {
        const amount = size % 3 === 0 ? {} : { amount: this.#text(sized(committed, size)) };
        return { type: 'ReleaseAllocation', reason, ...amount, effectiveOn, ...common };
      }
      case 'reverse entry': {
        const revision = at(reversible(allocation), pick)?.revision ?? pick;
        const voucher = `${this.bodyId}/${this.year}/${revision + 1}`;
        return { type: 'ReverseAllocation', reason, voucher, ...common };
      }
      case 'replace': {
        const changes = [
          { decision: { bodyId: this.bodyId, decidedOn: effectiveOn } },
          { recipientId: at(recipients, pick) },
          { amount: this.#text(sized(rules.unit * 12n, size)) },
          codesNamed(intent, this.stream.state),
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

  /** An allocation that the act can be done to, most of the time; now and then any, or one that waits. */
  #allocation({ act, pick, odd }: Intent, state: BudgetState): Allocation | undefined {
    const all = [...state.allocations.values()];
    const waiting = all.filter(({ proposal }) => proposal !== null);
    if (odd % 14 === 0) return at(all, pick);
    if (odd % 14 === 1 && waiting.length > 0) return at(waiting, pick);
    return at(
      all.filter((allocation) => suits(act, allocation)),
      pick,
    );
  }

  /** A new id; now and then one that is taken, or that cannot be taken. */
  #id(prefix: string, pick: number, odd: number): string {
    if (odd % 20 === 0) return `${prefix}${1 + (pick % (this.#ids + 1))}`;
    if (odd % 50 === 1) return `2018.${prefix}${pick}`;
    return `${prefix}${++this.#ids}`;
  }

  /** What can be given away: all that is available where the budget stops at that, else what is usual. */
  #room(usual: bigint): bigint {
    return this.rules.control === 'stop' ? this.available : usual;
  }

  get available(): bigint {
    return this.units(this.stream.state.accounts.AVAILABLE ?? zero);
  }

  /** Whether anything waits for a second person. */
  get waiting(): boolean {
    return this.stream.state.allocations.some(({ proposal }) => proposal !== null);
  }

  /** Minor units of an amount in the state. */
  units(amount: Amount): bigint {
    return toMinor(amount, this.rules.currency);
  }

  #text(units: bigint): string {
    return formatMinor(units, this.rules.currency);
  }
}

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

/** What must have been done before an act can be: done instead where it has not. */
const before: Partial<Record<Act, Act>> = {
  'pay instalment': 'plan payments',
  'withdraw claim': 'demand back',
  'demand back': 'disburse',
  'receive report': 'ask for report',
  'put report off': 'ask for report',
  'waive report': 'ask for report',
  'reopen report': 'receive report',
};

function suits(act: Intent['act'], allocation: Allocation): boolean {
  const { status, proposal, committed, disbursed, recovered, duties, claims, instalments } = allocation;
  const settled = status === 'decided' && proposal === null;
  switch (act) {
    case 'approve':
    case 'reject':
    case 'withdraw':
      return proposal !== null;
    case 'pay instalment':
      return status === 'decided' && unpaid(instalments).gt(0);
    case 'disburse':
    case 'plan payments':
      return status === 'decided' && committed.gt(0);
    case 'withdraw claim':
      return status === 'decided' && claims.length > 0;
    case 'demand back':
    case 'take return':
      return status === 'decided' && disbursed.gt(recovered);
    case 'release':
      return settled && committed.gt(0);
    case 'reverse entry':
      return reversible(allocation).length > 0;
    case 'reverse allocation':
    case 'replace':
      return (settled && disbursed.isZero()) || status === 'waiting';
    case 'adjust to index':
      return settled && indexationOf(allocation) !== undefined;
    case 'annotate':
      return true;
    case 'receive report':
    case 'put report off':
    case 'waive report':
      return status === 'decided' && duties.length > 0;
    case 'reopen report':
      return status === 'decided' && duties.some(({ receivedOn, waivedOn }) => receivedOn ?? waivedOn);
    case 'ask for report':
      return status === 'decided';
    default:
      return settled;
  }
}

const reversible = ({ entries }: Allocation): StandingEntry[] =>
  entries.filter(({ reversed, fact }) => !reversed && fact !== 'decided');
