import { happenedBy, type Days, anyDay, daysOf } from '@anslag/domain/days';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import type { Cut } from './cut';
import type { RecordedEvent } from './recorded-event';
import { list, objectOf, optionalText, text } from './shape';
import { table, type NewRow, type RowsOf } from './table';

/** Owners as they were recorded: all of a party's from one day stand at one position. */
export const ownersTable = table({
  name: 'party_owners',
  columns: {
    party_id: 'text',
    position: 'integer',
    line: 'integer',
    owner_id: 'text',
    share: 'text?',
    effective_from: 'text?',
    certainty: 'text?',
  },
  primaryKey: ['party_id', 'position', 'line'],
  indexes: { party_owners_by_owner: ['owner_id'] },
});

/** Names that a body has backed, which are none until the party is renamed. */
export const endorsedTable = table({
  name: 'party_endorsed_names',
  columns: { party_id: 'text', position: 'integer', name: 'text', decision: 'text', note: 'text?' },
  primaryKey: ['party_id', 'position'],
});

declare module './database' {
  interface ReadTables {
    party_owners: RowsOf<typeof ownersTable>;
    party_endorsed_names: RowsOf<typeof endorsedTable>;
  }
}

export function ownerRows({ data, position, subject }: RecordedEvent): NewRow<typeof ownersTable>[] {
  return list(data, 'owners').map((stored, line) => {
    const owner = objectOf(stored, 'owner');
    return {
      party_id: subject,
      position,
      line,
      owner_id: text(owner, 'ownerId'),
      share: optionalText(owner, 'share'),
      effective_from: optionalText(data, 'effectiveFrom'),
      certainty: optionalText(data, 'effectiveFromCertainty'),
    };
  });
}

export function endorsedRow({ data, position, subject }: RecordedEvent): NewRow<typeof endorsedTable> {
  const decision = JSON.stringify(objectOf(data['decision'], 'decision'));
  return { party_id: subject, position, name: text(data, 'name'), decision, note: optionalText(data, 'note') };
}

export interface Owning {
  partyId: string;
  partyName: string | null;
  ownerId: string;
  ownerName: string | null;
  /** An exact fraction; null where it is not stated. */
  share: string | null;
  effectiveFrom: UncertainDate;
  effectiveFromCertainty: Certainty | null;
}

export interface PartyRelations {
  owners: Owning[];
  owns: Owning[];
  endorsedNames: { name: string; decision: unknown; note: string | null }[];
}

/** The names of parties at a cut. */
export type NamesOf = (cut: Cut, partyIds: readonly string[]) => Promise<Map<string, string>>;

/** Who owns a party and what it owns at the cut, and the names that were backed for it. */
export async function relationsOf(cut: Cut, partyId: string, namesOf: NamesOf): Promise<PartyRelations> {
  const owned = await cut.tx
    .selectFrom('party_owners')
    .select('party_id')
    .distinct()
    .where('owner_id', '=', partyId)
    .where('position', '<=', cut.position)
    .orderBy('party_id')
    .execute();
  const owns: Owning[] = [];
  for (const { party_id } of owned)
    owns.push(...(await ownersOf(cut, party_id, namesOf)).filter(({ ownerId }) => ownerId === partyId));
  return { owners: await ownersOf(cut, partyId, namesOf), owns, endorsedNames: await endorsedNames(cut, partyId) };
}

/** The owners recorded for the latest day that may have come; without an effective day the latest of all. */
async function ownersOf(cut: Cut, partyId: string, namesOf: NamesOf): Promise<Owning[]> {
  const { tx, position, effectiveAt } = cut;
  const rows = await tx
    .selectFrom('party_owners')
    .select(['position', 'owner_id', 'share', 'effective_from', 'certainty'])
    .where('party_id', '=', partyId)
    .where('position', '<=', position)
    .orderBy('position')
    .orderBy('line')
    .execute();
  const held = rows.filter((row) => effectiveAt === null || happenedBy(fromDays(row), effectiveAt) !== 'no');
  const latest = held.reduce<(typeof rows)[number] | null>(
    (one, other) => (one && fromDays(other).first < fromDays(one).first ? one : other),
    null,
  );
  const names = await namesOf(cut, [partyId, ...held.map((row) => row.owner_id)]);
  const nameOf = (id: string) => names.get(id) ?? null;
  return held
    .filter((row) => row.position === latest!.position)
    .map((row) => ({
      partyId,
      partyName: nameOf(partyId),
      ownerId: row.owner_id,
      ownerName: nameOf(row.owner_id),
      share: row.share,
      effectiveFrom: row.effective_from,
      effectiveFromCertainty: row.certainty as Certainty | null,
    }));
}

const fromDays = (row: { effective_from: string | null; certainty: string | null }): Days =>
  daysOf(row.effective_from, (row.certainty ?? undefined) as Certainty | undefined, anyDay);

async function endorsedNames({ tx, position }: Cut, partyId: string): Promise<PartyRelations['endorsedNames']> {
  const rows = await tx
    .selectFrom('party_endorsed_names')
    .select(['name', 'decision', 'note'])
    .where('party_id', '=', partyId)
    .where('position', '<=', position)
    .orderBy('position')
    .execute();
  return rows.map(({ name, decision, note }) => ({ name, decision: JSON.parse(decision) as unknown, note }));
}
