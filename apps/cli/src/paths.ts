import { resolve } from 'node:path';

/** A path as the user means it: npm runs scripts in the package's directory and says where it was called. */
export function userPath(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  return resolve(script === 'anslag' && calledFrom ? calledFrom : process.cwd(), path);
}
