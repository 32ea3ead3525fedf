import { golden, stored, type GoldenEvent } from '../../../test/domain/golden';
import { booked, given, invalid, refused } from '../../../test/domain/given';
import {
  broughtForward,
  carriedForward,
  carryForwardBegun,
  correctLate,
  lateCorrection,
  locked,
} from '../../../test/domain/ending';
import { adjustmentProposed, appropriated, decided, opened } from '../../../test/domain/hsn';
import { formatAmount } from '@anslag/money/amount';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';

/** 100 decided in 2018, 60 paid and 10 come back; 40 carried to 2019. */
const brought = broughtForward('40.00', { disbursed: '60.00', recovered: '10.00' });
const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), brought, ...past);

describe('a late correction that gives more than the closed year did', () => {
  /** 30 carried to 2019, after 10 were released. */
  const less = broughtForward('30.00', { disbursed: '60.00', recovered: '10.00' });
  const kept = (control: 'warn' | 'stop', ...past: BudgetEvent[]) =>
    given(budgetDecider, opened({ control }), ...appropriated('100.00'), less, ...past);
  const drawn = (figure: 'allocated' | 'released', amount: string): BudgetEvent => {
    const { type, data } = lateCorrection(figure, amount) as Extract<BudgetEvent, { type: 'LateCorrectionRecorded' }>;
    return { type, data: { ...data, drawnOn: 'AVAILABLE' } };
  };

  test.each([
    ['allocated', '100', '0.01'],
    ['released', '-10', '-10'],
  ] as const)('takes it from what is available where the budget keeps to that (%s %s)', (figure, by, more) => {
    const amount = `${by}.00`;
    expect(kept('stop').when(correctLate(figure, by))).toStrictEqual(booked(drawn(figure, amount)));
    const { state } = kept('stop', drawn(figure, amount));
    expect(formatAmount(state.accounts.AVAILABLE!, 'SEK')).toBe(figure === 'allocated' ? '0.00' : '90.00');
    expect(state.accounts.PRIOR_YEAR).toBeUndefined();
    const spent = [drawn(figure, amount), ...(figure === 'released' ? [decided('90.00')] : [])];
    expect(kept('stop', ...spent).when(correctLate(figure, more))).toMatchObject({
      refused: figure === 'allocated' ? 'budget-exceeded' : expect.stringMatching(/exceeds-released|budget-exceeded/),
    });
  });

  test('is stored as it always was', () => {
    const { type, data } = golden<GoldenEvent>(__dirname, 'LateCorrectionRecorded.drawn.v1.json');
    expect(stored(kept('stop').when(correctLate('allocated', '20')))).toEqual({
      events: [{ type, data }],
      warnings: [],
    });
  });

  test('is warned of under a milder control, and what it gives back or pays is none of that', () => {
    expect(kept('warn').when(correctLate('allocated', '100.01'))).toMatchObject({
      events: [{ data: { drawnOn: 'AVAILABLE' } }],
      warnings: [{ code: 'budget-exceeded' }],
    });
    for (const [figure, by] of [
      ['allocated', '-30'],
      ['disbursed', '-20'],
      ['disbursed', '30'],
      ['released', '20'],
      ['returned', '-10'],
    ] as const)
      expect(kept('stop').when(correctLate(figure, by))).toStrictEqual(booked(lateCorrection(figure, `${by}.00`)));
  });
});

describe('a late correction', () => {
  test.each([
    ['disbursed', '-20'],
    ['disbursed', '40'],
    ['allocated', '20'],
    ['allocated', '-40'],
    ['released', '20'],
    ['returned', '-10'],
    ['returned', '50'],
  ] as const)('of what was %s is booked in the open year, by what is right less what was booked (%s)', (figure, by) => {
    expect(budget().when(correctLate(figure, by))).toStrictEqual(booked(lateCorrection(figure, `${by}.00`)));
  });

  test.each([
    ['disbursed', '40.01', 'exceeds-committed', undefined],
    ['disbursed', '-50.01', 'exceeds-disbursed', undefined],
    ['disbursed', '-60.01', 'exceeds-disbursed', '/difference'],
    ['allocated', '-40.01', 'exceeds-committed', undefined],
    ['released', '40.01', 'exceeds-committed', undefined],
    ['returned', '50.01', 'exceeds-disbursed', undefined],
    ['returned', '-10.01', 'exceeds-disbursed', '/difference'],
    // 100 were decided, 60 paid and 40 are committed: nothing was released that could come back.
    ['released', '-0.01', 'exceeds-released', '/difference'],
  ] as const)('of what was %s by %s is more than there is', (figure, by, code, pointer) => {
    expect(budget().when(correctLate(figure, by))).toStrictEqual(refused(code, pointer));
  });

  test('of what was released gives back no more than that, however often', () => {
    const start = given(budgetDecider, opened(), broughtForward('30.00', { disbursed: '60.00' }));
    expect(start.when(correctLate('released', '-10'))).toStrictEqual(booked(lateCorrection('released', '-10.00')));
    expect(start.when(correctLate('released', '-10.01'))).toMatchObject({ refused: 'exceeds-released' });
    const after = given(
      budgetDecider,
      opened(),
      broughtForward('30.00', { disbursed: '60.00' }),
      lateCorrection('released', '-10.00'),
    );
    expect(after.when(correctLate('released', '-0.01'))).toMatchObject({ refused: 'exceeds-released' });
  });

  test('that appropriates more names the decision that did', () => {
    const none = { allocationId: undefined };
    expect(budget().when(correctLate('appropriated', '5', none))).toStrictEqual(
      invalid('decision-required', '/decision'),
    );
    const decision = { bodyId: 'hsn', decidedOn: '2018-06-01' };
    expect(budget().when(correctLate('appropriated', '5', { ...none, decision }))).toMatchObject({
      events: [{ data: { figure: 'appropriated', amount: '5.00', decision } }],
    });
  });

  test('names a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget().when(correctLate('disbursed', '-20', { unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });

  test('keeps the decision that it rests on', () => {
    const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
    expect(budget().when(correctLate('disbursed', '-20', { decision }))).toMatchObject({
      events: [{ data: { figure: 'disbursed', decision } }],
    });
  });

  test('is not made while an adjustment of the allocation waits for approval', () => {
    const waiting = adjustmentProposed('5.00');
    const data = { ...waiting.data, allocationId: '2018.engangs', originYear: 2018 };
    expect(budget({ ...waiting, data } as BudgetEvent).when(correctLate('disbursed', '-20'))).toStrictEqual(
      refused('waiting'),
    );
  });

  test('changes what further corrections and payments are tested on', () => {
    const { state, when } = budget(lateCorrection('disbursed', '-20.00'));
    const { committed, disbursed } = state.allocations.get('2018.engangs')!;
    expect([committed, disbursed].map((sum) => formatAmount(sum, 'SEK'))).toEqual(['60.00', '40.00']);
    expect(when(correctLate('disbursed', '-30.01'))).toMatchObject({ refused: 'exceeds-disbursed' });
    expect(when(correctLate('disbursed', '60'))).toStrictEqual(booked(lateCorrection('disbursed', '60.00')));
  });

  test('of what was appropriated is of no allocation, and control looks at it', () => {
    const none = { allocationId: undefined };
    expect(budget().when(correctLate('appropriated', '-5', none))).toMatchObject({
      events: [{ data: { figure: 'appropriated', amount: '-5.00', concernsYear: 2018 } }],
    });
    const stop = given(budgetDecider, opened({ control: 'stop' }), ...appropriated('5.00'));
    expect(stop.when(correctLate('appropriated', '-5.01', none))).toStrictEqual(refused('budget-exceeded'));
  });

  test('needs an allocation that was carried forward from that year', () => {
    const here = { allocationId: 'engangs' };
    const unknown = refused('unknown-allocation', '/allocationId');
    expect(budget(decided('1.00')).when(correctLate('disbursed', '-1', here))).toStrictEqual(unknown);
    expect(budget().when(correctLate('disbursed', '-1', here))).toStrictEqual(unknown);
    expect(budget().when(correctLate('disbursed', '-1', { concernsYear: 2017 }))).toStrictEqual(unknown);
  });

  test('goes into the earliest open year, and concerns a closed one before it', () => {
    const notClosed = refused('not-closed', '/concernsYear');
    expect(budget().when(correctLate('disbursed', '-1', { isClosed: false }))).toStrictEqual(notClosed);
    expect(budget().when(correctLate('disbursed', '-1', { concernsYear: 2019 }))).toStrictEqual(notClosed);
    expect(budget().when(correctLate('disbursed', '-1', { concernsYear: 2017, earliestOpen: 2018 }))).toMatchObject({
      refused: 'earlier-year-open',
      path: '/budgets/hsn/2018/late-corrections',
      detail: 'Late corrections go into the earliest open year, which is 2018.',
    });
    expect(budget(locked).when(correctLate('disbursed', '-1'))).toStrictEqual(refused('budget-locked'));
    const moved = carriedForward('40.00') as Extract<BudgetEvent, { type: 'CarriedForward' }>;
    const data = { ...moved.data, allocationId: '2018.engangs', originYear: 2018 } as typeof moved.data;
    const gone = budget(locked, carryForwardBegun(), { type: 'CarriedForward', data });
    expect(gone.when(correctLate('disbursed', '-1'))).toStrictEqual(refused('budget-closed'));
  });

  test('states a difference, and is no way around approval', () => {
    expect(budget().when(correctLate('disbursed', '0'))).toStrictEqual(invalid('not-above-zero', '/difference'));
    const above = given(budgetDecider, opened({ approval: { policy: 'above', above: '110.00' } }), brought);
    expect(above.when(correctLate('allocated', '10'))).toStrictEqual(booked(lateCorrection('allocated', '10.00')));
    expect(above.when(correctLate('allocated', '10.01'))).toStrictEqual(refused('approval-required'));
    const always = given(budgetDecider, opened({ approval: { policy: 'always' } }), brought);
    expect(always.when(correctLate('allocated', '0.01'))).toStrictEqual(refused('approval-required'));
    for (const [figure, by] of [
      ['allocated', '-10'],
      ['disbursed', '10'],
    ] as const)
      expect(always.when(correctLate(figure, by))).toStrictEqual(booked(lateCorrection(figure, `${by}.00`)));
  });
});
