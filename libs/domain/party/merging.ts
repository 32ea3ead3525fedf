import type { Decision, UnknownParty } from '../decision';
import { against, invalid, type Decided, type Refusal } from '../refusal';
import type { Merger, PartyEvent } from './events';
import type { PartyState } from './evolve';

/** What is known of a party that has been merged: `survivorId` stands for it now, through however many mergers. */
export interface MergedParty {
  partyId: string;
  survivorId: string;
  effectiveFrom: string;
}

export interface MergeParty extends Merger {
  type: 'MergeParty';
  partyId: string;
  reason: string;
  decision?: Decision;
  unknown?: UnknownParty;
  /** Given where the party that it would go up in has gone up in another itself. */
  merged?: MergedParty;
}

/**
 * A party goes up in another, once. The other must stand for itself, so that mergers never run in a circle; it may go up
 * in a third later.
 */
export function merge(command: MergeParty, state: NonNullable<PartyState>): Decided<PartyEvent> {
  const { partyId, into, effectiveFrom, reason, decision, merged } = command;
  if (into === partyId) return invalid('merges-with-itself', 'A party cannot be merged into itself.', '/into');
  if (state.merger)
    return against('already-merged', `${partyId} is merged into ${state.merger.into} already, and that is done once.`);
  if (merged) return mergedParty(merged, '/into');
  const data = { partyId, into, effectiveFrom, reason, ...(decision && { decision }) };
  return { events: [{ type: 'PartyMerged', data }], warnings: [] };
}

/**
 * Refuses what is new on a party that another stands for today, or on the day it takes effect. Before a merger that
 * lies ahead the party is as good as any.
 */
export function mergedBy(
  merged: MergedParty | undefined,
  today: string,
  effectiveOn: string,
  pointer?: string,
): Refusal | null {
  if (!merged) return null;
  const day = effectiveOn > today ? effectiveOn : today;
  return merged.effectiveFrom <= day ? mergedParty(merged, pointer) : null;
}

function mergedParty({ partyId, survivorId, effectiveFrom }: MergedParty, pointer?: string): Refusal {
  const detail = `${partyId} is merged from ${effectiveFrom}; ${survivorId} stands for it.`;
  return { ...against('merged', detail, pointer), path: `/parties/${survivorId}` };
}
