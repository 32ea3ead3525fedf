import { amountOf, zero } from '@anslag/money/amount';
import type { Posting } from '../accounts/account';
import { postingsOf } from '../accounts/postings';
import { said } from '../said';
import { broughtForward, changed, created, entryOf, freed, proposalOf, reversed, update } from './allocation-state';
import { booked, righted, turnedOver } from './amounts';
import { claimsAfter } from './claims';
import { chartAfter } from './coding';
import { corrected } from './concerned-year';
import { dutiesAfter } from './duties';
import type { RecordedBudgetEvent } from './events';
import type { Indexation } from './funding-basis';
import { instalmentsAfter } from './instalments';
import { mandatesAfter } from './mandates';
import { programmesAfter } from './programme-pots';
import { recordProgramme } from './programme-state';
import type { Allocation, Appropriation, BudgetState } from './state';
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
      return changed(state, event, postings, {
        proposal: { ...proposalOf('adjustment', event), ...said(event.data, 'indexation') },
      });
    case 'AllocationAdjustmentApproved': {
      const waiting = state.allocations.get(event.data.allocationId)?.proposal;
      const change = { proposal: null, ...indexing(state, event, waiting?.indexation) };
      return changed(state, event, postings, change, entryOf(event, 'adjusted'));
    }
    case 'AllocationAdjustmentRejected':
    case 'AllocationAdjustmentWithdrawn':
      return changed(state, event, postings, { proposal: null });
    case 'AllocationAdjusted': {
      const entry = { ...entryOf(event, 'adjusted'), ...freed(event.data) };
      return changed(state, event, postings, indexing(state, event, event.data.indexation), entry);
    }
    case 'DisbursementRecorded': {
      const { disbursementId } = event.data;
      const entry = { ...entryOf(event, 'disbursed'), ...said(event.data, 'instalmentId', 'ownCoding') };
      return known(
        planning(changed(state, event, postings, {}, entry), event),
        `disbursement ${disbursementId}`,
        event,
      );
    }
    case 'ReturnRecorded': {
      const { returnId } = event.data;
      const { freedTo } = event.data;
      const entry = { ...entryOf(event, 'returned'), freedTo, ...said(event.data, 'claimId', 'ownCoding') };
      return known(claiming(changed(state, event, postings, {}, entry), event), `return ${returnId}`, event);
    }
    case 'AllocationReleased':
      return changed(state, event, postings, {}, { ...entryOf(event, 'released'), ...freed(event.data) });
    case 'AllocationReversed':
      return reversed(
        planning(changed(state, event, postings, { status: 'reversed', proposal: null }), event),
        event.data.allocationId,
        event.data.entries,
      );
    case 'EntryReversed':
      return reversed(planning(claiming(changed(state, event, postings, {}), event), event), event.data.allocationId, [
        event.data.entry,
      ]);
    case 'AllocationAnnotated': {
      const { allocationId, recipientNameAsPublished, title, note } = event.data;
      const noted = {
        ...(recipientNameAsPublished !== undefined && { recipientNameAsPublished }),
        ...(title !== undefined && { title }),
        ...(note !== undefined && { note }),
      };
      return update(state, allocationId, (allocation) => ({ ...allocation, terms: { ...allocation.terms, ...noted } }));
    }

    case 'ClawbackDemanded':
    case 'ClawbackWithdrawn':
      return claiming(state, event);
    case 'DisbursementPlanSet':
      return planning(state, event);
    case 'ReportingDutySet':
    case 'ReportReceived':
    case 'ReportingDutyExtended':
    case 'ReportingDutyWaived':
    case 'ReportingDutyReopened':
      return update(state, event.data.allocationId, (allocation) => ({
        ...allocation,
        duties: dutiesAfter(allocation.duties, event),
      }));

    case 'ApproverAppointed':
    case 'ApproverRevoked':
    case 'SubstituteAppointed':
      return { ...state, mandates: mandatesAfter(state.mandates, event) };
    case 'ProgrammeOpened':
    case 'ProgrammeTransferred':
    case 'ProgrammeTransferReversed':
      return recordProgramme(state, event);
    case 'DimensionOpened':
    case 'CodesOpened':
    case 'CodesClosed':
      return { ...state, dimensions: chartAfter(state.dimensions, event) };
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
      if (!('allocationId' in data)) return corrected(state, data, undefined);
      return update(corrected(state, data, data.allocationId), data.allocationId, (allocation) => ({
        ...allocation,
        ...booked(righted(allocation, data.figure, amountOf(data.amount)), postings),
      }));
    }
  }
}

function claiming(state: BudgetState, event: RecordedBudgetEvent & { data: { allocationId: string } }): BudgetState {
  return update(state, event.data.allocationId, (allocation) => {
    const claims = claimsAfter(allocation.claims, event);
    return claims === allocation.claims ? allocation : { ...allocation, claims };
  });
}

/** What an adjustment to an index adds to the allocation, once it is booked; nothing where it was none. */
function indexing(
  { allocations }: BudgetState,
  { data: { allocationId }, revision }: { data: { allocationId: string }; revision: number },
  indexation: Indexation | undefined,
): Partial<Allocation> {
  const before = allocations.get(allocationId)?.indexed ?? [];
  return indexation ? { indexed: [...before, { revision, indexation }] } : {};
}

function planning(state: BudgetState, event: RecordedBudgetEvent & { data: { allocationId: string } }): BudgetState {
  return update(state, event.data.allocationId, (allocation) => {
    const instalments = instalmentsAfter(allocation.instalments, event);
    return instalments === allocation.instalments ? allocation : { ...allocation, instalments };
  });
}

function appropriation(state: BudgetState, id: string, change: Partial<Appropriation>): BudgetState {
  const before = state.appropriations.get(id);
  if (!before) throw new Error(`The stream settles appropriation ${id} before its proposal`);
  return { ...state, appropriations: state.appropriations.set(id, { ...before, ...change }) };
}

function known(state: BudgetState, key: string, { revision }: { revision: number }): BudgetState {
  return { ...state, entryIds: state.entryIds.set(key, revision) };
}
