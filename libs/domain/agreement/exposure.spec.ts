import { happened, withTerm } from '../../../test/domain/an-agreement';
import type { AgreementEvent, FundingTerms, OptionTerms } from './events';
import { exposureOf } from './exposure';

const terms = (amount: string | null, firstYear: number, more: Partial<FundingTerms> = {}): AgreementEvent =>
  happened('FundingTermsRecorded', { recipientId: 'novahuset', amount, currency: 'SEK', firstYear, ...more });

const exposure = (to: string | null, option: Partial<OptionTerms>, ...events: AgreementEvent[]) => {
  const recorded = happened('OptionRecorded', { optionId: 'o', kind: 'early-termination', ...option });
  const { state } = withTerm({ from: '2020', to }, recorded, ...events);
  return exposureOf(state!, state!.options[0]!, '2022-03-01');
};

const sek = (amount: string, lastYear: number) => ({
  lastYear,
  amounts: [{ currency: 'SEK', amount }],
  why: 'stated',
});

describe('what is promised from a year on', () => {
  test('is less where an early end is used, and more where an extension is', () => {
    const opens = { exercisableFrom: '2022-07-01' };
    expect(exposure('2024-09-30', opens, terms('100.00', 2020))).toEqual({
      unused: sek('300.00', 2024),
      used: sek('100.00', 2022),
    });
    expect(exposure('2024-09-30', { ...opens, noticeMonths: 6 }, terms('100.00', 2020)).used).toEqual(
      sek('200.00', 2023),
    );
    const longer = { kind: 'extension', extendsTo: '2026' } as const;
    expect(exposure('2024-09-30', longer, terms('100.00', 2020)).used).toEqual(sek('500.00', 2026));
  });

  test('ends with the terms, whatever the agreement does', () => {
    expect(exposure(null, {}, terms('100.00', 2020, { lastYear: 2023 })).unused).toEqual(sek('200.00', 2023));
  });

  test('is not stated where an amount is not, or a day, and has no figure where it has no end', () => {
    const nothing = { amounts: null, why: 'not-stated' };
    expect(exposure('2024', { exercisableFrom: '2022' })).toMatchObject({ unused: nothing, used: nothing });
    expect(exposure('2024', {}, terms('1.00', 2020), terms(null, 2024)).unused).toMatchObject(nothing);
    expect(exposure('2024', {}, terms('1.00', 2020)).used).toMatchObject(nothing);
    expect(exposure(null, {}, terms('1.00', 2020)).unused).toMatchObject({ amounts: null, why: 'open-ended' });
  });
});
