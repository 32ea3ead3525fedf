import { appoint, appointed, revoke, revoked, standIn, stoodInFor } from '../../../test/domain/approvers';
import { budgetClosed, carryForwardBegun, carryForwardCompleted, locked } from '../../../test/domain/ending';
import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import { decision, opened } from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past);

describe('an approver is appointed', () => {
  test('for a budget year: from a day on, with a limit at full scale, until revoked', () => {
    expect(budget().when(appoint('bo', { limit: '5000' }))).toStrictEqual(
      booked(appointed('bo', { limit: '5000.00' })),
    );
    expect(budget().when(appoint('bo', { validTo: '2019-06-30', decision, note: 'Delegation' }))).toStrictEqual(
      booked(appointed('bo', { validTo: '2019-06-30', decision, note: 'Delegation' })),
    );
  });

  test('by a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget().when(appoint('bo', { unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });

  test('never by themselves', () => {
    expect(budget().when(appoint('anna'))).toStrictEqual(refused('same-person', '/subject'));
  });

  test('with a limit that is an amount, and days in order', () => {
    expect(budget().when(appoint('bo', { limit: '0' }))).toStrictEqual(invalid('not-above-zero', '/limit'));
    expect(budget().when(appoint('bo', { limit: '1.005' }))).toStrictEqual(invalid('too-many-decimals', '/limit'));
    expect(budget().when(appoint('bo', { validTo: '2018-12-31' }))).toStrictEqual(
      invalid('ends-before-start', '/validTo'),
    );
    expect(budget().when(appoint('bo', { validTo: '2019-01-01' }))).toStrictEqual(
      booked(appointed('bo', { validTo: '2019-01-01' })),
    );
  });

  test('once for any day, and anew when the first time is over or was revoked', () => {
    const first = appointed('bo', { validTo: '2019-06-30' });
    expect(budget(first).when(appoint('bo', { validFrom: '2019-06-30' }))).toStrictEqual(
      refused('already-exists', '/subject'),
    );
    expect(budget(first).when(appoint('bo', { validFrom: '2018-01-01' }))).toStrictEqual(
      refused('already-exists', '/subject'),
    );
    const after = { validFrom: '2019-07-01' };
    expect(budget(first).when(appoint('bo', after))).toStrictEqual(booked(appointed('bo', after)));
    const again = { validFrom: '2019-03-01', limit: '10.00' };
    expect(budget(appointed('bo'), revoked('bo', '2019-03-01')).when(appoint('bo', again))).toStrictEqual(
      booked(appointed('bo', again)),
    );
    expect(budget(appointed('bo'), revoked('bo', '2019-03-02')).when(appoint('bo', again))).toStrictEqual(
      refused('already-exists', '/subject'),
    );
  });

  test('with the same days as before, where the first time was revoked before it began', () => {
    const revokedBefore = budget(appointed('bo'), revoked('bo', '2018-12-01'));
    expect(revokedBefore.when(appoint('bo'))).toStrictEqual(booked(appointed('bo')));
    const earlier = { validFrom: '2018-11-01' };
    expect(revokedBefore.when(appoint('bo', earlier))).toStrictEqual(booked(appointed('bo', earlier)));
  });

  test('also while another stands in for them, and while they stand in for another', () => {
    const past = [appointed('cecilia'), stoodInFor('cecilia', 'bo')];
    expect(budget(...past).when(appoint('bo'))).toStrictEqual(booked(appointed('bo')));
  });
});

describe('an approver is revoked', () => {
  test('from a day on, or from today', () => {
    expect(budget(appointed('bo')).when(revoke('bo'))).toStrictEqual(booked(revoked('bo', '2019-12-01')));
    expect(budget(appointed('bo')).when(revoke('bo', { effectiveOn: '2020-01-01' }))).toStrictEqual(
      booked(revoked('bo', '2020-01-01')),
    );
  });

  test('once: what has ended cannot end then or later, but earlier', () => {
    const past = [appointed('bo'), revoked('bo', '2019-06-01')];
    const at = (effectiveOn: string) => budget(...past).when(revoke('bo', { effectiveOn }));
    expect(at('2019-06-01')).toStrictEqual(refused('approver-not-valid'));
    expect(at('2019-05-31')).toStrictEqual(booked(revoked('bo', '2019-05-31')));
    expect(budget(appointed('bo', { validTo: '2019-06-30' })).when(revoke('bo'))).toStrictEqual(
      refused('approver-not-valid'),
    );
  });

  test('who was one before too: it is enough that one of the appointments still holds', () => {
    const past = [appointed('bo', { validTo: '2019-06-30' }), appointed('bo', { validFrom: '2019-07-01' })];
    expect(budget(...past).when(revoke('bo'))).toStrictEqual(booked(revoked('bo', '2019-12-01')));
  });

  test('by somebody else', () => {
    expect(budget(appointed('anna')).when(revoke('anna'))).toStrictEqual(refused('same-person'));
  });

  test('where there is one: a substitute can be revoked too', () => {
    expect(budget(appointed('bo')).when(revoke('cecilia'))).toStrictEqual(missing('approver-not-found'));
    const past = [appointed('bo'), stoodInFor('bo', 'cecilia')];
    expect(budget(...past).when(revoke('cecilia'))).toStrictEqual(booked(revoked('cecilia', '2019-12-01')));
  });
});

describe('a substitute is appointed', () => {
  test('for some of the days of an approver', () => {
    expect(budget(appointed('bo')).when(standIn('bo', 'cecilia', { reason: 'Leave' }))).toStrictEqual(
      booked({
        type: 'SubstituteAppointed',
        data: {
          subject: 'bo',
          substitute: 'cecilia',
          validFrom: '2019-12-01',
          validTo: '2019-12-31',
          reason: 'Leave',
        },
      }),
    );
  });

  test('of an approver: a substitute has none', () => {
    expect(budget().when(standIn('bo', 'cecilia'))).toStrictEqual(missing('approver-not-found'));
    const past = [appointed('bo'), stoodInFor('bo', 'cecilia')];
    expect(budget(...past).when(standIn('cecilia', 'david'))).toStrictEqual(missing('approver-not-found'));
  });

  test('whose appointment holds on one of the days at least', () => {
    const ended = [appointed('bo'), revoked('bo', '2019-12-01')];
    expect(budget(...ended).when(standIn('bo', 'cecilia'))).toStrictEqual(refused('approver-not-valid', '/validFrom'));
    const ending = [appointed('bo'), revoked('bo', '2019-12-02')];
    expect(budget(...ending).when(standIn('bo', 'cecilia'))).toStrictEqual(booked(stoodInFor('bo', 'cecilia')));
    const again = [appointed('bo', { validTo: '2019-06-30' }), appointed('bo', { validFrom: '2019-07-01' })];
    expect(budget(...again).when(standIn('bo', 'cecilia'))).toStrictEqual(booked(stoodInFor('bo', 'cecilia')));
  });

  test('who is neither the approver nor whoever commands, nor by the approver', () => {
    expect(budget(appointed('bo')).when(standIn('bo', 'bo'))).toStrictEqual(refused('same-person', '/substitute'));
    expect(budget(appointed('bo')).when(standIn('bo', 'anna'))).toStrictEqual(refused('same-person', '/substitute'));
    expect(budget(appointed('anna')).when(standIn('anna', 'bo'))).toStrictEqual(refused('same-person'));
  });

  test('on the same days for several approvers', () => {
    const past = [appointed('bo'), appointed('david'), stoodInFor('david', 'cecilia')];
    expect(budget(...past).when(standIn('bo', 'cecilia'))).toStrictEqual(booked(stoodInFor('bo', 'cecilia')));
  });

  test('once for any day, with the days in order', () => {
    const past = [appointed('bo'), stoodInFor('bo', 'cecilia')];
    const on = (validFrom: string, validTo: string) =>
      budget(...past).when(standIn('bo', 'cecilia', { validFrom, validTo }));
    expect(on('2019-12-31', '2020-01-31')).toStrictEqual(refused('already-exists', '/substitute'));
    expect(on('2020-01-01', '2020-01-31')).toStrictEqual(
      booked(stoodInFor('bo', 'cecilia', '2020-01-01', '2020-01-31')),
    );
    expect(on('2020-01-02', '2020-01-01')).toStrictEqual(invalid('ends-before-start', '/validTo'));
    expect(on('2020-01-02', '2020-01-02')).toStrictEqual(
      booked(stoodInFor('bo', 'cecilia', '2020-01-02', '2020-01-02')),
    );
    expect(budget(...past).when(standIn('bo', 'david'))).toStrictEqual(booked(stoodInFor('bo', 'david')));
  });
});

test('while a year is locked its approvers still change, so that what waits can be settled; then no more', () => {
  expect(budget(locked).when(appoint('bo'))).toStrictEqual(booked(appointed('bo')));
  expect(budget(appointed('bo'), locked).when(revoke('bo'))).toStrictEqual(booked(revoked('bo', '2019-12-01')));
  expect(budget(appointed('bo'), locked).when(standIn('bo', 'cecilia'))).toStrictEqual(
    booked(stoodInFor('bo', 'cecilia')),
  );
  const closed = budget(appointed('bo'), locked, carryForwardBegun(), carryForwardCompleted, budgetClosed);
  for (const one of [appoint('cecilia'), revoke('bo'), standIn('bo', 'cecilia')])
    expect(closed.when(one)).toStrictEqual(refused('budget-closed'));
});

test('a budget year that was not opened has no approvers', () => {
  expect(given(budgetDecider).when(appoint('bo'))).toStrictEqual(missing('budget-not-found'));
});
