import type { Command } from 'commander';
import { partyId, uncertainDay } from './arguments';
import { WrongUsage } from './failing';

/** The options that name a decision. */
export interface DecisionOptions {
  decidedOn?: string;
  decidedBy?: string;
  caseNumber?: string;
  item?: string;
}

export const decides = (command: Command): Command =>
  command
    .option('--decided-on <date>', 'when it was decided: a day, a month or a year', uncertainDay)
    .option('--decided-by <id>', 'by whom, with --decided-on; else the body itself', partyId)
    .option('--case-number <text>', 'the decision’s case number, with --decided-on')
    .option('--item <text>', 'the decision’s item in the minutes, with --decided-on');

export function decisionIn(bodyId: string, { decidedOn, decidedBy, caseNumber, item }: DecisionOptions): object | null {
  if (decidedOn !== undefined)
    return {
      bodyId: decidedBy ?? bodyId,
      decidedOn,
      ...(caseNumber !== undefined && { caseNumber }),
      ...(item !== undefined && { item }),
    };
  if (decidedBy !== undefined || caseNumber !== undefined || item !== undefined)
    throw new WrongUsage('Say when it was decided: --decided-on.');
  return null;
}
