import {
  type DynamicModule,
  type InjectionToken,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { EventLog } from '@anslag/event-store/port';
import { ReadSide } from '@anslag/read-models/basis';
import { openReadDatabase } from '@anslag/read-models/open-database';
import type { ReadDatabase } from '@anslag/read-models/dialect';
import { Projector } from './projector';
import type { ThreadSettings } from './thread-messages';

/** The database of read models, open for reading. */
export const READ_DATABASE = Symbol('ReadDatabase');

/** What hosts the module says where the log and the read models are. `log` is only asked for its head. */
export interface ProjectorHost {
  thread: ThreadSettings;
  log: Pick<EventLog, 'head'>;
}

const HOST = Symbol('ProjectorHost');

/** The projections, running in a thread, and the read side that answers from them. */
@Module({})
export class ProjectorModule implements OnApplicationShutdown {
  constructor(
    private readonly projector: Projector,
    @Inject(READ_DATABASE) private readonly database: ReadDatabase,
  ) {}

  static hosted(options: {
    inject: InjectionToken[];
    useFactory: (...injected: never[]) => ProjectorHost;
  }): DynamicModule {
    return {
      module: ProjectorModule,
      global: true,
      providers: [
        { provide: HOST, ...options },
        { provide: Projector, inject: [HOST], useFactory: startProjector },
        // After the projector, which makes the tables.
        {
          provide: READ_DATABASE,
          inject: [HOST, Projector],
          useFactory: ({ thread }: ProjectorHost) => openReadDatabase(thread.readDb, 'read'),
        },
        { provide: ReadSide, inject: [HOST, Projector, READ_DATABASE], useFactory: openReadSide },
      ],
      exports: [Projector, ReadSide, READ_DATABASE],
    };
  }

  /** Alone, in a process of its own: it folds, and answers nobody. */
  static apart(thread: ThreadSettings): DynamicModule {
    return {
      module: ApartModule,
      providers: [{ provide: Projector, useFactory: () => startProjector({ thread }) }],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.projector.stop();
    await this.database.close();
  }
}

/** What is left of the module in a process that only folds. */
@Module({})
class ApartModule implements OnApplicationShutdown {
  constructor(private readonly projector: Projector) {}

  async onApplicationShutdown(): Promise<void> {
    await this.projector.stop();
  }
}

async function startProjector({ thread }: Pick<ProjectorHost, 'thread'>): Promise<Projector> {
  const logger = new Logger('Projector');
  const projector = new Projector(thread, {
    // In this order, or the details are left out of the line.
    warn: (message, details) => logger.warn({ ...details }, message),
    error: (message, details) => logger.error({ ...details }, message),
  });
  await projector.start();
  return projector;
}

/** What was acknowledged before this start must be in every answer: read models may have to be made anew first. */
async function openReadSide(
  { log }: ProjectorHost,
  { progress }: Projector,
  database: ReadDatabase,
): Promise<ReadSide> {
  const head = (await log.head()) ?? 0n;
  return new ReadSide({ database, progress, log, floor: () => head });
}
