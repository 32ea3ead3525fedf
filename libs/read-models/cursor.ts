/** What a list is filtered by, and the point on the time axes it was asked for. */
export type Filters = Readonly<Record<string, string | number | null>>;

/** What a filter, or a part of a key, may hold. */
export type Kind = keyof typeof kindTests;

const kindTests = {
  text: (value: unknown) => typeof value === 'string',
  number: (value: unknown) => Number.isSafeInteger(value),
  day: (value: unknown) => typeof value === 'string' && /^[12]\d{3}-\d\d-\d\d$/.test(value) && isInstant(value),
  instant: (value: unknown) => typeof value === 'string' && /^[12]\d{3}-\d\d-\d\dT/.test(value) && isInstant(value),
  position: isPosition,
};

/** A cursor's content: the list it belongs to, where that is pinned, its filters, and the last key of the page before. */
export interface Cursor<F extends Filters> {
  position: bigint;
  /** The cut's: it goes on after a rebuild that changed nothing, and not after one with other rows. */
  epoch: number;
  filters: F;
  after: readonly (string | number)[];
}

export type CursorRefusal = { refused: 'bad-cursor' | 'cursor-of-another-list'; detail: string };

/** A cursor as clients carry it. */
export function encodeCursor<F extends Filters>(list: string, { position, epoch, filters, after }: Cursor<F>): string {
  return Buffer.from(JSON.stringify([list, String(position), filters, after, epoch])).toString('base64url');
}

/**
 * Reads a cursor that a client brought. Sent alone it brings its filters along; filters sent with it must be the ones it was
 * made with. `kinds` says what each filter is, and `keys` what the key consists of, given the filters: a client can write
 * anything in it, so nothing in it is taken on trust.
 */
export function decodeCursor<F extends Filters>(
  list: string,
  text: string,
  given: F,
  kinds: Readonly<Record<keyof F & string, Kind>>,
  keys: (filters: F) => readonly Kind[],
): Cursor<F> | CursorRefusal {
  const cursor = parse(text);
  if (!cursor || cursor.list !== list) return bad;
  const names = Object.keys(kinds) as (keyof F & string)[];
  if (names.length !== Object.keys(cursor.filters).length) return bad;
  const filter = (name: string) => cursor.filters[name];
  if (!names.every((name) => filter(name) === null || kindTests[kinds[name]](filter(name)))) return bad;
  const filters = cursor.filters as F;
  const key = keys(filters);
  if (cursor.after.length !== key.length || !key.every((kind, at) => kindTests[kind](cursor.after[at]))) return bad;
  const alone = names.every((name) => given[name] === null);
  if (!alone && names.some((name) => given[name] !== filters[name]))
    return { refused: 'cursor-of-another-list', detail: 'The cursor was made with other filters.' };
  const { position, epoch, after } = cursor;
  return { position, epoch, filters, after: after as (string | number)[] };
}

const bad: CursorRefusal = { refused: 'bad-cursor', detail: 'Not a cursor that this list has handed out.' };

function parse(text: string) {
  try {
    const [list, position, filters, after, epoch] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    if (!isPosition(position) || !kindTests.number(epoch)) return null;
    if (typeof filters !== 'object' || filters === null || !Array.isArray(after)) return null;
    return {
      list,
      position: BigInt(position),
      epoch: epoch as number,
      filters: filters as Record<string, unknown>,
      after: after as unknown[],
    };
  } catch {
    return null;
  }
}

/** Within 64 bits, so that a database can take it. */
function isPosition(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,18}$/.test(value);
}

function isInstant(value: string): boolean {
  return !Number.isNaN(Date.parse(value));
}
