import { broughtForward, correctLate, lateCorrection, locked, then2018 } from '../../../test/domain/ending';
import { booked, fold, given, refused } from '../../../test/domain/given';
import {
  appropriated,
  decided,
  disbursed,
  entry,
  entryReversed,
  opened,
  returned,
  taken,
} from '../../../test/domain/hsn';
import { released, today } from '../../../test/domain/hsn';
import { yearsThen } from './concerned-year';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import type { BudgetState, OpenBudget } from './state';
import type { YearThen } from './year-end-commands';

/** 100 decided in 2018; to date 60 are paid and 10 have come back, of which 2018 has its part. */
const brought = broughtForward('40.00', { disbursed: '60.00', recovered: '10.00' });
const in2018 = (more: Partial<NonNullable<YearThen['allocation']>['own']>, toDate = then2018.allocation!.toDate) => ({
  before: [{ ...then2018, allocation: { own: { ...then2018.allocation!.own, ...more }, toDate } }],
});
const exceeds = refused('exceeds-concerned-year', '/difference');

describe('a late correction', () => {
  test.each([
    ['disbursed', '20.00', '-20', '-20.01'],
    ['returned', '4.00', '-4', '-4.01'],
    ['released', '3.00', '-3', '-3.01'],
  ] as const)('takes from what was %s no more than the year it concerns has', (figure, had, most, more) => {
    const start = given(budgetDecider, opened(), {
      ...brought,
      data: { ...brought.data, amount: '30.00' },
    } as BudgetEvent);
    const then = in2018({ [figure]: had });
    expect(start.when(correctLate(figure, most, then))).toStrictEqual(booked(lateCorrection(figure, `${most}.00`)));
    expect(start.when(correctLate(figure, more, then))).toStrictEqual(exceeds);
  });

  test('counts what was put right of the year before, and not what was of other years', () => {
    const half = given(budgetDecider, opened(), brought, lateCorrection('disbursed', '-15.00'));
    expect(half.when(correctLate('disbursed', '-5', in2018({ disbursed: '20.00' })))).toMatchObject({
      events: [{ data: { amount: '-5.00' } }],
    });
    expect(half.when(correctLate('disbursed', '-5.01', in2018({ disbursed: '20.00' })))).toStrictEqual(exceeds);
    const other = lateCorrection('disbursed', '-15.00');
    const of2017 = { ...other, data: { ...other.data, concernsYear: 2017 } } as BudgetEvent;
    expect(
      given(budgetDecider, opened(), brought, of2017).when(
        correctLate('disbursed', '-20', in2018({ disbursed: '20.00' })),
      ),
    ).toMatchObject({ events: [{ data: { amount: '-20.00' } }] });
  });

  test('of an earlier year does not count what was put right of a later one', () => {
    const carried = { ...brought, data: { ...brought.data, originYear: 2017, allocationId: '2017.engangs' } };
    const right = lateCorrection('disbursed', '-15.00');
    const of2018 = { ...right, data: { ...right.data, originYear: 2017, allocationId: '2017.engangs' } };
    const { when } = given(budgetDecider, opened(), carried as BudgetEvent, of2018 as BudgetEvent);
    const of2017 = { concernsYear: 2017, allocationId: '2017.engangs', before: in2018({ disbursed: '20.00' }).before };
    expect(when(correctLate('disbursed', '-20', of2017))).toMatchObject({ events: [{ data: { amount: '-20.00' } }] });
    expect(when(correctLate('disbursed', '-20.01', of2017))).toStrictEqual(exceeds);
  });

  test('takes nothing from a year that booked nothing of it', () => {
    const { when } = given(budgetDecider, opened(), brought);
    for (const before of [[], [{ ...then2018, allocation: null }]])
      expect(when(correctLate('disbursed', '-0.01', { before }))).toStrictEqual(exceeds);
    expect(when(correctLate('appropriated', '-0.01', { before: [], allocationId: undefined }))).toStrictEqual(exceeds);
  });

  test('counts what was put right before when it looks at what had come back by the end of the year', () => {
    const past = [brought, disbursedHere('30.00'), lateCorrection('returned', '30.00')];
    const { when } = given(budgetDecider, opened(), ...past);
    expect(when(correctLate('returned', '20'))).toMatchObject({ events: [{ data: { amount: '20.00' } }] });
    expect(when(correctLate('returned', '20.01'))).toStrictEqual(exceeds);
  });

  test('leaves no more returned than disbursed by the end of the year, though more was paid since', () => {
    const paid = given(budgetDecider, opened(), brought, { ...disbursedHere('30.00') });
    expect(paid.when(correctLate('disbursed', '-50'))).toMatchObject({ events: [{ data: { amount: '-50.00' } }] });
    expect(paid.when(correctLate('disbursed', '-50.01'))).toStrictEqual(exceeds);
    expect(paid.when(correctLate('returned', '50'))).toMatchObject({ events: [{ data: { amount: '50.00' } }] });
    expect(paid.when(correctLate('returned', '50.01'))).toStrictEqual(exceeds);
  });

  test('leaves that so at the end of each year between, too', () => {
    const then2017: YearThen = {
      year: 2017,
      appropriated: '0.00',
      allocation: {
        own: { disbursed: '60.00', returned: '0.00', released: '0.00' },
        toDate: { disbursed: '60.00', returned: '0.00' },
      },
    };
    const carried = { ...brought, data: { ...brought.data, originYear: 2017, allocationId: '2017.engangs' } };
    const paid = { ...disbursedHere('30.00'), data: { ...disbursedHere('30.00').data, allocationId: '2017.engangs' } };
    const { when } = given(budgetDecider, opened(), carried as BudgetEvent, paid as BudgetEvent);
    const of2017 = { concernsYear: 2017, allocationId: '2017.engangs', before: [then2017, then2018] };
    expect(when(correctLate('disbursed', '-50', of2017))).toMatchObject({ events: [{ data: { amount: '-50.00' } }] });
    expect(when(correctLate('disbursed', '-50.01', of2017))).toStrictEqual(exceeds);
  });

  test('of what was appropriated goes down to nothing', () => {
    const none = { allocationId: undefined };
    const down = (by: string) => correctLate('appropriated', by, none);
    const { when } = given(budgetDecider, opened(), ...appropriated('500.00'));
    expect(when(down('-100'))).toMatchObject({ events: [{ data: { amount: '-100.00' } }] });
    expect(when(down('-100.01'))).toStrictEqual(exceeds);
  });
});

const disbursedHere = (amount: string): BudgetEvent => ({
  type: 'DisbursementRecorded',
  data: { ...entry(amount), allocationId: '2018.engangs', originYear: 2018, disbursementId: 'u9', effectiveOn: today },
});

describe('what is told of the years before', () => {
  const stateOf = (...past: BudgetEvent[]) => fold(budgetDecider, past) as BudgetState & { budget: OpenBudget };
  const about = (concernsYear: number, allocationId?: string) => ({
    concernsYear,
    ...(allocationId !== undefined && { allocationId }),
  });

  test('is what each booked itself, less what it took back, and to date', () => {
    const first = stateOf(
      opened(),
      ...appropriated('500.00'),
      decided('100.00'),
      disbursed('u1', '60.00'),
      disbursed('u2', '5.00'),
      entryReversed(taken(5, 'disbursed', '5.00', today)),
      returned('r1', '10.00'),
      released('7.00'),
      locked,
    );
    const expected = {
      year: 2019,
      appropriated: '500.00',
      allocation: {
        own: { disbursed: '60.00', returned: '10.00', released: '7.00' },
        toDate: { disbursed: '60.00', returned: '10.00' },
      },
    };
    expect(yearsThen([first], about(2019, '2019.engangs'))).toEqual([expected]);
    expect(yearsThen([first], about(2019))).toEqual([{ ...expected, allocation: null }]);
    expect(yearsThen([first], about(2020, '2019.engangs'))).toEqual([]);
  });

  test('has in it what was put right of what was appropriated, and of what had come back', () => {
    const none = { ...lateCorrection('appropriated', '-50.00').data } as Record<string, unknown>;
    for (const own of ['allocationId', 'recipientId', 'kind', 'originYear']) delete none[own];
    const { budget, ...between } = stateOf(
      opened(),
      brought,
      { type: 'LateCorrectionRecorded', data: none } as unknown as BudgetEvent,
      lateCorrection('returned', '4.00'),
    );
    const of2018 = stateOf(
      opened(),
      ...appropriated('500.00'),
      decided('100.00'),
      disbursed('u1', '60.00'),
      returned('r1', '10.00'),
    );
    const years = [
      { ...of2018, budget: { ...of2018.budget, year: 2018 } },
      { ...between, budget },
    ];
    expect(yearsThen(years, about(2018, '2018.engangs'))).toMatchObject([
      { year: 2018, appropriated: '450.00', allocation: { own: { returned: '14.00' }, toDate: { returned: '14.00' } } },
      { year: 2019, appropriated: '0.00', allocation: { own: { returned: '0.00' }, toDate: { returned: '14.00' } } },
    ]);
  });

  test('has in it what the years between put right of it', () => {
    const { budget, ...between } = stateOf(
      opened(),
      brought,
      disbursedHere('5.00'),
      lateCorrection('disbursed', '-20.00'),
    );
    const of2018 = stateOf(opened(), decided('100.00'), disbursed('u1', '60.00'), returned('r1', '10.00'));
    const years = [
      { ...of2018, budget: { ...of2018.budget, year: 2018 } },
      { ...between, budget },
    ];
    expect(yearsThen(years, about(2018, '2018.engangs'))).toMatchObject([
      { year: 2018, allocation: { own: { disbursed: '40.00' }, toDate: { disbursed: '40.00', returned: '10.00' } } },
      { year: 2019, allocation: { own: { disbursed: '5.00' }, toDate: { disbursed: '45.00', returned: '10.00' } } },
    ]);
  });
});
