import { partOfYear } from './part-of-year';
import { standingOf, type Holding } from './standing';

const part = (unit: 'month' | 'day', term: Holding['term'], year = 2020, more: Omit<Holding, 'term'> = {}) => {
  const answer = partOfYear(standingOf({ term, ...more }), year, unit);
  return typeof answer === 'string' ? answer : `${answer.numerator}/${answer.denominator} from ${answer.from}`;
};

describe('by month', () => {
  test.each([
    [{ from: '2019-11-12' }, '12/12 from 2020-01-01'],
    [{ from: '2020-07-01' }, '6/12 from 2020-07-01'],
    // A month that is begun counts.
    [{ from: '2020-07-31' }, '6/12 from 2020-07-31'],
    [{ from: '2020-07' }, '6/12 from 2020-07-01'],
    [{ from: '2019-01-01', to: '2020-03-01' }, '3/12 from 2020-01-01'],
    [{ from: '2020-05-31', to: '2020-06' }, '2/12 from 2020-05-31'],
    [{ from: '2020-05-03', to: '2020-05-04' }, '1/12 from 2020-05-03'],
    [{ from: '2018' }, '12/12 from 2020-01-01'],
  ])('%j', (term, expected) => expect(part('month', term)).toBe(expected));

  test('nothing is filled in where the first or last month in the year is not known', () => {
    expect(part('month', { from: '2020' })).toBe('imprecise');
    expect(part('month', { from: '2019-01-01', to: '2020' })).toBe('imprecise');
    expect(part('month', {})).toBe('imprecise');
    expect(part('month', { from: '2019-01-01', to: null, toCertainty: 'unknown' })).toBe('imprecise');
    // The turn from June to July is its last day, or a day in July.
    expect(part('month', { from: '2019' }, 2020, { superseded: { supersededBy: 'x', supersededOn: '2020-07' } })).toBe(
      'imprecise',
    );
  });
});

describe('by day', () => {
  test.each([
    [{ from: '2019-11-12' }, 2020, '366/366 from 2020-01-01'],
    [{ from: '2020-07-01' }, 2020, '184/366 from 2020-07-01'],
    [{ from: '2019-12-31' }, 2019, '1/365 from 2019-12-31'],
    [{ from: '2019-01-01', to: '2020-02-29' }, 2020, '60/366 from 2020-01-01'],
    [{ from: '2019-01-01', to: '2021-03-01' }, 2021, '60/365 from 2021-01-01'],
    [{ from: '2019-11' }, 2020, '366/366 from 2020-01-01'],
  ])('%j in %i', (term, year, expected) => expect(part('day', term, year)).toBe(expected));

  test('nothing is filled in where the first or last day in the year is not known', () => {
    expect(part('day', { from: '2020-07' })).toBe('imprecise');
    expect(part('day', { from: '2019-01-01', to: '2020-06' })).toBe('imprecise');
    expect(part('day', { from: '2020-01' })).toBe('imprecise');
  });
});

describe('of an agreement that ended early', () => {
  const term = { from: '2019-01-01', to: '2024-12-31' };

  test('counts up to its last day, whether it was given notice of or superseded', () => {
    expect(part('day', term, 2020, { termination: { endsOn: '2020-01-31' } })).toBe('31/366 from 2020-01-01');
    expect(part('month', term, 2020, { termination: { endsOn: '2020-09' } })).toBe('9/12 from 2020-01-01');
    const superseded = { supersededBy: 'x', supersededOn: '2020-03-01' };
    expect(part('day', term, 2020, { superseded })).toBe('60/366 from 2020-01-01');
  });

  test('is nothing in a year that it does not hold in', () => {
    expect(part('day', term, 2018)).toBe('never');
    expect(part('month', term, 2025)).toBe('never');
    expect(part('month', { from: '2021' })).toBe('never');
    expect(part('month', { from: '2020-07-20' }, 2020, { termination: { endsOn: '2020-07-10' } })).toBe('never');
  });
});
