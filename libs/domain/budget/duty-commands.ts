import type { Decision, UnknownParty } from '../decision';
import type { On } from './year-end-commands';

interface OnDuty extends On {
  allocationId: string;
  dutyId: string;
}

/** Asks for a report on an allocation by a day. */
export interface SetReportingDuty extends OnDuty {
  type: 'SetReportingDuty';
  what: string;
  dueOn: string;
  /** Whether nothing is disbursed while it is overdue; so unless said. */
  withholds?: boolean;
  decision?: Decision;
  unknown?: UnknownParty;
}

export interface ReceiveReport extends OnDuty {
  type: 'ReceiveReport';
  /** Today unless said, and not later. */
  receivedOn?: string;
  reference?: string;
  documentSha256?: string;
  note?: string;
}

export interface ExtendReportingDuty extends OnDuty {
  type: 'ExtendReportingDuty';
  dueOn: string;
  reason: string;
}

export interface WaiveReportingDuty extends OnDuty {
  type: 'WaiveReportingDuty';
  reason: string;
}

/** Takes back that the report came in, or was waived. */
export interface ReopenReportingDuty extends OnDuty {
  type: 'ReopenReportingDuty';
  reason: string;
}

export type DutyCommand =
  SetReportingDuty | ReceiveReport | ExtendReportingDuty | WaiveReportingDuty | ReopenReportingDuty;
