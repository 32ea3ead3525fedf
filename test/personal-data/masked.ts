import { isSealedText, partsOf } from '@anslag/personal-data/sealed-text';

/** JSON with a mask in place of all that is sealed in it, as the SQL views have it. */
export function masked<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' && isSealedText(one) ? partsOf(one).mask : one,
  ) as T;
}
