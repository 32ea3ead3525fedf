import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { notFundable } from '@anslag/domain/budget/funding';
import type { EventStore } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { agreements } from '@anslag/read-models/agreements';
import { agreementsOfBody } from '@anslag/read-models/agreements-of-body';
import { ReadSide } from '@anslag/read-models/basis';
import type { FundYearDto } from '../agreements/agreements.dto';
import { YearFunding } from '../agreements/year-funding';
import { refusal } from '../http/answer';
import { Stopping } from '../http/stopping';
import { decidingBody, KnownParties } from '../parties/known-parties';
import { unanswered } from '../reports/ask';
import { EVENT_STORE } from '../store.module';
import { budgetStream, type BudgetYear } from './budget-stream';
import { FundingRun } from './funding-run';
import type { RunAsked } from './send-run';

/** Funds a year of all agreements of a body by their terms. */
export class FundBudgetYear extends Command<FundingRun> {
  constructor(
    readonly at: BudgetYear,
    readonly body: FundYearDto,
    readonly by: RunAsked,
  ) {
    super();
  }
}

@CommandHandler(FundBudgetYear)
export class FundBudgetHandler implements ICommandHandler<FundBudgetYear> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly funding: YearFunding,
    private readonly side: ReadSide,
    private readonly stopping: Stopping,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The run, not begun yet. Throws the problem where no agreement could be funded. */
  async execute({ at, body, by }: FundBudgetYear): Promise<FundingRun> {
    const { unknown } = await this.parties.look(decidingBody(body.decision));
    const { state } = await this.writer.read(budgetDecider, budgetStream(at));
    const refused = notFundable({ ...at, ...body, ...unknown }, state);
    if (refused) throw refusal(refused);
    return new FundingRun({
      at,
      body,
      ...by,
      agreementIds: await this.#agreementIds(at.bodyId),
      state,
      currency: state.budget!.currency,
      writer: this.writer,
      funding: this.funding,
      isStopping: () => this.stopping.begun,
    });
  }

  /** The read model only says where to look, and has seen all that is stored by now; what holds, each stream says. */
  async #agreementIds(bodyId: string): Promise<string[]> {
    const atLeast = await this.store.head();
    const ask = { effectiveAt: null, knownAt: null, knownPosition: null, pinned: null, atLeast };
    const reported = await this.side.report([agreements], ask, (cut) => agreementsOfBody(cut, bodyId));
    if ('refused' in reported) throw unanswered(reported);
    return reported.answer;
  }
}
