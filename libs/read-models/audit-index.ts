import { evolve, type IndexState } from '@anslag/domain/index-series/state';
import type { IndexEvent } from '@anslag/domain/index-series/events';
import type { RecordedEvent } from './recorded-event';
import { list, type Json } from './shape';

/** What an event changes of an index series, for the audit trail: see audit-subjects.ts. */
export function indexSeries(state: Json | null, event: RecordedEvent) {
  const { type, data } = event;
  const kept = evolve(state as IndexState, { type, data } as unknown as IndexEvent) as unknown as Json;
  switch (type) {
    case 'IndexSeriesRegistered': {
      const { indexId: _, note: __, ...after } = data as Record<string, unknown>;
      return { state: kept, before: null, after };
    }
    case 'IndexPublished': {
      const years = new Set(list(data, 'values').map((one) => (one as { year: number }).year));
      const before = (state as IndexState)?.values.filter(({ year }) => years.has(year)) ?? [];
      const after = (kept as unknown as NonNullable<IndexState>).values.filter(({ year }) => years.has(year));
      return {
        state: kept,
        before: { values: before } as unknown as Json,
        after: { values: after } as unknown as Json,
      };
    }
    default:
      throw new TypeError(`No index stream holds ${type}`);
  }
}
