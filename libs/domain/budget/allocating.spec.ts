import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import { allocate, decided, opened, proposed, rejected, reversed, taken } from '../../../test/domain/hsn';
import { budgetDecider } from './decider';
import type { Term } from '../agreement/events';
import { standingOf } from '../agreement/standing';

const open = given(budgetDecider, opened());
const inForce = { agreementId: 'iop', standing: standingOf({ term: { from: '2019-01-01' } }) };

describe('an allocation', () => {
  test('is decided at once where the budget asks for no approval, with the amount at full scale', () => {
    expect(open.when(allocate('30000000'))).toStrictEqual(booked(decided('30000000.00')));
  });

  test('keeps everything that was said about it', () => {
    const said = {
      purposes: ['The elderly', 'Sick-leave co-ordination'],
      agreementId: 'iop',
      supplementTo: 'unknown',
      programme: 'Near care',
      dimensions: { account: '5811' },
      recipientNameAsPublished: 'primärvården',
      title: 'Engångsersättning',
      note: 'The base is not stated.',
    };
    expect(open.when(allocate('100', { ...said, agreement: inForce }))).toStrictEqual(booked(decided('100.00', said)));
  });

  test('takes effect on the day of its decision unless another is given', () => {
    expect(open.when(allocate('100', { effectiveOn: '2020-01-01' }))).toStrictEqual(
      booked(decided('100.00', { effectiveOn: '2020-01-01' })),
    );
    const vague = { bodyId: 'hsn', decidedOn: '2019-11', decidedOnCertainty: 'inferred' as const };
    expect(open.when(allocate('100', { decision: vague }))).toStrictEqual(
      invalid('effective-on-required', '/effectiveOn'),
    );
    expect(open.when(allocate('100', { decision: vague, effectiveOn: '2019-11-30' }))).toStrictEqual(
      booked(decided('100.00', { decision: vague, effectiveOn: '2019-11-30' })),
    );
  });

  test.each([
    ['-1', 'not-an-amount'],
    ['+1', 'not-an-amount'],
    ['1e3', 'not-an-amount'],
    ['1.005', 'too-many-decimals'],
    ['0', 'not-above-zero'],
    ['92233720368547758.08', 'amount-too-large'],
  ] as const)('of %s is refused', (amount, code) => {
    expect(open.when(allocate(amount))).toStrictEqual(invalid(code, '/amount'));
  });

  test('has an id of its own for ever, whatever became of the one that had it', () => {
    const again = refused('already-exists', '/allocationId');
    const takenBack = reversed(taken(1, 'decided', '100.00', '2019-11-12'));
    expect(given(budgetDecider, opened(), decided('100.00')).when(allocate('100'))).toStrictEqual(again);
    expect(given(budgetDecider, opened(), decided('100.00'), takenBack).when(allocate('100'))).toStrictEqual(again);
    expect(given(budgetDecider, opened(), proposed('100.00'), rejected('100.00')).when(allocate('1'))).toStrictEqual(
      again,
    );
  });

  test('cannot have an id that a later year gives to what it takes over', () => {
    expect(open.when(allocate('100', { allocationId: '2018.engangs' }))).toStrictEqual(
      invalid('reserved-id', '/allocationId'),
    );
    expect(open.when(allocate('100', { allocationId: '2018-engangs' }))).toMatchObject({ warnings: [] });
    expect(open.when(allocate('100', { allocationId: '20181.engangs' }))).toMatchObject({ warnings: [] });
  });

  test('needs a recipient and a body that the ledger knows', () => {
    const unknown = { code: 'unknown-recipient', partyId: 'nobody', pointer: '/recipientId' } as const;
    expect(open.when(allocate('100', { unknown }))).toStrictEqual(refused('unknown-recipient', '/recipientId'));
  });

  test('says nothing in plain text of a person that the ledger keeps sealed', () => {
    const unsealable = { pointer: '/note', why: 'in-text' } as const;
    expect(open.when(allocate('100', { unsealable }))).toStrictEqual(refused('personal-data', '/note'));
  });

  test('is refused where the recipient has gone up in another, and is told who that is', () => {
    const merged = { partyId: 'primarvarden', survivorId: 'narsjukvarden', effectiveFrom: '2019-12-01' };
    expect(open.when(allocate('100', { merged }))).toStrictEqual({
      ...refused('merged', '/recipientId'),
      path: '/parties/narsjukvarden',
    });
    const ahead = { ...merged, effectiveFrom: '2020-01-01' };
    expect(open.when(allocate('100', { merged: ahead }))).toMatchObject({ warnings: [] });
    expect(open.when(allocate('100', { merged: ahead, effectiveOn: '2020-01-01' }))).toMatchObject({
      refused: 'merged',
    });
  });

  test('may supplement another of the same budget, or a base that is not stated', () => {
    const more = { allocationId: 'more', supplementTo: 'engangs' };
    expect(open.when(allocate('100', more))).toStrictEqual(refused('unknown-allocation', '/supplementTo'));
    expect(given(budgetDecider, opened(), decided('100.00')).when(allocate('100', more))).toStrictEqual(
      booked(decided('100.00', more)),
    );
    expect(open.when(allocate('100', { supplementTo: 'unknown' }))).toStrictEqual(
      booked(decided('100.00', { supplementTo: 'unknown' })),
    );
    expect(open.when(allocate('100', { supplementTo: 'engangs' }))).toStrictEqual(
      refused('unknown-allocation', '/supplementTo'),
    );
  });

  test('needs the budget', () => {
    expect(given(budgetDecider).when(allocate('100'))).toStrictEqual(missing('budget-not-found'));
  });
});

const under = (term: Term | null, effectiveOn = '2020-07-15') =>
  open.when(
    allocate('100', {
      effectiveOn,
      agreementId: 'iop',
      agreement: { agreementId: 'iop', standing: term && standingOf({ term }) },
    }),
  );

describe('an allocation under an agreement', () => {
  const event = decided('100.00', { effectiveOn: '2020-07-15', agreementId: 'iop' });

  test('is booked while the agreement is in force on the day that it takes effect', () => {
    expect(under({ from: '2020-07-15' })).toStrictEqual(booked(event));
  });

  test('is refused while the agreement is not in force', () => {
    expect(under({ from: '2020-07-16' })).toStrictEqual(refused('not-in-force'));
    expect(under({ from: '2019', to: '2020-07-14' })).toStrictEqual(refused('not-in-force'));
  });

  test('is booked with a warning where nobody can say', () => {
    expect(under({ from: '2020-07' })).toStrictEqual(warned('in-force-unknown', event));
    expect(under({})).toStrictEqual(warned('in-force-unknown', event));
  });

  test('needs an agreement that the ledger knows', () => {
    expect(under(null)).toStrictEqual(refused('unknown-agreement', '/agreementId'));
  });
});
