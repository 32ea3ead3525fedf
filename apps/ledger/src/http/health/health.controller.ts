import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { EventStore } from '@anslag/event-store/port';
import { Keys } from '@anslag/personal-data/keys';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { ping } from '@anslag/read-models/read-from';
import { READ_DATABASE } from '../../../../projector/src/projector.module';
import { KeyWatch } from '../../personal-data/key-watch';
import { EVENT_STORE } from '../../store.module';
import { Stopping } from '../stopping';
import { HealthAnswer } from './health.dto';
import { inTime } from './in-time';
import { Readiness } from './readiness';

/**
 * Liveness is that it answers at all. Not @nestjs/terminus: its answer when something is down is an exception of a shape of
 * its own, and it has no place for positions and lag.
 */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(READ_DATABASE) private readonly database: ReadDatabase,
    private readonly keyStore: Keys,
    private readonly watch: KeyWatch,
    private readonly readiness: Readiness,
    private readonly stopping: Stopping,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether the service lives and is ready, and how far each projection is', security: [] })
  @ApiResponse({ status: 200, type: HealthAnswer, description: 'Ready.' })
  @ApiResponse({ status: 503, type: HealthAnswer, description: 'Alive, but not ready.' })
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthAnswer> {
    const [head, answered = false, keysAnswer = false] = await Promise.all([
      inTime(this.store.head()),
      inTime(ping(this.database)),
      inTime(this.keyStore.reachable()),
    ]);
    const keys = { reachable: keysAnswer, missing: this.watch.missing };
    const projections = this.readiness.projections(head);
    const store = { reachable: head !== undefined, position: head == null ? null : String(head) };
    const readDatabase = { reachable: answered };
    const ready =
      store.reachable &&
      readDatabase.reachable &&
      keys.reachable &&
      keys.missing === 0 &&
      !this.stopping.begun &&
      projections.every(({ stopped }) => stopped === undefined);
    if (!ready) void reply.code(503).header('retry-after', '1');
    return { status: ready ? 'ready' : 'not-ready', live: true, ready, store, readDatabase, keys, projections };
  }
}
