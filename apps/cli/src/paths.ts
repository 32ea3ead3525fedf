import { resolve } from 'node:path';
import { WrongUsage } from './failing';

/** A path as the user means it: npm runs scripts in the package's directory and says where it was called. */
export function userPath(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  return resolve(script === 'anslag' && calledFrom ? calledFrom : process.cwd(), path);
}

/** The directory of an embedded store that the user names by its URL. */
export function embeddedStore(url: string): string {
  const directory = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (directory === undefined) throw new WrongUsage('Give the store as sqlite:DIRECTORY.');
  return userPath(directory);
}
