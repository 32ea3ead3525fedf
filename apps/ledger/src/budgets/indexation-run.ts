import type { AdjustToIndex } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { indexationOf } from '@anslag/domain/budget/indexation';
import type { BudgetState } from '@anslag/domain/budget/state';
import type { Commanded } from '@anslag/domain/decision';
import type { StreamWriter } from '@anslag/event-store/stream-writer';
import { carriedOut } from '../http/carry-out';
import { problemOf } from '../http/problem.filter';
import { Sent } from '../http/sent';
import { seriesOf } from '../index-series/known-series';
import { budgetStream, type BudgetYear } from './budget-stream';
import { Foreseen } from './foreseen';
import { IndexationSum, lineOf, type Told } from './indexation-line';
import type { AdjustToIndexDto } from './indexation.dto';
import { linesInPieces, type Piece, type RunStop } from './run-lines';
import { ofAnswer } from './told-of';
import type { RunAsked } from './send-run';

export interface IndexationRunOptions extends RunAsked {
  at: BudgetYear;
  body: AdjustToIndexDto;
  today: string;
  /** The budget's state when the run began. */
  state: BudgetState;
  writer: StreamWriter;
  isStopping: () => boolean;
}

interface Prepared {
  command: AdjustToIndex & Commanded;
  basedOn: { stream: string; revision: number }[];
}

/**
 * Adjusts all allocations of a budget to what is published of their indexes now, each as its own route would, in the order
 * of their ids. What is booked is booked, whatever becomes of the run: run again, it goes on with the rest.
 */
export class IndexationRun {
  readonly #options: IndexationRunOptions;
  readonly #ids: readonly string[];
  readonly #sum: IndexationSum;
  readonly #foreseen: Foreseen;

  constructor(options: IndexationRunOptions) {
    const { at, state, dryRun } = options;
    this.#options = options;
    this.#ids = indexedIn(state);
    this.#sum = new IndexationSum(dryRun, state.budget!.currency);
    this.#foreseen = new Foreseen(budgetStream(at), state);
  }

  get allocations(): number {
    return this.#ids.length;
  }

  /** A line for each allocation whose amount was computed with an index, and the totals, as NDJSON. */
  lines(): AsyncGenerator<Buffer> {
    const { isStopping, language, requestId } = this.#options;
    const total = (stop: RunStop | null) => this.#sum.total(this.#ids.length, stop);
    return linesInPieces({ ids: this.#ids, piece: (ids) => this.#adjust(ids), total, isStopping, language, requestId });
  }

  async #adjust(ids: readonly string[]): Promise<Piece> {
    const prepared = await Promise.all(ids.map((id) => this.#prepare(id)));
    // No waiting in between: so they are decided in this order, and appended as one group.
    const told = await Promise.all(prepared.map((one) => ('problem' in one ? one : this.#decide(one))));
    const state = await this.#state();
    let text = '';
    for (const one of told) {
      const line = lineOf(one, state, this.#options.language);
      this.#sum.add(line, 'answer' in one ? one.answer.position : null);
      text += `${JSON.stringify(line)}\n`;
    }
    const problems = told.flatMap((one) => ('problem' in one ? [one.problem] : []));
    return { text, away: problems.find(({ code }) => code === 'store-unavailable') ?? null };
  }

  async #prepare(allocationId: string): Promise<Prepared | Extract<Told, { problem: unknown }>> {
    const { at, body, actor, today, state, writer } = this.#options;
    const basedOn: Prepared['basedOn'] = [];
    try {
      const series = await seriesOf(writer, indexationOf(state.allocations.get(allocationId)!)!.indexId, basedOn);
      const command = { type: 'AdjustToIndex' as const, ...at, allocationId, ...body, series, actor, today };
      return { command, basedOn };
    } catch (thrown) {
      return { allocationId, problem: problemOf(thrown) };
    }
  }

  #decide({ command, basedOn }: Prepared): Promise<Told> {
    const { at, actor, requestId, dryRun, language, body, writer } = this.#options;
    const { allocationId } = command;
    // As its own route would be asked, so that the events say what was commanded.
    const path = `/api/v1/budgets/${at.bodyId}/${at.year}/allocations/${allocationId}/indexation`;
    const sent = new Sent(actor, requestId, 'POST', path, undefined, undefined, dryRun, { code: () => {} }, language);
    const led = dryRun
      ? Promise.resolve(this.#foreseen.decide(command))
      : carriedOut(writer, budgetDecider, budgetStream(at), sent, command, body, basedOn);
    return ofAnswer({ allocationId }, sent, led);
  }

  async #state(): Promise<BudgetState> {
    const { dryRun, writer, at } = this.#options;
    return dryRun ? this.#foreseen.state : (await writer.read(budgetDecider, budgetStream(at))).state;
  }
}

/** Those that stand in the budget and whose amount was computed with an index, in the order of their ids. */
function indexedIn({ allocations }: BudgetState): string[] {
  const ids: string[] = [];
  for (const allocation of allocations.values())
    if (allocation.status === 'decided' && !allocation.moved && indexationOf(allocation))
      ids.push(allocation.allocationId);
  return ids.sort();
}
