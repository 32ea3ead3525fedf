import type { Decision, UnknownParty } from '../decision';
import type { BudgetEvent, CorrectedFigure, YearEndRule } from './events';
import type { Phase } from './state';

/** Whose budget a command is on, and of which year. */
export interface On {
  bodyId: string;
  year: number;
}

/** Something that a later year takes over, as its BroughtForward will say it. */
export type Carried = Extract<BudgetEvent, { type: 'BroughtForward' }>['data'];

export interface LockBudget extends On {
  type: 'LockBudget';
  decision?: Decision;
  note?: string;
  unknown?: UnknownParty;
}

export interface UnlockBudget extends On {
  type: 'UnlockBudget';
  reason: string;
}

/** What carrying a year forward must know of the years beside it. */
export interface Neighbours {
  /** Whether the year before has a budget that is not closed. */
  earlierOpen: boolean;
  /** The year that takes over; null where it has no budget. */
  next: { currency: string; phase: Phase; programmes: readonly string[] } | null;
}

export interface BeginCarryForward extends On {
  type: 'BeginCarryForward';
  rule: YearEndRule;
  neighbours: Neighbours;
  decision?: Decision;
  note?: string;
  unknown?: UnknownParty;
}

/** The next step of a carry-forward that has begun, however it came to stop. */
export interface CarryOn extends On {
  type: 'CarryOn';
}

/** Has a year take over what an earlier one has carried forward; what it has already is left out. */
export interface TakeOver extends On {
  type: 'TakeOver';
  carried: Carried[];
}

export interface CompleteCarryForward extends On {
  type: 'CompleteCarryForward';
  /** How much of what was carried the next year has not taken over yet. */
  untaken: number;
}

export interface CloseBudget extends On {
  type: 'CloseBudget';
  /** The stream's last revision, and a position of the store at or after it. */
  sealed: { revision: number; position: string };
  decision?: Decision;
  note?: string;
  unknown?: UnknownParty;
}

type OfAllocation = Record<'disbursed' | 'returned' | 'released', string>;

/**
 * An earlier year as a late correction finds it: what was booked in it, and put right in the years between. Amounts at full
 * scale. The year is over, so what is told of it holds for good.
 */
export interface YearThen {
  year: number;
  appropriated: string;
  /** In the year itself, and to date at its end; null where the correction is of no allocation, or of none that it had. */
  allocation: { own: OfAllocation; toDate: Pick<OfAllocation, 'disbursed' | 'returned'> } | null;
}

export interface RecordLateCorrection extends On {
  type: 'RecordLateCorrection';
  concernsYear: number;
  figure: CorrectedFigure;
  difference: string;
  reason: string;
  allocationId?: string;
  decision?: Decision;
  /** Whether the year it concerns is closed, and which earlier year than this one is open still. */
  isClosed: boolean;
  earliestOpen: number | null;
  /** The years from the one that it concerns to the one before this, in order, as `yearsThen` tells them. */
  before: readonly YearThen[];
  unknown?: UnknownParty;
}

export type YearEndCommand =
  | LockBudget
  | UnlockBudget
  | BeginCarryForward
  | CarryOn
  | TakeOver
  | CompleteCarryForward
  | CloseBudget
  | RecordLateCorrection;
