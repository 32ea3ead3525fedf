import { amountOf, Replay, type ReplayedEvent } from './fold';
import { until } from './until';

let position = 0;

const event = (type: string, data: object, more: Partial<ReplayedEvent> = {}): ReplayedEvent => ({
  position: String((position += 1)),
  stream: 'budget-region.ost.2019',
  revision: String(position),
  type,
  recordedAt: 0,
  data,
  ...more,
});

const entry = (amount: string, more: object = {}) => ({
  allocationId: 'a',
  recipientId: 'novahuset',
  kind: 'one-off',
  originYear: 2019,
  amount,
  currency: 'SEK',
  effectiveOn: '2019-11-12',
  ...more,
});

const decided = (amount: string) => event('AllocationDecided', entry(amount));

test('the sequence of bookkeeping.md adds up to its balances', () => {
  const replay = new Replay();
  replay.add(decided('100.00'));
  replay.add(event('DisbursementRecorded', entry('60.00')));
  replay.add(event('ReturnRecorded', entry('10.00', { freedTo: 'AVAILABLE' })));
  replay.add(event('AllocationReleased', entry('40.00', { freedTo: 'AVAILABLE' })));
  const [row] = replay.rows();
  expect(row).toMatchObject({ bodyId: 'region.ost', year: 2019, recipientId: 'novahuset', currency: 'SEK' });
  const figures = ['allocated', 'disbursed', 'returned', 'released', 'remaining', 'reserved'] as const;
  expect(figures.map((figure) => amountOf(row!, figure))).toEqual([
    '100.00',
    '60.00',
    '10.00',
    '40.00',
    '0.00',
    '0.00',
  ]);
});

test('what waits is reserved until it is approved', () => {
  const replay = new Replay();
  replay.add(event('AllocationProposed', entry('5.00')));
  expect(amountOf(replay.rows()[0]!, 'reserved')).toBe('5.00');
  replay.add(event('AllocationApproved', entry('5.00')));
  expect([amountOf(replay.rows()[0]!, 'reserved'), amountOf(replay.rows()[0]!, 'allocated')]).toEqual(['0.00', '5.00']);
});

test('what was booked on a merged party is with whoever stands for it in the end', () => {
  const replay = new Replay();
  const merged = (partyId: string, into: string) =>
    replay.add(
      event('PartyMerged', { partyId, into, effectiveFrom: '2020-01-01', reason: 'R' }, { stream: `party-${partyId}` }),
    );
  replay.add(decided('5.00'));
  replay.add(event('AllocationDecided', entry('3.00', { allocationId: 'b', recipientId: 'unizon' })));
  expect(replay.rows()).toHaveLength(2);
  merged('novahuset', 'unizon');
  merged('unizon', 'roks');
  merged('roks', 'novahuset');
  expect(replay.rows().map((row) => [row.recipientId, amountOf(row, 'remaining')])).toEqual([['roks', '8.00']]);
});

test('sums beyond what a float holds are exact', () => {
  const replay = new Replay();
  replay.add(decided('90071992547409.93'));
  replay.add(decided('0.01'));
  expect(amountOf(replay.rows()[0]!, 'allocated')).toBe('90071992547409.94');
});

test('an event that no budget holds, or whose amount is none, ends the replay with its name', () => {
  const replay = new Replay();
  expect(() => replay.add(event('AllocationEaten', entry('1.00'), { position: '77' }))).toThrow(
    /AllocationEaten at position 77/,
  );
  expect(() => replay.add(event('AllocationDecided', entry('1.005')))).toThrow(/finer than the minor unit/);
});

test('parties and agreements have no part in balances', () => {
  const replay = new Replay();
  replay.add(event('PartyRegistered', {}, { stream: 'party-hsn' }));
  expect([replay.rows(), replay.events]).toEqual([[], 1]);
});

describe('the point that a replay goes to', () => {
  const known = (to: string, ...recorded: string[]) => {
    const isKnown = until(to)();
    return recorded.map((at, index) =>
      isKnown({ ...decided('1.00'), position: String(index + 1), recordedAt: Date.parse(at) }),
    );
  };

  test('is a position, and includes it', () => {
    const at = '2019-01-01T00:00:00Z';
    expect(known('2', at, at, at)).toEqual([true, true, false]);
  });

  test('or an instant, by the latest clock so far: what a slow clock wrote after it is not known yet', () => {
    const recorded = ['2019-01-01T10:00:00Z', '2019-01-01T12:00:00Z', '2019-01-01T12:00:01Z', '2019-01-01T11:00:00Z'];
    expect(known('2019-01-01T12:00:00Z', ...recorded)).toEqual([true, true, false, false]);
  });

  test('or a day, whole, in Sweden', () => {
    expect(known('2019-06-30', '2019-06-30T21:59:59Z', '2019-06-30T22:00:00Z')).toEqual([true, false]);
  });

  test.each(['', 'now', '2019', '2019-06', '2019-13-01', '2019-01-01T12:00:00', '-1'])('%j is none', (to) => {
    // Four digits are a position, which is why a year has to be written as a day.
    if (to === '2019') expect(known(to, '2019-01-01T00:00:00Z')).toEqual([true]);
    else expect(() => until(to)).toThrow(/Give a position/);
  });
});
