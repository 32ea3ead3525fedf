import { agreementEventTypes } from '../../../test/domain/event-types';
import { fold, given } from '../../../test/domain/given';
import { golden, goldenEvents, stored, type GoldenEvent } from '../../../test/domain/golden';
import { agreementDecider, type AgreementCommand } from './decide';
import type { AgreementEvent } from './events';

// As in budget/events.spec.ts: a golden file is never changed.

const registered: AgreementEvent = {
  type: 'AgreementRegistered',
  data: { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['novahuset'] },
};
const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };

const bookings: Record<AgreementEvent['type'], [AgreementEvent[], AgreementCommand]> = {
  AgreementRegistered: [
    [],
    {
      type: 'RegisterAgreement',
      agreementId: 'iop',
      name: 'IOP Novahuset',
      kind: 'partnership',
      bodyId: 'hsn',
      parties: ['hsn', 'novahuset'],
      decision,
      term: { from: '2019', fromCertainty: 'inferred', to: null, toCertainty: 'unknown' },
      note: 'Årlig finansiering',
    },
  ],
  FundingTermsRecorded: [
    [registered],
    {
      type: 'RecordFundingTerms',
      agreementId: 'iop',
      recipientId: 'novahuset',
      amount: '700000',
      currency: 'SEK',
      firstYear: 2019,
      lastYear: 2021,
      decision,
    },
  ],
};

describe('the stored form of', () => {
  test.each(Object.entries(bookings))('%s is what it always was', (type, [past, one]) => {
    const answer = given(agreementDecider, ...past).when(one);
    const booked = 'events' in answer ? answer.events.map((event) => ({ schemaVersion: 1, ...event })) : [answer];
    expect(stored(booked)).toEqual([golden<GoldenEvent>(__dirname, `${type}.v1.json`)]);
  });

  test('every type of event is kept', () => {
    expect(
      goldenEvents(__dirname)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(agreementEventTypes);
  });
});

test('what was stored in version 1 is still read', () => {
  const all = ['AgreementRegistered', 'FundingTermsRecorded'] as const;
  const events = all.map((type) => golden<AgreementEvent>(__dirname, `${type}.v1.json`));
  expect(stored(agreementDecider.encode(fold(agreementDecider, events)))).toEqual(
    golden(__dirname, `state-v${agreementDecider.stateVersion}.json`),
  );
});
