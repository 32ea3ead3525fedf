import { jittered } from './backoff';
import type { Appended, EventStore, NewEvent } from './port';

/** How long one attempt waits for the store's answer, ms. */
const attemptMs = 3000;

export type Settled =
  | { outcome: 'stored'; position: bigint | null }
  /** Others have written: nothing of this is stored. */
  | { outcome: 'moved' }
  /** Nobody could say in time. It may be stored. */
  | { outcome: 'unsettled' }
  | { outcome: 'failed'; error: unknown };

/**
 * Appends and, where the answer stays away, finds out what became of it (design.md §5.5): the same events at the same
 * revision are sent again, which stores answer as the first time. A wrong revision after that is final once the leader has
 * been read: either these very events stand there, or they never will, since the revision they name has gone to others.
 */
export async function settleAppend(
  store: EventStore,
  stream: string,
  expectedRevision: number,
  events: readonly NewEvent[],
  deadline: number,
  now: () => number,
): Promise<Settled> {
  let doubted = false;
  for (let attempt = 1; ; attempt++) {
    let appended: Appended;
    try {
      // A last attempt still gets a second: one that cannot succeed would only leave its outcome in doubt.
      const left = Math.max(1000, deadline - now());
      appended = await store.append(stream, expectedRevision, events, Math.min(attemptMs, left));
    } catch (error) {
      // Definite: the store says that it did not take this attempt. An earlier one may still stand.
      if (!doubted) return { outcome: 'failed', error };
      appended = { outcome: 'unknown', cause: error };
    }
    if (appended.outcome === 'appended') return { outcome: 'stored', position: appended.position };
    if (appended.outcome === 'wrong-revision') {
      if (!doubted) return { outcome: 'moved' };
      const found = await storedThere(store, stream, expectedRevision, events);
      if (found) return found;
    }
    doubted = true;
    if (now() >= deadline) return { outcome: 'unsettled' };
    await jittered(attempt);
  }
}

/** Whether these events stand at their place, or others do; null where the store could not be asked. */
async function storedThere(
  store: EventStore,
  stream: string,
  expectedRevision: number,
  events: readonly NewEvent[],
): Promise<Settled | null> {
  try {
    const stored = await store.readStream(stream, expectedRevision + 1, events.length);
    const same = stored.length === events.length && stored.every(({ id }, index) => id === events[index]!.id);
    return same ? { outcome: 'stored', position: stored.at(-1)!.position } : { outcome: 'moved' };
  } catch {
    return null;
  }
}
