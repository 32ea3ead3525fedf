import { happened, withTerm } from '../../../test/domain/an-agreement';
import type { AgreementEvent, FundingTerms, OptionTerms, Term } from './events';
import { forecastOf } from './forecast';

// The figures here are made up.

const terms = (amount: string | null, firstYear: number, more: Partial<FundingTerms> = {}): AgreementEvent =>
  happened('FundingTermsRecorded', { recipientId: 'novahuset', amount, currency: 'SEK', firstYear, ...more });

const option = (kind: OptionTerms['kind'], more: Partial<OptionTerms>): AgreementEvent =>
  happened('OptionRecorded', { optionId: kind, kind, ...more });

/** Year, amount, and whether it is promised: as it stands, ended early, extended. */
const forecast = (term: Term, ...events: AgreementEvent[]) =>
  forecastOf(withTerm(term, ...events).state!, 2023, 2026, '2022-03-01').map((one) => [
    one.year,
    one.terms?.amount ?? null,
    one.promised,
    one.ifEndedEarly,
    one.ifExtended,
  ]);

const held = ['yes', 'yes', 'yes'];

test('every year that the agreement holds in has the amount of its terms', () => {
  expect(forecast({ from: '2020', to: '2024-09-30' }, terms('100.00', 2020), terms('120.00', 2024))).toEqual([
    [2023, '100.00', ...held],
    [2024, '120.00', ...held],
  ]);
});

test('years without terms are none, and an amount that is not stated is null', () => {
  expect(forecast({ from: '2020' }, terms(null, 2020, { lastYear: 2024 }))).toEqual([
    [2023, null, ...held],
    [2024, null, ...held],
  ]);
  expect(forecast({ from: '2020', to: '2023' })).toEqual([[2023, null, ...held]]);
});

test('an early end takes years away, an extension adds some, and each is told apart from what stands', () => {
  const all = [
    terms('100.00', 2020),
    option('early-termination', { exercisableFrom: '2022-07-01', noticeMonths: 6 }),
    option('extension', { extendsTo: '2025' }),
  ];
  expect(forecast({ from: '2020', to: '2024' }, ...all)).toEqual([
    [2023, '100.00', ...held],
    [2024, '100.00', 'yes', 'no', 'yes'],
    [2025, '100.00', 'no', 'no', 'yes'],
  ]);
});

test('an option counts only while it can be used', () => {
  const past = option('extension', { extendsTo: '2025', exercisableUntil: '2022-02' });
  expect(forecast({ from: '2020', to: '2023' }, terms('1.00', 2020), past)).toEqual([[2023, '1.00', ...held]]);
  const declined = happened('OptionDeclined', { optionId: 'extension', declinedOn: '2022-01-01' });
  const open = option('extension', { extendsTo: '2025' });
  expect(forecast({ from: '2020', to: '2023' }, terms('1.00', 2020), open, declined)).toHaveLength(1);
});

test('what turns on a date that is not stated is not known', () => {
  expect(forecast({ from: null, to: '2023' }, terms('1.00', 2020))).toEqual([
    [2023, '1.00', 'unknown', 'unknown', 'unknown'],
  ]);
  const some = option('early-termination', {});
  expect(forecast({ from: '2020', to: '2023' }, terms('1.00', 2020), some)).toEqual([
    [2023, '1.00', 'yes', 'unknown', 'yes'],
  ]);
  const longer = option('extension', {});
  expect(forecast({ from: '2020', to: '2025' }, terms('1.00', 2020), longer).at(-1)).toEqual([
    2026,
    '1.00',
    'no',
    'no',
    'unknown',
  ]);
});

/** Year, and which part of it is given: as it stands, ended early, extended. */
const parts = (term: Term, ...events: AgreementEvent[]) =>
  forecastOf(withTerm(term, ...events).state!, 2023, 2026, '2022-03-01').map(({ year, parts: given }) => [
    year,
    ...Object.values(given).map((part) =>
      part === null || typeof part === 'string' ? part : `${part.numerator}/${part.denominator}`,
    ),
  ]);

test('the part of a year that prorated terms give is each case’s own', () => {
  const early = option('early-termination', { exercisableFrom: '2022-10-20', noticeMonths: 6 });
  const longer = option('extension', { extendsTo: '2025-06-30' });
  const monthly = terms('120.00', 2020, { proration: 'month' });
  expect(parts({ from: '2020', to: '2024-09-30' }, monthly, early, longer)).toEqual([
    [2023, '12/12', '4/12', '12/12'],
    [2024, '9/12', 'never', '12/12'],
    [2025, 'never', 'never', '6/12'],
  ]);
  expect(parts({ from: '2020', to: '2023-09-30' }, terms('1.00', 2020, { proration: 'day' }))).toEqual([
    [2023, '273/365', '273/365', '273/365'],
  ]);
  expect(parts({ from: '2020', to: '2023' }, monthly)).toEqual([[2023, 'imprecise', 'imprecise', 'imprecise']]);
  expect(parts({ from: '2020', to: '2023-09-30' }, terms('1.00', 2020))).toEqual([[2023, null, null, null]]);
});

test('what ended before it began is promised in no year', () => {
  const notice = happened('AgreementTerminated', { endsOn: '2023-06-30' });
  expect(forecast({ from: '2023-07-01' }, terms('1.00', 2020), notice)).toEqual([]);
});

test('notice ends it, an extension or not; so does a successor; and what is only considered promises nothing', () => {
  const extension = option('extension', { extendsTo: '2026' });
  const notice = happened('AgreementTerminated', { endsOn: '2023-06-30' });
  expect(forecast({ from: '2020' }, terms('1.00', 2020), extension, notice)).toEqual([[2023, '1.00', ...held]]);
  const successor = happened('AgreementSuperseded', { supersededBy: 'next', supersededOn: '2024-01-01' });
  expect(forecast({ from: '2020' }, terms('1.00', 2020), extension, successor)).toEqual([[2023, '1.00', ...held]]);
  const decision = { bodyId: 'hsn', decidedOn: '2022-01-01' };
  expect(forecast({ from: '2020' }, terms('1.00', 2020), happened('AgreementConsidered', { decision }))).toEqual([]);
});
