import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** All metrics of this process. Each file beside this one adds those of its subject. */
export const registry = new Registry();

const buildInfo = new Gauge({
  name: 'anslag_build_info',
  help: 'Always 1; which version of the ledger runs, on which Node.',
  labelNames: ['version', 'node'],
  registers: [registry],
});

let isCollecting = false;

/** Begins to watch the process. Not done on import, since watching the event loop costs a little. */
export function collectProcessMetrics(): void {
  if (isCollecting) return;
  isCollecting = true;
  collectDefaultMetrics({ register: registry });
  buildInfo.set({ version: versionIn(__dirname), node: process.version }, 1);
}

/** Of the package that a directory belongs to, source or build. */
function versionIn(directory: string): string {
  try {
    return (JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string }).version;
  } catch {
    const parent = dirname(directory);
    return parent === directory ? 'unknown' : versionIn(parent);
  }
}
