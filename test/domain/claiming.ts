import type { BudgetEvent, Entry } from '@anslag/domain/budget/events';
import { command, entry, key, takeReturn, today, type Body } from './hsn';

// What is demanded back of what was disbursed to primary care: `k1` is due at the end of January.

export const demanded = (claimId: string, amount: string): BudgetEvent => ({
  type: 'ClawbackDemanded',
  data: { ...key, claimId, amount, currency: 'SEK', dueOn: '2020-01-31', reason: 'Lades ned' },
});

export const claimWithdrawn = (claimId: string, amount: string): BudgetEvent => ({
  type: 'ClawbackWithdrawn',
  data: { ...key, claimId, amount, currency: 'SEK', withdrawnOn: today, reason: 'Konkurs' },
});

export const claimPaid = (claimId: string, returnId: string, amount: string): BudgetEvent => ({
  type: 'ReturnRecorded',
  data: { ...(entry(amount, today) as Entry), returnId, returnKind: 'clawback', claimId, freedTo: 'AVAILABLE' },
});

export const demand = (claimId: string, amount: string, more: Partial<Body<'DemandClawback'>> = {}) =>
  command('DemandClawback', { claimId, amount, dueOn: '2020-01-31', reason: 'Lades ned', ...more });

export const withdrawClaim = (claimId: string) => command('WithdrawClawback', { claimId, reason: 'Konkurs' });

export const payClaim = (claimId: string, returnId: string, amount: string) =>
  takeReturn(returnId, amount, { claimId });
