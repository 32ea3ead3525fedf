import { budgetDecider } from '@anslag/domain/budget/decider';
import type { BudgetState } from '@anslag/domain/budget/state';
import type { StreamWriter } from '@anslag/event-store/stream-writer';
import type { FundYearDto } from '../agreements/agreements.dto';
import type { Funding, YearFunding } from '../agreements/year-funding';
import type { Problem } from '../http/problem';
import { problemOf } from '../http/problem.filter';
import { Sent } from '../http/sent';
import { budgetStream, type BudgetYear } from './budget-stream';
import { Foreseen } from './foreseen';
import { lineOf, type Told } from './funding-line';
import { FundingSum } from './funding-sum';
import { linesInPieces, type Piece, type RunStop } from './run-lines';
import { ofAnswer } from './told-of';
import type { RunAsked } from './send-run';

export interface FundingRunOptions extends RunAsked {
  at: BudgetYear;
  body: FundYearDto;
  /** In their order. */
  agreementIds: readonly string[];
  /** The budget's state when the run began. */
  state: BudgetState;
  currency: string;
  writer: StreamWriter;
  funding: YearFunding;
  isStopping: () => boolean;
}

/**
 * Funds a year of many agreements, each as its own route would: decided on the budget's stream in the order of their ids,
 * a few hundred at a time. What is booked is booked, whatever becomes of the run: run again, it goes on with the rest.
 */
export class FundingRun {
  readonly #options: FundingRunOptions;
  readonly #sum: FundingSum;
  readonly #foreseen: Foreseen;

  constructor(options: FundingRunOptions) {
    this.#options = options;
    this.#sum = new FundingSum(options.dryRun, options.currency);
    this.#foreseen = new Foreseen(budgetStream(options.at), options.state);
  }

  get agreements(): number {
    return this.#options.agreementIds.length;
  }

  /** A line for each agreement that ever had funding terms, and the totals, as NDJSON. */
  lines(): AsyncGenerator<Buffer> {
    const { agreementIds: ids, isStopping, language, requestId } = this.#options;
    const total = (stop: RunStop | null) => this.#sum.total(ids.length, stop);
    return linesInPieces({ ids, piece: (some) => this.#fund(some), total, isStopping, language, requestId });
  }

  /** The lines of some agreements; `away` where it is no use to go on. */
  async #fund(ids: readonly string[]): Promise<Piece> {
    const prepared = await Promise.all(ids.map((id) => this.#prepare(id)));
    const telling: Promise<Told>[] = [];
    // No waiting in between: so they are decided in this order, and appended as one group.
    for (const one of prepared) {
      if (one === null) this.#sum.addWithoutTerms();
      else if ('problem' in one) telling.push(Promise.resolve(one));
      else telling.push(this.#decide(one));
    }
    const told = await Promise.all(telling);
    const state = await this.#state();
    let text = '';
    let away: Problem | null = null;
    for (const one of told) {
      const line = lineOf(one, state, this.#options.language);
      this.#sum.add(line, 'answer' in one ? one.answer.position : null);
      text += `${JSON.stringify(line)}\n`;
      if ('problem' in one && one.problem.code === 'store-unavailable') away = one.problem;
    }
    return { text, away };
  }

  /** null where the agreement has nothing to do with funding. */
  async #prepare(agreementId: string): Promise<Funding | null | Extract<Told, { problem: Problem }>> {
    const { at, body, actor, funding } = this.#options;
    try {
      const prepared = await funding.prepare(agreementId, { year: at.year, of: at.bodyId }, body, actor);
      return prepared?.hasTerms ? prepared : null;
    } catch (thrown) {
      return { agreementId, problem: problemOf(thrown) };
    }
  }

  #decide(prepared: Funding): Promise<Told> {
    const { actor, requestId, dryRun, language, funding } = this.#options;
    const { agreementId, year } = prepared.command;
    // As its own route would be asked, so that the events say what was commanded.
    const path = `/api/v1/agreements/${agreementId}/years/${year}`;
    const sent = new Sent(actor, requestId, 'POST', path, undefined, undefined, dryRun, { code: () => {} }, language);
    const led = dryRun ? Promise.resolve(this.#foreseen.decide(prepared.command)) : funding.carryOut(prepared, sent);
    return ofAnswer({ agreementId }, sent, led);
  }

  async #state(): Promise<BudgetState> {
    const { dryRun, writer, at } = this.#options;
    return dryRun ? this.#foreseen.state : (await writer.read(budgetDecider, budgetStream(at))).state;
  }
}
