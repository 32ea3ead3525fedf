import type { BudgetEvent } from '@anslag/domain/budget/events';
import { command, type Body } from './hsn';

// Who may approve in the budget for 2019: bo is an approver all the year, unless a spec says otherwise.

type Data<T extends BudgetEvent['type']> = Extract<BudgetEvent, { type: T }>['data'];

export const appointed = (subject: string, more: Partial<Data<'ApproverAppointed'>> = {}): BudgetEvent => ({
  type: 'ApproverAppointed',
  data: { subject, currency: 'SEK', validFrom: '2019-01-01', ...more },
});

export const revoked = (subject: string, effectiveOn: string): BudgetEvent => ({
  type: 'ApproverRevoked',
  data: { subject, effectiveOn, reason: 'Another post' },
});

export const stoodInFor = (
  subject: string,
  substitute: string,
  validFrom = '2019-12-01',
  validTo = '2019-12-31',
): BudgetEvent => ({ type: 'SubstituteAppointed', data: { subject, substitute, validFrom, validTo } });

export const appoint = (subject: string, more: Partial<Body<'AppointApprover'>> = {}) =>
  command('AppointApprover', { subject, validFrom: '2019-01-01', ...more });

export const revoke = (subject: string, more: Partial<Body<'RevokeApprover'>> = {}) =>
  command('RevokeApprover', { subject, reason: 'Another post', ...more });

export const standIn = (subject: string, substitute: string, more: Partial<Body<'AppointSubstitute'>> = {}) =>
  command('AppointSubstitute', { subject, substitute, validFrom: '2019-12-01', validTo: '2019-12-31', ...more });
