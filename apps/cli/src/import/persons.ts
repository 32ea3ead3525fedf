import { createHash } from 'node:crypto';
import type { Grant } from '@anslag/interchange/360giving/grant';
import { allocationIdOf } from '@anslag/interchange/published-id';
import type { KnownAllocations, KnownParties } from './books';

/**
 * The party that the individual of some grants is, or is to be registered as. Whoever bears the published id is meant. An erased
 * person bears none any more: where such a one has one of the grants in the books, it stays theirs, so that an import brings nobody back.
 */
export function personIn(
  grants: readonly Grant[],
  parties: KnownParties,
  booksOf: (grant: Grant) => KnownAllocations,
): string {
  const [first] = grants as [Grant, ...Grant[]];
  const known = parties.personBearing(first.recipient.id);
  if (known !== null) return known;
  for (const grant of grants) {
    const booked = booksOf(grant).latest(Number(grant.awardDate.slice(0, 4)), allocationIdOf(grant.id));
    if (booked !== null && parties.isErased(booked.recipientId)) return booked.recipientId;
  }
  for (let count = 1; ; count += 1) {
    const partyId = personIdOf(first.id, count);
    if (!parties.has(partyId)) return partyId;
  }
}

/**
 * A partyId stays in the log for ever, so it is made of the first grant's id, and of nothing of the person's; `count` tells apart
 * those whom corrections name for one grant.
 */
function personIdOf(grantId: string, count: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([grantId, count]))
    .digest('hex');
  return `p-${hash.slice(0, 20)}`;
}
