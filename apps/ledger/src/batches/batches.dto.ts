import { ApiProperty } from '@nestjs/swagger';

/** What a line of a batch's body holds. */
export class BatchLine {
  /** A command's path as it would be posted to, with or without /api/v1: `/budgets/hsn/2019/allocations`. */
  path: string;
  /** The command's Idempotency-Key: 1 to 200 visible ASCII characters. */
  key: string;
  /** The command's body. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  body: object;
}

/** What a line of a batch's answer holds. */
export class BatchLineAnswer {
  /** Which line, from 1; blank lines count and have no answer. */
  line: number;
  /** What the command's own route would have answered with; 422 for a line that is none. */
  status: number;
  /** The command's answer, or a problem detail. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  body: object;
}
