import type { BudgetEvent } from '@anslag/domain/budget/events';
import type { PlannedInstalment } from '@anslag/domain/budget/plan-events';
import { command, disburse, entry, key, taken, today, type Body } from './hsn';

// When primary care is paid: `d1` falls due on the day that commands come in, `d2` a month later.

const days: Readonly<Record<string, string>> = { d1: today, d2: '2020-01-01' };

export const instalment = (
  instalmentId: string,
  amount: string,
  more: Partial<PlannedInstalment> = {},
): PlannedInstalment => ({ instalmentId, amount, dueOn: days[instalmentId] ?? '2020-06-30', ...more });

export const planSet = (...instalments: PlannedInstalment[]): BudgetEvent => ({
  type: 'DisbursementPlanSet',
  data: { ...key, currency: 'SEK', instalments },
});

export const planReplaced = (...instalments: PlannedInstalment[]): BudgetEvent => ({
  type: 'DisbursementPlanSet',
  data: { ...key, currency: 'SEK', instalments, reason: 'Ny tidplan' },
});

export const instalmentPaid = (
  instalmentId: string,
  disbursementId: string,
  amount: string,
  on = today,
): BudgetEvent => ({
  type: 'DisbursementRecorded',
  data: { ...entry(amount, on), disbursementId, instalmentId },
});

export const takenFrom = (instalmentId: string, revision: number, amount: string) => ({
  ...taken(revision, 'disbursed', amount, today),
  instalmentId,
});

export const setPlan = (instalments: PlannedInstalment[], more: Partial<Body<'SetDisbursementPlan'>> = {}) =>
  command('SetDisbursementPlan', { instalments, ...more });

export const replacePlan = (...instalments: PlannedInstalment[]) => setPlan(instalments, { reason: 'Ny tidplan' });

export const payInstalment = (
  instalmentId: string,
  disbursementId: string,
  amount: string,
  more: Partial<Body<'RecordDisbursement'>> = {},
) => disburse(disbursementId, amount, { instalmentId, ...more });
