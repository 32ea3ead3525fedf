import type { EventStore } from '@anslag/event-store/port';

/** A store that does not answer in this time is taken for away, ms. */
const patienceMs = 2000;

/** The store's head: null where it holds nothing, undefined where it doesn't say so in time. */
export async function headInTime(store: Pick<EventStore, 'head'>): Promise<bigint | null | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  try {
    return await Promise.race([store.head(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
