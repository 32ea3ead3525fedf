import { Counter, Gauge } from 'prom-client';
import type { ProjectionHealth } from '../health/readiness';
import type { LiveEvents } from '../sse/live-events';
import { registry } from './registry';

/** What is told of the read side: set when the metrics are read, so that nothing of it costs the writers anything. */
const registers = [registry];
const labelNames = ['projection'] as const;

const storeUp = new Gauge({ name: 'anslag_store_up', help: 'Whether the event store answers: 1 or 0.', registers });

const storePosition = new Gauge({
  name: 'anslag_store_position',
  help: 'The position of the last event in the store; missing while the store is away.',
  registers,
});

const readDatabaseUp = new Gauge({
  name: 'anslag_read_database_up',
  help: 'Whether the database of read models answers: 1 or 0.',
  registers,
});

const position = new Gauge({
  name: 'anslag_projection_position',
  help: 'The position that a projection has folded up to.',
  labelNames,
  registers,
});

const lagEvents = new Gauge({
  name: 'anslag_projection_lag_events',
  help: 'Events that a projection has not folded yet; missing where the store’s positions cannot tell.',
  labelNames,
  registers,
});

const lagSeconds = new Gauge({
  name: 'anslag_projection_lag_seconds',
  help: 'How long ago a projection that is behind was last seen level with the store; 0 where it is level.',
  labelNames,
  registers,
});

const stopped = new Gauge({
  name: 'anslag_projection_stopped',
  help: '1 where a projection stands still, at an event that it cannot fold or because its thread has ended; else 0.',
  labelNames,
  registers,
});

const readers = new Gauge({ name: 'anslag_sse_readers', help: 'Readers of the stream of events now.', registers });

const dropped = new Counter({
  name: 'anslag_sse_readers_dropped_total',
  help: 'Readers of the stream of events that were cut off because they did not take what they were sent.',
  registers,
});

const told = new Counter({
  name: 'anslag_sse_events_sent_total',
  help: 'Events sent to readers of the stream of events, counted once for each reader.',
  registers,
});

/** `head` as the store gave it: null where it holds no event, undefined while it is away. */
export function observeStore(head: bigint | null | undefined): void {
  storeUp.set(head === undefined ? 0 : 1);
  if (head === undefined) storePosition.remove();
  else storePosition.set(Number(head ?? 0n));
}

export function observeReadDatabase(answers: boolean): void {
  readDatabaseUp.set(answers ? 1 : 0);
}

export function observeProjections(projections: readonly ProjectionHealth[]): void {
  for (const gauge of [position, lagEvents, lagSeconds, stopped]) gauge.reset();
  for (const { name, position: at, lag, stopped: why } of projections) {
    const labels = { projection: name };
    position.set(labels, Number(at ?? 0));
    if (lag.events !== null) lagEvents.set(labels, lag.events);
    lagSeconds.set(labels, lag.seconds);
    stopped.set(labels, why === undefined ? 0 : 1);
  }
}

export function observeLive({ readers: now, counts }: Pick<LiveEvents, 'readers' | 'counts'>): void {
  readers.set(now);
  for (const [counter, count] of [
    [dropped, counts.dropped],
    [told, counts.told],
  ] as const) {
    counter.reset();
    counter.inc(count);
  }
}
