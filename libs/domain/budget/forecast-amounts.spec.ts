import { agreement, happened, withTerm } from '../../../test/domain/an-agreement';
import { final, preliminary, published, registeredSeries, seriesAfter } from '../../../test/domain/indexing';
import type { AgreementEvent, FundingTerms, Term } from '../agreement/events';
import { forecastOf } from '../agreement/forecast';
import { amountsOf, bodiesFunding, type SeriesKnown } from './forecast-amounts';

const terms: FundingTerms = { recipientId: 'novahuset', amount: '900000.00', currency: 'SEK', firstYear: 2019 };
const none: SeriesKnown = new Map();

/** What a body gives of 2020, with the terms and whatever else happened to the agreement. */
function given(
  more: Partial<FundingTerms> = {},
  { term = { from: '2019-01-01' } as Term, past = [] as AgreementEvent[], bodyId = 'hsn', series = none } = {},
) {
  const { state } = withTerm(term, happened('FundingTermsRecorded', { ...terms, ...more }), ...past);
  const [forecast] = forecastOf(state!, 2020, 2020, '2019-06-01');
  return amountsOf(state!, forecast!, bodyId, series);
}
const inAll = (amount: string | null) => ({ promised: amount, ifEndedEarly: amount, ifExtended: amount });
const shares = happened('FundingSharesRecorded', {
  shares: [
    { partyId: 'hsn', share: '1/3' },
    { partyId: 'rs', share: '2/3' },
  ],
  total: null,
  currency: 'SEK',
});

describe('what is to be given of a coming year', () => {
  test('is the terms’ amount while it holds, and nothing where it does not', () => {
    expect(given()).toEqual({ whole: '900000.00', given: inAll('900000.00'), pricesOf: null });
    const early = happened('OptionRecorded', {
      optionId: 'o',
      kind: 'early-termination',
      exercisableFrom: '2019-07-01',
      noticeMonths: 3,
    });
    expect(given({}, { past: [early] }).given).toEqual({ ...inAll('900000.00'), ifEndedEarly: '0.00' });
    const extension = happened('OptionRecorded', { optionId: 'o', kind: 'extension', extendsTo: '2021' });
    const ending = { term: { from: '2019-01-01', to: '2019-12-31' }, past: [extension] };
    expect(given({}, ending).given).toEqual({ ...inAll('0.00'), ifExtended: '900000.00' });
  });

  test('is a part of it where the terms are prorated, and nobody can say where its days are not known', () => {
    const half = { term: { from: '2019-01-01', to: '2020-06-30' } };
    expect(given({ proration: 'month' }, half)).toMatchObject({ whole: '900000.00', given: inAll('450000.00') });
    expect(given({ proration: 'month' }, { term: { from: '2019-01-01', to: '2020' } }).given).toEqual(inAll(null));
    expect(given({}, { term: { from: '2019-01-01', to: '2020' } }).given).toEqual(inAll('900000.00'));
    expect(given({}, { term: { from: '2020-06', to: null, toCertainty: 'unknown' } }).whole).toBe('900000.00');
  });

  test('is not stated where no amount is, or no share, and a body that bears nothing gives none', () => {
    expect(given({ amount: null })).toEqual({ whole: null, given: inAll(null), pricesOf: null });
    const unstated = happened('FundingSharesRecorded', {
      shares: [
        { partyId: 'hsn', share: '1/3' },
        { partyId: 'rs', share: null },
      ],
      total: null,
      currency: 'SEK',
    });
    expect(given({}, { past: [unstated] })).toMatchObject({ whole: null, given: inAll(null) });
    expect(given({}, { past: [shares], bodyId: 'other' })).toMatchObject({ whole: null, given: inAll(null) });
    expect(given({}, { past: [shares], bodyId: 'rs' })).toMatchObject({ whole: '600000.00' });
  });

  test('is in the prices of the latest year that its index is published for, rounded as the terms say', () => {
    const series = seriesAfter(registeredSeries(), published('1', final(2018, '100'), preliminary(2019, '105')))!;
    const known: SeriesKnown = new Map([['kpi', series]]);
    const indexation = { indexId: 'kpi', baseYear: 2018 };
    expect(given({ indexation }, { series: known })).toEqual({
      whole: '945000.00',
      given: inAll('945000.00'),
      pricesOf: 2019,
    });
    expect(given({ indexation: { ...indexation, lagYears: 2 } }, { series: known })).toMatchObject({
      whole: '900000.00',
      pricesOf: 2018,
    });
    expect(given({ indexation })).toMatchObject({ whole: '900000.00', pricesOf: 2018 });
    const tiny = { amount: '0.10', indexation };
    expect(given(tiny, { series: known }).whole).toBe('0.10');
    expect(given({ ...tiny, indexation: { ...indexation, rounding: 'half-up' } }, { series: known }).whole).toBe(
      '0.11',
    );
  });

  test('is nothing that can be said where an index makes it more than the ledger can hold', () => {
    const values = published('1', final(2018, '0.000001'), final(2020, '999999999999'));
    const known: SeriesKnown = new Map([['kpi', seriesAfter(registeredSeries(), values)!]]);
    const indexation = { indexId: 'kpi', baseYear: 2018 };
    expect(given({ indexation }, { series: known })).toEqual({ whole: null, given: inAll(null), pricesOf: 2020 });
  });
});

test('a year is funded by its agreement’s own body, or by those whom shares of the year name', () => {
  const { state } = agreement(shares);
  expect(bodiesFunding(state!, 2020, terms)).toEqual(['hsn', 'rs']);
  expect(bodiesFunding(state!, 2020, null)).toEqual(['hsn']);
  expect(bodiesFunding(agreement().state!, 2020, terms)).toEqual(['hsn']);
});

test('an agreement without funding terms promises no amount', () => {
  const { state } = withTerm({ from: '2019-01-01' });
  const [forecast] = forecastOf(state!, 2020, 2020, '2019-06-01');
  expect(amountsOf(state!, forecast!, 'hsn', none)).toEqual({ whole: null, given: inAll(null), pricesOf: null });
});
