import { Counter } from 'prom-client';
import { registry } from './registry';

const commands = new Counter({
  name: 'anslag_commands_total',
  help:
    'Commands by what became of them: recorded, replayed, refused (with the rule’s code), dry-run, revision-moved, ' +
    'key-reused, event-too-large, contended, unsettled.',
  labelNames: ['outcome', 'code'],
  registers: [registry],
});

export function countCommand({ outcome, code }: { outcome: string; code: string }): void {
  commands.inc({ outcome, code });
}
