import type { BudgetEvent, CorrectedFigure, YearEndRule } from '@anslag/domain/budget/events';
import type { YearThen } from '@anslag/domain/budget/year-end-commands';
import { command, entry, key, today, type Body } from './hsn';

// How the year ends: each event as the budget for 2019 would hold it.

const yearsEnd = '2019-12-31';

export const locked: BudgetEvent = { type: 'BudgetLocked', data: {} };

export const carryForwardBegun = (rule: Partial<YearEndRule> = {}): BudgetEvent => ({
  type: 'CarryForwardBegun',
  data: { rule: { committed: 'carry', available: 'lapse', overrun: 'stay', ...rule }, toYear: 2020 },
});

export const carriedForward = (amount: string): BudgetEvent => ({
  type: 'CarriedForward',
  data: { ...entry(amount, yearsEnd), account: 'COMMITTED', toYear: 2020 },
});

export const availableCarried = (amount: string): BudgetEvent => ({
  type: 'CarriedForward',
  data: { account: 'AVAILABLE', amount, currency: 'SEK', effectiveOn: yearsEnd, toYear: 2020 },
});

export const lapsed = (amount: string): BudgetEvent => ({
  type: 'AvailableLapsed',
  data: { amount, currency: 'SEK', effectiveOn: yearsEnd },
});

export const carryForwardCompleted: BudgetEvent = { type: 'CarryForwardCompleted', data: { toYear: 2020 } };

export const budgetClosed: BudgetEvent = {
  type: 'BudgetClosed',
  data: { seal: { position: '9', revision: 4, trialBalance: [] } },
};

/** `2018.engangs`, as 2019 took it over: so much is committed, and so much was paid and came back before. */
export const broughtForward = (
  amount: string,
  toDate: { disbursed?: string; recovered?: string } = {},
): BudgetEvent => ({
  type: 'BroughtForward',
  data: {
    ...entry(amount, '2019-01-01'),
    allocationId: '2018.engangs',
    originYear: 2018,
    account: 'COMMITTED',
    carriedFrom: { year: 2018, allocationId: 'engangs', revision: 7 },
    allocated: '100.00',
    disbursed: '0.00',
    recovered: '0.00',
    ...toDate,
  },
});

export const availableBrought = (amount: string): BudgetEvent => ({
  type: 'BroughtForward',
  data: {
    account: 'AVAILABLE',
    amount,
    currency: 'SEK',
    effectiveOn: '2019-01-01',
    carriedFrom: { year: 2018, revision: 8 },
  },
});

export const lock = (more: Partial<Body<'LockBudget'>> = {}) => command('LockBudget', more);

export const beginCarryForward = (rule: Partial<YearEndRule> = {}, more: Partial<Body<'BeginCarryForward'>> = {}) =>
  command('BeginCarryForward', {
    rule: { committed: 'carry', available: 'lapse', overrun: 'stay', ...rule },
    neighbours: { earlierOpen: false, next: { currency: 'SEK', phase: 'open', programmes: [] } },
    ...more,
  });

export const closeBudget = (revision: number, more: Partial<Body<'CloseBudget'>> = {}) =>
  command('CloseBudget', { sealed: { revision, position: '9' }, ...more });

/** 2018 as it ended: 60 paid of what was decided, 10 come back and 10 released. */
export const then2018: YearThen = {
  year: 2018,
  appropriated: '100.00',
  allocation: {
    own: { disbursed: '60.00', returned: '10.00', released: '10.00' },
    toDate: { disbursed: '60.00', returned: '10.00' },
  },
};

export const correctLate = (
  figure: CorrectedFigure,
  difference: string,
  more: Partial<Body<'RecordLateCorrection'>> = {},
) =>
  command('RecordLateCorrection', {
    allocationId: '2018.engangs',
    concernsYear: 2018,
    figure,
    difference,
    reason: 'Wrongly booked',
    isClosed: true,
    earliestOpen: null,
    before: [then2018],
    ...more,
  });

export const lateCorrection = (figure: CorrectedFigure, amount: string): BudgetEvent => ({
  type: 'LateCorrectionRecorded',
  data: {
    ...key,
    allocationId: '2018.engangs',
    originYear: 2018,
    figure,
    amount,
    currency: 'SEK',
    effectiveOn: today,
    concernsYear: 2018,
    reason: 'Wrongly booked',
    ...(figure === 'returned' && { freedTo: 'LAPSED' as const }),
  },
});
