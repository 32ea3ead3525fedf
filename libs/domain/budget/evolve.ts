import { amountOf, zero, type Amount } from '@anslag/money/amount';
import type { Account, Posting } from '../accounts/account';
import { postingsOf } from '../accounts/postings';
import type { AllocationTerms, BudgetEvent, Entry, RecordedBudgetEvent, TakenBack } from './events';
import type { Allocation, Appropriation, BudgetState, Proposal } from './state';

/** The state after an event. Amounts follow from the event's postings, so state and read models cannot disagree on them. */
export function evolve(state: BudgetState, event: RecordedBudgetEvent): BudgetState {
  const postings = postingsOf(event);
  if (postings.length === 0) return record(state, event, postings);
  const accounts = { ...state.accounts };
  for (const { account, amount } of postings) accounts[account] = (accounts[account] ?? zero).add(amountOf(amount));
  return record({ ...state, accounts, turnover: turnedOver(state.turnover, event, postings) }, event, postings);
}

function record(state: BudgetState, event: RecordedBudgetEvent, postings: Posting[]): BudgetState {
  switch (event.type) {
    case 'BudgetOpened':
      return { ...state, budget: event.data };

    case 'AppropriationProposed': {
      const { appropriationId, kind, amount, decision } = event.data;
      const proposed = {
        appropriationId,
        kind,
        amount,
        ...(decision && { decision }),
        status: 'proposed' as const,
        recommended: [],
        adopted: null,
      };
      return { ...state, appropriations: state.appropriations.set(appropriationId, proposed) };
    }
    case 'AppropriationRecommended': {
      const { appropriationId, amount, decision } = event.data;
      const before = state.appropriations.get(appropriationId)?.recommended ?? [];
      const recommended = [...before, { bodyId: decision.bodyId, amount }];
      return appropriation(state, appropriationId, { status: 'recommended', recommended });
    }
    case 'AppropriationAdopted': {
      const { appropriationId, amount, effectiveOn } = event.data;
      const adopted = { amount, effectiveOn, revision: event.revision };
      return appropriation(state, appropriationId, { status: 'adopted', adopted });
    }
    case 'AppropriationRejected':
      return appropriation(state, event.data.appropriationId, { status: 'rejected' });
    case 'AppropriationReversed':
      return appropriation(state, event.data.appropriationId, { status: 'reversed' });

    case 'AllocationProposed':
      return created(state, event, postings, 'waiting', proposalOf('allocation', event));
    case 'AllocationDecided':
      return created(state, event, postings, 'decided', null, entryOf(event, 'decided'));
    case 'AllocationApproved':
      return changed(state, event, postings, { status: 'decided', proposal: null }, entryOf(event, 'decided'));
    case 'AllocationRejected':
      return changed(state, event, postings, { status: 'rejected', proposal: null });
    case 'AllocationAdjustmentProposed':
      return changed(state, event, postings, { proposal: proposalOf('adjustment', event) });
    case 'AllocationAdjustmentApproved':
      return changed(state, event, postings, { proposal: null }, entryOf(event, 'adjusted'));
    case 'AllocationAdjustmentRejected':
      return changed(state, event, postings, { proposal: null });
    case 'AllocationAdjusted':
      return changed(state, event, postings, {}, { ...entryOf(event, 'adjusted'), ...freed(event.data) });
    case 'DisbursementRecorded':
      return known(
        changed(state, event, postings, {}, entryOf(event, 'disbursed')),
        `disbursement ${event.data.disbursementId}`,
        event,
      );
    case 'ReturnRecorded': {
      const entry = { ...entryOf(event, 'returned'), ...freed(event.data) };
      return known(changed(state, event, postings, {}, entry), `return ${event.data.returnId}`, event);
    }
    case 'AllocationReleased':
      return changed(state, event, postings, {}, { ...entryOf(event, 'released'), ...freed(event.data) });
    case 'AllocationReversed':
      return reversed(
        changed(state, event, postings, { status: 'reversed', proposal: null }),
        event.data.allocationId,
        event.data.entries,
      );
    case 'EntryReversed':
      return reversed(changed(state, event, postings, {}), event.data.allocationId, [event.data.entry]);
    case 'AllocationAnnotated': {
      const { allocationId, recipientNameAsPublished, title, note } = event.data;
      const said = {
        ...(recipientNameAsPublished !== undefined && { recipientNameAsPublished }),
        ...(title !== undefined && { title }),
        ...(note !== undefined && { note }),
      };
      return update(state, allocationId, (allocation) => ({ ...allocation, terms: { ...allocation.terms, ...said } }));
    }
  }
}

type EntryEvent = RecordedBudgetEvent & { data: Entry };

const proposalOf = (what: Proposal['what'], { data, revision, actor }: EntryEvent): Proposal => ({
  what,
  revision,
  amount: data.amount,
  effectiveOn: data.effectiveOn,
  proposedBy: actor,
});

const entryOf = ({ data: { amount, effectiveOn }, revision }: EntryEvent, fact: TakenBack['fact']): TakenBack => ({
  revision,
  fact,
  amount,
  effectiveOn,
});

const freed = ({ freedTo }: Pick<TakenBack, 'freedTo'>): Pick<TakenBack, 'freedTo'> => (freedTo ? { freedTo } : {});

function created(
  state: BudgetState,
  { data }: RecordedBudgetEvent & { data: Entry & AllocationTerms },
  postings: Posting[],
  status: Allocation['status'],
  proposal: Proposal | null,
  entry?: TakenBack,
): BudgetState {
  const { allocationId, recipientId, kind, originYear, amount: _, currency, effectiveOn, ...terms } = data;
  const amounts = { allocated: zero, reserved: zero, committed: zero, disbursed: zero, recovered: zero };
  const allocation: Allocation = {
    allocationId,
    recipientId,
    kind,
    originYear,
    status,
    currency,
    effectiveOn,
    terms,
    proposal,
    ...booked(amounts, postings),
    entries: entry ? [{ ...entry, reversed: false }] : [],
  };
  return { ...state, allocations: state.allocations.set(allocationId, allocation) };
}

function changed(
  state: BudgetState,
  { data: { allocationId } }: { data: { allocationId: string } },
  postings: Posting[],
  change: Partial<Allocation>,
  entry?: TakenBack,
): BudgetState {
  return update(state, allocationId, (allocation) => ({
    ...allocation,
    ...booked(allocation, postings),
    ...change,
    entries: entry ? [...allocation.entries, { ...entry, reversed: false }] : allocation.entries,
  }));
}

function reversed(state: BudgetState, allocationId: string, entries: readonly TakenBack[]): BudgetState {
  const revisions = new Set(entries.map((entry) => entry.revision));
  return update(state, allocationId, (allocation) => ({
    ...allocation,
    entries: allocation.entries.map((entry) => (revisions.has(entry.revision) ? { ...entry, reversed: true } : entry)),
  }));
}

type Amounts = Pick<Allocation, 'allocated' | 'reserved' | 'committed' | 'disbursed' | 'recovered'>;

const columns: Partial<Record<Account, { column: Exclude<keyof Amounts, 'allocated'>; sign: 1 | -1 }>> = {
  RESERVED: { column: 'reserved', sign: 1 },
  COMMITTED: { column: 'committed', sign: 1 },
  DISBURSED: { column: 'disbursed', sign: 1 },
  RECOVERED: { column: 'recovered', sign: -1 },
};

/** These only settle or undo what was counted when it was booked, and must never be refused for their size. */
const uncounted: ReadonlySet<BudgetEvent['type']> = new Set([
  'AllocationApproved',
  'AllocationRejected',
  'AllocationAdjustmentApproved',
  'AllocationAdjustmentRejected',
  'AllocationReversed',
  'EntryReversed',
  'AppropriationReversed',
]);

/** The turnover after an event. Its postings sum to zero, so one side of them is counted. */
export function turnedOver(before: Amount, { type }: BudgetEvent, postings: readonly Posting[]): Amount {
  if (uncounted.has(type)) return before;
  let sum = before;
  for (const { amount } of postings) if (!amount.startsWith('-')) sum = sum.add(amountOf(amount));
  return sum;
}

/** An allocation's amounts after some postings on it; `allocated` is what deciding and adjusting put into COMMITTED. */
export function booked(before: Amounts, postings: readonly Posting[]): Amounts {
  const { allocated, reserved, committed, disbursed, recovered } = before;
  const after: Amounts = { allocated, reserved, committed, disbursed, recovered };
  for (const { account, fact, amount } of postings) {
    const target = columns[account];
    if (!target) continue;
    const exact: Amount = amountOf(amount);
    after[target.column] = target.sign === 1 ? after[target.column].add(exact) : after[target.column].sub(exact);
    if (account === 'COMMITTED' && (fact === 'decided' || fact === 'adjusted'))
      after.allocated = after.allocated.add(exact);
  }
  return after;
}

function update(state: BudgetState, allocationId: string, change: (allocation: Allocation) => Allocation): BudgetState {
  const allocation = state.allocations.get(allocationId);
  if (!allocation) throw new Error(`The stream has an entry on ${allocationId} before its decision`);
  return { ...state, allocations: state.allocations.set(allocationId, change(allocation)) };
}

function appropriation(state: BudgetState, id: string, change: Partial<Appropriation>): BudgetState {
  const before = state.appropriations.get(id);
  if (!before) throw new Error(`The stream settles appropriation ${id} before its proposal`);
  return { ...state, appropriations: state.appropriations.set(id, { ...before, ...change }) };
}

function known(state: BudgetState, key: string, { revision }: { revision: number }): BudgetState {
  return { ...state, entryIds: state.entryIds.set(key, revision) };
}
