import type { Grant } from '@anslag/interchange/360giving/grant';
import type { KnownParties } from '../import/books';
import { dimension } from '../import/commands';

/** The fields of a row of /allocations that an export looks at. */
export interface AwardedAllocation {
  year: number;
  bodyId: string;
  allocationId: string;
  recipientId: string;
  recipientName: string | null;
  status: string;
  currency: string;
  allocated: string;
  disbursed: string;
  effectiveOn: string;
  programme: string | null;
  dimensions: Record<string, string> | null;
  purposes: string[] | null;
  recipientNameAsPublished: string | null;
  title: string | null;
  note: string | null;
}

/** Whether the allocation is a grant that was awarded: nothing that waits, was rejected or taken back. */
export function isAwarded({ status, allocated }: AwardedAllocation): boolean {
  return status === 'decided' && /[1-9]/.test(allocated);
}

/**
 * An allocation as 360Giving publishes a grant. What was imported has its own ids and texts; for others ids are made of the
 * ledger's, and 360Giving's title and description, which it asks for, of what is said of the allocation.
 */
export function grantOf(allocation: AwardedAllocation, body: { name: string }, parties: KnownParties): Grant {
  const { year, bodyId, allocationId, recipientId, currency, allocated, disbursed, programme, title, note } =
    allocation;
  const {
    [dimension.id]: id,
    [dimension.programmeCode]: code,
    [dimension.department]: department,
  } = allocation.dimensions ?? {};
  const named = title ?? `Grant to ${allocation.recipientName ?? recipientId}`;
  return {
    id: id ?? `360G-${bodyId}-${year}-${allocationId}`,
    title: named,
    description: note ?? (allocation.purposes?.join('; ') || named),
    currency,
    amountAwarded: allocated,
    ...(/[1-9]/.test(disbursed) && { amountDisbursed: disbursed }),
    awardDate: allocation.effectiveOn,
    recipient: {
      id: organisationId(recipientId, bodyId, parties),
      name: allocation.recipientNameAsPublished ?? allocation.recipientName ?? recipientId,
      ...(parties.isIndividual(recipientId) && { isIndividual: true }),
    },
    funder: {
      id: organisationId(bodyId, bodyId, parties),
      name: body.name,
      ...(department !== undefined && { department }),
    },
    ...((programme !== null || code !== undefined) && {
      programme: { ...(code !== undefined && { code }), ...(programme !== null && { title: programme }) },
    }),
  };
}

/** The id that a party is published under; one of the funder's own, as 360Giving has it, where it has none. */
function organisationId(partyId: string, bodyId: string, parties: KnownParties): string {
  const published = parties.publishedId(partyId);
  return published === partyId ? `360G-${bodyId}-${partyId}` : published;
}
