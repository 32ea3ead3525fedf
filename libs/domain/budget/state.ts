import { Map } from 'immutable';
import { type Amount, zero } from '@anslag/money/amount';
import type { Account, AllocationKey, FreedTo } from '../accounts/account';
import type { Decision } from '../decision';
import { said } from '../said';
import type {
  AllocationTerms,
  Approval,
  AppropriationKind,
  BudgetName,
  CarriedFrom,
  Control,
  NotTaken,
  ProgrammeTransfer,
  TakenBack,
  Transfer,
  YearEndRule,
} from './events';
import type { Indexation } from './funding-basis';
import type { Claim, Duty } from './follow-up-events';
import type { Mandate } from './mandates';
import type { Instalment } from './plan-events';

/** A waiting change of an allocation: what an approval binds, and who may not give it. */
export interface Proposal {
  what: 'allocation' | 'adjustment';
  revision: number;
  amount: string;
  effectiveOn: string;
  proposedBy: string;
  /** Of an adjustment to an index. */
  indexation?: Indexation;
}

/** An entry that stands in the books, or stood until it was reversed. */
export interface StandingEntry extends TakenBack {
  reversed: boolean;
}

/** An adjustment to an index that stands, and by which entry. */
export interface Indexed {
  revision: number;
  indexation: Indexation;
}

/** What a later year was handed, and by which entry. */
export interface Moved {
  year: number;
  amount: string;
  revision: number;
}

/** What was available and a later year was handed: of a programme, or of none. */
export interface AvailableMoved extends Moved {
  programmeId?: string;
}

/** How far a year is on its way to being closed. `locked` goes back to open, the others only onwards. */
export type Phase = 'open' | 'locked' | 'carrying' | 'carried' | 'closed';

export interface Allocation extends AllocationKey {
  status: 'waiting' | 'decided' | 'rejected' | 'reversed';
  currency: string;
  /** The day of its decision: no entry on it may take effect before. */
  effectiveOn: string;
  terms: AllocationTerms;
  proposal: Proposal | null;
  /** Decided plus and minus what was adjusted, reversals netted. */
  allocated: Amount;
  reserved: Amount;
  committed: Amount;
  disbursed: Amount;
  recovered: Amount;
  /** The year that took it over, where all that follows is decided. */
  moved: Moved | null;
  /** Where it was taken over from; its amounts are to date, its entries those of this year. */
  carriedFrom: CarriedFrom | null;
  /** By revision, in the order they were booked. */
  entries: readonly StandingEntry[];
  /** The reports that are or were owed on it, in the order in which they were asked for. */
  duties: readonly Duty[];
  /** What was demanded back on it, likewise. */
  claims: readonly Claim[];
  /** Its disbursement plan; none where it has no plan. */
  instalments: readonly Instalment[];
  /** What was booked on newer values of its index than its own terms say, in that order. */
  indexed: readonly Indexed[];
}

export interface Appropriation {
  appropriationId: string;
  programmeId?: string;
  kind: AppropriationKind;
  amount: string | null;
  decision?: Decision;
  status: 'proposed' | 'recommended' | 'adopted' | 'rejected' | 'reversed';
  /** Which bodies recommend it, in their order, and how much. */
  recommended: readonly { bodyId: string; amount: string | null }[];
  /** What was adopted, once it was. */
  adopted: { amount: string; effectiveOn: string; revision: number } | null;
}

/** A programme, and what it has; what is reported of it beyond that is summed from entries. */
export interface Programme {
  programmeId: string;
  name: string;
  control: Control;
  /** Over all effective dates. */
  available: Amount;
  /** Whether money was ever given to it: appropriated, carried in, or moved from elsewhere in the budget. */
  funded: boolean;
}

/** A dimension of the chart, as decisions need it; what codes are called, reports say. */
export interface Dimension {
  dimensionId: string;
  required: boolean;
  /** By code; known for ever. */
  codes: Map<string, 'open' | 'closed'>;
}

/** A transfer between programmes, until it is reversed. */
export interface StandingProgrammeTransfer extends Omit<ProgrammeTransfer, 'currency'> {
  revision: number;
  reversed: boolean;
}

/** A transfer as the budget that sent it has it. */
export interface SentTransfer extends Transfer {
  to: BudgetName;
  status: 'under-way' | 'completed' | 'returned';
  /** Why it came back, where it did. */
  because: NotTaken | null;
  /** Whether it has come back by a transfer that reverses it. */
  reversed: boolean;
  /** Of its sending. */
  revision: number;
  by: string;
}

/** A transfer as the budget that it was sent to has it: once from each budget and id, taken or not. */
export interface ReceivedTransfer {
  from: BudgetName;
  transferId: string;
  amount: string;
  effectiveOn: string;
  /** Why it was not taken, for good; null where it was. */
  declined: NotTaken | null;
  /** The transfer by which it is given back, if one is under way or arrived. */
  reversedBy: string | null;
  /** Whether it gave back a transfer of this budget's, which is not to be given back again. */
  isReversal: boolean;
}

export interface OpenBudget {
  bodyId: string;
  year: number;
  currency: string;
  control: Control;
  approval: Approval;
  reuse: boolean;
}

/**
 * Everything that decisions on one budget year need. Maps are persistent: evolving yields a new state and leaves the old
 * one as it was, so that a group of commands can be decided ahead and dropped again.
 */
export interface BudgetState {
  budget: OpenBudget | null;
  /** Of the last event. */
  revision: number;
  phase: Phase;
  /** By which rule the year is being carried forward, who began that, and what was available and went along. */
  carrying: { rule: YearEndRule; toYear: number; by: string; available: readonly AvailableMoved[] } | null;
  /** What was ever booked on each account; one that is not here has nothing. */
  accounts: Readonly<Partial<Record<Account, Amount>>>;
  /** All that was ever booked, reversed or not: no sum over some of the entries on an account is larger. */
  turnover: Amount;
  appropriations: Map<string, Appropriation>;
  allocations: Map<string, Allocation>;
  /** Ids of disbursements and returns: business keys, known for ever. */
  entryIds: Map<string, number>;
  /** Who may approve what waits. None ever given: whoever has the role. */
  mandates: readonly Mandate[];
  /** What was available in an earlier year and was brought forward, by {@link broughtKey}: once from each programme of it. */
  broughtFrom: Map<string, string>;
  /** What late corrections booked here add up to, by `correctedKey`. */
  corrected: Map<string, string>;
  /** By programmeId; known for ever. None opened: a programme is free text. */
  programmes: Map<string, Programme>;
  /** By transferId; known for ever. */
  programmeTransfers: Map<string, StandingProgrammeTransfer>;
  /** The chart, by dimensionId; known for ever. None opened: dimensions are free text. */
  dimensions: Map<string, Dimension>;
  /** What was sent to other budgets, by transferId; known for ever. */
  sent: Map<string, SentTransfer>;
  /** What other budgets sent, by {@link transferKey}; known for ever. */
  received: Map<string, ReceivedTransfer>;
}

/** What the receiving budget knows a transfer by: ids are the sending budget's own. */
export const transferKey = ({ bodyId, year }: BudgetName, transferId: string): string =>
  `${bodyId}.${year} ${transferId}`;

/** What was available in a year is brought forward once for each programme, and once for what none had. */
export const broughtKey = (year: number, programmeId: string | undefined): string =>
  programmeId === undefined ? String(year) : `${year} ${programmeId}`;

export const initial: BudgetState = {
  budget: null,
  revision: -1,
  phase: 'open',
  carrying: null,
  accounts: {},
  turnover: zero,
  appropriations: Map(),
  allocations: Map(),
  entryIds: Map(),
  mandates: [],
  broughtFrom: Map(),
  corrected: Map(),
  programmes: Map(),
  programmeTransfers: Map(),
  dimensions: Map(),
  sent: Map(),
  received: Map(),
};

/** The account's total over all effective dates, which is what control compares. */
export function total(state: BudgetState, account: Account): Amount {
  return state.accounts[account] ?? zero;
}

/** What an allocation's entries name it by. */
export const keyOf = (allocation: AllocationKey): AllocationKey =>
  said(allocation, 'allocationId', 'recipientId', 'kind', 'originYear', 'programmeId', 'coding');

/** Where money goes that this allocation gives back ("R" in bookkeeping.md). */
export function freedTo(budget: OpenBudget, allocation: AllocationKey): FreedTo {
  return allocation.originYear === budget.year || budget.reuse ? 'AVAILABLE' : 'LAPSED';
}
