import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOperation, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ndjson } from '../http/ndjson';
import { BatchLine, BatchLineAnswer } from './batches.dto';

const exampleLines =
  '{"path":"/parties","key":"import-7-1","body":{"partyId":"novahuset","name":"Föreningen Novahuset","kind":"association"}}\n' +
  '{"path":"/parties/novahuset/names","key":"import-7-2","body":{"name":"Novahuset","effectiveFrom":"2020-01-01"}}\n';

/** What OpenAPI says of a batch. */
export function DescribesBatch(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      summary: 'Carry out commands, one a line',
      description:
        'The body is NDJSON, each line a BatchLine of at most 1 MiB; there may be any number of them. The answer is NDJSON, ' +
        'each line a BatchLineAnswer, streamed in the order of the lines. Each line is judged and answered as its own route ' +
        'would have done, by the role that its command needs, and as if the lines before it were done; one that fails stops ' +
        'no other. Not more than about 2,000 lines are under way: whoever does not read answers will find that no further ' +
        'lines are read. After a broken connection, send the same lines again: by its key each is carried out once. ' +
        'Lines with a status of 500 or more may be sent again too.',
    }),
    ApiQuery({
      name: 'dryRun',
      required: false,
      description:
        'true: a dry run of each line, which books nothing. Each is judged on the books as they are, not on the lines before it.',
      schema: { type: 'boolean', default: false },
    }),
    ApiExtraModels(BatchLine, BatchLineAnswer),
    ApiBody({ schema: { $ref: getSchemaPath(BatchLine) }, examples: { lines: { value: exampleLines } } }),
    ApiResponse({
      status: 200,
      description: 'An answer for each line that is not blank.',
      content: { [ndjson]: { schema: { $ref: getSchemaPath(BatchLineAnswer) } } },
    }),
  );
}
