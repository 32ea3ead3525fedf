import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EventLog } from '@anslag/event-store/port';
import { invalidInput } from '../http/problem';
import { Roles } from '../http/roles';
import { LiveEvents } from '../http/sse/live-events';
import { streamHeaders } from '../http/sse/reader';
import { EVENT_STORE } from '../store.module';
import { positionOf } from './ask';
import { EventsStreamQueryDto } from './events.dto';

const positionForm = /^(0|[1-9]\d{0,18})$/;

const description =
  'Server-sent events. Each message has the position as its `id` and, as `data`, a row of /events in JSON. There is no ' +
  '`event` field, so that a browser’s `onmessage` hears all of them; the type stands in the data. A client that was cut ' +
  'off sends the last `id` as Last-Event-ID and goes on without a gap. A comment comes every 15 seconds; a client that ' +
  'does not take what it is sent for 30 seconds is cut off.';

@ApiTags('reports')
@Controller('api/v1/events/stream')
export class EventsStreamController {
  constructor(
    @Inject(EVENT_STORE) private readonly log: EventLog,
    private readonly live: LiveEvents,
  ) {}

  @Get()
  @Roles('auditor', 'admin')
  @ApiOperation({ summary: 'The events as they are recorded, without end', description })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'The last position that was heard; goes before `after`.',
    schema: { type: 'string', pattern: positionForm.source },
  })
  @ApiResponse({
    status: 200,
    description: 'The stream.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  async stream(
    @Query() { after }: EventsStreamQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const resumed = lastEventId(request);
    const asked = positionOf(resumed ?? after);
    const head = await this.#headBeyond(asked);
    if (asked !== null && asked > head) {
      const detail = `The ledger ends at position ${head}.`;
      const place = resumed === undefined ? { in: 'query' as const, name: 'after' } : lastEventIdHeader;
      throw invalidInput([{ ...place, code: 'beyond-head', detail }]);
    }
    if (request.method === 'HEAD') return void reply.headers(streamHeaders).send();
    // From here on the answer is ours: it is no JSON and has no end.
    void reply.hijack();
    await this.live.tell(reply.raw, asked ?? head, head);
  }

  /** The log's head, or a position that it has passed and that is enough: a crowd that resumes need not ask the store. */
  async #headBeyond(asked: bigint | null): Promise<bigint> {
    const told = this.live.head;
    return asked !== null && told !== null && asked <= told ? told : ((await this.log.head()) ?? 0n);
  }
}

const lastEventIdHeader = { in: 'header', name: 'Last-Event-ID' } as const;

/** An empty one is what a client sends that has not heard any. */
function lastEventId({ headers }: FastifyRequest): string | undefined {
  const sent = headers['last-event-id'];
  if (sent === undefined || sent === '') return undefined;
  if (typeof sent === 'string' && positionForm.test(sent)) return sent;
  const detail = 'Must be a position that the ledger has given.';
  throw invalidInput([{ ...lastEventIdHeader, code: 'not-a-position', detail }]);
}
