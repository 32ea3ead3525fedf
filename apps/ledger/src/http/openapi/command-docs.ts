import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { CommandAnswer } from '../answer.dto';

/** What OpenAPI says of every command alike: its headers, the dry run, and its two good answers. */
export function DescribesCommand(): MethodDecorator {
  return applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'The same command sent again under its key on the same stream is booked once and answered as the first time; ' +
        'another command under it is refused. Known for 90 days.',
      schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
    }),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision that the written stream must have, in double quotes: "4". Otherwise 412.',
      schema: { type: 'string', pattern: '^"(0|[1-9][0-9]{0,14})"$' },
    }),
    ApiQuery({
      name: 'dryRun',
      required: false,
      description: 'true: says what the command would book, books nothing and remembers no key.',
      schema: { type: 'boolean', default: false },
    }),
    ApiResponse({ status: 201, type: CommandAnswer, description: 'Booked.' }),
    ApiResponse({ status: 200, type: CommandAnswer, description: 'Booked before under this key; or a dry run.' }),
  );
}
