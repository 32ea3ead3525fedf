import { appointed, revoked, stoodInFor } from '../../../test/domain/approvers';
import { given, refused, type Past } from '../../../test/domain/given';
import { adjustmentProposed, approve, decided, opened, proposed, reject } from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

// On 2019-12-01 something that anna proposed waits, in a budget that asks for approval of everything.

const always = opened({ approval: { policy: 'always' } });
const waiting = (...past: Past<BudgetEvent>[]) => given(budgetDecider, always, proposed('150.00'), ...past);
const types = (answer: object) =>
  'events' in answer ? (answer.events as BudgetEvent[]).map(({ type }) => type) : answer;
const isApproved = ['AllocationApproved'];
const isRejected = ['AllocationRejected'];

describe('who approves', () => {
  test('is whoever has the role, as long as nobody was ever appointed', () => {
    expect(types(waiting().when(approve('bo')))).toEqual(isApproved);
    expect(waiting().when(approve('anna'))).toStrictEqual(refused('same-person'));
  });

  test('is an approver of the budget year, once it has any', () => {
    expect(types(waiting(appointed('bo')).when(approve('bo')))).toEqual(isApproved);
    expect(waiting(appointed('bo')).when(approve('cecilia'))).toStrictEqual(refused('not-an-approver'));
  });

  test('is nobody where all were revoked: that opens the door to nobody else', () => {
    const { when } = waiting(appointed('bo'), revoked('bo', '2019-06-01'));
    expect(when(approve('bo'))).toStrictEqual(refused('approver-not-valid'));
    expect(when(approve('cecilia'))).toStrictEqual(refused('not-an-approver'));
  });

  test.each([
    ['2019-12-01', undefined, isApproved],
    ['2019-12-02', undefined, refused('approver-not-valid')],
    ['2019-01-01', '2019-12-01', isApproved],
    ['2019-01-01', '2019-11-30', refused('approver-not-valid')],
  ])('from %s to %j: both days count, and today is the day', (validFrom, validTo, answer) => {
    const { when } = waiting(appointed('bo', { validFrom, ...(validTo && { validTo }) }));
    expect(types(when(approve('bo')))).toEqual(answer);
    expect(types(when(reject('bo')))).toEqual(answer === isApproved ? isRejected : answer);
  });

  test('who was revoked may on the day before', () => {
    expect(types(waiting(appointed('bo'), revoked('bo', '2019-12-02')).when(approve('bo')))).toEqual(isApproved);
    expect(waiting(appointed('bo'), revoked('bo', '2019-12-01')).when(approve('bo'))).toStrictEqual(
      refused('approver-not-valid'),
    );
  });

  test('is not the proposer, however appointed', () => {
    const { when } = waiting({ by: 'cecilia', event: appointed('anna') }, appointed('bo'), stoodInFor('bo', 'anna'));
    expect(when(approve('anna'))).toStrictEqual(refused('same-person'));
    expect(when(reject('anna'))).toStrictEqual(refused('same-person'));
  });
});

describe('a limit', () => {
  test('is on the total after the change, and may be reached', () => {
    const upTo = (limit: string) => waiting(appointed('bo', { limit })).when(approve('bo'));
    expect(types(upTo('150.00'))).toEqual(isApproved);
    expect(upTo('149.99')).toStrictEqual(refused('above-limit'));
    const raised = (limit: string) =>
      given(budgetDecider, always, decided('100.00'), adjustmentProposed('50.00'), appointed('bo', { limit }));
    expect(types(raised('150.00').when(approve('bo')))).toEqual(['AllocationAdjustmentApproved']);
    expect(raised('149.99').when(approve('bo'))).toStrictEqual(refused('above-limit'));
  });

  test('is none for rejecting, which gives money back', () => {
    expect(types(waiting(appointed('bo', { limit: '1.00' })).when(reject('bo')))).toEqual(isRejected);
    expect(waiting(appointed('cecilia')).when(reject('bo'))).toStrictEqual(refused('not-an-approver'));
  });

  test('is the one that holds on the day', () => {
    const past = [
      appointed('bo', { limit: '1.00', validTo: '2019-11-30' }),
      appointed('bo', { limit: '200.00', validFrom: '2019-12-01' }),
    ];
    expect(types(waiting(...past).when(approve('bo')))).toEqual(isApproved);
  });
});

describe('a substitute', () => {
  test('acts with the days and the limit of whom they stand in for', () => {
    const standing = (...past: BudgetEvent[]) => waiting(...past, stoodInFor('bo', 'cecilia')).when(approve('cecilia'));
    expect(types(standing(appointed('bo')))).toEqual(isApproved);
    expect(types(standing(appointed('bo', { limit: '150.00' })))).toEqual(isApproved);
    expect(standing(appointed('bo', { limit: '149.99' }))).toStrictEqual(refused('above-limit'));
    expect(standing(appointed('bo', { validTo: '2019-11-30' }))).toStrictEqual(refused('approver-not-valid'));
    expect(standing(appointed('bo'), revoked('bo', '2019-12-01'))).toStrictEqual(refused('approver-not-valid'));
  });

  test('acts with nobody else’s limit: neither other approvers’, nor whom the approver stands in for', () => {
    const limited = [appointed('bo', { limit: '1.00' }), stoodInFor('bo', 'cecilia'), appointed('david')];
    expect(waiting(...limited).when(approve('cecilia'))).toStrictEqual(refused('above-limit'));
    const both = waiting(...limited, stoodInFor('david', 'bo'));
    expect(both.when(approve('cecilia'))).toStrictEqual(refused('above-limit'));
    expect(types(both.when(approve('bo')))).toEqual(isApproved);
  });

  test('acts on the days that were given, and until revoked', () => {
    const on = (from: string, to: string) =>
      waiting(appointed('bo'), stoodInFor('bo', 'cecilia', from, to)).when(approve('cecilia'));
    expect(types(on('2019-12-01', '2019-12-01'))).toEqual(isApproved);
    expect(on('2019-12-02', '2019-12-31')).toStrictEqual(refused('approver-not-valid'));
    expect(on('2019-11-01', '2019-11-30')).toStrictEqual(refused('approver-not-valid'));
    const ended = waiting(appointed('bo'), stoodInFor('bo', 'cecilia'), revoked('cecilia', '2019-12-01'));
    expect(ended.when(approve('cecilia'))).toStrictEqual(refused('approver-not-valid'));
    expect(types(ended.when(approve('bo')))).toEqual(isApproved);
  });

  test('does not keep the approver from acting, nor lose a right of their own', () => {
    const past = [appointed('bo', { limit: '1.00' }), appointed('cecilia'), stoodInFor('bo', 'cecilia')];
    expect(types(waiting(...past).when(approve('cecilia')))).toEqual(isApproved);
    expect(types(waiting(appointed('bo'), stoodInFor('bo', 'cecilia')).when(approve('bo')))).toEqual(isApproved);
  });

  test('of the proposer cannot settle what the proposer proposed', () => {
    const past = [{ by: 'bo', event: appointed('anna') }, stoodInFor('anna', 'cecilia')];
    expect(waiting(...past).when(approve('cecilia'))).toStrictEqual(refused('same-person'));
    expect(waiting(...past).when(reject('cecilia'))).toStrictEqual(refused('same-person'));
    const another = [...past, appointed('bo'), stoodInFor('bo', 'cecilia')];
    expect(types(waiting(...another).when(approve('cecilia')))).toEqual(isApproved);
  });
});
