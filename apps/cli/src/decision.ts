import type { Command } from 'commander';
import { partyId, uncertainDay } from './arguments';
import { WrongUsage } from './failing';

export interface DecisionOptions {
  decidedOn?: string;
  decidedBy?: string;
  caseNumber?: string;
  item?: string;
}

/** Adds what says of what decision something is recorded. `otherwise`: who has decided where nobody is named. */
export function takesDecision(command: Command, otherwise?: string): Command {
  return command
    .option('--decided-on <date>', 'when it was decided: a day, a month or a year', uncertainDay)
    .option('--decided-by <id>', `by whom, with --decided-on${otherwise ? `; else ${otherwise}` : ''}`, partyId)
    .option('--case-number <text>', 'the decision’s case number, with --decided-on')
    .option('--item <text>', 'the decision’s item in the minutes, with --decided-on');
}

/** The decision that was named, as the ledger takes it; null where none was. Throws {@link WrongUsage} where a part is missing. */
export function decisionIn(options: DecisionOptions, otherwise?: string): object | null {
  const { decidedOn, decidedBy, caseNumber, item } = options;
  const bodyId = decidedBy ?? otherwise;
  if (decidedOn === undefined) {
    if (decidedBy === undefined && caseNumber === undefined && item === undefined) return null;
    throw new WrongUsage('Say when it was decided: --decided-on.');
  }
  if (bodyId === undefined) throw new WrongUsage('Say who decided it: --decided-by.');
  return {
    bodyId,
    decidedOn,
    ...(caseNumber !== undefined && { caseNumber }),
    ...(item !== undefined && { item }),
  };
}
