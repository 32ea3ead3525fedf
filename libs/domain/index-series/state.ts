import type { IndexEvent, IndexMeasure, PublishedValue } from './events';

/** What decisions need to know of a series; `null` until it is registered. */
export type IndexState = null | {
  indexId: string;
  measure: IndexMeasure;
  /** In the order in which they were recorded. */
  versions: readonly string[];
  /** The latest published of each year, by year. */
  values: readonly PublishedValue[];
};

export function evolve(state: IndexState, event: IndexEvent): IndexState {
  if (event.type === 'IndexSeriesRegistered') {
    const { indexId, measure } = event.data;
    return { indexId, measure, versions: [], values: [] };
  }
  if (state === null) return null;
  const { version, values } = event.data;
  const anew = new Set(values.map(({ year }) => year));
  const published = values.map((one) => ({ ...one, version }));
  return {
    ...state,
    versions: [...state.versions, version],
    values: [...state.values.filter(({ year }) => !anew.has(year)), ...published].sort((a, b) => a.year - b.year),
  };
}
