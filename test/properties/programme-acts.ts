import type { BudgetCommand } from '@anslag/domain/budget/commands';
import type { Control } from '@anslag/domain/budget/events';
import { potOf } from '@anslag/domain/budget/programme-pots';
import type { BudgetState } from '@anslag/domain/budget/state';
import { formatMinor, toMinor } from '@anslag/money/amount';
import { at, days, sized } from './choosing';
import type { Intent, Rules } from './intents';

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

export const programmes = ['nara-vard', 'unga', 'kultur'] as const;

const controls: readonly Control[] = ['stop', 'stop', 'warn', 'none'];

/** What somebody does who opens programmes and moves money between them: mostly one that is left to open, and what is there. */
export function programming(
  { act, pick, size, day, odd }: Intent,
  state: BudgetState,
  { currency }: Rules,
  by: Common,
): BudgetCommand {
  const left = programmes.filter((one) => !state.programmes.has(one));
  const standing = [...state.programmeTransfers.values()].filter(({ reversed }) => !reversed);
  if (act === 'move back' && (standing.length > 0 || odd % 9 === 0))
    return {
      type: 'ReverseProgrammeTransfer',
      transferId: at(standing, pick)?.transferId ?? 'none',
      reason: `Reason ${pick}`,
      ...by,
    };
  if (state.programmes.isEmpty() || (act === 'open programme' && (left.length > 0 || odd % 5 === 0)))
    return {
      type: 'OpenProgramme',
      programmeId: at(left.length > 0 && odd % 9 !== 0 ? left : programmes, pick),
      name: `Programme ${pick}`,
      ...(size % 3 !== 0 && { control: at(controls, size) }),
      ...by,
    };
  const ends = [undefined, ...state.programmes.keys()];
  const able = ends.filter((one) => potOf(state, one).available.gt(0));
  const from = at(able.length > 0 && odd % 9 !== 0 ? able : ends, pick);
  const to = at(
    ends.filter((one) => one !== from || odd % 20 === 0),
    size,
  );
  return {
    type: 'TransferBetweenProgrammes',
    transferId: odd % 20 === 0 ? `m${pick % 5}` : `m${state.revision}`,
    ...(from !== undefined && { fromProgrammeId: from }),
    ...(to !== undefined && { toProgrammeId: to }),
    amount: formatMinor(positive(sized(room(state, from, currency), size)), currency),
    decision: { bodyId: by.bodyId, decidedOn: at(days, day) },
    ...by,
  };
}

/** Which programme somebody names, undefined for none: mostly one that is open. */
export function programmeNamed({ day, odd }: Intent, { programmes: opened }: BudgetState): string | undefined {
  if (odd % 40 === 3) return 'annat';
  return at([undefined, ...opened.keys()], day);
}

/** Minor units that a programme has, or with undefined what none has. */
export const room = (state: BudgetState, programmeId: string | undefined, currency: string): bigint =>
  toMinor(potOf(state, programmeId).available, currency);

const positive = (units: bigint): bigint => (units > 0n ? units : 1n);
