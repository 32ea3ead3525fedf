import { Logger } from '@nestjs/common';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { BudgetState } from '@anslag/domain/budget/state';
import { isRefusal } from '@anslag/domain/refusal';
import type { StreamWriter } from '@anslag/event-store/stream-writer';
import type { FundYearDto } from '../agreements/agreements.dto';
import type { Funding, YearFunding } from '../agreements/year-funding';
import type { Led } from '../http/answer';
import type { Language } from '../http/language';
import { Problem } from '../http/problem';
import { logProblem, problemOf } from '../http/problem.filter';
import { Sent } from '../http/sent';
import { sentenceIn } from '../http/told';
import { budgetStream, type BudgetYear } from './budget-stream';
import { lineOf, toldOf, type Told } from './funding-line';
import { FundingSum } from './funding-sum';

/** How many agreements are under way together: their events are one append, or few. */
const atOnce = 256;

export interface FundingRunOptions {
  at: BudgetYear;
  body: FundYearDto;
  dryRun: boolean;
  actor: string;
  requestId: string;
  /** What the lines' sentences are told in. */
  language: Language;
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
  readonly #logger = new Logger('Funding');
  /** What a dry run would have led to so far. */
  #foreseen: BudgetState;
  #revision: number;

  constructor(options: FundingRunOptions) {
    this.#options = options;
    this.#sum = new FundingSum(options.dryRun, options.currency);
    this.#foreseen = options.state;
    this.#revision = options.state.revision;
  }

  get agreements(): number {
    return this.#options.agreementIds.length;
  }

  /** A line for each agreement that ever had funding terms, and the totals, as NDJSON. */
  async *lines(): AsyncGenerator<Buffer> {
    const { agreementIds } = this.#options;
    let stopped: Problem | null = null;
    for (let from = 0; from < agreementIds.length && !stopped; from += atOnce) {
      try {
        if (this.#options.isStopping()) throw new Problem('stopping', 'The service is stopping; run it again soon.');
        const { text, away } = await this.#fund(agreementIds.slice(from, from + atOnce));
        stopped = away;
        if (text !== '') yield Buffer.from(text);
      } catch (thrown) {
        stopped = problemOf(thrown);
        if (stopped.code !== 'stopping')
          logProblem(this.#logger, stopped, thrown, { requestId: this.#options.requestId });
      }
    }
    const stop = stopped && { code: stopped.code, detail: sentenceIn(this.#options.language, stopped.detail) };
    const total = this.#sum.total(agreementIds.length, stop);
    yield Buffer.from(`${JSON.stringify({ total })}\n`);
  }

  /** The lines of some agreements; `away` where it is no use to go on. */
  async #fund(ids: readonly string[]): Promise<{ text: string; away: Problem | null }> {
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
      this.#sum.add(line);
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
    const led = dryRun ? Promise.resolve(this.#foresee(prepared)) : funding.carryOut(prepared, sent);
    return toldOf(agreementId, sent, led);
  }

  /** A dry run decides each on what those before it would have led to, as the run itself does. */
  #foresee({ command }: Funding): Led {
    const stream = budgetStream(this.#options.at);
    const decided = budgetDecider.decide(command, this.#foreseen);
    if (isRefusal(decided)) return { stream, preview: { outcome: 'refused', refusal: decided } };
    const before = this.#revision;
    for (const event of decided.events) {
      this.#revision += 1;
      const inStream = { ...event, revision: this.#revision, actor: command.actor };
      this.#foreseen = budgetDecider.evolve(this.#foreseen, inStream);
    }
    return { stream, preview: { outcome: 'would', ...decided, revision: before } };
  }

  async #state(): Promise<BudgetState> {
    const { dryRun, writer, at } = this.#options;
    return dryRun ? this.#foreseen : (await writer.read(budgetDecider, budgetStream(at))).state;
  }
}
