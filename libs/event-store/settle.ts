import { jittered } from './backoff';
import { StoreUnavailable, type EventStore, type NewEvent } from './port';

/** How long one attempt waits for the store's answer, ms. */
const attemptMs = 3000;

export type Settled =
  | { outcome: 'stored'; position: bigint | null }
  /** Others have written: nothing of this is stored. */
  | { outcome: 'moved' }
  /** Nobody could say in time. It may be stored. */
  | { outcome: 'unsettled' }
  /** Nothing of this is stored. */
  | { outcome: 'failed'; error: unknown };

/**
 * Appends and, where the answer stays away, finds out what became of it (design.md §5.5): the same events at the same
 * revision are sent again, which stores answer as the first time. A wrong revision after that is final once the leader has
 * been read: either these very events stand there, or they never will, since the revision they name has gone to others.
 * A store that is away is tried again, as long as `deadline` (on the clock of `performance.now()`) has not come.
 */
export async function settleAppend(
  store: EventStore,
  stream: string,
  expectedRevision: number,
  events: readonly NewEvent[],
  deadline: number,
): Promise<Settled> {
  let isDoubtful = false;
  for (let attempt = 1; ; attempt++) {
    // A last attempt still gets a second: one that cannot succeed would only leave its outcome in doubt.
    const left = Math.max(1000, deadline - performance.now());
    try {
      const appended = await store.append(stream, expectedRevision, events, Math.min(attemptMs, left));
      if (appended.outcome === 'appended') return { outcome: 'stored', position: appended.position };
      if (appended.outcome === 'wrong-revision') {
        const settled = isDoubtful ? await storedThere(store, stream, expectedRevision, events) : moved;
        if (settled) return settled;
      }
      isDoubtful = true;
    } catch (error) {
      // Definite: the store says that it did not take this attempt. An earlier one may still stand.
      const isPassing = error instanceof StoreUnavailable && performance.now() < deadline;
      if (!isDoubtful && !isPassing) return { outcome: 'failed', error };
    }
    if (isDoubtful && performance.now() >= deadline) return { outcome: 'unsettled' };
    await jittered(attempt);
  }
}

const moved: Settled = { outcome: 'moved' };

/** Whether these events stand at their place, or others do; null where the store could not be asked or shows neither. */
async function storedThere(
  store: EventStore,
  stream: string,
  expectedRevision: number,
  events: readonly NewEvent[],
): Promise<Settled | null> {
  try {
    const stored = await store.readStream(stream, expectedRevision + 1, events.length);
    if (stored.some(({ id }, index) => id !== events[index]!.id)) return moved;
    // An answer that was cut short, or lags behind, says nothing of what is missing in it.
    return stored.length === events.length ? { outcome: 'stored', position: stored.at(-1)!.position } : null;
  } catch {
    return null;
  }
}
