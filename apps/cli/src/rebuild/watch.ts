import { setTimeout as sleep } from 'node:timers/promises';
import type { RebuildJson } from '@anslag/read-models/rebuild-json';
import { ProgressBar } from '../progress';
import type { Rebuilds } from './rebuilds';

const lookMs = 200;

/** Somebody has pressed Ctrl-C. */
export class LeftRunning extends Error {
  override name = 'LeftRunning';
}

/**
 * Shows how far a rebuild is until it has ended or waits for a decision; how it stands then. Rejects with
 * {@link LeftRunning} on Ctrl-C.
 */
export async function watched(rebuilds: Rebuilds, begun: RebuildJson): Promise<RebuildJson> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.on('SIGINT', interrupt);
  let bar: ProgressBar | null = null;
  let shown = '';
  try {
    for (let rebuild = begun; ; rebuild = await rebuilds.find(begun.id)) {
      if (rebuild.endedAt !== null || rebuild.state === 'differs') return rebuild;
      const { what, done, total } = stage(rebuild);
      if (what !== shown) {
        bar?.end();
        bar = new ProgressBar(what, null);
        shown = what;
      }
      bar!.at(done, total);
      await sleep(lookMs, undefined, { signal: interrupted.signal });
    }
  } catch (error) {
    throw interrupted.signal.aborted ? new LeftRunning() : error;
  } finally {
    bar?.end();
    process.off('SIGINT', interrupt);
  }
}

function stage({ state, projection, position, target, compared, toCompare }: RebuildJson) {
  if (state === 'comparing') return { what: `Comparing ${projection}, rows`, done: compared ?? 0, total: toCompare };
  const total = target === null ? null : Number(target);
  return { what: `Building ${projection}, position`, done: Number(position ?? 0), total };
}
