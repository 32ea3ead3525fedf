import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import type { AgreementCommand } from './commands';
import { agreementDecider } from './decide';
import type { AgreementEvent } from './events';

const novahuset: AgreementEvent = {
  type: 'AgreementRegistered',
  data: {
    agreementId: 'iop-novahuset',
    name: 'IOP Novahuset',
    kind: 'partnership',
    bodyId: 'hsn',
    parties: ['region-ostergotland', 'novahuset'],
  },
};

const register = (more: Partial<Extract<AgreementCommand, { type: 'RegisterAgreement' }>> = {}): AgreementCommand => ({
  type: 'RegisterAgreement',
  ...novahuset.data,
  ...more,
});

const terms = { recipientId: 'novahuset', amount: '700000.00', currency: 'SEK', firstYear: 2019 };

const recordTerms = (
  more: Partial<Extract<AgreementCommand, { type: 'RecordFundingTerms' }>> = {},
): AgreementCommand => ({ type: 'RecordFundingTerms', agreementId: 'iop-novahuset', ...terms, ...more });

const nobody = { code: 'unknown-party', partyId: 'nobody', pointer: '/parties/0' } as const;

describe('registering an agreement', () => {
  test('keeps what was said and nothing else', () => {
    expect(given(agreementDecider).when(register())).toStrictEqual(booked(novahuset));
    const said = {
      decision: { bodyId: 'hsn', decidedOn: '2019-11-12' },
      term: { from: '2019', fromCertainty: 'inferred' as const },
      note: 'No end is stated.',
    };
    expect(given(agreementDecider).when(register(said))).toStrictEqual(
      booked({ type: 'AgreementRegistered', data: { ...novahuset.data, ...said } }),
    );
    const actor = { actor: 'anna', today: '2019-12-01' } as Partial<AgreementCommand>;
    expect(given(agreementDecider).when({ ...register(), ...actor } as AgreementCommand)).toStrictEqual(
      booked(novahuset),
    );
  });

  test('is done once', () => {
    expect(given(agreementDecider, novahuset).when(register())).toStrictEqual(
      refused('already-exists', '/agreementId'),
    );
  });

  test('needs parties that the ledger knows', () => {
    expect(given(agreementDecider).when(register({ unknown: nobody }))).toStrictEqual(
      refused('unknown-party', '/parties/0'),
    );
  });

  test.each([
    ['2020-07-01', '2020-06-30'],
    ['2020-07', '2020-06'],
    ['2020', '2019-12-31'],
    ['2020-07-01', '2019'],
  ])('from %s to %s is no term', (from, to) => {
    expect(given(agreementDecider).when(register({ term: { from, to } }))).toStrictEqual(
      invalid('ends-before-start', '/term/to'),
    );
  });

  test.each([
    ['2020-07-01', '2020-07-01'],
    ['2020-07-15', '2020-07'],
    ['2020', '2020-01-01'],
    ['2020', null],
    [null, '2020'],
  ])('from %s to %s may be a term', (from, to) => {
    expect(given(agreementDecider).when(register({ term: { from, to } }))).toStrictEqual(
      booked({ type: 'AgreementRegistered', data: { ...novahuset.data, term: { from, to } } }),
    );
  });
});

describe('recording funding terms', () => {
  test('keeps the amount at full scale', () => {
    expect(given(agreementDecider, novahuset).when(recordTerms({ amount: '700000' }))).toStrictEqual(
      booked({ type: 'FundingTermsRecorded', data: { agreementId: 'iop-novahuset', ...terms } }),
    );
  });

  test('keeps an amount that is not stated as that, never as zero', () => {
    const said = { amount: null, lastYear: 2021, decision: { bodyId: 'hsn', decidedOn: '2017' } };
    expect(given(agreementDecider, novahuset).when(recordTerms(said))).toStrictEqual(
      booked({ type: 'FundingTermsRecorded', data: { agreementId: 'iop-novahuset', ...terms, ...said } }),
    );
  });

  test('is refused where the amount is none', () => {
    const { when } = given(agreementDecider, novahuset);
    expect(when(recordTerms({ amount: '0.00' }))).toStrictEqual(invalid('not-above-zero', '/amount'));
    expect(when(recordTerms({ amount: '-1' }))).toStrictEqual(invalid('not-an-amount', '/amount'));
    expect(when(recordTerms({ amount: '1.005' }))).toStrictEqual(invalid('too-many-decimals', '/amount'));
  });

  test('is refused where the last year is before the first, and not where it is the first', () => {
    expect(given(agreementDecider, novahuset).when(recordTerms({ lastYear: 2018 }))).toStrictEqual(
      invalid('ends-before-start', '/lastYear'),
    );
    expect(given(agreementDecider, novahuset).when(recordTerms({ lastYear: 2019 }))).toMatchObject({ warnings: [] });
  });

  test('needs the agreement, and a recipient that the ledger knows', () => {
    const unknown = { code: 'unknown-recipient', partyId: 'nobody', pointer: '/recipientId' } as const;
    expect(given(agreementDecider).when(recordTerms({ unknown }))).toStrictEqual(missing('agreement-not-found'));
    expect(given(agreementDecider, novahuset).when(recordTerms({ unknown }))).toStrictEqual(
      refused('unknown-recipient', '/recipientId'),
    );
  });
});
