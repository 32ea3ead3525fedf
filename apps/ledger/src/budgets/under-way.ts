import { randomUUID } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { ReadSide } from '@anslag/read-models/basis';
import { carryingNow } from '@anslag/read-models/budget-steps';
import { budgets } from '@anslag/read-models/budgets';
import { transfersNow } from '@anslag/read-models/transfers-at';
import { Stopping } from '../http/stopping';
import { budgetStream, type BudgetYear } from './budget-stream';
import { carryForward } from './carry-forward';
import type { Stepping } from './steps';
import { seeTransferThrough } from './transfer';

const firstLookMs = 1_000;
const lookAgainMs = 5_000;

/**
 * What goes over two streams and is not done: whoever begins it sees it through here, and what a process left behind that was
 * killed is taken up again. Read models only say where to look; what is still to be done the streams themselves say.
 */
@Injectable()
export class UnderWay implements OnApplicationBootstrap {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #log = new Logger('UnderWay');
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly writer: StreamWriter,
    private readonly side: ReadSide,
    private readonly stopping: Stopping,
  ) {}

  onApplicationBootstrap(): void {
    this.#lookIn(firstLookMs);
    this.stopping.onBegin(() => clearTimeout(this.#timer ?? undefined));
  }

  /** Carries a year forward to its end; those who ask for the same year at once wait for the same. */
  carryForward(at: BudgetYear, correlationId: string) {
    return this.#once(`carry ${budgetStream(at)}`, () => carryForward(at, this.#stepping(correlationId)));
  }

  /** Sees a transfer to its other budget, or back. */
  transfer(at: BudgetYear, transferId: string, correlationId: string) {
    const what = `transfer ${budgetStream(at)} ${transferId}`;
    return this.#once(what, () => seeTransferThrough(at, transferId, this.#stepping(correlationId)));
  }

  #once<P>(what: string, begin: () => Promise<P>): Promise<P> {
    // What goes by one name is begun by one method, so it comes to the same.
    const running =
      (this.#running.get(what) as Promise<P> | undefined) ?? begin().finally(() => this.#running.delete(what));
    this.#running.set(what, running);
    return running;
  }

  #stepping(correlationId: string): Stepping {
    return { writer: this.writer, correlationId, isStopping: () => this.stopping.begun };
  }

  #lookIn(ms: number): void {
    if (this.stopping.begun) return;
    this.#timer = setTimeout(() => {
      void this.#look()
        .catch((error: Error) => this.#cannotGoOn(error))
        .finally(() => this.#lookIn(lookAgainMs));
    }, ms).unref();
  }

  #cannotGoOn(error: Error): void {
    this.#log.warn(`What is under way could not be gone on with: ${error.message}`);
  }

  async #look(): Promise<void> {
    const now = { effectiveAt: null, knownAt: null, knownPosition: null, pinned: null, atLeast: null };
    const reported = await this.side.report([budgets], now, async (cut) => ({
      years: await carryingNow(cut),
      transfers: await transfersNow(cut),
    }));
    if ('refused' in reported) return;
    const { years, transfers } = reported.answer;
    const left = [
      ...transfers.map(
        ({ transferId, ...at }) =>
          () =>
            this.transfer(at, transferId, randomUUID()),
      ),
      ...years.map((at) => () => this.carryForward(at, randomUUID())),
    ];
    // One that cannot be gone on with holds up no other.
    for (const goOn of left) await goOn().catch((error: Error) => this.#cannotGoOn(error));
  }
}
