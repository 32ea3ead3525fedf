import { Controller, Get, Inject, type OnModuleInit, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { ping } from '@anslag/read-models/read-from';
import { listRebuilds } from '@anslag/read-models/rebuilds';
import { READ_DATABASE } from '../../../../projector/src/projector.module';
import { EVENT_STORE } from '../../store.module';
import { Readiness } from '../health/readiness';
import { inTime } from '../health/in-time';
import { everyone, Roles } from '../roles';
import { LiveEvents } from '../sse/live-events';
import { NoQuery } from '../validation/no-query';
import { observeLive, observeProjections, observeReadDatabase, observeStore } from './read-side';
import { observeRebuilds } from './rebuilds';
import { collectProcessMetrics, registry } from './registry';
import { commandsWaiting } from './writer';

@ApiTags('health')
@Controller('metrics')
export class MetricsController implements OnModuleInit {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_DATABASE) private readonly database: ReadDatabase,
    private readonly writer: StreamWriter,
    private readonly readiness: Readiness,
    private readonly live: LiveEvents,
  ) {}

  onModuleInit(): void {
    collectProcessMetrics();
  }

  @Get()
  @Roles(...everyone)
  @NoQuery()
  @ApiOperation({ summary: 'Metrics of this process, as Prometheus reads them' })
  @ApiResponse({
    status: 200,
    description: 'The text format of Prometheus.',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  async metrics(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const [head, answered = false] = await Promise.all([inTime(this.store.head()), inTime(ping(this.database))]);
    observeStore(head);
    observeReadDatabase(answered);
    observeProjections(this.readiness.projections(head));
    observeRebuilds(answered ? await listRebuilds(this.database.db, { open: true }).catch(() => null) : null);
    observeLive(this.live);
    commandsWaiting.set(this.writer.waiting);
    void reply.header('content-type', registry.contentType);
    return registry.metrics();
  }
}
