import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of published data that lies beside the checkout, or above it; null where there is none. */
export function sharedData(): string | null {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'shared', 'data'))) return join(folder, 'shared', 'data');
  return null;
}

/** A suite that needs the data. Without it the suite is skipped, and says so. */
export function describeWithData(name: string, suite: (data: string) => void): void {
  const data = sharedData();
  if (data !== null) return describe(name, () => suite(data));
  process.stderr.write(`SKIPPED: "${name}" needs the folder shared/data beside the checkout.\n`);
  describe.skip(name, () => test('needs the folder shared/data beside the checkout', () => {}));
}
