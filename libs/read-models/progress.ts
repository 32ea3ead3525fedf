import type { ProjectionStatus } from './projection';

/** How far the projections have come, as their runner reports it, for those who wait for them. */
export class Progress {
  #statuses: readonly ProjectionStatus[] = [];
  readonly #waiting = new Set<() => void>();

  get statuses(): readonly ProjectionStatus[] {
    return this.#statuses;
  }

  report(statuses: readonly ProjectionStatus[]): void {
    this.#statuses = statuses;
    for (const look of this.#waiting) look();
  }

  /** Waits until all the named projections have seen a position (0: any), at most so long, or until one has stopped. */
  async reached(
    names: readonly string[],
    position: bigint,
    timeoutMs: number,
  ): Promise<'reached' | 'stopped' | 'late'> {
    const now = this.#judge(names, position);
    if (now !== 'late') return now;
    return new Promise((resolve) => {
      const settle = (outcome: 'reached' | 'stopped' | 'late') => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(outcome);
      };
      const look = () => {
        const outcome = this.#judge(names, position);
        if (outcome !== 'late') settle(outcome);
      };
      const timer = setTimeout(() => settle('late'), timeoutMs);
      this.#waiting.add(look);
    });
  }

  #judge(names: readonly string[], position: bigint): 'reached' | 'stopped' | 'late' {
    const needed = this.#statuses.filter(({ name }) => names.includes(name));
    if (needed.some(({ stopped }) => stopped)) return 'stopped';
    const seen = needed.length === names.length && needed.every((status) => (status.position ?? 0n) >= position);
    return seen ? 'reached' : 'late';
  }
}
