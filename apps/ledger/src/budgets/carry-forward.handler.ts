import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { YearEndRule } from '@anslag/domain/budget/events';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { Refusal } from '@anslag/domain/refusal';
import type { CommandOutcome } from '@anslag/event-store/decider';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import type { Sent } from '../http/sent';
import { reads, writes, writesWithin } from '../http/turn';
import { decidingBody, KnownParties, readsOf } from '../parties/known-parties';
import { budgetOf, budgetStream, type BudgetYear } from './budget-stream';
import { seenThrough } from './see-through';
import { allBudgets, budgetsOf } from './touched';
import { UnderWay } from './under-way';
import type { CarryForwardDto } from './year-end.dto';

export class CarryForwardBudget extends Command<Led> {
  constructor(
    readonly at: BudgetYear,
    readonly body: CarryForwardDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

/** Begins to carry a year forward, and sees it through. The answer tells what that year has booked to begin with. */
@CommandHandler(CarryForwardBudget)
export class CarryForwardHandler implements ICommandHandler<CarryForwardBudget> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
    private readonly underWay: UnderWay,
  ) {}

  async execute({ at, body, sent }: CarryForwardBudget): Promise<Led> {
    const [before, stream, after] = [-1, 0, 1].map((years) => budgetStream({ ...at, year: at.year + years }));
    const named = decidingBody(body.decision);
    await sent.turn?.come([
      reads(before!),
      writes(stream!),
      writes(after!),
      writesWithin(allBudgets),
      writesWithin(budgetsOf(at.year)),
      writesWithin(budgetsOf(at.year + 1)),
      ...readsOf(named),
    ]);
    const { unknown, basedOn } = await this.parties.look(named);
    const earlier = await budgetOf(this.writer, { ...at, year: at.year - 1 }, basedOn);
    const next = await budgetOf(this.writer, { ...at, year: at.year + 1 }, basedOn);
    const { decision, note } = body;
    const command = {
      type: 'BeginCarryForward' as const,
      ...at,
      rule: ruleOf(body),
      neighbours: {
        earlierOpen: earlier !== null && earlier.phase !== 'closed',
        next: next && {
          currency: next.budget.currency,
          phase: next.phase,
          programmes: [...next.programmes.keys()],
        },
      },
      ...(decision && { decision }),
      ...(note !== undefined && { note }),
      ...unknown,
      actor: sent.actor,
      today: this.day.today(),
    };
    const request = sent.request(stream!, command, body, basedOn);
    if (sent.dryRun) return { stream: stream!, preview: await this.writer.preview(budgetDecider, stream!, request) };
    // Its turn is over when the other year has it all, so that the lines of a batch that follow find it there.
    const outcome: CommandOutcome<Refusal> = await this.writer.execute(budgetDecider, stream!, request);
    const goOn = () => this.underWay.carryForward(at, sent.requestId);
    return seenThrough(stream!, outcome, goOn, (done) => (done ? null : goesOn));
  }
}

const goesOn = {
  code: 'carry-forward-under-way',
  detail: 'Not all of it has been brought forward yet; the ledger goes on with it by itself.',
};

function ruleOf({
  committed = 'carry',
  available = 'lapse',
  availableAtMost,
  overrun = 'stay',
}: CarryForwardDto): YearEndRule {
  return { committed, available, ...(availableAtMost !== undefined && { availableAtMost }), overrun };
}
