import type { Basis, ReadSide } from '@anslag/read-models/basis';
import { decodeCursor, encodeCursor, type Filters, type Kind } from '@anslag/read-models/cursor';
import type { Cut, Paging } from '@anslag/read-models/cut';
import type { Projection } from '@anslag/read-models/projection';
import { Problem } from '../http/problem';
import { askOf, positionOf, unanswered } from './ask';
import type { PageQueryDto } from './basis.dto';

type Key = readonly (string | number)[];

/** A paged list: what it reads, what it can be filtered by, and what its rows' keys consist of. */
export interface ListKind<F extends Filters> {
  name: string;
  projections: readonly Projection[];
  filters: Readonly<Record<keyof F & string, Kind>>;
  key: (filters: F) => readonly Kind[];
}

const axes = { effectiveAt: 'day', knownAt: 'instant', knownPosition: 'position' } as const;

/**
 * A page of a list. The first stands where it is asked for; those after it at the same position, by the cursor, so that
 * writes in between move nothing. Throws a problem where the read side refuses.
 */
export async function listed<F extends Filters, T extends { after: Key | null }>(
  side: ReadSide,
  list: ListKind<F>,
  given: F,
  query: PageQueryDto,
  read: (cut: Cut, filters: F, paging: Paging<Key>) => Promise<T>,
): Promise<{ basis: Basis; answer: T; next: string | null }> {
  const { effectiveAt = null, knownAt = null, knownPosition = null, limit = 100 } = query;
  const asked = { ...given, effectiveAt, knownAt, knownPosition };
  const cursor =
    query.cursor === undefined
      ? null
      : decodeCursor(list.name, query.cursor, asked, { ...list.filters, ...axes } as never, list.key as never);
  if (cursor && 'refused' in cursor) throw unanswered(cursor);
  const filters = (cursor?.filters ?? asked) as typeof asked;
  const ask = askOf({
    ...(query.atLeast !== undefined && { atLeast: query.atLeast }),
    ...(filters.effectiveAt !== null && { effectiveAt: filters.effectiveAt }),
    ...(filters.knownAt !== null && { knownAt: filters.knownAt }),
  });
  const pinned = cursor?.position ?? null;
  const known = pinned === null ? positionOf(filters.knownPosition ?? undefined) : null;
  const reported = await side.report(list.projections, { ...ask, knownPosition: known, pinned }, async (cut) => {
    mustGoOn(cursor, cut);
    return { ...(await read(cut, filters, { limit, after: cursor?.after ?? null })), epoch: cut.epoch };
  });
  if ('refused' in reported) throw unanswered(reported, cursor ? 'cursor' : 'knownPosition');
  const { basis, answer } = reported;
  const { after, epoch } = answer;
  const next = after && encodeCursor(list.name, { position: BigInt(basis.position), epoch, filters, after });
  return { basis, answer, next };
}

/** Throws where a rebuild has changed rows since the list was begun: its pages would not be of one list. */
export function mustGoOn(cursor: { epoch: number } | null, cut: Pick<Cut, 'epoch'>): void {
  if (cursor && cursor.epoch !== cut.epoch)
    throw new Problem('basis-changed', 'What this list is read from was corrected since; begin it again.');
}
