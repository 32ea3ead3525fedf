import type { Decision, UnknownParty } from '../decision';
import type { Control } from './events';
import type { On } from './year-end-commands';

export interface OpenProgramme extends On {
  type: 'OpenProgramme';
  programmeId: string;
  name: string;
  /** The budget's unless said. */
  control?: Control;
  decision?: Decision;
  unknown?: UnknownParty;
}

/** Moves what is available within the budget. An end that is left out is what no programme has. */
export interface TransferBetweenProgrammes extends On {
  type: 'TransferBetweenProgrammes';
  transferId: string;
  fromProgrammeId?: string;
  toProgrammeId?: string;
  amount: string;
  decision: Decision;
  effectiveOn?: string;
  note?: string;
  unknown?: UnknownParty;
}

export interface ReverseProgrammeTransfer extends On {
  type: 'ReverseProgrammeTransfer';
  transferId: string;
  reason: string;
}

export type ProgrammeCommand = OpenProgramme | TransferBetweenProgrammes | ReverseProgrammeTransfer;
