import { final, preliminary, published, registeredSeries, seriesAfter } from '../../../test/domain/indexing';
import type { IndexMeasure, IndexValue } from './events';
import { factorOf, statusOf, valuesFor } from './index-factor';

const series = (measure: IndexMeasure, ...values: IndexValue[]) =>
  seriesAfter(registeredSeries(measure), published('1', ...values))!;
const years = { baseYear: 2017, toYear: 2019 };

describe('what an index multiplies by', () => {
  test('is of levels the one of the year over the one of the base year, whatever lies between', () => {
    const { values, measure } = series('level', final(2017, '115'), preliminary(2018, '1'), final(2019, '121.6'));
    const used = valuesFor({ measure, values }, years);
    expect(used).toEqual([values[0], values[2]]);
    const { numerator, denominator } = factorOf('level', [values[0]!, values[2]!]);
    expect(numerator * 1150n).toBe(denominator * 1216n);
  });

  test('is of changes all of them since the base year, one upon the other', () => {
    const { values, measure } = series('yearly-change', final(2017, '9'), final(2018, '2.5'), final(2019, '-0.5'));
    const used = valuesFor({ measure, values }, years);
    expect(used).toEqual([values[1], values[2]]);
    const { numerator, denominator } = factorOf('yearly-change', [values[1]!, values[2]!]);
    expect(numerator * 1_000_000n).toBe(denominator * 1_025n * 995n);
  });

  test('is nothing in the base year itself, which needs no value', () => {
    const { values, measure } = series('level', final(2019, '121.6'));
    const used = valuesFor({ measure, values }, { baseYear: 2017, toYear: 2017 });
    expect(used).toEqual([]);
    expect(factorOf(measure, [])).toEqual({ numerator: 1n, denominator: 1n });
    expect(statusOf([])).toBe('final');
  });

  test.each([
    ['level', [final(2019, '1')], 2017],
    ['level', [final(2017, '1')], 2019],
    ['yearly-change', [final(2018, '1')], 2019],
    ['yearly-change', [final(2019, '1')], 2018],
  ] as const)('of %s is not known without a value, and the first such year is named', (measure, values, missing) => {
    expect(valuesFor(series(measure, ...values), years)).toBe(missing);
  });

  test('is preliminary as long as any value is', () => {
    const { values } = series('level', final(2017, '1'), preliminary(2019, '1'));
    expect(statusOf(values)).toBe('preliminary');
    expect(statusOf(values.slice(0, 1))).toBe('final');
  });
});
