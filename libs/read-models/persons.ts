import { sql } from 'kysely';
import { personalKinds } from '@anslag/domain/party/events';
import { separator } from '@anslag/personal-data/sealed-text';
import type { Cut } from './cut';

export interface Person {
  partyId: string;
  erased: boolean;
}

/** The natural persons and sole traders with ids after one, in their order, a thousand at most. */
export async function personsAfter({ tx }: Cut, after: string): Promise<Person[]> {
  const rows = await tx
    .selectFrom('parties')
    .select(['party_id', 'erased_position'])
    .where('kind', 'in', personalKinds)
    .where('party_id', '>', after)
    .orderBy('party_id')
    .limit(1_000)
    .execute();
  return rows.map(({ party_id, erased_position }) => ({ partyId: party_id, erased: erased_position !== null }));
}

/** Sealed names and identifiers known at a cut, each with whose it is; null where there are more than `most`. */
export async function sealedTexts(
  { tx, position }: Cut,
  most: number,
): Promise<{ partyId: string; text: string }[] | null> {
  const isSealed = (column: string) => sql<boolean>`substr(${sql.ref(column)}, 1, 1) = ${separator}`;
  const names = tx
    .selectFrom('party_names')
    .select(['party_id as partyId', 'name as text'])
    .where('position', '<=', position)
    .where('search', '=', '')
    .where(isSealed('name'));
  const identifiers = tx
    .selectFrom('party_identifiers')
    .select(['party_id as partyId', 'id as text'])
    .where('position', '<=', position)
    .where('search', '=', '')
    .where(isSealed('id'));
  const rows = await names
    .unionAll(identifiers)
    .limit(most + 1)
    .execute();
  return rows.length > most ? null : rows;
}
