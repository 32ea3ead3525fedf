import { Counter } from 'prom-client';
import type { Led } from '../answer';
import { registry } from './registry';

const commands = new Counter({
  name: 'anslag_commands_total',
  help:
    'Commands by what became of them: recorded, replayed, refused (with the rule’s code), dry-run, revision-moved, ' +
    'key-reused, event-too-large, contended, unsettled.',
  labelNames: ['outcome', 'code'],
  registers: [registry],
});

export function countCommand(led: Led): void {
  commands.inc(labelsOf(led));
}

function labelsOf(led: Led): { outcome: string; code: string } {
  if ('preview' in led) return { outcome: 'dry-run', code: '' };
  const { outcome } = led;
  switch (outcome.outcome) {
    case 'done':
      return { outcome: outcome.result.replayed ? 'replayed' : 'recorded', code: '' };
    case 'refused':
      return { outcome: 'refused', code: outcome.refusal.refused };
    default:
      return { outcome: outcome.outcome, code: '' };
  }
}
