import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { notOpenFor } from '@anslag/domain/budget/phase';
import { unknownParty } from '@anslag/domain/party/decide';
import { missing } from '@anslag/domain/refusal';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import { refusal } from '../http/answer';
import { Stopping } from '../http/stopping';
import { decidingBody, KnownParties } from '../parties/known-parties';
import { budgetStream, type BudgetYear } from './budget-stream';
import { IndexationRun } from './indexation-run';
import type { AdjustToIndexDto } from './indexation.dto';
import type { RunAsked } from './send-run';

/** Adjusts all allocations of a budget to what is published of their indexes now. */
export class AdjustBudgetToIndexes extends Command<IndexationRun> {
  constructor(
    readonly at: BudgetYear,
    readonly body: AdjustToIndexDto,
    readonly by: RunAsked,
  ) {
    super();
  }
}

@CommandHandler(AdjustBudgetToIndexes)
export class AdjustBudgetHandler implements ICommandHandler<AdjustBudgetToIndexes> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
    private readonly stopping: Stopping,
  ) {}

  /** The run, not begun yet. Throws the problem where no allocation could be adjusted. */
  async execute({ at, body, by }: AdjustBudgetToIndexes): Promise<IndexationRun> {
    const { unknown: named } = await this.parties.look(decidingBody(body.decision));
    const { state } = await this.writer.read(budgetDecider, budgetStream(at));
    const { budget } = state;
    if (budget === null) throw refusal(missing('budget-not-found', `${at.bodyId} has no open budget for ${at.year}.`));
    const refused =
      notOpenFor({ type: 'AdjustToIndex' }, state, budget) ?? (named.unknown ? unknownParty(named.unknown) : null);
    if (refused) throw refusal(refused);
    const { writer } = this;
    const isStopping = () => this.stopping.begun;
    return new IndexationRun({ at, body, ...by, today: this.day.today(), state, writer, isStopping });
  }
}
