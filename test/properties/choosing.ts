/** Who is given money. */
export const recipients = ['primarvarden', 'novahuset', 'stadsmissionen'] as const;

/** Who commands. */
export const actors = ['anna', 'bertil', 'cecilia'] as const;

/** Effective days, around and across two year-ends. */
export const days = [
  '2018-12-15',
  '2019-01-01',
  '2019-03-31',
  '2019-06-30',
  '2019-11-12',
  '2019-12-31',
  '2020-01-01',
  '2020-02-29',
  '2020-12-31',
] as const;

/** Part of what there is, all of it, or a little more than that. */
export function sized(limit: bigint, size: number): bigint {
  if (size % 17 === 0) return limit + 1n;
  if (size % 4 === 0) return limit > 0n ? limit : 1n;
  const part = (limit * BigInt(1 + (size % 999))) / 1000n;
  return part > 0n ? part : 1n;
}

/** One of the list, whatever the number; nothing where there is none. */
export function at<T>(list: readonly T[], index: number): T {
  return list[index % Math.max(list.length, 1)] as T;
}
