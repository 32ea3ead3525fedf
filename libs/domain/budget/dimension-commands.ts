import type { Decision, UnknownParty } from '../decision';
import type { Code } from './dimension-events';
import type { On } from './year-end-commands';

/** Opens a dimension of the budget year's chart; its codes come after. */
export interface OpenDimension extends On {
  type: 'OpenDimension';
  dimensionId: string;
  name: string;
  /** Whether everything that is decided from now on must name a code of it; not unless said. */
  required?: boolean;
  decision?: Decision;
  unknown?: UnknownParty;
}

/** Adds codes to a dimension. One that was closed is opened again, under the name that is said. */
export interface OpenCodes extends On {
  type: 'OpenCodes';
  dimensionId: string;
  codes: Code[];
}

export interface CloseCodes extends On {
  type: 'CloseCodes';
  dimensionId: string;
  codes: string[];
  reason: string;
}

export type DimensionCommand = OpenDimension | OpenCodes | CloseCodes;
