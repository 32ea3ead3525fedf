import type { Decision } from '../decision';

/** One value of a dimension, such as an account or a cost centre. */
export interface Code {
  code: string;
  name: string;
}

/** The chart of a budget year: its dimensions and their codes. Type names and shapes are storage format. */
export type DimensionEvent =
  | {
      type: 'DimensionOpened';
      data: { dimensionId: string; name: string; required: boolean; decision?: Decision };
    }
  | { type: 'CodesOpened'; data: { dimensionId: string; codes: Code[] } }
  | { type: 'CodesClosed'; data: { dimensionId: string; codes: string[]; reason: string } };
