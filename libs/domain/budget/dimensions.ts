import { unknownParty } from '../party/decide';
import { against, booked, invalid, missing, type Decided } from '../refusal';
import { said } from '../said';
import type { CloseCodes, DimensionCommand, OpenCodes, OpenDimension } from './dimension-commands';
import type { BudgetEvent } from './events';
import type { BudgetState } from './state';

/** As many as each entry can say a code of. */
export const mostDimensions = 20;

/** As many as the state that decisions are made on should hold of each dimension. */
export const mostCodes = 10_000;

/** The chart of a budget year: dimensions are opened for good, codes are opened and closed. No past entry is touched. */
export function decideDimension(command: DimensionCommand, state: BudgetState): Decided<BudgetEvent> {
  switch (command.type) {
    case 'OpenDimension':
      return open(command, state);
    case 'OpenCodes':
      return openCodes(command, state);
    case 'CloseCodes':
      return closeCodes(command, state);
  }
}

function open(command: OpenDimension, { dimensions }: BudgetState): Decided<BudgetEvent> {
  const { dimensionId, name, required = false, unknown } = command;
  if (dimensions.has(dimensionId))
    return against('already-exists', `The dimension ${dimensionId} exists already in this budget.`, '/dimensionId');
  if (dimensions.size >= mostDimensions)
    return against('too-many', `A budget year has at most ${mostDimensions} dimensions.`);
  if (unknown) return unknownParty(unknown);
  return booked({ type: 'DimensionOpened', data: { dimensionId, name, required, ...said(command, 'decision') } });
}

function openCodes({ dimensionId, codes }: OpenCodes, { dimensions }: BudgetState): Decided<BudgetEvent> {
  const known = dimensions.get(dimensionId)?.codes;
  if (!known) return notFound(dimensionId);
  const twice = codes.findIndex(({ code }, at) => codes.findIndex((one) => one.code === code) < at);
  if (twice >= 0) return invalid('twice', 'Stands in the list already.', `/codes/${twice}/code`);
  const there = codes.findIndex(({ code }) => known.get(code) === 'open');
  if (there >= 0)
    return against(
      'already-exists',
      `The code ${codes[there]!.code} exists already in the dimension ${dimensionId}.`,
      `/codes/${there}/code`,
    );
  if (known.size + codes.filter(({ code }) => !known.has(code)).length > mostCodes)
    return against('too-many', `A dimension has at most ${mostCodes} codes, closed ones included.`);
  return booked({ type: 'CodesOpened', data: { dimensionId, codes: codes.map(({ code, name }) => ({ code, name })) } });
}

function closeCodes({ dimensionId, codes, reason }: CloseCodes, { dimensions }: BudgetState): Decided<BudgetEvent> {
  const known = dimensions.get(dimensionId)?.codes;
  if (!known) return notFound(dimensionId);
  for (const [at, code] of codes.entries()) {
    if (!known.has(code))
      return against(
        'unknown-code',
        `The dimension ${dimensionId} has no code ${code} in this budget.`,
        `/codes/${at}`,
      );
    if (known.get(code) === 'closed')
      return against('code-closed', `The code ${code} of ${dimensionId} is closed already.`, `/codes/${at}`);
  }
  return booked({ type: 'CodesClosed', data: { dimensionId, codes, reason } });
}

const notFound = (dimensionId: string) =>
  missing('dimension-not-found', `There is no dimension ${dimensionId} in this budget.`);
