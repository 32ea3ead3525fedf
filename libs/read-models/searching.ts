import { sql, type RawBuilder } from 'kysely';

/** Text as it is searched: letters of any alphabet in lower case, composed. SQLite by itself folds only ASCII. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Whether a folded column holds a text, whatever its case. */
export function holds(column: string, text: string): RawBuilder<boolean> {
  const pattern = `%${folded(text).replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;
}

/** A list for `in (…)`, lengthened to a power of two by repeating its last value, so that few statements serve all lengths. */
export function padded<T>(values: readonly T[]): T[] {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, values.length)));
  return Array.from({ length }, (_, index) => values[Math.min(index, values.length - 1)]!);
}
