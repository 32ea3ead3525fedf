import type { ReadDatabase } from '@anslag/read-models/dialect';
import { projections } from '@anslag/read-models/projections';
import { decideRebuild, requestRebuild } from '@anslag/read-models/rebuilds';
import type { RebuildAnswer, RebuildAsk } from './thread-messages';

/** Writes what is asked to the table of rebuilds, from which whoever folds takes it. */
export function writtenAsk({ db }: ReadDatabase, ask: RebuildAsk): Promise<RebuildAnswer> {
  return db.transaction().execute(async (tx) => {
    if (ask.ask === 'decide') return decideRebuild(tx, ask.id, ask);
    const projection = projections.find(({ name }) => name === ask.projection);
    if (!projection) return { refused: 'unknown-projection' };
    return requestRebuild(tx, { projection: ask.projection, version: projection.version, by: ask.by, now: Date.now() });
  });
}
