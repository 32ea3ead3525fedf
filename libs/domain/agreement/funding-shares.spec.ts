import * as fc from 'fast-check';
import { agreement, commanded, happened } from '../../../test/domain/an-agreement';
import { booked, given, invalid, refused } from '../../../test/domain/given';
import { agreementDecider } from './decide';
import { borneBy, partsOf, sharesFor } from './funding-shares';

const shares = (...all: (string | null)[]) => all.map((share, index) => ({ partyId: `p${index}`, share }));
const record = (all: (string | null)[], more: { total?: string | null; firstYear?: number; lastYear?: number } = {}) =>
  agreement().when(commanded('RecordFundingShares', { shares: shares(...all), total: null, currency: 'SEK', ...more }));

// The figures here are made up: the sources state none.

describe('funding shares', () => {
  test('are exact fractions that sum to one', () => {
    const data = { shares: shares('1/3', '1/3', '1/3'), total: '100.00', currency: 'SEK' };
    expect(record(['1/3', '1/3', '1/3'], { total: '100' })).toStrictEqual(
      booked(happened('FundingSharesRecorded', data)),
    );
    for (const wrong of [['1/3', '1/3'], ['1/2', '1/2', '1/1000000'], ['3/2'], ['1/1', null]])
      expect(record(wrong)).toStrictEqual(invalid('shares-not-one', '/shares'));
  });

  test('may be stated in part, or not at all', () => {
    for (const some of [
      ['1/3', null],
      [null, null],
    ])
      expect(record(some)).toMatchObject({ warnings: [] });
  });

  test('are of years in order, and of a party each', () => {
    expect(record(['1/1'], { firstYear: 2022, lastYear: 2021 })).toStrictEqual(
      invalid('ends-before-start', '/lastYear'),
    );
    const twice = [
      { partyId: 'p', share: '1/2' },
      { partyId: 'p', share: '1/2' },
    ];
    const command = commanded('RecordFundingShares', { shares: twice, total: null, currency: 'SEK' });
    expect(agreement().when(command)).toStrictEqual(invalid('twice', '/shares/1/partyId'));
    expect(record(['1/1'], { total: '1.005' })).toStrictEqual(invalid('too-many-decimals', '/total'));
    const wrong = commanded('RecordFundingShares', { shares: shares('1/1'), total: '1.005', currency: 'SEK' });
    expect(given(agreementDecider).when(wrong)).toStrictEqual(invalid('too-many-decimals', '/total'));
  });

  test('may be of one year, and of no stated total', () => {
    const years = { firstYear: 2021, lastYear: 2021 };
    const data = { shares: shares('1/1'), total: null, currency: 'SEK', ...years };
    expect(record(['1/1'], years)).toStrictEqual(booked(happened('FundingSharesRecorded', data)));
  });

  test('are decided by a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    const command = commanded('RecordFundingShares', { shares: shares('1/1'), total: null, currency: 'SEK' });
    expect(agreement().when({ ...command, unknown })).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });

  test('split a total so that the parts are the total to the öre', () => {
    const parts = (total: string | null, ...all: (string | null)[]) =>
      partsOf({ shares: shares(...all), total, currency: 'SEK' });
    expect(parts('100.00', '1/3', '1/3', '1/3')).toEqual(['33.34', '33.33', '33.33']);
    expect(parts('0.01', '1/2', '1/2')).toEqual(['0.01', '0.00']);
    expect(parts(null, '1/2', '1/2')).toEqual([null, null]);
    expect(parts('100.00', '1/2', null)).toEqual([null, null]);
    const weights = fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 10 ** 9 }), (all, minor) => {
        const whole = all.reduce((sum, weight) => sum + weight, 0);
        const total = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
        const split = parts(total, ...all.map((weight) => `${weight}/${whole}`));
        const sum = split.reduce((units, part) => units + Number(part!.replace('.', '')), 0);
        expect(sum).toBe(minor);
      }),
    );
  });
});

describe('the shares of a year', () => {
  const of = (share: string, firstYear?: number, lastYear?: number) => ({
    shares: shares(share),
    total: null,
    currency: 'SEK',
    ...(firstYear !== undefined && { firstYear }),
    ...(lastYear !== undefined && { lastYear }),
  });
  const held = (all: ReturnType<typeof of>[], ...years: number[]) =>
    years.map((year) => sharesFor(all, year)?.shares[0]!.share);

  test('are those recorded for it, the first and the last year included', () => {
    expect(held([of('1/2', 2021, 2022)], 2020, 2021, 2022, 2023)).toEqual([undefined, '1/2', '1/2', undefined]);
  });

  test('hold from the start, and to the end, where no year is said', () => {
    expect(held([of('1/2')], 1999, 2999)).toEqual(['1/2', '1/2']);
    expect(held([of('1/2', 2021)], 2020, 2999)).toEqual([undefined, '1/2']);
    expect(held([of('1/2', undefined, 2021)], 1999, 2022)).toEqual(['1/2', undefined]);
  });

  test('are the last recorded of those that hold in it', () => {
    expect(held([of('1/2'), of('1/3', 2022), of('1/4', 2024, 2024)], 2021, 2022, 2024, 2025)).toEqual([
      '1/2',
      '1/3',
      '1/4',
      '1/3',
    ]);
  });
});

describe('what a body bears of a year', () => {
  const own = { bodyId: 'p0', fundingShares: [] };
  const held = (...all: (string | null)[]) => ({
    ...own,
    fundingShares: [{ shares: shares(...all), total: null, currency: 'SEK', firstYear: 2021, lastYear: 2022 }],
  });

  test("is all of it where no shares hold and the agreement is its own, and nothing of another's", () => {
    expect(borneBy(own, 2021, 'p0')).toBe('all');
    expect(borneBy(own, 2021, 'p1')).toBe('nothing');
    expect([2020, 2023].map((year) => borneBy(held('1/1'), year, 'p0'))).toEqual(['all', 'all']);
  });

  test('is its share where shares hold that are all stated, and nothing where they do not name it', () => {
    expect(borneBy(held('1/3', '2/3'), 2022, 'p1')).toEqual({ shares: ['1/3', '2/3'], own: 1 });
    expect(borneBy({ ...held('1/3', '2/3'), bodyId: 'p9' }, 2022, 'p9')).toBe('nothing');
  });

  test("is not stated where anybody's is not: the rest could not be split", () => {
    expect(borneBy(held('1/3', null), 2021, 'p0')).toBe('not-stated');
    expect(borneBy(held('1/3', null), 2021, 'p2')).toBe('nothing');
  });
});
