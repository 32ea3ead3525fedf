import { amountOf, zero } from '@anslag/money/amount';
import type { Posting } from '../accounts/account';
import { booked, type Amounts } from './amounts';
import type { AllocationTerms, Entry, RecordedBudgetEvent, TakenBack } from './events';
import { broughtKey, keyOf, type Allocation, type BudgetState, type Proposal } from './state';

type EntryEvent = RecordedBudgetEvent & { data: Entry };

export const proposalOf = (what: Proposal['what'], { data, revision, actor }: EntryEvent): Proposal => ({
  what,
  revision,
  amount: data.amount,
  effectiveOn: data.effectiveOn,
  proposedBy: actor,
});

export const entryOf = (
  { data: { amount, effectiveOn }, revision }: EntryEvent,
  fact: TakenBack['fact'],
): TakenBack => ({
  revision,
  fact,
  amount,
  effectiveOn,
});

/** An allocation as the year that takes it over has it: its limits go on from what was there to date. */
export function broughtForward(
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
  const { account: _, carriedFrom: __, allocated, disbursed, recovered, duties = [], claims = [], ...others } = data;
  const { instalments = [], ...entry } = others;
  const toDate = { allocated: amountOf(allocated), disbursed: amountOf(disbursed), recovered: amountOf(recovered) };
  const how = {
    status: 'decided' as const,
    proposal: null,
    carriedFrom,
    entries: [],
    duties,
    claims,
    instalments,
    indexed: [],
  };
  return made(state, entry, postings, how, toDate);
}

export const freed = ({ freedTo }: Pick<TakenBack, 'freedTo'>): Pick<TakenBack, 'freedTo'> =>
  freedTo ? { freedTo } : {};

export function created(
  state: BudgetState,
  { data }: RecordedBudgetEvent & { data: Entry & AllocationTerms },
  postings: Posting[],
  status: Allocation['status'],
  proposal: Proposal | null,
  entry?: TakenBack,
): BudgetState {
  const entries = entry ? [{ ...entry, reversed: false }] : [];
  const followUp = { duties: [], claims: [], instalments: [], indexed: [] };
  return made(state, data, postings, { status, proposal, carriedFrom: null, entries, ...followUp });
}

function made(
  state: BudgetState,
  data: Entry & AllocationTerms,
  postings: Posting[],
  how: Pick<
    Allocation,
    'status' | 'proposal' | 'carriedFrom' | 'entries' | 'duties' | 'claims' | 'instalments' | 'indexed'
  >,
  toDate: Partial<Amounts> = {},
): BudgetState {
  const { amount: _, currency, effectiveOn, ...keyed } = data;
  const { allocationId, recipientId, kind, originYear, programmeId: __, coding: ___, ...terms } = keyed;
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

export function changed(
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

export function reversed(state: BudgetState, allocationId: string, entries: readonly TakenBack[]): BudgetState {
  const revisions = new Set(entries.map((entry) => entry.revision));
  return update(state, allocationId, (allocation) => ({
    ...allocation,
    entries: allocation.entries.map((entry) => (revisions.has(entry.revision) ? { ...entry, reversed: true } : entry)),
    indexed: allocation.indexed.filter(({ revision }) => !revisions.has(revision)),
  }));
}

export function update(
  state: BudgetState,
  allocationId: string,
  change: (allocation: Allocation) => Allocation,
): BudgetState {
  const allocation = state.allocations.get(allocationId);
  if (!allocation) throw new Error(`The stream has an entry on ${allocationId} before its decision`);
  return { ...state, allocations: state.allocations.set(allocationId, change(allocation)) };
}
