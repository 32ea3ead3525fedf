import type { StreamViews } from './stream-view';

/** A revision (from 0), or one of the three words. */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | number;

export type Decision =
  | { do: 'write'; revives: boolean }
  | { do: 'repeat'; last: number }
  | { do: 'refuse' }
  | { do: 'closed' }
  | { do: 'fall-silent' };

export type KnownIds = ReadonlyMap<string, { stream: string; revision: number }>;

/**
 * Whether an append is new, one that was stored before, or refused: the rules of EventStoreDB 23.10, as recorded in
 * data/eventstoredb/behaviour.json. Only event ids are compared, never what the events hold.
 */
export function decideAppend(
  views: StreamViews,
  known: KnownIds,
  stream: string,
  expected: Expected,
  ids: string[],
): Decision {
  if (views.isClosed(stream)) return { do: 'closed' };
  if (expected === 'stream_exists') {
    if (views.isSoftDeleted(stream)) return { do: 'closed' };
    if (views.last(stream) < 0 && !views.hasMetadata(stream)) return { do: 'refuse' };
  }
  if (expected === 'any' || expected === 'stream_exists') return decideByIdAlone(views, known, stream, ids);

  const before = expected === 'no_stream' ? -1 : expected;
  const last = views.last(stream);
  if (before > last) return { do: 'refuse' };
  if (before === last) return { do: 'write', revives: views.isSoftDeleted(stream) };
  return decideByIdAndRevision(views, known, stream, before, ids);
}

/** Without a revision to compare, the node's memory of ids is all there is: the first id decides. */
function decideByIdAlone(views: StreamViews, known: KnownIds, stream: string, ids: string[]): Decision {
  let first = -1;
  let last = -1;
  for (const [index, id] of ids.entries()) {
    const seen = known.get(id);
    if (seen?.stream !== stream) {
      return index === 0 ? { do: 'write', revives: views.isSoftDeleted(stream) } : { do: 'refuse' };
    }
    last = seen.revision;
    if (index === 0) first = last;
  }
  if (ids.length === 0) return { do: 'write', revives: views.isSoftDeleted(stream) };
  // A real node trips over ids that it knows in about the reverse order, and never answers.
  return last < first - 1 ? { do: 'fall-silent' } : { do: 'repeat', last };
}

/** At an earlier revision an append is a repetition when every id stands at the very revision it would have had. */
function decideByIdAndRevision(
  views: StreamViews,
  known: KnownIds,
  stream: string,
  before: number,
  ids: string[],
): Decision {
  for (const [index, id] of ids.entries()) {
    const revision = before + 1 + index;
    const seen = known.get(id);
    if (seen?.stream === stream && seen.revision === revision) continue;
    if (views.storedAt(stream, revision)?.id === id) continue;
    const startsAnew = index === 0 && before === -1 && views.isSoftDeleted(stream);
    return startsAnew ? { do: 'write', revives: true } : { do: 'refuse' };
  }
  return ids.length === 0 ? { do: 'refuse' } : { do: 'repeat', last: before + ids.length };
}
