import { intervalEnds, intervals, intervalsIn } from './interval';

test('days, months and years end where the calendar says, and the last where the series ends', () => {
  expect(intervalEnds('2020-02-27', '2020-03-02', 'day')).toEqual([
    '2020-02-27',
    '2020-02-28',
    '2020-02-29',
    '2020-03-01',
    '2020-03-02',
  ]);
  expect(intervalEnds('2019-11-12', '2020-03-02', 'month')).toEqual([
    '2019-11-30',
    '2019-12-31',
    '2020-01-31',
    '2020-02-29',
    '2020-03-02',
  ]);
  expect(intervalEnds('2019-11-12', '2021-06-30', 'year')).toEqual(['2019-12-31', '2020-12-31', '2021-06-30']);
  expect(intervalEnds('2019-11-12', '2019-11-12', 'year')).toEqual(['2019-11-12']);
});

test('as many intervals are counted as there are', () => {
  for (const interval of intervals)
    for (const [from, to] of [
      ['1999-12-31', '2000-01-01'],
      ['2019-01-31', '2019-02-01'],
      ['2019-03-30', '2021-10-31'],
      ['2020-02-29', '2020-02-29'],
    ] as const)
      expect(intervalsIn(from, to, interval)).toBe(intervalEnds(from, to, interval).length);
});
