import { agreement, happened } from '../../../test/domain/an-agreement';
import { fold } from '../../../test/domain/given';
import { stored } from '../../../test/domain/golden';
import { agreementDecider } from './decide';
import type { AgreementEvent, FundingTerms } from './events';
import { termsFor } from './evolve';

const terms = (amount: string | null, firstYear: number, lastYear?: number): FundingTerms => ({
  recipientId: 'novahuset',
  amount,
  currency: 'SEK',
  firstYear,
  ...(lastYear !== undefined && { lastYear }),
});

describe('the funding terms of a year', () => {
  test('are none before the first year and after the last', () => {
    const recorded = [terms('700000.00', 2019, 2021)];
    expect([2018, 2022].map((year) => termsFor(recorded, year))).toEqual([undefined, undefined]);
    expect([2019, 2020, 2021].map((year) => termsFor(recorded, year)?.amount)).toEqual(Array(3).fill('700000.00'));
    expect(termsFor([], 2019)).toBeUndefined();
  });

  test('have no end where none is said', () => {
    expect(termsFor([terms('700000.00', 2019)], 2999)?.amount).toBe('700000.00');
  });

  test('are the last recorded of those that cover it', () => {
    const recorded = [terms('700000.00', 2019), terms('750000.00', 2021), terms(null, 2023, 2023)];
    const amounts = [2019, 2020, 2021, 2022, 2023, 2024].map((year) => termsFor(recorded, year)?.amount);
    expect(amounts).toEqual(['700000.00', '700000.00', '750000.00', '750000.00', null, '750000.00']);
  });
});

describe('one of several', () => {
  const decision = { bodyId: 'solna', decidedOn: '2022-03' };

  test('deliverables is followed up, and the others are not', () => {
    const due = (deliverableId: string) =>
      happened('DeliverableRecorded', { deliverableId, kind: 'report', title: 'Rapport' });
    const followed = happened('DeliverableFollowedUp', { deliverableId: 'b', followedUpOn: '2022', result: 'Lämnad' });
    const { deliverables } = agreement(due('a'), due('b'), followed).state!;
    expect(deliverables.map(({ followUps }) => followUps)).toEqual([[], [{ on: '2022' }]]);
  });

  test('answers is withdrawn, and the others stand', () => {
    const adopted = (partyId: string) => happened('AgreementAdopted', { partyId, decision });
    const withdrawn = happened('AdoptionWithdrawn', { partyId: 'solna', reason: 'Avsåg en annan' });
    const { answers } = agreement(adopted('solna'), adopted('nacka'), withdrawn).state!;
    expect(answers.map(({ partyId }) => partyId)).toEqual(['nacka']);
  });
});

test('a notice is as sure as it was said to be', () => {
  const notice = happened('AgreementTerminated', { endsOn: '2022', endsOnCertainty: 'unknown' });
  expect(agreement(notice).state!.termination).toStrictEqual({ endsOn: '2022', endsOnCertainty: 'unknown' });
});

test('what is known of an agreement is the same after it has been kept as a snapshot', () => {
  const events: AgreementEvent[] = [
    {
      type: 'AgreementRegistered',
      data: {
        agreementId: 'iop-novahuset',
        name: 'IOP Novahuset',
        kind: 'partnership',
        bodyId: 'hsn',
        parties: ['novahuset'],
        term: { from: '2019', fromCertainty: 'inferred' },
      },
    },
    { type: 'FundingTermsRecorded', data: { agreementId: 'iop-novahuset', ...terms(null, 2019, 2020) } },
    { type: 'FundingTermsRecorded', data: { agreementId: 'iop-novahuset', ...terms('700000.00', 2020) } },
  ];
  const state = fold(agreementDecider, events);
  expect(state).toStrictEqual({
    agreementId: 'iop-novahuset',
    bodyId: 'hsn',
    memberships: [{ partyId: 'novahuset' }],
    term: { from: '2019', fromCertainty: 'inferred' },
    termination: null,
    superseded: null,
    fundingTerms: [terms(null, 2019, 2020), terms('700000.00', 2020)],
    options: [],
    annexes: [],
    scopeIds: [],
    deliverables: [],
    fundingShares: [],
    sourceIds: [],
    entry: null,
    answers: [],
    recommendedBy: [],
    isDecided: false,
    isProposal: false,
  });
  expect(agreementDecider.decode(stored(agreementDecider.encode(state)))).toStrictEqual(state);
});
