import type { AllocationKey, FreedTo } from '@anslag/domain/accounts/account';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import type {
  AllocationTerms,
  Approval,
  AppropriationKind,
  BudgetEvent,
  Control,
  Entry,
  TakenBack,
} from '@anslag/domain/budget/events';
import type { Decision } from '@anslag/domain/decision';
import { anna } from './given';

// The health board's budget for 2019 and its allocation to primary care, decided on 12 November: what budget specs are about.

/** The day of the board's decision, and the effective day of what a spec gives no other. */
export const decisionDay = '2019-11-12';

/** The day on which commands come in. */
export const today = '2019-12-01';

export const decision: Decision = { bodyId: 'hsn', decidedOn: decisionDay };

export const key: AllocationKey = {
  allocationId: 'engangs',
  recipientId: 'primarvarden',
  kind: 'one-off',
  originYear: 2019,
};

type Type = BudgetCommand['type'];
type Common = 'type' | 'bodyId' | 'year' | 'allocationId' | 'actor' | 'today';
export type Body<T extends Type> = Omit<Extract<BudgetCommand, { type: T }>, Common> & {
  allocationId?: string;
  actor?: string;
  today?: string;
};

/** A command on the budget, by Anna; one on an allocation is on `engangs` unless it says otherwise. */
export function command<T extends Type>(type: T, body: Body<T>): BudgetCommand {
  return { type, bodyId: 'hsn', year: 2019, allocationId: 'engangs', actor: anna, today, ...body } as BudgetCommand;
}

export const allocate = (amount: string, more: Partial<Body<'Allocate'>> = {}) =>
  command('Allocate', { recipientId: 'primarvarden', kind: 'one-off', amount, decision, ...more });

export const adjust = (difference: string, more: Partial<Body<'AdjustAllocation'>> = {}) =>
  command('AdjustAllocation', { difference, reason: 'New prices', ...more });

export const disburse = (disbursementId: string, amount: string, more: Partial<Body<'RecordDisbursement'>> = {}) =>
  command('RecordDisbursement', { disbursementId, amount, ...more });

export const takeReturn = (returnId: string, amount: string, more: Partial<Body<'RecordReturn'>> = {}) =>
  command('RecordReturn', { returnId, amount, ...more });

export const release = (amount?: string, more: Partial<Body<'ReleaseAllocation'>> = {}) =>
  command('ReleaseAllocation', { reason: 'Not needed', ...(amount !== undefined && { amount }), ...more });

export const reverse = (voucher?: string, more: Partial<Body<'ReverseAllocation'>> = {}) =>
  command('ReverseAllocation', { reason: 'A mistake', ...(voucher !== undefined && { voucher }), ...more });

export const replace = (more: Partial<Body<'ReplaceAllocation'>> = {}) =>
  command('ReplaceAllocation', { reason: 'Wrong recipient', newAllocationId: 'engangs-2', ...more });

export const approve = (actor: string, more: Partial<Body<'ApproveAllocation'>> = {}) =>
  command('ApproveAllocation', { actor, ...more });

export const reject = (actor: string) => command('RejectAllocation', { actor, reason: 'Not this year' });

export const withdraw = (actor: string) => command('WithdrawProposal', { actor, reason: 'Wrong amount' });

/** The budget as it was opened: without control or approval unless said. */
export const opened = (how: { control?: Control; approval?: Approval; reuse?: boolean } = {}): BudgetEvent => ({
  type: 'BudgetOpened',
  data: {
    bodyId: 'hsn',
    year: 2019,
    currency: 'SEK',
    control: 'none',
    approval: { policy: 'none' },
    reuse: false,
    ...how,
  },
});

export const proposedAppropriation = (
  amount: string | null,
  appropriationId = 'anslag',
  kind: AppropriationKind = 'original',
): BudgetEvent => ({ type: 'AppropriationProposed', data: { appropriationId, kind, amount, currency: 'SEK' } });

/** The regional executive board's recommendation of it. */
export const recommendedAppropriation = (amount: string | null, bodyId = 'rs'): BudgetEvent => ({
  type: 'AppropriationRecommended',
  data: {
    appropriationId: 'anslag',
    kind: 'original',
    amount,
    currency: 'SEK',
    decision: { bodyId, decidedOn: '2018-11-06' },
  },
});

/** What the assembly gave the budget on the year's first day; needs its proposal before it. */
export const adopted = (
  amount: string,
  appropriationId = 'anslag',
  kind: AppropriationKind = 'original',
): BudgetEvent => ({
  type: 'AppropriationAdopted',
  data: {
    appropriationId,
    kind,
    amount,
    currency: 'SEK',
    effectiveOn: '2019-01-01',
    decision: { bodyId: 'rf', decidedOn: '2018-11-28' },
  },
});

/** An appropriation's proposal and adoption. */
export const appropriated = (amount: string, appropriationId?: string, kind?: AppropriationKind): BudgetEvent[] => [
  proposedAppropriation(amount, appropriationId, kind),
  adopted(amount, appropriationId, kind),
];

export const entry = (amount: string, effectiveOn = decisionDay): Entry => ({
  ...key,
  amount,
  currency: 'SEK',
  effectiveOn,
});

type More = Partial<Entry & AllocationTerms>;

export const decided = (amount: string, more: More = {}): BudgetEvent => ({
  type: 'AllocationDecided',
  data: { ...entry(amount), decision, ...more },
});

export const proposed = (amount: string, more: More = {}): BudgetEvent => ({
  type: 'AllocationProposed',
  data: { ...entry(amount), decision, ...more },
});

export const approved = (amount: string): BudgetEvent => ({ type: 'AllocationApproved', data: entry(amount) });

export const rejected = (amount: string, more: More = {}): BudgetEvent => ({
  type: 'AllocationRejected',
  data: { ...entry(amount), reason: 'Not this year', ...more },
});

/** An adjustment; one downwards says where the difference went. */
export const adjusted = (difference: string, effectiveOn = today): BudgetEvent => ({
  type: 'AllocationAdjusted',
  data: {
    ...entry(difference, effectiveOn),
    reason: 'New prices',
    ...(difference.startsWith('-') && { freedTo: 'AVAILABLE' as const }),
  },
});

export const adjustmentProposed = (difference: string, effectiveOn = today): BudgetEvent => ({
  type: 'AllocationAdjustmentProposed',
  data: { ...entry(difference, effectiveOn), reason: 'New prices' },
});

export const adjustmentApproved = (difference: string, effectiveOn = today): BudgetEvent => ({
  type: 'AllocationAdjustmentApproved',
  data: entry(difference, effectiveOn),
});

export const adjustmentRejected = (difference: string, effectiveOn = today): BudgetEvent => ({
  type: 'AllocationAdjustmentRejected',
  data: { ...entry(difference, effectiveOn), reason: 'Not this year' },
});

export const adjustmentWithdrawn = (difference: string, effectiveOn = today): BudgetEvent => ({
  type: 'AllocationAdjustmentWithdrawn',
  data: { ...entry(difference, effectiveOn), reason: 'Wrong amount' },
});

export const disbursed = (disbursementId: string, amount: string, effectiveOn = today): BudgetEvent => ({
  type: 'DisbursementRecorded',
  data: { ...entry(amount, effectiveOn), disbursementId },
});

export const returned = (returnId: string, amount: string, effectiveOn = today): BudgetEvent => ({
  type: 'ReturnRecorded',
  data: { ...entry(amount, effectiveOn), returnId, returnKind: 'return', freedTo: 'AVAILABLE' },
});

export const released = (amount: string, effectiveOn = today): BudgetEvent => ({
  type: 'AllocationReleased',
  data: { ...entry(amount, effectiveOn), reason: 'Not needed', freedTo: 'AVAILABLE' },
});

/** An entry as a reversal names it. */
export const taken = (
  revision: number,
  fact: TakenBack['fact'],
  amount: string,
  effectiveOn: string,
  freedTo?: FreedTo,
): TakenBack => ({ revision, fact, amount, effectiveOn, ...(freedTo && { freedTo }) });

export const entryReversed = (taking: TakenBack): BudgetEvent => ({
  type: 'EntryReversed',
  data: { ...key, currency: 'SEK', reason: 'A mistake', entry: taking },
});

export const reversed = (...entries: TakenBack[]): BudgetEvent => reversedAs({}, ...entries);

export const reversedAs = (more: Partial<AllocationKey>, ...entries: TakenBack[]): BudgetEvent => ({
  type: 'AllocationReversed',
  data: { ...key, ...more, currency: 'SEK', reason: 'A mistake', entries },
});
