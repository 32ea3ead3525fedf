import { sql } from 'kysely';
import type { Identifier } from '@anslag/domain/party/events';
import { erasedText } from '@anslag/personal-data/sealed-text';
import { pageOf, type Cut, type Paging } from './cut';
import type { ReadTransaction } from './database';
import { keepMerger, Mergers, mergersTable } from './mergers';
import { endorsedRow, endorsedTable, ownerRows, ownersTable } from './party-relations';
import { identifierIn, identifiersIn, nameIn, searchable } from './personal';
import type { Projection } from './projection';
import type { RecordedEvent } from './recorded-event';
import { holds, padded } from './searching';
import { day, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';
import { RowWriter } from './write-rows';

const partiesTable = table({
  name: 'parties',
  columns: { party_id: 'text', kind: 'text', position: 'integer', erased_position: 'integer?' },
  primaryKey: ['party_id'],
});

/** A name holds from a day on, until the next one; the name at registration from ever (an empty `effective_from`). */
const namesTable = table({
  name: 'party_names',
  columns: { party_id: 'text', position: 'integer', effective_from: 'text', name: 'text', search: 'text' },
  primaryKey: ['party_id', 'position'],
});

const identifiersTable = table({
  name: 'party_identifiers',
  columns: { party_id: 'text', position: 'integer', line: 'integer', scheme: 'text', id: 'text', search: 'text' },
  primaryKey: ['party_id', 'position', 'line'],
});

declare module './database' {
  interface ReadTables {
    parties: RowsOf<typeof partiesTable>;
    party_names: RowsOf<typeof namesTable>;
    party_identifiers: RowsOf<typeof identifiersTable>;
  }
}

const partyWriter = new RowWriter(partiesTable);
const nameWriter = new RowWriter(namesTable);
const identifierWriter = new RowWriter(identifiersTable);
const ownerWriter = new RowWriter(ownersTable);
const endorsedWriter = new RowWriter(endorsedTable);

export const parties: Projection = {
  name: 'parties',
  version: 3,
  handles: ['party'],
  tables: [partiesTable, namesTable, identifiersTable, ownersTable, endorsedTable, mergersTable],
  async fold(batch, tx) {
    const registered: NewRow<typeof partiesTable>[] = [];
    const names: NewRow<typeof namesTable>[] = [];
    const identifiers: NewRow<typeof identifiersTable>[] = [];
    const owners: NewRow<typeof ownersTable>[] = [];
    const endorsed: NewRow<typeof endorsedTable>[] = [];
    const erased: RecordedEvent[] = [];
    for (const event of batch) {
      const { data, position, subject } = event;
      switch (event.type) {
        case 'PartyRegistered':
          registered.push({ party_id: subject, kind: text(data, 'kind'), position, erased_position: null });
          names.push(nameRow(event, ''));
          identifiersIn(event).forEach((one, line) => identifiers.push(identifierRow(event, one, line)));
          break;
        case 'PartyRenamed':
          names.push(nameRow(event, day(data, 'effectiveFrom')));
          break;
        case 'PartyIdentified':
          identifiers.push(identifierRow(event, identifierIn(event), 0));
          break;
        case 'OwnershipRecorded':
          owners.push(...ownerRows(event));
          break;
        case 'PartyRenameEndorsed':
          endorsed.push(endorsedRow(event));
          break;
        case 'PartyMerged':
          await keepMerger(tx, event);
          break;
        case 'ErasureRecorded':
          erased.push(event);
          break;
        default:
          throw new TypeError(`No party stream holds ${event.type}`);
      }
    }
    await partyWriter.write(tx, registered);
    await nameWriter.write(tx, names);
    await identifierWriter.write(tx, identifiers);
    await ownerWriter.write(tx, owners);
    await endorsedWriter.write(tx, endorsed);
    // Last: nothing that was sealed is recorded of a person after the erasure, but it may be of this batch.
    for (const event of erased) await erase(tx, event);
  },
};

function nameRow(event: RecordedEvent, effectiveFrom: string): NewRow<typeof namesTable> {
  const { position, subject } = event;
  const name = nameIn(event);
  return { party_id: subject, position, effective_from: effectiveFrom, name, search: searchable(name) };
}

function identifierRow({ position, subject }: RecordedEvent, { scheme, id }: Identifier, line: number) {
  return { party_id: subject, position, line, scheme, id, search: searchable(id) };
}

/** Not even the sealed texts stay, whatever a report's cut. */
async function erase(tx: ReadTransaction, { subject, position }: RecordedEvent): Promise<void> {
  await tx.updateTable('parties').set({ erased_position: position }).where('party_id', '=', subject).execute();
  await tx.updateTable('party_names').set({ name: erasedText }).where('party_id', '=', subject).execute();
  await tx.updateTable('party_identifiers').set({ id: erasedText }).where('party_id', '=', subject).execute();
}

export interface PartyName {
  name: string;
  /** null: from ever, as far as the ledger knows. */
  effectiveFrom: string | null;
}

export interface PartyAnswer {
  partyId: string;
  kind: string;
  /** At `effectiveAt`; without it the latest one, future ones too, so that the answer does not change with the day. */
  name: string;
  names: PartyName[];
  identifiers: { scheme: string; id: string }[];
  /** Whom it has gone up in, and from which day; null: in nobody. */
  mergedInto: { partyId: string; effectiveFrom: string } | null;
  /** Who stands for it in the end, and is counted with it in reports: itself where it is not merged. */
  survivorId: string;
  /** Those merged into it, directly or through others. */
  mergedFrom: string[];
  /** Whether a person's data is erased, at whatever point of the axes the report stands. */
  erased: boolean;
}

/** The parties in order of their ids; `q` is looked for in ids, in all names and in identifiers, whatever the case. */
export async function partyPage(
  cut: Cut,
  q: string | null,
  { limit, after }: Paging<string>,
  /** Persons that `q` was found in by opening what is sealed. */
  opened: readonly string[] = [],
) {
  const { tx, position } = cut;
  let query = tx.selectFrom('parties').select(shown).where('position', '<=', position);
  if (after !== null) query = query.where('party_id', '>', after);
  if (q !== null) {
    query = query.where(
      sql<boolean>`(${holds('parties.party_id', q)}
        or exists (select 1 from party_names n where n.party_id = parties.party_id and n.position <= ${position} and ${holds('n.search', q)})
        or exists (select 1 from party_identifiers i
          where i.party_id = parties.party_id and i.position <= ${position} and ${holds('i.search', q)})
        ${opened.length > 0 ? sql`or parties.party_id in (${sql.join(padded(opened))})` : sql``})`,
    );
  }
  const read = await query
    .orderBy('party_id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(read, limit, (row) => row.party_id);
  return { parties: await described(cut, page.rows), after: page.after };
}

/** A party as known at the cut, or null where it was not registered. */
export async function partyAt(cut: Cut, partyId: string): Promise<PartyAnswer | null> {
  const found = await cut.tx
    .selectFrom('parties')
    .select(shown)
    .where('party_id', '=', partyId)
    .where('position', '<=', cut.position)
    .execute();
  return (await described(cut, found))[0] ?? null;
}

const shown = ['party_id', 'kind', 'erased_position'] as const;

interface Shown {
  party_id: string;
  kind: string;
  erased_position: bigint | null;
}

async function described(cut: Cut, rows: readonly Shown[]): Promise<PartyAnswer[]> {
  const ids = rows.map((row) => row.party_id);
  const names = await namesOf(cut, ids);
  const identifiers = await identifiersOf(cut, ids);
  const mergers = await Mergers.at(cut, null);
  return rows.map(({ party_id: partyId, kind, erased_position }) => {
    const own = names.get(partyId) ?? [];
    const name = nameAt(own, cut.effectiveAt)!;
    return {
      partyId,
      kind,
      name,
      names: own,
      identifiers: identifiers.get(partyId) ?? [],
      mergedInto: mergers.intoOf(partyId),
      survivorId: mergers.survivorOf(partyId),
      mergedFrom: mergers.mergedFrom(partyId),
      erased: erased_position !== null,
    };
  });
}

/** The names of parties as known at the cut, each from its day on. Of two from one day the one recorded later counts. */
export async function namesOf({ tx, position }: Cut, partyIds: readonly string[]): Promise<Map<string, PartyName[]>> {
  const names = new Map<string, PartyName[]>();
  if (partyIds.length === 0) return names;
  const rows = await tx
    .selectFrom('party_names')
    .select(['party_id', 'effective_from', 'name'])
    .where('party_id', 'in', padded(partyIds))
    .where('position', '<=', position)
    .orderBy('party_id')
    .orderBy('effective_from')
    .orderBy('position')
    .execute();
  for (const { party_id, effective_from, name } of rows) {
    const own = names.get(party_id) ?? [];
    names.set(party_id, own);
    const effectiveFrom = effective_from === '' ? null : effective_from;
    if (own.length > 0 && own.at(-1)!.effectiveFrom === effectiveFrom) own.pop();
    own.push({ name, effectiveFrom });
  }
  return names;
}

/** As {@link namesOf}, of each the one name that it has at the cut. */
export async function currentNames(cut: Cut, partyIds: readonly string[]): Promise<Map<string, string>> {
  const names = await namesOf(cut, [...new Set(partyIds)]);
  return new Map(Array.from(names, ([partyId, own]) => [partyId, nameAt(own, cut.effectiveAt) ?? partyId]));
}

/** The name on a day; null for the day: the latest. Null where there is none. */
export function nameAt(names: readonly PartyName[], effectiveAt: string | null): string | null {
  const held = names.findLast(({ effectiveFrom }) => effectiveAt === null || (effectiveFrom ?? '') <= effectiveAt);
  return held?.name ?? null;
}

async function identifiersOf({ tx, position }: Cut, partyIds: readonly string[]) {
  const identifiers = new Map<string, { scheme: string; id: string }[]>();
  if (partyIds.length === 0) return identifiers;
  const rows = await tx
    .selectFrom('party_identifiers')
    .select(['party_id', 'scheme', 'id'])
    .where('party_id', 'in', padded(partyIds))
    .where('position', '<=', position)
    .orderBy('party_id')
    .orderBy('position')
    .orderBy('line')
    .execute();
  for (const { party_id, scheme, id } of rows)
    identifiers.set(party_id, [...(identifiers.get(party_id) ?? []), { scheme, id }]);
  return identifiers;
}
