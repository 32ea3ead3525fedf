/**
 * Some fields of a command, or all, as an event keeps them: what was not said is left out, since an event holds no
 * `undefined`.
 */
export function said<T extends object, K extends keyof T = keyof T>(command: T, ...fields: readonly K[]): Pick<T, K> {
  const kept: Partial<Pick<T, K>> = {};
  const named = fields.length > 0 ? fields : (Object.keys(command) as K[]);
  for (const field of named) if (command[field] !== undefined) kept[field] = command[field];
  return kept as Pick<T, K>;
}
