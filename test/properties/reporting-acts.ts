import type { BudgetCommand } from '@anslag/domain/budget/commands';
import type { Allocation } from '@anslag/domain/budget/state';
import { at, days } from './choosing';
import type { Act, Intent } from './intents';

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

const acts: ReadonlySet<Act> = new Set([
  'ask for report',
  'receive report',
  'put report off',
  'waive report',
  'reopen report',
] as const);

export const isReporting = (act: Act): boolean => acts.has(act);

/** What somebody does about a report that an allocation owes: mostly about one that is owed still. */
export function reportingOn(
  { act, pick, size, day, odd }: Intent,
  { allocationId, duties }: Allocation,
  by: Common,
): BudgetCommand {
  const on = { ...by, allocationId };
  const isOwed = (one: Allocation['duties'][number]) => one.receivedOn === null && one.waivedOn === null;
  const wantsOwed = (act !== 'reopen report') !== (odd % 6 === 0);
  const owed = duties.filter((one) => isOwed(one) === wantsOwed);
  const duty = at(owed, pick);
  if (act === 'ask for report' || (!duty && odd % 10 !== 0)) {
    const dutyId = odd % 10 === 0 ? 'd1' : `d${duties.length + 1}`;
    const withholds = size % 4 === 0 ? {} : { withholds: size % 3 !== 0 };
    return { type: 'SetReportingDuty', ...on, dutyId, what: `Report ${pick}`, dueOn: at(days, day), ...withholds };
  }
  if (duty && act === 'reopen report')
    return { type: 'ReopenReportingDuty', ...on, dutyId: duty.dutyId, reason: `Reason ${pick}` };
  const { dutyId, dueOn } = duty ?? { dutyId: 'd1', dueOn: at(days, day) };
  if (act === 'receive report') {
    const earlier = days.filter((one) => one <= by.today);
    const receivedOn = size % 2 === 0 ? {} : { receivedOn: at(odd % 8 === 0 ? days : earlier, day) };
    return { type: 'ReceiveReport', ...on, dutyId, ...receivedOn, reference: `R ${pick}` };
  }
  const later = days.filter((one) => one > dueOn);
  if (act === 'put report off' && later.length > 0)
    return { type: 'ExtendReportingDuty', ...on, dutyId, dueOn: at(odd % 8 === 0 ? days : later, day), reason: 'Late' };
  return { type: 'WaiveReportingDuty', ...on, dutyId, reason: `Reason ${pick}` };
}
