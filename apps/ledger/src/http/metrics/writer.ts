import type { AppendedGroup } from '@anslag/event-store/stream-lane';
import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from './registry';

const events = new Counter({
  name: 'anslag_events_appended_total',
  help: 'Events that this process has appended, by the kind of their stream.',
  labelNames: ['category'],
  registers: [registry],
});

const groups = new Histogram({
  name: 'anslag_writer_group_commands',
  help: 'How many commands were appended as one group.',
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
  registers: [registry],
});

const appends = new Histogram({
  name: 'anslag_append_duration_seconds',
  help: 'How long the store took to append a group, until it was settled.',
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

/** Set when the metrics are read. */
export const commandsWaiting = new Gauge({
  name: 'anslag_writer_commands_waiting',
  help: 'Commands that wait for their answer.',
  registers: [registry],
});

export function countAppend({ stream, commands, events: appended, ms }: AppendedGroup): void {
  events.inc({ category: stream.slice(0, stream.indexOf('-')) }, appended);
  groups.observe(commands);
  appends.observe(ms / 1000);
}
