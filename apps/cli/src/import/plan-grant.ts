import type { Grant, GrantRow, RefusedRow } from '@anslag/interchange/360giving/grant';
import { shortest } from '@anslag/interchange/360giving/write-grants';
import { allocationIdOf } from '@anslag/interchange/published-id';
import type { LedgerCommand } from '../send/command';
import type { KnownAllocation, KnownAllocations, KnownParties } from './books';
import { allocating, dimension, dimensionsOf, noting, replacing, type Changes, type Place } from './commands';

export type Deed = 'booked' | 'replaced' | 'noted';

/** A command that a grant leads to. */
export interface PlannedGrant extends LedgerCommand {
  row: number;
  id: string;
  deed: Deed;
  recipientId: string;
  /** In words. */
  says: string;
}

/** A grant's place in the books, and what is known of it there. */
export interface Context {
  bodyId: string;
  year: number;
  recipientId: string;
  parties: KnownParties;
  allocations: KnownAllocations;
  /** The file's name, for reasons. */
  file: string;
}

/** What a grant leads to, given what the ledger has: a command, a refusal, or nothing (null). */
export function planGrant({ row, grant }: GrantRow, context: Context): PlannedGrant | RefusedRow | null {
  const { bodyId, year, recipientId, allocations } = context;
  const refused = (code: string, reason: string): RefusedRow => ({ row, id: grant.id, code, reason });
  const planned = (deed: Deed, command: LedgerCommand, says: string): PlannedGrant => {
    return { row, id: grant.id, deed, recipientId, says, ...command };
  };
  const first = allocationIdOf(grant.id);
  const place: Place = { bodyId, year, allocationId: first, recipientId };
  const known = allocations.latest(year, first);

  if (!known) {
    const elsewhere = allocations.years(first).find((other) => {
      const there = allocations.latest(other, first);
      return isStanding(there) && there?.dimensions?.[dimension.id] === grant.id;
    });
    if (elsewhere !== undefined)
      return refused(
        'year-changed',
        `It is booked in ${elsewhere}, and the file has it in ${year}: reverse ${bodyId}/${elsewhere} ${first} and import again.`,
      );
    return planned('booked', allocating(place, grant), `${grant.currency} ${grant.amountAwarded} to ${recipientId}`);
  }
  if (known.dimensions?.[dimension.id] !== grant.id)
    return refused('already-exists', `The allocation ${known.allocationId} of ${year} is another one.`);
  if (!isStanding(known))
    return refused(
      `already-${known.status}`,
      `The allocation ${known.allocationId} was ${known.status} in the ledger; it is not booked again.`,
    );

  const changes = changesOf(grant, recipientId, known);
  const reason = reasonOf(grant, changes, known, context);
  if (changes.recipient || changes.amount || changes.date) {
    const allocationId = nextId(first, year, allocations);
    const command = replacing({ ...place, allocationId }, known.allocationId, grant, changes, reason);
    return planned('replaced', command, reason);
  }
  if (changes.name || changes.title || changes.description) {
    const command = noting({ ...place, allocationId: known.allocationId }, grant, changes, reason, known.revision);
    return planned('noted', command, reason);
  }
  return null;
}

/** What the file says otherwise and the ledger cannot change on an allocation: told, and left as it was decided. */
export function keptAsDecided(grant: Grant, known: KnownAllocation): string | null {
  const before = known.dimensions ?? {};
  const now = dimensionsOf(grant);
  const differs = [
    ...((grant.programme?.title ?? null) === known.programme ? [] : ['programme']),
    ...(now[dimension.programmeCode] === before[dimension.programmeCode] ? [] : ['programme code']),
    ...(now[dimension.department] === before[dimension.department] ? [] : ['department']),
  ];
  return differs.length === 0 ? null : `The file has another ${differs.join(' and ')}; the ledger keeps the first.`;
}

const isStanding = (known: KnownAllocation | null): boolean =>
  known !== null && (known.status === 'decided' || known.status === 'waiting');

function changesOf(grant: Grant, recipientId: string, known: KnownAllocation): Changes {
  const { title, description, recipient, amountAwarded, awardDate } = grant;
  return {
    recipient: recipientId !== known.recipientId,
    // With what was decided, not with what has been adjusted since: that is the ledger's own business.
    amount: amountAwarded !== shortest(known.amount),
    date: awardDate !== known.effectiveOn,
    // A person's stands with the person alone.
    name: !recipient.isIndividual && recipient.name !== known.recipientNameAsPublished,
    title: title !== known.title,
    description: description !== undefined && description !== known.note,
  };
}

function reasonOf(
  { recipient, amountAwarded, awardDate }: Grant,
  changes: Changes,
  known: KnownAllocation,
  { recipientId, parties, file }: Context,
): string {
  // What is said here stays in the log: a person is named by the ledger's id.
  const now = recipient.isIndividual ? recipientId : recipient.id;
  const changed = [
    ...(changes.recipient ? [`recipient changed from ${parties.publishedId(known.recipientId)} to ${now}`] : []),
    ...(changes.amount ? [`amount changed from ${shortest(known.amount)} to ${amountAwarded}`] : []),
    ...(changes.date ? [`award date changed from ${known.effectiveOn} to ${awardDate}`] : []),
    ...(changes.name ? [`name changed from ${known.recipientNameAsPublished ?? 'none'} to ${recipient.name}`] : []),
    ...(changes.title ? ['title changed'] : []),
    ...(changes.description ? ['description changed'] : []),
  ];
  return `360Giving: ${changed.join('; ')} in ${file}`;
}

/** `{id}.2`, `.3`: the first that is free. */
function nextId(first: string, year: number, allocations: KnownAllocations): string {
  let count = 2;
  while (allocations.get(year, `${first}.${count}`)) count += 1;
  return `${first}.${count}`;
}
