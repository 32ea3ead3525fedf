import { agreement, commanded, happened, withTerm } from '../../../test/domain/an-agreement';
import { booked, invalid, missing, refused } from '../../../test/domain/given';
import type { AgreementCommand } from './commands';
import type { AgreementEvent, Exercise, OptionTerms } from './events';
import { statusOn } from './options';

type Terms = Omit<OptionTerms, 'optionId' | 'kind'>;

const early = (terms: Terms = {}): AgreementEvent =>
  happened('OptionRecorded', { optionId: 'o', kind: 'early-termination', ...terms });
const longer = (terms: Terms = {}): AgreementEvent =>
  happened('OptionRecorded', { optionId: 'o', kind: 'extension', ...terms });
const exercise = (body: Exercise) => commanded('ExerciseOption', { optionId: 'o', ...body });
const lapse = (today: string) => ({ type: 'LapseOption', agreementId: 'iop', optionId: 'o', today }) as const;

describe('an option', () => {
  test('keeps what is stated of it, and nothing else', () => {
    const said = { optionId: 'o', kind: 'early-termination', exercisableFrom: '2022-07-01' } as const;
    expect(agreement().when(commanded('RecordOption', said))).toStrictEqual(booked(happened('OptionRecorded', said)));
  });

  test('has an id of its own, and opens before it closes', () => {
    const again = commanded('RecordOption', { optionId: 'o', kind: 'other' });
    expect(agreement(early()).when(again)).toStrictEqual(refused('already-exists', '/optionId'));
    const window = { exercisableFrom: '2022-07', exercisableUntil: '2022-06-30' };
    const back = commanded('RecordOption', { optionId: 'p', kind: 'other', ...window });
    expect(agreement().when(back)).toStrictEqual(invalid('ends-before-start', '/exercisableUntil'));
  });

  test('is held by a party that the ledger knows', () => {
    const unknown = { code: 'unknown-party', partyId: 'x', pointer: '/holderId' } as const;
    const held = { ...commanded('RecordOption', { optionId: 'o', kind: 'other' }), unknown } as AgreementCommand;
    expect(agreement().when(held)).toStrictEqual(refused('unknown-party', '/holderId'));
  });
});

describe('one option of several', () => {
  const other = happened('OptionRecorded', { optionId: 'p', kind: 'other' });

  test('is recorded beside the others, and may be open for one day', () => {
    const day = { exercisableFrom: '2022-07-01', exercisableUntil: '2022-07-01' };
    const said = { optionId: 'o', kind: 'early-termination', ...day } as const;
    expect(agreement(other).when(commanded('RecordOption', said))).toStrictEqual(
      booked(happened('OptionRecorded', said)),
    );
  });

  test('is the one that is exercised; what neither ends nor extends the agreement is booked by itself', () => {
    const past = agreement(early(), other);
    expect(past.when(commanded('ExerciseOption', { optionId: 'p', exercisedOn: '2022' }))).toStrictEqual(
      booked(happened('OptionExercised', { optionId: 'p', exercisedOn: '2022' })),
    );
  });
});

describe('an option that is exercised', () => {
  test('ends the agreement by the decision that it is exercised by', () => {
    const decision = { bodyId: 'hsn', decidedOn: '2022-08-01' };
    const body = { exercisedOn: '2022-08-01', endsOn: '2023-01-31' };
    const used = { ...exercise(body), decision } as AgreementCommand;
    const [, ended] = (agreement(early()).when(used) as { events: AgreementEvent[] }).events;
    expect(ended).toMatchObject({ type: 'AgreementTerminated', data: { decision } });
    const [, without] = (agreement(early()).when(exercise(body)) as { events: AgreementEvent[] }).events;
    expect(without!.data).not.toHaveProperty('decision');
  });

  test('ends the agreement, by notice of its holder', () => {
    const body = { exercisedOn: '2022-08-01', endsOn: '2023-01-31' };
    expect(agreement(early({ holderId: 'novahuset' })).when(exercise(body))).toStrictEqual(
      booked(
        happened('OptionExercised', { optionId: 'o', ...body }),
        happened('AgreementTerminated', { endsOn: '2023-01-31', noticeOn: '2022-08-01', noticeBy: 'novahuset' }),
      ),
    );
  });

  test('or makes it hold longer, to the day that the option or the command says', () => {
    const past = withTerm({ to: '2024' }, longer({ extendsTo: '2026', extendsToCertainty: 'inferred' }));
    expect(past.when(exercise({ exercisedOn: '2023' }))).toMatchObject({
      events: [{ type: 'OptionExercised' }, { data: { to: '2026', toCertainty: 'inferred' } }],
    });
    expect(past.when(exercise({ exercisedOn: '2023', endsOn: '2025' }))).toMatchObject({
      events: [{ type: 'OptionExercised' }, { data: { agreementId: 'iop', to: '2025' } }],
    });
    expect(past.when(exercise({ exercisedOn: '2023', endsOn: '2023' }))).toStrictEqual(
      refused('not-an-extension', '/endsOn'),
    );
  });

  test('was open: neither before it could be nor after it could be, where that is stated', () => {
    const past = agreement(early({ exercisableFrom: '2022-07-01', exercisableUntil: '2023' }));
    const on = (exercisedOn: string | null) => past.when(exercise({ exercisedOn }));
    expect(on('2022-06-30')).toStrictEqual(refused('not-yet-exercisable', '/exercisedOn'));
    expect(on('2024-01-01')).toStrictEqual(refused('deadline-passed', '/exercisedOn'));
    for (const day of ['2022-07-01', '2022', '2023-12-31', null]) expect(on(day)).toMatchObject({ warnings: [] });
  });

  test('is settled for good', () => {
    const past = agreement(early(), happened('OptionDeclined', { optionId: 'o' }));
    for (const one of [exercise({ exercisedOn: '2023' }), commanded('DeclineOption', { optionId: 'o' }), lapse('2999')])
      expect(past.when(one)).toStrictEqual(refused('option-settled'));
    expect(agreement().when(exercise({ exercisedOn: '2023' }))).toStrictEqual(missing('option-not-found'));
  });

  test('does not end an agreement of which notice was given', () => {
    const past = agreement(early(), happened('AgreementTerminated', { endsOn: '2022' }));
    expect(past.when(exercise({ exercisedOn: '2023' }))).toStrictEqual(refused('already-terminated'));
  });
});

describe('an option lapses', () => {
  test('once its last day has passed, and not while nobody knows which that is', () => {
    const past = agreement(early({ exercisableUntil: '2022' }));
    expect(past.when(lapse('2022-12-31'))).toStrictEqual(refused('not-lapsed'));
    expect(past.when(lapse('2023-01-01'))).toStrictEqual(booked(happened('OptionLapsed', { optionId: 'o' })));
    expect(agreement(early()).when(lapse('2999-12-31'))).toStrictEqual(refused('not-lapsed'));
  });
});

describe('what became of an option', () => {
  const other = happened('OptionRecorded', { optionId: 'p', kind: 'other', noticeMonths: 6 });
  const after = (...past: AgreementEvent[]) => agreement(...past, other).state!.options;
  const left = { optionId: 'p', kind: 'other', noticeMonths: 6, settled: null };

  test('is kept with its day, as sure as that is, and leaves the others as they are', () => {
    const used = happened('OptionExercised', { optionId: 'o', exercisedOn: '2022', exercisedOnCertainty: 'inferred' });
    expect(agreement(early(), other, used).state!.options).toStrictEqual([
      {
        optionId: 'o',
        kind: 'early-termination',
        settled: { how: 'exercised', on: '2022', onCertainty: 'inferred' },
      },
      left,
    ]);
    const declined = happened('OptionDeclined', {
      optionId: 'o',
      declinedOn: '2022-08',
      declinedOnCertainty: 'stated',
    });
    expect(after(early(), declined)).toMatchObject([
      { settled: { how: 'declined', on: '2022-08', onCertainty: 'stated' } },
      left,
    ]);
  });

  test('of one that lapsed is dated to the last day of its own window', () => {
    const past = [happened('OptionRecorded', { optionId: 'n', kind: 'other', exercisableUntil: '2021' })];
    expect(
      after(...past, early({ exercisableUntil: '2022' }), happened('OptionLapsed', { optionId: 'o' })),
    ).toMatchObject([
      { optionId: 'n', settled: null },
      { optionId: 'o', settled: { how: 'lapsed', on: '2022' } },
      left,
    ]);
  });

  test('has no day where none was said', () => {
    expect(after(early(), happened('OptionDeclined', { optionId: 'o' }))[0]!.settled).toStrictEqual({
      how: 'declined',
    });
  });
});

test('an option is exercised, declined or lapses by decision of a body that the ledger knows', () => {
  const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
  const past = agreement(early({ exercisableUntil: '2022' }));
  for (const one of [
    exercise({ exercisedOn: '2022' }),
    commanded('DeclineOption', { optionId: 'o' }),
    lapse('2023-01-01'),
  ])
    expect(past.when({ ...one, unknown })).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
});

test('an option is open until the day on which it was settled', () => {
  const option = (exercisedOn: string | null) =>
    agreement(early(), happened('OptionExercised', { optionId: 'o', exercisedOn })).state!.options[0]!;
  expect(statusOn(option('2022-08-01'), '2022-07-31')).toBe('open');
  expect(statusOn(option('2022-08-01'), '2022-08-01')).toBe('exercised');
  expect(statusOn(option(null), '1999-01-01')).toBe('exercised');
  expect(statusOn(agreement(early()).state!.options[0]!, '2999-01-01')).toBe('open');
});

test('an agreement does not end before the option to end it is used, nor before it starts', () => {
  const past = withTerm({ from: '2020-07-01' }, early());
  const by = (exercisedOn: string, endsOn: string) => past.when(exercise({ exercisedOn, endsOn }));
  expect(by('2022-08-01', '2022-06-30')).toStrictEqual(refused('ends-before-start', '/endsOn'));
  expect(by('2022-08', '2022-08-15')).toMatchObject({ events: [{}, { type: 'AgreementTerminated' }] });
  expect(by('2022-08-01', '2022-08-01')).toMatchObject({ events: [{}, { type: 'AgreementTerminated' }] });
  const terminate = (endsOn: string, noticeOn?: string) =>
    past.when(commanded('TerminateAgreement', { endsOn, ...(noticeOn !== undefined && { noticeOn }) }));
  expect(terminate('2019-01-01')).toStrictEqual(refused('ends-before-start', '/endsOn'));
  expect(terminate('2025-06-30', '2025-12-31')).toStrictEqual(refused('ends-before-start', '/endsOn'));
  expect(terminate('2025-06', '2025-06-30')).toMatchObject({ events: [{ type: 'AgreementTerminated' }] });
});

test('an option is open again where what was recorded of its use was wrong, and the notice that came of it stands', () => {
  const reopen = commanded('ReopenOption', { optionId: 'o', reason: 'Fel avtal' });
  const reopened = happened('OptionReopened', { optionId: 'o', reason: 'Fel avtal' });
  const ended = happened('AgreementTerminated', { endsOn: '2023' });
  for (const settled of [
    happened('OptionExercised', { optionId: 'o', exercisedOn: '2022' }),
    happened('OptionDeclined', { optionId: 'o' }),
    happened('OptionLapsed', { optionId: 'o' }),
  ])
    expect(agreement(early(), settled).when(reopen)).toStrictEqual(booked(reopened));
  const exercised = happened('OptionExercised', { optionId: 'o', exercisedOn: '2022' });
  const { state, when } = agreement(early(), exercised, ended, reopened);
  expect(state!.options[0]!.settled).toBeNull();
  expect(state!.termination).toEqual({ endsOn: '2023' });
  expect(when(commanded('DeclineOption', { optionId: 'o' }))).toMatchObject({ events: [{ type: 'OptionDeclined' }] });
  expect(agreement(early()).when(reopen)).toStrictEqual(refused('option-not-settled'));
  expect(agreement().when(reopen)).toStrictEqual(missing('option-not-found'));
  const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
  expect(agreement(early(), exercised).when({ ...reopen, unknown })).toStrictEqual(
    refused('unknown-body', '/decision/bodyId'),
  );
});
