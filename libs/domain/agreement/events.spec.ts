import { commanded, registered } from '../../../test/domain/an-agreement';
import { agreementBookings } from '../../../test/domain/agreement-bookings';
import { fold, given } from '../../../test/domain/given';
import { golden, goldenEvents, stored, type GoldenEvent } from '../../../test/domain/golden';
import { agreementDecider } from './decide';
import { agreementEventTypes, type AgreementEvent } from './events';

// As in budget/events.spec.ts: a golden file is never changed.

describe('the stored form of', () => {
  test.each(Object.entries(agreementBookings))('%s is what it always was', (type, [past, one]) => {
    const answer = given(agreementDecider, ...past).when(one);
    const booked = 'events' in answer ? answer.events.map((event) => ({ schemaVersion: 1, ...event })) : [answer];
    expect(stored(booked.filter((event) => !('type' in event) || event.type === type))).toEqual([
      golden<GoldenEvent>(__dirname, `${type}.v1.json`),
    ]);
  });

  test('terms that are prorated is what it always was', () => {
    const terms = { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2019 };
    const answer = given(agreementDecider, registered()).when(
      commanded('RecordFundingTerms', { ...terms, proration: 'month' }),
    );
    const kept = golden<GoldenEvent>(__dirname, 'FundingTermsRecorded.prorated.v1.json');
    expect(stored(answer)).toEqual({ events: [{ type: kept.type, data: kept.data }], warnings: [] });
  });

  test('terms that follow an index is what it always was', () => {
    const indexation = { indexId: 'kpi', baseYear: 2018, lagYears: 1, rounding: 'half-up' as const };
    const terms = { recipientId: 'novahuset', amount: '700000', currency: 'SEK', firstYear: 2019 };
    const answer = given(agreementDecider, registered()).when({
      type: 'RecordFundingTerms',
      agreementId: 'iop',
      ...terms,
      indexation,
      isIndexKnown: true,
    });
    const kept = golden<GoldenEvent>(__dirname, 'FundingTermsRecorded.indexed.v1.json');
    expect(stored(answer)).toEqual({ events: [{ type: kept.type, data: kept.data }], warnings: [] });
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
  const events = Object.keys(agreementBookings).map((type) => golden<AgreementEvent>(__dirname, `${type}.v1.json`));
  expect(stored(agreementDecider.encode(fold(agreementDecider, events)))).toEqual(
    golden(__dirname, `state-v${agreementDecider.stateVersion}.json`),
  );
});
