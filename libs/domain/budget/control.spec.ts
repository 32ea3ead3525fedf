import { parseAmount } from '@anslag/money/amount';
import { booked, given, refused, warned } from '../../../test/domain/given';
import {
  adjust,
  adjusted,
  adjustmentProposed,
  allocate,
  appropriated,
  approve,
  decided,
  disburse,
  disbursed,
  entryReversed,
  opened,
  proposed,
  released,
  replace,
  returned,
  reverse,
  reversed,
  taken,
} from '../../../test/domain/hsn';
import { waits } from './control';
import { budgetDecider } from './decider';
import type { Control, BudgetEvent } from './events';

const other = { allocationId: 'annan', recipientId: 'novahuset' };
const largest = '92233720368547.75';

/** A budget that was given 100. */
const hundred = (control: Control, ...past: BudgetEvent[]) =>
  given(budgetDecider, opened({ control }), ...appropriated('100.00'), ...past);

describe('a budget that stops', () => {
  const exceeded = refused('budget-exceeded');

  test('gives away all that is available and not an öre more', () => {
    expect(hundred('stop').when(allocate('100.00'))).toStrictEqual(booked(decided('100.00')));
    expect(hundred('stop').when(allocate('100.01'))).toStrictEqual(exceeded);
    expect(hundred('stop', decided('99.99')).when(allocate('0.01', other))).toStrictEqual(
      booked(decided('0.01', other)),
    );
    expect(hundred('stop', decided('99.99')).when(allocate('0.02', other))).toStrictEqual(exceeded);
  });

  test('gives nothing before it has been given anything', () => {
    expect(given(budgetDecider, opened({ control: 'stop' })).when(allocate('0.01'))).toStrictEqual(exceeded);
  });

  test('counts what waits for approval as taken, and asks no more when it is approved', () => {
    const approval = { policy: 'always' } as const;
    const budget = given(
      budgetDecider,
      opened({ control: 'stop', approval }),
      ...appropriated('100.00'),
      proposed('100.00'),
    );
    expect(budget.when(allocate('0.01', other))).toStrictEqual(exceeded);
    expect(budget.when(approve('bertil'))).toMatchObject({ warnings: [] });
  });

  test('refuses an adjustment above what is available, proposed or not', () => {
    expect(hundred('stop', decided('60.00')).when(adjust('40.01'))).toStrictEqual(exceeded);
    expect(hundred('stop', decided('60.00')).when(adjust('40.00'))).toStrictEqual(booked(adjusted('40.00')));
    const approval = { policy: 'above', above: '60.00' } as const;
    const past = [...appropriated('100.00'), decided('60.00')];
    const budget = given(budgetDecider, opened({ control: 'stop', approval }), ...past);
    expect(budget.when(adjust('40.01'))).toStrictEqual(exceeded);
    expect(budget.when(adjust('40.00'))).toStrictEqual(booked(adjustmentProposed('40.00')));
  });

  test('refuses to take back what gave room that has been used since', () => {
    const reused = decided('40.00', other);
    const afterReturn = [decided('100.00'), disbursed('u1', '100.00'), returned('r1', '40.00')];
    expect(hundred('stop', ...afterReturn, reused).when(reverse('hsn/2019/6'))).toStrictEqual(exceeded);
    expect(hundred('stop', decided('100.00'), released('40.00'), reused).when(reverse('hsn/2019/5'))).toStrictEqual(
      exceeded,
    );
    expect(hundred('stop', decided('100.00'), adjusted('-40.00'), reused).when(reverse('hsn/2019/5'))).toStrictEqual(
      exceeded,
    );
    const taking = taken(4, 'released', '40.00', '2019-12-01', 'AVAILABLE');
    expect(hundred('stop', decided('100.00'), released('40.00')).when(reverse('hsn/2019/5'))).toStrictEqual(
      booked(entryReversed(taking)),
    );
  });

  test('lets a replacement use what it takes back', () => {
    const budget = hundred('stop', decided('100.00'));
    expect(budget.when(replace({ amount: '100.00' }))).toMatchObject({ warnings: [] });
    expect(budget.when(replace({ amount: '100.01' }))).toStrictEqual(exceeded);
  });

  test('compares totals over all effective days: back-dating is normal work', () => {
    const late: BudgetEvent = {
      type: 'AppropriationAdopted',
      data: {
        appropriationId: 'tillägg',
        kind: 'supplementary',
        amount: '50.00',
        currency: 'SEK',
        effectiveOn: '2019-12-31',
        decision: { bodyId: 'rf', decidedOn: '2019-12-31' },
      },
    };
    const proposal: BudgetEvent = {
      type: 'AppropriationProposed',
      data: { appropriationId: 'tillägg', kind: 'supplementary', amount: null, currency: 'SEK' },
    };
    const budget = hundred('stop', proposal, late);
    expect(budget.when(allocate('150.00', { effectiveOn: '2019-01-02' }))).toMatchObject({ warnings: [] });
  });
});

describe('a budget that warns', () => {
  test('books what exceeds it and says by how much', () => {
    expect(hundred('warn').when(allocate('100.00'))).toStrictEqual(booked(decided('100.00')));
    expect(hundred('warn').when(allocate('100.01'))).toStrictEqual({
      events: [decided('100.01')],
      warnings: [{ code: 'budget-exceeded', detail: 'Available is 100.00 SEK, which would leave -0.01 SEK.' }],
    });
  });

  test('warns only of what makes it worse', () => {
    const overdrawn = hundred('warn', decided('150.00'));
    expect(overdrawn.when(adjust('-10.00'))).toStrictEqual(booked(adjusted('-10.00')));
    expect(overdrawn.when(disburse('u1', '150.00'))).toStrictEqual(booked(disbursed('u1', '150.00')));
    expect(overdrawn.when(adjust('0.01'))).toStrictEqual(warned('budget-exceeded', adjusted('0.01')));
    const takenBack = reversed(taken(3, 'decided', '150.00', '2019-11-12'));
    expect(overdrawn.when(reverse())).toStrictEqual(booked(takenBack));
  });
});

describe('a budget without control', () => {
  test('books without a word, also what nothing was given for', () => {
    expect(hundred('none').when(allocate('100.01'))).toStrictEqual(booked(decided('100.01')));
    expect(given(budgetDecider, opened()).when(allocate('30000000.00'))).toStrictEqual(booked(decided('30000000.00')));
  });

  test.each(['none', 'warn', 'stop'] as const)(
    '(or with control %s) never pays out more than is committed, nor takes back more than was paid out',
    (control) => {
      const budget = hundred(control, decided('60.00'), disbursed('u1', '50.00'), returned('r1', '50.00'));
      expect(budget.when(disburse('u2', '10.01'))).toStrictEqual(refused('exceeds-committed'));
      expect(budget.when(adjust('-10.01'))).toStrictEqual(refused('exceeds-committed'));
      expect(budget.when(reverse('hsn/2019/5'))).toStrictEqual(refused('exceeds-disbursed'));
      expect(budget.when(disburse('u2', '10.00'))).toMatchObject({ warnings: [] });
    },
  );
});

describe('an amount that the read tables could not hold', () => {
  const overflow = refused('ledger-overflow');

  test('is refused once all that was booked passes a thousandth of 2^63 − 1 minor units, and not before', () => {
    const budget = given(budgetDecider, opened());
    const half = decided('46116860184273.87');
    expect(budget.when(allocate(largest))).toStrictEqual(booked(decided(largest)));
    expect(given(budgetDecider, opened(), half).when(allocate('46116860184273.88', other))).toMatchObject({
      warnings: [],
    });
    expect(given(budgetDecider, opened(), half).when(allocate('46116860184273.89', other))).toStrictEqual(overflow);
  });

  test('is refused also where what was booked before has been given back: a report may show one day of it', () => {
    const past = [decided(largest), released(largest)];
    expect(given(budgetDecider, opened(), decided(largest)).when(disburse('u1', '0.01'))).toStrictEqual(overflow);
    expect(given(budgetDecider, opened(), ...past).when(allocate('0.01', other))).toStrictEqual(overflow);
  });

  test('never keeps a mistake from being taken back, nor a proposal from being settled', () => {
    const takenBack = reversed(taken(1, 'decided', largest, '2019-11-12'));
    expect(given(budgetDecider, opened(), decided(largest)).when(reverse())).toStrictEqual(booked(takenBack));
    const waiting = given(budgetDecider, opened({ approval: { policy: 'always' } }), proposed(largest));
    expect(waiting.when(approve('bertil'))).toMatchObject({ warnings: [] });
    expect(waiting.when(reverse())).toMatchObject({ warnings: [] });
  });
});

test('approval is asked for above the limit, not at it', () => {
  const { budget } = given(budgetDecider, opened({ approval: { policy: 'above', above: '100.00' } })).state;
  const answers = ['99.99', '100.00', '100.01'].map((total) => {
    const amount = parseAmount(total, 'SEK');
    if (budget === null || typeof amount === 'string') throw new Error(total);
    return waits(budget, amount);
  });
  expect(answers).toEqual([false, false, true]);
});
