import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ndjson } from '../http/ndjson';
import { IndexationEnd, IndexationLine } from './indexation.dto';

/** What OpenAPI says of a run. */
export function DescribesIndexation(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Adjust all allocations of the budget to what is published of their indexes',
      description:
        'Each allocation whose amount was computed with an index, brought forward ones too, is adjusted as ' +
        'POST …/allocations/{allocationId}/indexation would, with this body. One that is not stops no other. The answer ' +
        'is NDJSON, streamed in the order of allocationId: an IndexationLine each, and an IndexationEnd at last. An ' +
        'answer without an IndexationEnd was broken off, and one whose total has `stopped` did not come to its end: run ' +
        'it again. What is published is booked once, so that a run needs no Idempotency-Key and takes none. The header ' +
        'Anslag-Allocations says how many allocations it is about.',
    }),
    ApiQuery({
      name: 'dryRun',
      required: false,
      description: 'true: says what the run would book, each allocation on top of those before it, and books nothing.',
      schema: { type: 'boolean', default: false },
    }),
    ApiExtraModels(IndexationLine, IndexationEnd),
    ApiResponse({
      status: 200,
      description: 'A line for each allocation, and the totals.',
      headers: {
        'Anslag-Allocations': { description: 'How many allocations it is about.', schema: { type: 'integer' } },
      },
      content: {
        [ndjson]: {
          schema: { oneOf: [{ $ref: getSchemaPath(IndexationLine) }, { $ref: getSchemaPath(IndexationEnd) }] },
        },
      },
    }),
  );
}
