import { createHash } from 'node:crypto';
import type { Grant, Recipient } from '@anslag/interchange/360giving/grant';
import { identifierOf } from '@anslag/interchange/published-id';
import type { LedgerCommand } from '../send/command';

/** Under which dimensions an allocation keeps what 360Giving publishes and the ledger has no field for. */
export const dimension = {
  id: '360giving.id',
  programmeCode: '360giving.programme',
  department: '360giving.department',
} as const;

/**
 * A command under a key that is made of all that it says, so that an import sent again, whole or from the middle, books
 * nothing twice. `since` tells apart what may be said again later, after something else was said in between.
 */
function keyed(path: string, body: object, since = ''): LedgerCommand {
  return under(path, body, [path, body, since]);
}

function under(path: string, body: object, made: readonly unknown[]): LedgerCommand {
  const said = JSON.stringify(made);
  return { path, body, key: `360giving-${createHash('sha256').update(said).digest('hex').slice(0, 40)}` };
}

export function registering(partyId: string, name: string, kind: 'body' | 'other', published: string): LedgerCommand {
  return keyed('/parties', { partyId, name, kind, identifiers: [identifierOf(published)] });
}

/** Its key stands in the log, so it is made of nothing of the person's: who guesses a name could see that it is theirs. */
export function registeringPerson(partyId: string, { id, name }: Recipient): LedgerCommand {
  const body = { partyId, name, kind: 'person', identifiers: [identifierOf(id)] };
  return under('/parties', body, ['/parties', partyId]);
}

export function identifying(partyId: string, published: string): LedgerCommand {
  return keyed(`/parties/${partyId}/identifiers`, identifierOf(published));
}

export function opening(bodyId: string, year: number, currency: string): LedgerCommand {
  return keyed('/budgets', { bodyId, year, currency, control: 'none' });
}

/** Where a grant belongs in the ledger. */
export interface Place {
  bodyId: string;
  year: number;
  allocationId: string;
  recipientId: string;
}

const at = ({ bodyId, year }: Place): string => `/budgets/${bodyId}/${year}/allocations`;

const decidedOn = ({ bodyId }: Place, { awardDate }: Grant) => ({ bodyId, decidedOn: awardDate });

export function allocating(place: Place, grant: Grant): LedgerCommand {
  const { allocationId, recipientId } = place;
  const { amountAwarded: amount, awardDate: effectiveOn, title, description, recipient, programme } = grant;
  return keyed(at(place), {
    allocationId,
    recipientId,
    kind: 'one-off',
    amount,
    decision: decidedOn(place, grant),
    effectiveOn,
    ...(programme?.title !== undefined && { programme: programme.title }),
    dimensions: dimensionsOf(grant),
    ...(!recipient.isIndividual && { recipientNameAsPublished: recipient.name }),
    title,
    ...(description !== undefined && { note: description }),
  });
}

export function dimensionsOf({ id, programme, funder }: Grant): Record<string, string> {
  return {
    [dimension.id]: id,
    ...(programme?.code !== undefined && { [dimension.programmeCode]: programme.code }),
    ...(funder.department !== undefined && { [dimension.department]: funder.department }),
  };
}

/** What a newer file says otherwise; absent where it says the same. */
export interface Changes {
  recipient: boolean;
  amount: boolean;
  date: boolean;
  name: boolean;
  title: boolean;
  description: boolean;
}

export function replacing(place: Place, old: string, grant: Grant, changes: Changes, reason: string): LedgerCommand {
  return keyed(`${at(place)}/${old}/replacement`, {
    reason,
    allocationId: place.allocationId,
    ...(changes.recipient && { recipientId: place.recipientId }),
    ...(changes.amount && { amount: grant.amountAwarded }),
    ...(changes.date && { decision: decidedOn(place, grant) }),
    ...descriptions(grant, changes),
  });
}

export function noting(place: Place, grant: Grant, changes: Changes, reason: string, revision: string): LedgerCommand {
  return keyed(
    `${at(place)}/${place.allocationId}/note`,
    { reason, ...descriptions(grant, changes) },
    // A name may be changed, changed back, and changed again.
    revision,
  );
}

function descriptions({ recipient, title, description }: Grant, changes: Changes): object {
  return {
    ...(changes.name && { recipientNameAsPublished: recipient.name }),
    ...(changes.title && { title }),
    ...(changes.description && { note: description }),
  };
}
