import type { BudgetEvent } from '@anslag/domain/budget/events';
import type { Duty } from '@anslag/domain/budget/follow-up-events';
import { command, key, today, type Body } from './hsn';

// The reports that primary care owes on its allocation for 2019: `slut` is due on 30 November, a day before commands come in.

export const dutySet = (dutyId: string, more: Partial<Duty> = {}): BudgetEvent => ({
  type: 'ReportingDutySet',
  data: { ...key, dutyId, what: 'Slutredovisning', dueOn: '2019-11-30', withholds: true, ...more },
});

export const reportReceived = (dutyId: string, receivedOn = today): BudgetEvent => ({
  type: 'ReportReceived',
  data: { ...key, dutyId, receivedOn },
});

export const dutyExtended = (dutyId: string, dueOn: string): BudgetEvent => ({
  type: 'ReportingDutyExtended',
  data: { ...key, dutyId, dueOn, reason: 'Sen stämma' },
});

export const dutyWaived = (dutyId: string): BudgetEvent => ({
  type: 'ReportingDutyWaived',
  data: { ...key, dutyId, waivedOn: today, reason: 'Återbetalt' },
});

export const dutyReopened = (dutyId: string): BudgetEvent => ({
  type: 'ReportingDutyReopened',
  data: { ...key, dutyId, reason: 'Fel bidrag' },
});

export const duty = (dutyId: string, more: Partial<Duty> = {}): Duty => ({
  dutyId,
  what: 'Slutredovisning',
  dueOn: '2019-11-30',
  withholds: true,
  receivedOn: null,
  waivedOn: null,
  ...more,
});

export const setDuty = (dutyId: string, more: Partial<Body<'SetReportingDuty'>> = {}) =>
  command('SetReportingDuty', { dutyId, what: 'Slutredovisning', dueOn: '2019-11-30', ...more });

export const receiveReport = (dutyId: string, more: Partial<Body<'ReceiveReport'>> = {}) =>
  command('ReceiveReport', { dutyId, ...more });

export const extendDuty = (dutyId: string, dueOn: string) =>
  command('ExtendReportingDuty', { dutyId, dueOn, reason: 'Sen stämma' });

export const waiveDuty = (dutyId: string) => command('WaiveReportingDuty', { dutyId, reason: 'Återbetalt' });

export const reopenDuty = (dutyId: string) => command('ReopenReportingDuty', { dutyId, reason: 'Fel bidrag' });
