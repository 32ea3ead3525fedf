import type { BudgetEvent } from './events';
import type { Duty } from './follow-up-events';

export const dutyEventTypes = [
  'ReportingDutySet',
  'ReportReceived',
  'ReportingDutyExtended',
  'ReportingDutyWaived',
  'ReportingDutyReopened',
] as const;

export type DutyEvent = Extract<BudgetEvent, { type: (typeof dutyEventTypes)[number] }>;

export const isDutyEvent = (type: string): type is DutyEvent['type'] =>
  (dutyEventTypes as readonly string[]).includes(type);

/** The reports owed on an allocation after an event. Reports fold them with this too. */
export function dutiesAfter(duties: readonly Duty[], event: DutyEvent): readonly Duty[] {
  const { dutyId } = event.data;
  const changed = (change: Partial<Duty>) => duties.map((one) => (one.dutyId === dutyId ? { ...one, ...change } : one));
  switch (event.type) {
    case 'ReportingDutySet': {
      const { what, dueOn, withholds } = event.data;
      return [...duties, { dutyId, what, dueOn, withholds, receivedOn: null, waivedOn: null }];
    }
    case 'ReportReceived':
      return changed({ receivedOn: event.data.receivedOn });
    case 'ReportingDutyExtended':
      return changed({ dueOn: event.data.dueOn });
    case 'ReportingDutyWaived':
      return changed({ waivedOn: event.data.waivedOn });
    case 'ReportingDutyReopened':
      return changed({ receivedOn: null, waivedOn: null });
  }
}

/** Whether the report is still to come. */
export const isOwed = ({ receivedOn, waivedOn }: Duty): boolean => receivedOn === null && waivedOn === null;

/** The reports that should have come before a day and have not, the one that is longest overdue first. */
export function overdueOn(duties: readonly Duty[], day: string): Duty[] {
  return duties
    .filter((one) => isOwed(one) && one.dueOn < day)
    .sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
}
