import type { StoredEvent } from '@anslag/event-store/port';

/** An event as /events and its stream show it. */
export interface ShownEvent {
  eventId: string;
  position: string;
  stream: string;
  revision: string;
  type: string;
  recordedAt: string;
  data: unknown;
  metadata: unknown;
}

export function shownEvent(event: StoredEvent): ShownEvent {
  const { id, position, stream, revision, type, recordedAt, data, metadata } = event;
  return {
    eventId: id,
    position: String(position),
    stream,
    revision: String(revision),
    type,
    recordedAt: new Date(recordedAt).toISOString(),
    data,
    metadata,
  };
}
