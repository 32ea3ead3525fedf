import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * The JavaScript file of a worker thread that stands beside `from` (a module's `__filename`).
 * A thread loads plain JavaScript; where the caller itself runs from TypeScript (Jest), it is the built file under dist/.
 */
export function threadFile(from: string, name: string): string {
  const beside = join(dirname(from), `${name}.js`);
  if (!from.endsWith('.ts')) return beside;
  const root = rootOf(dirname(from));
  const built = join(root, 'dist', relative(root, beside));
  if (!existsSync(built)) throw new Error(`${built} is not there: run "npm run build" before the tests`);
  return built;
}

function rootOf(folder: string): string {
  return existsSync(join(folder, 'nest-cli.json')) ? folder : rootOf(dirname(folder));
}
