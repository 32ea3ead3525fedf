import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOperation, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ndjson } from '../http/ndjson';
import { FundingEnd, FundingLine } from './funding.dto';

/** What OpenAPI says of a run. */
export function DescribesFunding(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Fund the year of all agreements of the body by their terms',
      description:
        'Each agreement of the body, or whose shares name it, that has funding terms is funded as ' +
        'POST /agreements/{agreementId}/years/{year} would, with this body: what the body bears of the year, whole or by ' +
        'its share. One that is not stops no other. The answer is NDJSON, streamed in the order of agreementId: a ' +
        'FundingLine each, and a FundingEnd at last. An answer without a FundingEnd was broken off, and one whose total ' +
        'has `stopped` did not come to its end: run it again. A year is funded once, so that a run needs no ' +
        'Idempotency-Key and takes none: it goes on with what is not funded yet. The header Anslag-Agreements says how ' +
        'many agreements the body has.',
    }),
    ApiQuery({
      name: 'dryRun',
      required: false,
      description: 'true: says what the run would book, each agreement on top of those before it, and books nothing.',
      schema: { type: 'boolean', default: false },
    }),
    ApiExtraModels(FundingLine, FundingEnd),
    ApiResponse({
      status: 200,
      description: 'A line for each agreement, and the totals.',
      headers: {
        'Anslag-Agreements': { description: 'How many agreements the body has.', schema: { type: 'integer' } },
      },
      content: {
        [ndjson]: { schema: { oneOf: [{ $ref: getSchemaPath(FundingLine) }, { $ref: getSchemaPath(FundingEnd) }] } },
      },
    }),
  );
}
