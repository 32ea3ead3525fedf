import { sql, type RawBuilder } from 'kysely';
import type { Cut } from './cut';
import type { ReadTransaction } from './database';
import type { RecordedEvent } from './recorded-event';
import { padded } from './searching';
import { day, text } from './shape';
import { table, type RowsOf } from './table';
import { RowWriter } from './write-rows';

/** Who went up in whom. Followed upwards it always comes to an end. */
export const mergersTable = table({
  name: 'party_mergers',
  columns: { party_id: 'text', into_id: 'text', effective_from: 'text', position: 'integer' },
  primaryKey: ['party_id'],
  indexes: { party_mergers_by_survivor: ['into_id'] },
});

declare module './database' {
  interface ReadTables {
    party_mergers: RowsOf<typeof mergersTable>;
  }
}

const writer = new RowWriter(mergersTable);

/**
 * Keeps a merger. Two processes can merge two parties into each other at the same moment: the one recorded last would
 * close a circle and does not count, in this report or any other.
 */
export async function keepMerger(tx: ReadTransaction, { subject, data, position }: RecordedEvent): Promise<void> {
  const into = text(data, 'into');
  for (let survivor: string | undefined = into; survivor !== undefined;) {
    if (survivor === subject) return;
    const found = await tx
      .selectFrom('party_mergers')
      .select('into_id')
      .where('party_id', '=', survivor)
      .executeTakeFirst();
    survivor = found?.into_id;
  }
  await writer.write(tx, [{ party_id: subject, into_id: into, effective_from: day(data, 'effectiveFrom'), position }]);
}

/** Since when a party counts with another: on the effective axis and on the known one. */
export interface Since {
  effectiveOn: string;
  position: bigint;
}

interface Merged {
  party_id: string;
  into_id: string;
  effective_from: string;
  position: bigint;
}

/**
 * Who stands for whom at a cut: as effective by its day (without one, future mergers too) and known at its position.
 * Entries stay with the party that they were booked on; this is how reports count them together.
 */
export class Mergers {
  readonly #into = new Map<string, string>();
  readonly #from = new Map<string, string[]>();
  readonly #since = new Map<string, Since>();

  private constructor(
    rows: readonly Merged[],
    /** The party asked for, if only one is. */
    readonly of: string | null,
  ) {
    for (const { party_id, into_id, effective_from, position } of rows) {
      this.#into.set(party_id, into_id);
      this.#since.set(party_id, { effectiveOn: effective_from, position });
    }
    for (const { party_id } of rows)
      for (let into = this.#into.get(party_id); into !== undefined; into = this.#into.get(into))
        if (!this.#from.get(into)?.push(party_id)) this.#from.set(into, [party_id]);
    for (const merged of this.#from.values()) merged.sort();
  }

  static readonly none = new Mergers([], null);

  /** All mergers, or with a party those into it. */
  static async at(cut: Cut, partyId: string | null): Promise<Mergers> {
    if (partyId === null) return new Mergers(await mergersInto(cut, null), null);
    const rows: Merged[] = [];
    for (let into = [partyId]; into.length > 0;) {
      const found = await mergersInto(cut, into);
      rows.push(...found);
      into = found.map(({ party_id }) => party_id);
    }
    return new Mergers(rows, partyId);
  }

  get any(): boolean {
    return this.#into.size > 0;
  }

  /** Who stands for a party in the end: mostly itself. */
  survivorOf(partyId: string): string {
    let survivor = partyId;
    for (let into = this.#into.get(survivor); into !== undefined; into = this.#into.get(into)) survivor = into;
    return survivor;
  }

  /** Whom a party has gone up in directly; null where it stands for itself. */
  intoOf(partyId: string): { partyId: string; effectiveFrom: string } | null {
    const into = this.#into.get(partyId);
    return into === undefined ? null : { partyId: into, effectiveFrom: this.#since.get(partyId)!.effectiveOn };
  }

  /** Those merged into a party, directly or through others. */
  mergedFrom(partyId: string): string[] {
    return this.#from.get(partyId) ?? [];
  }

  /** The parties that a report on one counts: itself, and those merged into it. Null where all count. */
  get members(): readonly string[] | null {
    return this.of === null ? null : [this.of, ...this.mergedFrom(this.of)];
  }

  /** Since when each of those merged into a party counts with it: when the last merger on the way is there, on each axis. */
  joined(partyId: string): Map<string, Since> {
    return new Map(this.mergedFrom(partyId).map((merged) => [merged, this.#joinedSince(merged, partyId)]));
  }

  #joinedSince(merged: string, partyId: string): Since {
    let { effectiveOn, position } = this.#since.get(merged)!;
    for (let into = this.#into.get(merged)!; into !== partyId; into = this.#into.get(into)!) {
      const since = this.#since.get(into)!;
      if (since.effectiveOn > effectiveOn) ({ effectiveOn } = since);
      if (since.position > position) ({ position } = since);
    }
    return { effectiveOn, position };
  }
}

/** The parties that a list on one of them is about: itself and those merged into it. Null: it is about no one of them. */
export async function membersOf(cut: Cut, partyId: string | null): Promise<readonly string[] | null> {
  return partyId === null ? null : (await Mergers.at(cut, partyId)).members;
}

function mergersInto({ tx, position, effectiveAt }: Cut, into: readonly string[] | null): Promise<Merged[]> {
  let query = tx.selectFrom('party_mergers').selectAll().where('position', '<=', position);
  if (effectiveAt !== null) query = query.where('effective_from', '<=', effectiveAt);
  if (into !== null) query = query.where('into_id', 'in', padded(into));
  return query.execute();
}

/** The condition that a row is of one of some parties; null: of any. */
export function isOf(members: readonly string[] | null, column = 'recipient_id'): RawBuilder<boolean>[] {
  if (members === null) return [];
  if (members.length === 1) return [sql<boolean>`${sql.ref(column)} = ${members[0]}`];
  return [sql<boolean>`${sql.ref(column)} in (${sql.join(padded(members))})`];
}

/**
 * Every party that any merger names, whatever the cut: rows of others can be read as they stand. A party named by a merger
 * that does not count at a cut is counted for itself, so it does no harm among them.
 */
export const namedInMergers = sql`(select party_id from party_mergers union all select into_id from party_mergers)`;
