import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An event as the ledger stored it once and must be able to read for ever. */
export interface GoldenEvent {
  type: string;
  schemaVersion: number;
  data: unknown;
}

/** A committed file: what was stored or folded when it was written. */
export function golden<T>(room: string, file: string): T {
  return JSON.parse(readFileSync(join(room, 'golden', file), 'utf8')) as T;
}

/** The golden events of a subject, by file: one for each type and version of its stored form. */
export function goldenEvents(room: string): GoldenEvent[] {
  return readdirSync(join(room, 'golden'))
    .filter((file) => /^[A-Z]\w+\.v\d+\.json$/.test(file))
    .map((file) => golden<GoldenEvent>(room, file));
}

/** What a store gives back of something that was written to it. */
export const stored = <T>(written: T): T => JSON.parse(JSON.stringify(written)) as T;
