import { amountOf, zero } from '@anslag/money/amount';
import type { Posting } from '../accounts/account';
import { postingsOf } from '../accounts/postings';
import { booked, righted, turnedOver, type Amounts } from './amounts';
import type { AllocationTerms, Entry, RecordedBudgetEvent, TakenBack } from './events';
import { mandatesAfter } from './mandates';
import { said } from '../said';
import { programmesAfter } from './programme-pots';
import { recordProgramme } from './programme-state';
import { broughtKey, keyOf, type Allocation, type Appropriation, type BudgetState, type Proposal } from './state';
import { recordTransfer } from './transfer-state';

/** The state after an event. Amounts follow from the event's postings, so state and read models cannot disagree on them. */
export function evolve(state: BudgetState, event: RecordedBudgetEvent): BudgetState {
  const postings = postingsOf(event);
  const at = { ...state, revision: event.revision };
  if (postings.length === 0) return record(at, event, postings);
  const accounts = { ...state.accounts };
  for (const { account, amount } of postings) accounts[account] = (accounts[account] ?? zero).add(amountOf(amount));
  const programmes = programmesAfter(state.programmes, postings);
  return record(
    { ...at, accounts, programmes, turnover: turnedOver(state.turnover, event, postings) },
    event,
    postings,
  );
}

function record(state: BudgetState, event: RecordedBudgetEvent, postings: Posting[]): BudgetState {
  switch (event.type) {
    case 'BudgetOpened':
      return { ...state, budget: event.data };

    case 'AppropriationProposed': {
      const { appropriationId } = event.data;
      const proposed = {
        ...said(event.data, 'appropriationId', 'programmeId', 'kind', 'amount', 'decision'),
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
      const changes = {
        ...(recipientNameAsPublished !== undefined && { recipientNameAsPublished }),
        ...(title !== undefined && { title }),
        ...(note !== undefined && { note }),
      };
      return update(state, allocationId, (allocation) => ({
        ...allocation,
        terms: { ...allocation.terms, ...changes },
      }));
    }

    case 'ApproverAppointed':
    case 'ApproverRevoked':
    case 'SubstituteAppointed':
      return { ...state, mandates: mandatesAfter(state.mandates, event) };
    case 'ProgrammeOpened':
    case 'ProgrammeTransferred':
    case 'ProgrammeTransferReversed':
      return recordProgramme(state, event);
    case 'BudgetLocked':
      return { ...state, phase: 'locked' };
    case 'BudgetUnlocked':
      return { ...state, phase: 'open' };
    case 'CarryForwardBegun': {
      const { rule, toYear } = event.data;
      return { ...state, phase: 'carrying', carrying: { rule, toYear, by: event.actor, available: [] } };
    }
    case 'CarriedForward': {
      const { amount, toYear } = event.data;
      const moved = { year: toYear, amount, revision: event.revision };
      if (event.data.account === 'COMMITTED') return changed(state, { data: event.data }, postings, { moved });
      if (!state.carrying) throw new Error('The stream carries forward before it has begun to');
      const available = [...state.carrying.available, { ...said(event.data, 'programmeId'), ...moved }];
      return { ...state, carrying: { ...state.carrying, available } };
    }
    case 'BroughtForward':
      return broughtForward(state, event.data, postings);
    case 'AvailableLapsed':
      return state;
    case 'CarryForwardCompleted':
      return { ...state, phase: 'carried' };
    case 'BudgetClosed':
      return { ...state, phase: 'closed' };
    case 'TransferSent':
    case 'TransferReceived':
    case 'TransferDeclined':
    case 'TransferCompleted':
    case 'TransferReturned':
      return recordTransfer(state, event);
    case 'LateCorrectionRecorded': {
      const { data } = event;
      if (!('allocationId' in data)) return state;
      return update(state, data.allocationId, (allocation) => ({
        ...allocation,
        ...booked(righted(allocation, data.figure, amountOf(data.amount)), postings),
      }));
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

/** An allocation as the year that takes it over has it: its limits go on from what was there to date. */
function broughtForward(
  state: BudgetState,
  data: Extract<RecordedBudgetEvent, { type: 'BroughtForward' }>['data'],
  postings: Posting[],
): BudgetState {
  const { carriedFrom } = data;
  if (data.account === 'AVAILABLE')
    return {
      ...state,
      broughtFrom: state.broughtFrom.set(broughtKey(carriedFrom.year, data.programmeId), data.amount),
    };
  const { account: _, carriedFrom: __, allocated, disbursed, recovered, ...entry } = data;
  const toDate = { allocated: amountOf(allocated), disbursed: amountOf(disbursed), recovered: amountOf(recovered) };
  return made(state, entry, postings, { status: 'decided', proposal: null, carriedFrom, entries: [] }, toDate);
}

const freed = ({ freedTo }: Pick<TakenBack, 'freedTo'>): Pick<TakenBack, 'freedTo'> => (freedTo ? { freedTo } : {});

function created(
  state: BudgetState,
  { data }: RecordedBudgetEvent & { data: Entry & AllocationTerms },
  postings: Posting[],
  status: Allocation['status'],
  proposal: Proposal | null,
  entry?: TakenBack,
): BudgetState {
  const entries = entry ? [{ ...entry, reversed: false }] : [];
  return made(state, data, postings, { status, proposal, carriedFrom: null, entries });
}

function made(
  state: BudgetState,
  data: Entry & AllocationTerms,
  postings: Posting[],
  how: Pick<Allocation, 'status' | 'proposal' | 'carriedFrom' | 'entries'>,
  toDate: Partial<Amounts> = {},
): BudgetState {
  const { amount: _, currency, effectiveOn, ...keyed } = data;
  const { allocationId, recipientId, kind, originYear, programmeId: __, ...terms } = keyed;
  const amounts = { allocated: zero, reserved: zero, committed: zero, disbursed: zero, recovered: zero, ...toDate };
  const allocation: Allocation = {
    ...keyOf(keyed),
    currency,
    effectiveOn,
    terms,
    moved: null,
    ...how,
    ...booked(amounts, postings),
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
