import { SharedReads } from './shared-reads';

/** Reads that end when the test says so, each with the number that it began as. */
function reads() {
  const begun: { key: string; end: () => void; fail: (error: Error) => void }[] = [];
  const shared = new SharedReads<number>(
    (key) =>
      new Promise((resolve, reject) => {
        const which = begun.length;
        begun.push({ key, end: () => resolve(which), fail: reject });
      }),
  );
  return { begun, shared };
}

describe('reads of the same thing', () => {
  test('that are asked for while one is under way are one, and begin after it has ended', async () => {
    const { begun, shared } = reads();
    const first = shared.read('hsn');
    const others = [shared.read('hsn'), shared.read('hsn'), shared.read('hsn')];
    expect(begun).toHaveLength(1);
    begun[0]!.end();
    expect(await first).toBe(0);
    expect(begun).toHaveLength(2);
    const late = shared.read('hsn');
    begun[1]!.end();
    expect(await Promise.all(others)).toEqual([1, 1, 1]);
    // It was asked for when the second had begun already, which may have seen less than it must.
    begun[2]!.end();
    expect(await late).toBe(2);
  });

  test('do not wait for those of others', async () => {
    const { begun, shared } = reads();
    void shared.read('hsn');
    const other = shared.read('novahuset');
    begun[1]!.end();
    expect(await other).toBe(1);
  });

  test('fail for those who shared it, and the next one is a new one', async () => {
    const { begun, shared } = reads();
    const first = shared.read('hsn');
    const second = shared.read('hsn');
    begun[0]!.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    begun[1]!.end();
    expect(await second).toBe(1);
    const third = shared.read('hsn');
    expect(begun).toHaveLength(3);
    begun[2]!.end();
    expect(await third).toBe(2);
  });
});
