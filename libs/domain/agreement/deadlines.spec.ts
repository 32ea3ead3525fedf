import { happened, withTerm } from '../../../test/domain/an-agreement';
import { deadlinesOf } from './deadlines';
import type { AgreementEvent, OptionTerms } from './events';

const option = (terms: Partial<OptionTerms>): AgreementEvent =>
  happened('OptionRecorded', { optionId: 'o', kind: 'early-termination', ...terms });

const due = (day: string, to: string | null, ...events: AgreementEvent[]) =>
  deadlinesOf(withTerm({ to }, ...events).state!, day).map(({ kind, dueOn, overdue }) => [kind, dueOn, overdue]);

test('the end of a term falls due until it is past', () => {
  expect(due('2024-09-30', '2024-09-30')).toEqual([['term-end', '2024-09-30', false]]);
  expect(due('2024-10-01', '2024-09-30')).toEqual([]);
  expect(due('2024-09-30', '2024')).toEqual([['term-end', '2024', false]]);
  expect(due('2024-09-30', null)).toEqual([]);
});

test('after notice it is the last day that falls due', () => {
  const notice = happened('AgreementTerminated', { endsOn: '2022-12-31' });
  expect(due('2022-01-01', '2024', notice)).toEqual([['termination', '2022-12-31', false]]);
  expect(due('2022-01-01', '2024', happened('AgreementSuperseded', { supersededBy: 'x' }))).toEqual([]);
});

test('an option opens, and stays due after its last day while nobody has settled it', () => {
  const window = option({ exercisableFrom: '2022-07-01', exercisableUntil: '2023-06-30' });
  const opens = ['option-opens', '2022-07-01', false];
  expect(due('2022-07-01', null, window)).toEqual([opens, ['option-deadline', '2023-06-30', false]]);
  expect(due('2022-07-02', null, window)).toEqual([['option-deadline', '2023-06-30', false]]);
  expect(due('2023-07-01', null, window)).toEqual([['option-deadline', '2023-06-30', true]]);
  const declined = happened('OptionDeclined', { optionId: 'o', declinedOn: '2023-01-01' });
  expect(due('2022-12-31', null, window, declined)).toHaveLength(1);
  expect(due('2023-01-01', null, window, declined)).toEqual([]);
});

test('what is not stated falls due on no day', () => {
  expect(due('2022-01-01', null, option({}))).toEqual([]);
  expect(due('2022-01-01', null, option({ exercisableUntil: '2023', exercisableUntilCertainty: 'unknown' }))).toEqual(
    [],
  );
});

test('a deliverable stays due until it is followed up', () => {
  const report = { deliverableId: 'd', kind: 'report', title: 'Rapport', dueOn: '2022-03-31' } as const;
  const agreed = happened('DeliverableRecorded', report);
  expect(due('2022-03-31', null, agreed)).toEqual([['deliverable', '2022-03-31', false]]);
  expect(due('2022-04-01', null, agreed)).toEqual([['deliverable', '2022-03-31', true]]);
  const done = { deliverableId: 'd', followedUpOn: '2022-05-01', result: 'Lämnad' };
  expect(due('2022-04-30', null, agreed, happened('DeliverableFollowedUp', done))).toHaveLength(1);
  expect(due('2022-05-01', null, agreed, happened('DeliverableFollowedUp', done))).toEqual([]);
});

test('notice is counted back in months from the last day, of the option or else of the term', () => {
  const notices = (to: string | null, terms: Partial<OptionTerms>) =>
    due('2022-01-01', to, option(terms)).filter(([kind]) => kind === 'notice');
  expect(notices(null, { exercisableUntil: '2023-08-31', noticeMonths: 6 })).toEqual([['notice', '2023-02-28', false]]);
  expect(notices('2024-09-30', { noticeMonths: 12 })).toEqual([['notice', '2023-09-30', false]]);
  expect(notices('2024', { noticeMonths: 12 })).toEqual([]);
  expect(notices('2024-09-30', {})).toEqual([]);
});
