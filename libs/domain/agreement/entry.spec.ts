import { agreement, commanded, happened, registered, withTerm } from '../../../test/domain/an-agreement';
import { booked, given, refused } from '../../../test/domain/given';
import { answerOn } from './adoption';
import { agreementDecider } from './decide';
import { deadlinesOf } from './deadlines';
import type { AgreementEvent, EntryConditions } from './events';
import { inForce } from './in-force';
import { standingOf } from './standing';

const on = (decidedOn: string | null, bodyId = 'kf') => ({ decision: { bodyId, decidedOn } });
const conditions = (more: Partial<EntryConditions> = {}): AgreementEvent =>
  happened('EntryConditionsRecorded', { adopters: ['region', 'solna'], plannedFrom: '2022-07-01', ...more });
const adopted = (partyId: string, decidedOn: string | null): AgreementEvent =>
  happened('AgreementAdopted', { partyId, ...on(decidedOn) });
const refusal = (partyId: string, decidedOn: string | null): AgreementEvent =>
  happened('AdoptionRefused', { partyId, ...on(decidedOn) });

const force = (day: string, ...events: AgreementEvent[]) => inForce(standingOf(agreement(...events).state!), day);

describe('an agreement that others must adopt', () => {
  const all = [conditions(), adopted('region', '2022-03-01'), adopted('solna', '2022-05-15')];

  test('is in force from the planned day if all have adopted it by then', () => {
    expect([force('2022-06-30', ...all), force('2022-07-01', ...all)]).toEqual(['no', 'yes']);
  });

  test('is else in force from the last adoption', () => {
    const late = [conditions(), adopted('region', '2022-03-01'), adopted('solna', '2022-09-15')];
    expect(['2022-07-01', '2022-09-14', '2022-09-15'].map((day) => force(day, ...late))).toEqual(['no', 'no', 'yes']);
  });

  test('is on no day in force while one of them has not, or has refused', () => {
    const most = [conditions(), adopted('region', '2022-03-01')];
    expect(force('2999-12-31', ...most)).toBe('no');
    expect(force('2999-12-31', ...most, refusal('solna', '2022-05-01'))).toBe('no');
    expect(force('2022-08-01', ...most, refusal('solna', '2022-05-01'), adopted('solna', '2022-06-01'))).toBe('yes');
  });

  test('may be in force where a date is not exact, or others may have to adopt it too', () => {
    const late = [conditions(), adopted('region', '2022-03-01'), adopted('solna', '2022-09')];
    expect(['2022-08-31', '2022-09-15', '2022-09-30'].map((day) => force(day, ...late))).toEqual([
      'no',
      'unknown',
      'yes',
    ]);
    expect(force('2022-08-01', conditions(), adopted('region', null), adopted('solna', '2022'))).toBe('unknown');
    expect(force('2022-08-01', ...all, conditions({ adoptersCertainty: 'unknown' }))).toBe('unknown');
    expect(force('2022-08-01', ...all, conditions({ adoptersCertainty: 'inferred' }))).toBe('yes');
  });

  test('goes by its term where no day is planned, and by the last adoption where there is neither', () => {
    const unplanned = happened('EntryConditionsRecorded', { adopters: ['solna'] });
    const starts = (...events: AgreementEvent[]) => standingOf(withTerm({ from: '2023' }, ...events).state!).starts;
    expect(starts(unplanned, adopted('solna', '2022'))).toEqual({ first: '2023-01-01', last: '2023-12-31' });
    expect(force('2022-05-15', unplanned, adopted('solna', '2022-05-15'))).toBe('yes');
    expect(force('2022-05-14', unplanned, adopted('solna', '2022-05-15'))).toBe('no');
  });
});

describe('an agreement that was only considered or recommended', () => {
  test.each<AgreementEvent>([
    happened('AgreementConsidered', on('2020-03-03')),
    happened('AgreementRecommended', on('2020')),
  ])('is not in force until somebody adopts it: $type', (step) => {
    const { state } = withTerm({ from: '2020' }, step);
    expect(inForce(standingOf(state!), '2021-01-01')).toBe('no');
    const { state: after } = withTerm({ from: '2020' }, step, adopted('hsn', '2021-06-01'));
    expect(inForce(standingOf(after!), '2021-05-31')).toBe('no');
    expect(inForce(standingOf(after!), '2021-06-01')).toBe('yes');
  });

  test('and whose decision was registered is in force by its term', () => {
    const decided = registered({ term: { from: '2020' }, ...on('2019-11-12') });
    const { state } = given(agreementDecider, decided, happened('AgreementConsidered', on('2019')));
    expect(inForce(standingOf(state!), '2021-01-01')).toBe('yes');
  });
});

describe('adopting', () => {
  const adopt = (partyId: string) => commanded('AdoptAgreement', { partyId, ...on('2022-05-15') });
  const refuse = (partyId: string) => commanded('RefuseAdoption', { partyId, ...on('2022-05-15') });

  test('is for those who must, once each', () => {
    expect(agreement(conditions()).when(adopt('solna'))).toStrictEqual(booked(adopted('solna', '2022-05-15')));
    expect(agreement(conditions()).when(adopt('nacka'))).toStrictEqual(refused('not-an-adopter', '/partyId'));
    const past = agreement(conditions(), adopted('solna', '2022'));
    expect(past.when(adopt('solna'))).toStrictEqual(refused('already-adopted', '/partyId'));
    expect(past.when(refuse('solna'))).toStrictEqual(refused('already-adopted', '/partyId'));
  });

  test('may follow a refusal, which is told once', () => {
    const past = agreement(conditions(), refusal('solna', '2022'));
    expect(past.when(adopt('solna'))).toMatchObject({ warnings: [] });
    expect(past.when(refuse('solna'))).toStrictEqual(refused('already-refused', '/partyId'));
  });

  test('is taken back with a reason, and then missing', () => {
    const withdraw = commanded('WithdrawAdoption', { partyId: 'solna', reason: 'Fel kommun' });
    const withdrawn = happened('AdoptionWithdrawn', { partyId: 'solna', reason: 'Fel kommun' });
    expect(agreement(conditions(), adopted('solna', '2022')).when(withdraw)).toStrictEqual(booked(withdrawn));
    expect(agreement(conditions()).when(withdraw)).toStrictEqual(refused('not-adopted'));
    const { state } = agreement(conditions(), adopted('solna', '2022'), withdrawn);
    expect(answerOn(state!, 'solna', '2023-01-01').answer).toBe('missing');
  });

  test('is recommended once by each body', () => {
    const recommend = commanded('RecommendAgreement', on('2021-11-24', 'rs'));
    expect(agreement(happened('AgreementRecommended', on('2021', 'rs'))).when(recommend)).toStrictEqual(
      refused('already-recommended'),
    );
    expect(agreement(happened('AgreementRecommended', on('2021', 'hsn'))).when(recommend)).toMatchObject({
      warnings: [],
    });
  });
});

test('an answer is the last one by the day', () => {
  const { state } = agreement(conditions(), refusal('solna', '2022-03-01'), adopted('solna', '2022-06'));
  const answers = ['2022-02-28', '2022-03-01', '2022-06-15', '2022-06-30'].map(
    (day) => answerOn(state!, 'solna', day).answer,
  );
  expect(answers).toEqual(['missing', 'refused', 'unknown', 'adopted']);
});

test('adopting falls due for those who have not, on the last day for it or else the planned one', () => {
  const due = (...events: AgreementEvent[]) =>
    deadlinesOf(agreement(...events).state!, '2022-06-01').map(({ kind, partyId, dueOn, overdue }) => [
      kind,
      partyId,
      dueOn,
      overdue,
    ]);
  expect(due(conditions(), adopted('region', '2022-03-01'))).toEqual([['adoption', 'solna', '2022-07-01', false]]);
  expect(due(conditions({ adopters: ['solna'], adoptBy: '2022-05' }))).toEqual([
    ['adoption', 'solna', '2022-05', true],
  ]);
  expect(due(conditions({ adoptBy: null }))).toEqual([]);
});
