import { daysOf, noDay, anyDay, type Days } from '../days';
import { fitOf } from './standing';

const days = (date: string | null): Days => daysOf(date, undefined, anyDay);

describe('what follows on another agreement', () => {
  test.each<[string, string | null, string | null, string, number | null]>([
    ['on the day after', '2020-06-30', '2020-07-01', 'seamless', null],
    ['later', '2020-06-30', '2020-07-03', 'gap', 2],
    ['earlier', '2020-06-30', '2020-06-01', 'overlap', 30],
    ['in a month that may be the next', '2020-06-30', '2020-07', 'unknown', null],
    ['in a later month, at least so long after', '2020-06-30', '2020-09', 'gap', 62],
    ['in an earlier year, at least so long before', '2020-06-30', '2019', 'overlap', 183],
    ['after a year that says no day', '2020', '2021-01-01', 'unknown', null],
    ['on nobody knows what day', '2020-06-30', null, 'unknown', null],
    ['after nobody knows what day', null, '2020-06-30', 'unknown', null],
  ])('%s', (_, end, start, fit, apart) => {
    expect(fitOf(days(end), days(start))).toEqual({ fit, days: apart });
  });

  test('overlaps what has no end', () => {
    expect(fitOf(noDay, days('2020-07-01'))).toEqual({ fit: 'overlap', days: null });
  });
});
