/** Some fields of a command as an event keeps them: what was not said is left out, since an event holds no `undefined`. */
export function said<T extends object, K extends keyof T>(command: T, ...fields: readonly K[]): Pick<T, K> {
  const kept: Partial<Pick<T, K>> = {};
  for (const field of fields) if (command[field] !== undefined) kept[field] = command[field];
  return kept as Pick<T, K>;
}
