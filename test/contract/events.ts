import { randomUUID } from 'node:crypto';
import type { NewEvent, StoredEvent } from '@anslag/event-store/port';

/** An event whose data names it. */
export function newEvent(note: string, more: Partial<NewEvent> = {}): NewEvent {
  const data = `{"note":${JSON.stringify(note)}}`;
  return { id: randomUUID(), type: 'AllocationDecided', data, metadata: '{"actor":"controller-1"}', ...more };
}

export const newEvents = (count: number, note = 'n'): NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent(`${note}${index}`));

/** The notes that {@link newEvent} gave these events. */
export const notes = (events: readonly StoredEvent[]): string[] =>
  events.map(({ data }) => (data as { note: string }).note);

export const ids = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);
