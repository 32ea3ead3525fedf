import { changed } from './audit-changed';
import type { RecordedEvent } from './recorded-event';
import { integer, list, text, type Json } from './shape';

// What an event changes of what is to come on an allocation, for the audit trail: see audit-subjects.ts.

/** Where an allocation was first decided: what is to come on it is one thing in all the years that it is carried through. */
export function originOf({ budget: { bodyId }, data }: RecordedEvent): string {
  const origin = integer(data, 'originYear');
  const allocationId = text(data, 'allocationId').replace(`${origin}.`, '');
  return `${bodyId}.${origin} ${allocationId}`;
}

/** A report that is owed. */
export function duty(state: Json | null, { type, data }: RecordedEvent) {
  const before: Json = state ?? {};
  const { dutyId, what, dueOn, withholds, receivedOn, waivedOn, reference, documentSha256 } = data;
  const again = type === 'ReportingDutyReopened' ? { receivedOn: null, waivedOn: null } : {};
  const settled = Object.fromEntries(Object.entries(again).filter(([name]) => before[name] !== undefined));
  const said = given({ what, dueOn, withholds, receivedOn, waivedOn });
  const after = { ...before, ...said, ...settled, status: dutyStatus[type] };
  const change = changed(state, before, after);
  // Each row stands alone: which duty it is about; and what was handed in is of the event.
  return { ...change, after: { ...change.after, dutyId, ...given({ reference, documentSha256 }) } };
}

/** What is paid of a claim is told by the returns that name it, each a row of its own. */
export function claim(state: Json | null, { type, data }: RecordedEvent) {
  const before: Json = state ?? {};
  const { claimId, amount, dueOn, withdrawnOn } = data;
  const after =
    type === 'ClawbackDemanded'
      ? { status: 'demanded', amount, dueOn }
      : { ...before, status: 'withdrawn', withdrawn: amount, withdrawnOn };
  const change = changed(state, before, after);
  return { ...change, after: { ...change.after, claimId } };
}

/** What is paid by a plan is told by the disbursements that name an instalment, each a row of its own. */
export function plan(state: Json | null, { data }: RecordedEvent) {
  const instalments = list(data, 'instalments');
  const change = changed(state, state ?? {}, { instalments });
  return { ...change, after: { instalments } };
}

const dutyStatus: Readonly<Record<string, string>> = {
  ReportingDutySet: 'owed',
  ReportingDutyExtended: 'owed',
  ReportReceived: 'received',
  ReportingDutyWaived: 'waived',
  ReportingDutyReopened: 'owed',
};

const given = (said: Json): Json => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
