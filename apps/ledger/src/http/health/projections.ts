import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EventStore } from '@anslag/event-store/port';
import type { Stopped } from '@anslag/read-models/projection';
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
    this.readiness.reportProjections((head) => this.#report(head));
  }

  #report(known: bigint | null | undefined): ProjectionHealth[] {
    const now = Date.now();
    const { statuses } = this.projector.progress;
    const head = known ?? 0n;
    if (known !== undefined && statuses.every(({ position }) => (position ?? 0n) >= head)) this.#caughtUpAt = now;
    const { failure } = this.projector;
    return statuses.map(({ name, version, position, stopped }) => {
      const behind = head - (position ?? 0n);
      const why = stopped ? told(stopped) : failure;
      return {
        name,
        version,
        position: position === null ? null : String(position),
        lag: {
          // Only the embedded store's positions count events, and of a store that is away nobody knows.
          events: known === undefined ? null : behind <= 0n ? 0 : this.store.exclusive ? Number(behind) : null,
          seconds: known !== undefined && behind <= 0n ? 0 : Math.round((now - this.#caughtUpAt) / 1000),
        },
        ...(why !== null && { stopped: why }),
      };
    });
  }
}

function told({ type, position, stream, revision, error }: Stopped): string {
  return `${type} at position ${position}, ${stream}@${revision}: ${error}`;
}
