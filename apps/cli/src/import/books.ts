import type { PartyKind } from '@anslag/domain/party/events';
import { isPersonalKind } from '@anslag/domain/party/personal';
import { identifierOf, partyIdOf, publishedIdOf, type Identifier } from '@anslag/interchange/published-id';
import type { Connection } from '../connection';
import { LedgerProblem } from '../ledger-client';

/** An allocation as the ledger has it: the fields of a row of /allocations that an import looks at. */
export interface KnownAllocation {
  year: number;
  allocationId: string;
  recipientId: string;
  status: 'waiting' | 'decided' | 'rejected' | 'reversed';
  amount: string;
  effectiveOn: string;
  programme: string | null;
  dimensions: Record<string, string> | null;
  recipientNameAsPublished: string | null;
  title: string | null;
  note: string | null;
  replacedBy: string | null;
  revision: string;
}

interface Party {
  partyId: string;
  kind: PartyKind;
  identifiers: Identifier[];
  erased?: boolean;
}

const keyOf = ({ scheme, id }: Identifier): string => `${scheme} ${id}`;

/** Who is known to the ledger, by their ids and by what their ids are elsewhere. */
export class KnownParties {
  readonly #parties = new Map<string, readonly Identifier[]>();
  readonly #byIdentifier = new Map<string, string>();
  readonly #persons = new Map<string, { kind: PartyKind; erased: boolean }>();
  readonly #personBy = new Map<string, string>();

  add({ partyId, kind, identifiers, erased = false }: Party): void {
    if (isPersonalKind(kind)) {
      this.#persons.set(partyId, { kind, erased });
      if (!erased)
        for (const one of identifiers) if (!this.#personBy.has(keyOf(one))) this.#personBy.set(keyOf(one), partyId);
    }
    this.#parties.set(partyId, identifiers);
    // Of several parties with one identifier, the one of the first id is meant; ids are read in order.
    for (const one of identifiers) if (!this.#byIdentifier.has(keyOf(one))) this.#byIdentifier.set(keyOf(one), partyId);
  }

  has(partyId: string): boolean {
    return this.#parties.has(partyId);
  }

  /** Whether a party is known to bear a published id. */
  bears(partyId: string, published: string): boolean {
    const wanted = keyOf(identifierOf(published));
    return this.#parties.get(partyId)?.some((one) => keyOf(one) === wanted) ?? false;
  }

  /** The party that bears a published id: the one that an import would register it as, or else any; null for none. */
  bearing(published: string): string | null {
    if (this.bears(partyIdOf(published), published)) return partyIdOf(published);
    return this.#byIdentifier.get(keyOf(identifierOf(published))) ?? null;
  }

  /** The person or sole trader who bears an individual's published id; null for none. Seen by a controller alone. */
  personBearing(published: string): string | null {
    return this.#personBy.get(keyOf(identifierOf(published))) ?? null;
  }

  isErased(partyId: string): boolean {
    return this.#persons.get(partyId)?.erased ?? false;
  }

  /** Whether 360Giving calls the party an individual: a sole trader is published as an organisation. */
  isIndividual(partyId: string): boolean {
    return this.#persons.get(partyId)?.kind === 'person';
  }

  get hasIndividuals(): boolean {
    return [...this.#persons.values()].some(({ kind }) => kind === 'person');
  }

  /** The id under which a party is published; its partyId where it has none, or is a person, whose number is nobody's affair. */
  publishedId(partyId: string): string {
    if (this.#persons.has(partyId)) return partyId;
    const identifiers = this.#parties.get(partyId) ?? [];
    const own = identifiers.find((one) => partyIdOf(publishedIdOf(one)) === partyId) ?? identifiers[0];
    return own ? publishedIdOf(own) : partyId;
  }
}

/** All parties of a ledger, as of a position or later. */
export async function readParties(connection: Connection, query: Record<string, string | null>): Promise<KnownParties> {
  const known = new KnownParties();
  for await (const page of connection.pages<{ parties: Party[]; next: string | null }>('/parties', query))
    for (const party of page.parties) known.add(party);
  return known;
}

/** The allocations of one body, of all years. */
export class KnownAllocations {
  readonly #byYear = new Map<string, KnownAllocation>();
  readonly #years = new Map<string, Set<number>>();

  add(allocation: KnownAllocation): void {
    const { year, allocationId } = allocation;
    this.#byYear.set(`${year}/${allocationId}`, allocation);
    const years = this.#years.get(allocationId) ?? new Set();
    this.#years.set(allocationId, years.add(year));
  }

  get(year: number, allocationId: string): KnownAllocation | null {
    return this.#byYear.get(`${year}/${allocationId}`) ?? null;
  }

  /** What has come of an allocation: the last one of those that replaced it and one another. */
  latest(year: number, allocationId: string): KnownAllocation | null {
    let latest = this.get(year, allocationId);
    for (let next = latest; next !== null; next = next.replacedBy === null ? null : this.get(year, next.replacedBy))
      latest = next;
    return latest;
  }

  years(allocationId: string): number[] {
    return [...(this.#years.get(allocationId) ?? [])];
  }
}

export async function readAllocations(
  connection: Connection,
  bodyId: string,
  query: Record<string, string | null>,
): Promise<KnownAllocations> {
  const known = new KnownAllocations();
  const pages = connection.pages<{ rows: KnownAllocation[]; next: string | null }>('/allocations', {
    ...query,
    bodyId,
  });
  for await (const { rows } of pages) for (const row of rows) known.add(row);
  return known;
}

/** The currency of a budget year; null where it is not open. */
export async function budgetCurrency(
  connection: Connection,
  bodyId: string,
  year: number,
  query: Record<string, string | null>,
): Promise<string | null> {
  try {
    return (await connection.get<{ currency: string }>(`/budgets/${bodyId}/${year}`, query)).currency;
  } catch (error) {
    if (error instanceof LedgerProblem && error.status === 404) return null;
    throw error;
  }
}
