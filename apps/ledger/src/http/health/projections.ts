import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventStore } from '@anslag/event-store/port';
import { Projector } from '../../../../projector/src/projector';
import { EVENT_STORE } from '../../store.module';
import { Readiness, type ProjectionHealth } from './readiness';

/** Tells /health how far the projections are behind the store. */
@Injectable()
export class ProjectionsHealth implements OnModuleInit {
  #caughtUpAt = Date.now();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly projector: Projector,
    private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.reportProjections(() => this.#report());
  }

  async #report(): Promise<ProjectionHealth[]> {
    const head = (await this.store.head()) ?? 0n;
    const now = Date.now();
    const { statuses } = this.projector.progress;
    if (statuses.every(({ position }) => (position ?? 0n) >= head)) this.#caughtUpAt = now;
    const { failure } = this.projector;
    return statuses.map(({ name, version, position, stopped }) => {
      const behind = head - (position ?? 0n);
      const why = stopped ? `${stopped.type} at ${stopped.stream}@${stopped.revision}: ${stopped.error}` : failure;
      return {
        name,
        version,
        position: position === null ? null : String(position),
        lag: {
          // Only the embedded store's positions count events.
          events: behind <= 0n ? 0 : this.store.exclusive ? Number(behind) : null,
          seconds: behind <= 0n ? 0 : Math.round((now - this.#caughtUpAt) / 1000),
        },
        ...(why !== null && { stopped: why }),
      };
    });
  }
}
