import type { Certainty } from '../decision';
import type { Term } from './events';
import { inForce, type InForce } from './in-force';
import { standingOf } from './standing';

describe('an agreement', () => {
  test.each<[string, Term, string, InForce]>([
    ['before its first day', { from: '2020-07-01', to: '2024-09-30' }, '2020-06-30', 'no'],
    ['on its first day', { from: '2020-07-01', to: '2024-09-30' }, '2020-07-01', 'yes'],
    ['on its last day', { from: '2020-07-01', to: '2024-09-30' }, '2024-09-30', 'yes'],
    ['after its last day', { from: '2020-07-01', to: '2024-09-30' }, '2024-10-01', 'no'],
    ['with an open end, however late', { from: '2020-07-01' }, '2999-12-31', 'yes'],
    ['with no end, said in so many words', { from: '2020-07-01', to: null }, '2999-12-31', 'yes'],
    ['without a term', {}, '2020-07-01', 'unknown'],
    ['without a start, before its end', { to: '2024-09-30' }, '2020-07-01', 'unknown'],
    ['without a start, after its end', { to: '2024-09-30' }, '2024-10-01', 'no'],
    ['in the month in which it starts', { from: '2020-07' }, '2020-07-15', 'unknown'],
    ['on the last day that its start can mean', { from: '2020-07' }, '2020-07-31', 'yes'],
    ['before the month in which it starts', { from: '2020-07' }, '2020-06-30', 'no'],
    ['in the year in which it starts', { from: '2017' }, '2017-12-30', 'unknown'],
    ['after the year in which it starts', { from: '2017' }, '2018-01-01', 'yes'],
    ['on the first day that its end can mean', { from: '2017', to: '2024-09' }, '2024-09-01', 'yes'],
    ['in the month in which it ends', { from: '2017', to: '2024-09' }, '2024-09-02', 'unknown'],
    ['after the month in which it ends', { from: '2017', to: '2024-09' }, '2024-10-01', 'no'],
    ['whose start is inferred', { from: '2020-07-01', fromCertainty: 'inferred' }, '2020-07-01', 'yes'],
    ['whose start is unknown', { from: '2020-07-01', fromCertainty: 'unknown' }, '2021-07-01', 'unknown'],
    ['whose end is unknown', { from: '2017', to: null, toCertainty: 'unknown' }, '2018-07-01', 'unknown'],
    ['whose end is unknown, before it starts', { from: '2017', toCertainty: 'unknown' }, '2016-12-31', 'no'],
    ['whose end is inferred', { from: '2017', to: '2024-09-30', toCertainty: 'inferred' }, '2024-10-01', 'no'],
  ])('%s', (_, term, day, answer) => {
    expect(inForce(standingOf({ term }), day)).toBe(answer);
  });
});

/** Days of the years around the terms below, so that what a date can mean is listed instead of calculated. */
const calendar = ['2020', '2021'].flatMap((year) =>
  Array.from({ length: 12 }, (_, month) => `${year}-${String(month + 1).padStart(2, '0')}`).flatMap((month) =>
    ['01', '02', '15', '27', '28', '29', '30', '31']
      .map((day) => `${month}-${day}`)
      .filter((day) => new Date(day).toISOString().startsWith(day)),
  ),
);

const always = '0000-01-01';
const never = '9999-12-31';

/** The days that a date can mean; any at all, also none that ever comes, where it is not known. */
function meanings(date: string | null | undefined, certainty: Certainty | undefined, absent: string[]): string[] {
  if (certainty === 'unknown') return [always, never];
  return date ? calendar.filter((day) => day.startsWith(date)) : absent;
}

describe('whatever is known of the two dates', () => {
  const certainties = [undefined, 'stated', 'inferred', 'unknown'] as const;
  const starts = [undefined, null, '2020', '2020-07', '2020-07-01'];
  const ends = [undefined, null, '2021', '2021-03', '2021-03-31'];
  const dates = starts.flatMap((from) => ends.map((to) => ({ from, to })));
  const days = ['2019-12-31', ...calendar, '2022-01-01'];

  test.each(dates)('(%j) it is in force if it is so by every day that they can mean', ({ from, to }) => {
    for (const fromCertainty of certainties)
      for (const toCertainty of certainties) {
        const starting = meanings(from, fromCertainty, [always, never]);
        const ending = meanings(to, toCertainty, [never]);
        const expected = days.map((day) => {
          const answers = new Set(starting.flatMap((first) => ending.map((last) => first <= day && day <= last)));
          return answers.size === 2 ? 'unknown' : answers.has(true) ? 'yes' : 'no';
        });
        const term = { from, fromCertainty, to, toCertainty };
        expect({ term, answers: days.map((day) => inForce(standingOf({ term }), day)) }).toEqual({
          term,
          answers: expected,
        });
      }
  });
});
