import { Injectable } from '@nestjs/common';

/** How far a projection is. */
export interface ProjectionHealth {
  name: string;
  version: number;
  /** The position it has folded up to; null before the first event. */
  position: string | null;
  /** How much it is behind the store's head. `events` is null in a store whose positions are not dense. */
  lag: { events: number | null; seconds: number };
  /** Why it has stopped, where it has: a poison event stops a projection, and nothing is skipped. */
  stopped?: string;
}

/** Where parts of the service tell how they are, for /health. */
@Injectable()
export class Readiness {
  #projections: (head: bigint | null | undefined) => ProjectionHealth[] = () => [];

  /**
   * Called once by whoever runs the projections. `report` is given the store's head: null where it holds no event, undefined
   * while the store is away.
   */
  reportProjections(report: (head: bigint | null | undefined) => ProjectionHealth[]): void {
    this.#projections = report;
  }

  projections(head: bigint | null | undefined): ProjectionHealth[] {
    return this.#projections(head);
  }
}
