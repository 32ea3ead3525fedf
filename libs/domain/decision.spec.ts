import { effectiveDay, isDay, possibleDays } from './decision';

describe('the day that an entry takes effect', () => {
  const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };

  test('is the one given, whatever the decision says', () => {
    expect(effectiveDay('2020-01-01', decision, '2019-12-01')).toBe('2020-01-01');
    expect(effectiveDay('2020-01-01', { bodyId: 'hsn', decidedOn: null }, null)).toBe('2020-01-01');
    expect(effectiveDay('2020-01-01', undefined, null)).toBe('2020-01-01');
  });

  test("is else the decision's day", () => {
    expect(effectiveDay(undefined, decision, '2019-12-01')).toBe('2019-11-12');
    expect(effectiveDay(undefined, { ...decision, decidedOnCertainty: 'inferred' }, null)).toBe('2019-11-12');
  });

  test('is else the one that the kind of entry falls back on', () => {
    expect(effectiveDay(undefined, undefined, '2019-12-01')).toBe('2019-12-01');
  });

  test.each(['2019-11', '2019', null])('must be given where the decision is of %p', (decidedOn) => {
    const refusal = { refused: 'effective-on-required', because: 'invalid', pointer: '/effectiveOn' };
    expect(effectiveDay(undefined, { bodyId: 'hsn', decidedOn }, '2019-12-01')).toMatchObject(refusal);
  });

  test('must be given where there is nothing to take it from', () => {
    expect(effectiveDay(undefined, undefined, null)).toMatchObject({ refused: 'effective-on-required' });
  });
});

describe('an uncertain date', () => {
  test.each([
    ['2020-07-01', '2020-07-01', '2020-07-01'],
    ['2020-07', '2020-07-01', '2020-07-31'],
    ['2020-09', '2020-09-01', '2020-09-30'],
    ['2020-02', '2020-02-01', '2020-02-29'],
    ['2019-02', '2019-02-01', '2019-02-28'],
    ['1900-02', '1900-02-01', '1900-02-28'],
    ['2000-02', '2000-02-01', '2000-02-29'],
    ['2020-12', '2020-12-01', '2020-12-31'],
    ['2020', '2020-01-01', '2020-12-31'],
  ])('of %s means some day from %s to %s', (date, first, last) => {
    expect(possibleDays(date)).toEqual({ first, last });
  });

  test('that is not there means no day that anyone can name', () => {
    expect(possibleDays(null)).toBeNull();
    expect(possibleDays(undefined)).toBeNull();
  });

  test('is a day only where it is written as one', () => {
    expect(['2020-07-01', '2020-07', '2020', null, undefined].map(isDay)).toEqual([true, false, false, false, false]);
  });
});
