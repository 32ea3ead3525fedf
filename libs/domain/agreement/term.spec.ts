import { agreement, commanded, happened, withTerm } from '../../../test/domain/an-agreement';
import { booked, invalid, refused } from '../../../test/domain/given';
import type { AgreementCommand } from './commands';
import type { Term } from './events';
import { inForce } from './in-force';
import { standingOf } from './standing';

const extended = (to: string | null, more: object = {}) => commanded('ExtendAgreement', { to, ...more });
const until2020: Term = { from: '2016', to: '2020-06-30' };

describe('a term recorded anew', () => {
  test('takes the place of the one before, whole', () => {
    const term = { from: '2021-01-01', fromEvidence: 'Från årsskiftet' };
    const recorded = happened('AgreementTermRecorded', { term });
    expect(withTerm(until2020).when(commanded('RecordTerm', { term }))).toStrictEqual(booked(recorded));
    expect(withTerm(until2020, recorded).state!.term).toStrictEqual(term);
  });

  test('does not end before it starts', () => {
    const term = { from: '2021', to: '2020' };
    expect(agreement().when(commanded('RecordTerm', { term }))).toStrictEqual(invalid('ends-before-start', '/to'));
  });
});

describe('an extension', () => {
  test('moves the end and leaves the start', () => {
    const event = happened('AgreementExtended', { to: '2021-12-31', toEvidence: 'Förlängs' });
    expect(withTerm(until2020).when(extended('2021-12-31', { toEvidence: 'Förlängs' }))).toStrictEqual(booked(event));
    expect(withTerm(until2020, event).state!.term).toStrictEqual({
      from: '2016',
      to: '2021-12-31',
      toEvidence: 'Förlängs',
    });
  });

  test('is possible where the end before was not known', () => {
    const unknown: Term = { to: null, toCertainty: 'unknown' };
    expect(withTerm(unknown).when(extended('2016-10-31'))).toMatchObject({ warnings: [] });
  });

  test.each([
    ['to the same day', until2020, '2020-06-30'],
    ['to an earlier day', until2020, '2019'],
    ['of what has no end', { from: '2016' }, '2020'],
  ])('%s is none', (_, term, to) => {
    expect(withTerm(term).when(extended(to))).toStrictEqual(refused('not-an-extension', '/to'));
  });

  test('ends no earlier than the agreement starts', () => {
    const unknown: Term = { from: '2020', toCertainty: 'unknown' };
    expect(withTerm(unknown).when(extended('2019'))).toStrictEqual(refused('ends-before-start', '/to'));
    expect(withTerm(unknown).when(extended('2020-01-01'))).toMatchObject({ warnings: [] });
  });

  test('may be to a month or a year of which only some day is later', () => {
    expect(withTerm(until2020).when(extended('2020-06'))).toStrictEqual(refused('not-an-extension', '/to'));
    expect(withTerm(until2020).when(extended('2020'))).toMatchObject({ warnings: [] });
    const untilJune: Term = { from: '2016', to: '2020-06' };
    expect(withTerm(untilJune).when(extended('2020-06-01'))).toStrictEqual(refused('not-an-extension', '/to'));
    expect(withTerm(untilJune).when(extended('2020-06-02'))).toMatchObject({ warnings: [] });
  });

  test('to a day that nobody states leaves open how long the agreement holds', () => {
    const { state } = withTerm(until2020, happened('AgreementExtended', { to: null }));
    expect(state!.term).toStrictEqual({ from: '2016', to: null, toCertainty: 'unknown' });
    expect(inForce(standingOf(state!), '2030-01-01')).toBe('unknown');
  });

  test('is refused after notice', () => {
    const terminated = happened('AgreementTerminated', { endsOn: '2019-12-31' });
    expect(withTerm(until2020, terminated).when(extended('2021'))).toStrictEqual(refused('already-terminated'));
  });
});

describe('a notice', () => {
  const notice = commanded('TerminateAgreement', { endsOn: '2019-12-31', noticeOn: '2019-06', noticeBy: 'novahuset' });
  const given = happened('AgreementTerminated', { endsOn: '2019-12-31', noticeOn: '2019-06', noticeBy: 'novahuset' });
  const on = (day: string, ...events: Parameters<typeof agreement>) =>
    inForce(standingOf(withTerm(until2020, ...events).state!), day);

  test('ends the agreement after its last day, and no later than its term', () => {
    expect(withTerm(until2020).when(notice)).toStrictEqual(booked(given));
    expect([on('2019-12-31', given), on('2020-01-01', given)]).toEqual(['yes', 'no']);
    const late = happened('AgreementTerminated', { endsOn: '2030' });
    expect([on('2020-06-30', late), on('2020-07-01', late)]).toEqual(['yes', 'no']);
  });

  test('of which no last day is stated leaves open whether it is in force', () => {
    expect(on('2019-12-31', happened('AgreementTerminated', { endsOn: null }))).toBe('unknown');
  });

  test('ends it on the day of the term where the notice could mean a later one', () => {
    const sometime = happened('AgreementTerminated', { endsOn: '2020' });
    expect(['2019-12-31', '2020-06-29', '2020-07-01'].map((day) => on(day, sometime))).toEqual([
      'yes',
      'unknown',
      'no',
    ]);
  });

  test('is given once, and can be taken back with a reason', () => {
    expect(withTerm(until2020, given).when(notice)).toStrictEqual(refused('already-terminated'));
    const withdrawal = commanded('WithdrawTermination', { reason: 'Överens' });
    const withdrawn = happened('AgreementTerminationWithdrawn', { reason: 'Överens' });
    expect(withTerm(until2020, given).when(withdrawal)).toStrictEqual(booked(withdrawn));
    expect(withTerm(until2020).when(withdrawal)).toStrictEqual(refused('not-terminated'));
    expect(on('2020-01-01', given, withdrawn)).toBe('yes');
    expect(withTerm(until2020, given, withdrawn).when(notice)).toMatchObject({ warnings: [] });
  });

  test('names a party that the ledger knows', () => {
    const unknown = { code: 'unknown-party', partyId: 'x', pointer: '/noticeBy' } as const;
    expect(agreement().when({ ...notice, unknown } as AgreementCommand)).toStrictEqual(
      refused('unknown-party', '/noticeBy'),
    );
  });
});

describe('a successor', () => {
  const supersede = (supersededBy: string, isKnown = true) =>
    ({ ...commanded('SupersedeAgreement', { supersededBy, supersededOn: '2020-01' }), isKnown }) as AgreementCommand;
  const superseded = happened('AgreementSuperseded', { supersededBy: 'iop-2', supersededOn: '2020-01' });
  const on = (day: string, event = superseded) => inForce(standingOf(withTerm(until2020, event).state!), day);

  test('takes over from its day, until when the agreement is in force', () => {
    expect(withTerm(until2020).when(supersede('iop-2'))).toStrictEqual(booked(superseded));
    expect(['2019-12-31', '2020-01-15', '2020-01-31'].map((day) => on(day))).toEqual(['yes', 'unknown', 'no']);
  });

  test('leaves it to its own term where no day is said', () => {
    const event = happened('AgreementSuperseded', { supersededBy: 'iop-2' });
    expect([on('2020-06-30', event), on('2020-07-01', event)]).toEqual(['yes', 'no']);
  });

  test('is another agreement, which the ledger knows, and one only', () => {
    expect(agreement().when(supersede('iop'))).toStrictEqual(invalid('supersedes-itself', '/supersededBy'));
    expect(agreement().when(supersede('iop-2', false))).toStrictEqual(refused('unknown-agreement', '/supersededBy'));
    expect(agreement(superseded).when(supersede('iop-3'))).toStrictEqual(refused('already-superseded'));
    const back = { ...supersede('iop-2'), leadsBack: true } as AgreementCommand;
    expect(agreement().when(back)).toStrictEqual(refused('already-superseded', '/supersededBy'));
  });
});

test.each<[string, AgreementCommand]>([
  ['a term', commanded('RecordTerm', { term: until2020 })],
  ['an extension', extended('2021')],
  ['a notice', commanded('TerminateAgreement', { endsOn: '2019-12-31' })],
  ['a successor', { ...commanded('SupersedeAgreement', { supersededBy: 'iop-2' }), isKnown: true } as AgreementCommand],
])('%s is decided by a body that the ledger knows', (_, command) => {
  const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
  expect(withTerm(until2020).when({ ...command, unknown })).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
});

test('so is that a notice is taken back', () => {
  const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
  const given = happened('AgreementTerminated', { endsOn: '2019-12-31' });
  const withdrawal = { ...commanded('WithdrawTermination', { reason: 'Överens' }), unknown };
  expect(withTerm(until2020, given).when(withdrawal)).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
});

test('a supersession that was recorded of the wrong agreement is taken back, and another can be recorded', () => {
  const superseded = happened('AgreementSuperseded', { supersededBy: 'iop-2', supersededOn: '2020-01-01' });
  const withdraw = commanded('WithdrawSupersession', { reason: 'Fel avtal' });
  const withdrawn = happened('AgreementSupersessionWithdrawn', { reason: 'Fel avtal' });
  expect(agreement(superseded).when(withdraw)).toStrictEqual(booked(withdrawn));
  const { state, when } = agreement(superseded, withdrawn);
  expect(inForce(standingOf(state!), '2020-06-01')).toBe(inForce(standingOf(agreement().state!), '2020-06-01'));
  const another = { ...commanded('SupersedeAgreement', { supersededBy: 'iop-3' }), isKnown: true } as AgreementCommand;
  expect(when(another)).toMatchObject({ events: [{ type: 'AgreementSuperseded' }] });
  expect(agreement().when(withdraw)).toStrictEqual(refused('not-superseded'));
  const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
  expect(agreement(superseded).when({ ...withdraw, unknown })).toStrictEqual(
    refused('unknown-body', '/decision/bodyId'),
  );
});
