import { amountOf, parseAmount } from '@anslag/money/amount';
import { effectiveDay } from '../decision';
import { unknownParty } from '../party/decide';
import { against, booked, invalid, missing, type Decided } from '../refusal';
import { said } from '../said';
import { statedAmount } from '../stated-amount';
import { controlled } from './control';
import type { BudgetEvent } from './events';
import type {
  OpenProgramme,
  ProgrammeCommand,
  ReverseProgrammeTransfer,
  TransferBetweenProgrammes,
} from './programme-commands';
import { notAvailableIn, unknownProgramme } from './programme-pots';
import type { BudgetState, OpenBudget } from './state';

/** Programmes within a budget year: opened for good, and money moved between them. */
export function decideProgramme(
  command: ProgrammeCommand,
  state: BudgetState,
  budget: OpenBudget,
): Decided<BudgetEvent> {
  switch (command.type) {
    case 'OpenProgramme':
      return open(command, state, budget);
    case 'TransferBetweenProgrammes':
      return transfer(command, state, budget);
    case 'ReverseProgrammeTransfer':
      return takeBack(command, state, budget);
  }
}

/** As many as a year can end with in one append. */
export const mostProgrammes = 200;

function open(command: OpenProgramme, { programmes }: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { programmeId, name, control = budget.control, unknown } = command;
  if (programmes.has(programmeId))
    return against('already-exists', `The programme ${programmeId} exists already in this budget.`, '/programmeId');
  if (programmes.size >= mostProgrammes)
    return against('too-many-programmes', `A budget year has at most ${mostProgrammes} programmes.`);
  if (unknown) return unknownParty(unknown);
  return booked({ type: 'ProgrammeOpened', data: { programmeId, name, control, ...said(command, 'decision') } });
}

function transfer(command: TransferBetweenProgrammes, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { transferId, fromProgrammeId, toProgrammeId, decision } = command;
  const { currency } = budget;
  if (fromProgrammeId === toProgrammeId)
    return invalid('transfers-to-itself', 'Name two programmes, or one and leave the other out.', '/toProgrammeId');
  const stated = statedAmount(parseAmount, command.amount, currency, '/amount');
  if ('refused' in stated) return stated;
  const effectiveOn = effectiveDay(command.effectiveOn, decision, null);
  if (typeof effectiveOn !== 'string') return effectiveOn;
  if (state.programmeTransfers.has(transferId))
    return against('already-exists', `The transfer ${transferId} exists already in this budget.`, '/transferId');
  const stopped =
    unknownProgramme(state, fromProgrammeId, '/fromProgrammeId') ??
    unknownProgramme(state, toProgrammeId, '/toProgrammeId');
  if (stopped) return stopped;
  if (command.unknown) return unknownParty(command.unknown);
  const short = notAvailableIn(state, budget, fromProgrammeId, stated.amount);
  if (short) return short;
  const data = {
    transferId,
    ...said(command, 'fromProgrammeId', 'toProgrammeId'),
    amount: stated.text,
    currency,
    effectiveOn,
    decision,
    ...said(command, 'note'),
  };
  return controlled(state, budget, null, [{ type: 'ProgrammeTransferred', data }]);
}

/** The whole of it, on its own day, as long as it is still available where it went. */
function takeBack(command: ReverseProgrammeTransfer, state: BudgetState, budget: OpenBudget): Decided<BudgetEvent> {
  const { transferId, reason } = command;
  const made = state.programmeTransfers.get(transferId);
  if (!made)
    return missing('transfer-not-found', `There is no transfer ${transferId} between programmes of this budget.`);
  if (made.reversed) return against('already-reversed', 'The transfer has been reversed already.');
  const short = notAvailableIn(state, budget, made.toProgrammeId, amountOf(made.amount));
  if (short) return short;
  const { reversed: _, revision: reverses, ...moved } = made;
  const data = { ...moved, currency: budget.currency, reason, reverses };
  return controlled(state, budget, null, [{ type: 'ProgrammeTransferReversed', data }]);
}
