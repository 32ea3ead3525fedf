import { indexDecider } from '@anslag/domain/index-series/decide';
import type { IndexState } from '@anslag/domain/index-series/state';
import type { StreamWriter } from '@anslag/event-store/stream-writer';

/** All index series, for a command that only learns on its way which of them it reads. */
export const allIndexSeries = 'index series';

export const indexStream = (indexId: string): string => `index-${indexId}`;

/** A series as its own stream has it now, and the revision that whatever is decided by it is based on. */
export async function seriesOf(
  writer: StreamWriter,
  indexId: string,
  basedOn: { stream: string; revision: number }[],
): Promise<IndexState> {
  const stream = indexStream(indexId);
  const { state, revision } = await writer.read(indexDecider, stream);
  if (state !== null) basedOn.push({ stream, revision });
  return state;
}
