import type { AllocationKey } from '../accounts/account';
import type { Commanded } from '../decision';
import { unknownParty } from '../party/decide';
import { against, booked, invalid, missing, type Decided, type Refusal, type Warning } from '../refusal';
import { said } from '../said';
import { isOwed, overdueOn } from './duties';
import type { DutyCommand, ReceiveReport, SetReportingDuty } from './duty-commands';
import type { BudgetEvent } from './events';
import type { Duty } from './follow-up-events';
import { notOpen } from './not-open';
import { keyOf, type Allocation } from './state';

/** As many as BroughtForward can hold beside all else that it says. */
const mostDuties = 50;

/** Reports that are owed on a decided allocation: asked for by a day, received, put off, waived. They move no money. */
export function decideDuty(command: DutyCommand & Commanded, allocation: Allocation): Decided<BudgetEvent> {
  if (command.type === 'SetReportingDuty') return set(command, allocation);
  const duty = allocation.duties.find(({ dutyId }) => dutyId === command.dutyId);
  if (!duty)
    return missing('reporting-duty-not-found', `There is no reporting duty ${command.dutyId} on the allocation.`);
  const stopped = notOpen(allocation) ?? (command.type === 'ReopenReportingDuty' ? null : settled(duty));
  if (stopped) return stopped;
  const of = { ...keyOf(allocation), dutyId: duty.dutyId };
  switch (command.type) {
    case 'ReceiveReport':
      return receive(command, of);
    case 'ExtendReportingDuty': {
      const { dueOn, reason } = command;
      if (dueOn <= duty.dueOn)
        return against('not-an-extension', `The report is due on ${duty.dueOn} already.`, '/dueOn');
      return booked({ type: 'ReportingDutyExtended', data: { ...of, dueOn, reason } });
    }
    case 'ReopenReportingDuty':
      if (isOwed(duty)) return against('duty-owed', 'The report has neither come in nor been waived.');
      return booked({ type: 'ReportingDutyReopened', data: { ...of, reason: command.reason } });
    case 'WaiveReportingDuty': {
      const data = { ...of, waivedOn: command.today, reason: command.reason };
      return booked({ type: 'ReportingDutyWaived', data });
    }
  }
}

function set(command: SetReportingDuty & Commanded, allocation: Allocation): Decided<BudgetEvent> {
  const { dutyId, what, dueOn, withholds = true } = command;
  if (allocation.duties.some((one) => one.dutyId === dutyId))
    return against('already-exists', `The allocation has a reporting duty ${dutyId} already.`, '/dutyId');
  const stopped = notOpen(allocation);
  if (stopped) return stopped;
  if (allocation.duties.length >= mostDuties)
    return against('too-many', `An allocation holds ${mostDuties} reporting duties at most, settled ones included.`);
  if (command.unknown) return unknownParty(command.unknown);
  const data = { ...keyOf(allocation), dutyId, what, dueOn, withholds, ...said(command, 'decision') };
  return booked({ type: 'ReportingDutySet', data });
}

function receive(command: ReceiveReport & Commanded, of: AllocationKey & { dutyId: string }): Decided<BudgetEvent> {
  const { receivedOn = command.today } = command;
  if (receivedOn > command.today)
    return invalid('in-future', 'A report is received on a day that has come.', '/receivedOn');
  const data = { ...of, receivedOn, ...said(command, 'reference', 'documentSha256', 'note') };
  return booked({ type: 'ReportReceived', data });
}

function settled({ receivedOn, waivedOn }: Duty): Refusal | null {
  if (receivedOn !== null) return against('duty-settled', `The report was received on ${receivedOn}.`);
  return waivedOn === null ? null : against('duty-settled', `The report was waived on ${waivedOn}.`);
}

/**
 * Whether reports that are overdue hold a payment back, or only want a warning. Judged on the day of the payment or today,
 * whichever is later: dating a payment back is no way around.
 */
export function heldBack({ duties }: Allocation, effectiveOn: string, today: string): Refusal | Warning[] {
  const overdue = overdueOn(duties, effectiveOn > today ? effectiveOn : today);
  const withholding = overdue.find(({ withholds }) => withholds);
  if (withholding) {
    const { dutyId, what, dueOn } = withholding;
    return against(
      'report-overdue',
      `${what} (${dutyId}) was due on ${dueOn}; nothing is disbursed until it is received, put off or waived.`,
    );
  }
  return overdue.map(({ dutyId, what, dueOn }) => ({
    code: 'report-overdue',
    detail: `${what} (${dutyId}) was due on ${dueOn}.`,
  }));
}

/** The reports that are still owed on an allocation, asked for on the one that replaces it. */
export function askedAnew(old: Allocation, key: AllocationKey): BudgetEvent[] {
  return old.duties.filter(isOwed).map(({ dutyId, what, dueOn, withholds }) => ({
    type: 'ReportingDutySet',
    data: { ...key, dutyId, what, dueOn, withholds },
  }));
}
