import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { yearsThen } from '@anslag/domain/budget/concerned-year';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { EventStore } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { CivilDay } from '../civil-day';
import type { Led } from '../http/answer';
import { carriedOut } from '../http/carry-out';
import type { Sent } from '../http/sent';
import { reads, writes, writesWithin } from '../http/turn';
import { decidingBody, KnownParties, readsOf } from '../parties/known-parties';
import { EVENT_STORE } from '../store.module';
import { budgetOf, budgetStream, type BudgetYear } from './budget-stream';
import { allBudgets, budgetsOf } from './touched';
import type { LateCorrectionDto, YearEndDto } from './year-end.dto';

export class CloseBudgetYear extends Command<Led> {
  constructor(
    readonly at: BudgetYear,
    readonly body: YearEndDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

/** Closes a year with a seal: a position of the store at which its stream was complete. */
@CommandHandler(CloseBudgetYear)
export class CloseHandler implements ICommandHandler<CloseBudgetYear> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async execute({ at, body, sent }: CloseBudgetYear): Promise<Led> {
    const stream = budgetStream(at);
    const named = decidingBody(body.decision);
    // The position must be one at which everything before it is stored.
    await sent.turn?.come([
      reads(stream),
      writes(stream),
      writesWithin(allBudgets),
      writesWithin(budgetsOf(at.year)),
      ...readsOf(named),
    ]);
    const { unknown, basedOn } = await this.parties.look(named);
    const { revision } = await this.writer.read(budgetDecider, stream);
    const position = String((await this.store.head()) ?? 0n);
    const command = {
      type: 'CloseBudget' as const,
      ...at,
      ...body,
      ...unknown,
      sealed: { revision, position },
      actor: sent.actor,
      today: this.day.today(),
    };
    return carriedOut(this.writer, budgetDecider, stream, sent, command, body, basedOn);
  }
}

export class CorrectLate extends Command<Led> {
  constructor(
    readonly at: BudgetYear,
    readonly body: LateCorrectionDto,
    readonly sent: Sent,
  ) {
    super();
  }
}

@CommandHandler(CorrectLate)
export class LateCorrectionHandler implements ICommandHandler<CorrectLate> {
  constructor(
    private readonly writer: StreamWriter,
    private readonly parties: KnownParties,
    private readonly day: CivilDay,
  ) {}

  async execute({ at, body, sent }: CorrectLate): Promise<Led> {
    const { bodyId, year } = at;
    const { concernsYear } = body;
    const stream = budgetStream(at);
    const named = decidingBody(body.decision);
    const earlier = Array.from({ length: Math.max(0, year - concernsYear) }, (_, index) => concernsYear + index);
    await sent.turn?.come([
      writes(stream),
      writesWithin(allBudgets),
      writesWithin(budgetsOf(year)),
      ...earlier.map((one) => reads(budgetStream({ bodyId, year: one }))),
      ...readsOf(named),
    ]);
    const { unknown, basedOn } = await this.parties.look(named);
    const concerned = await budgetOf(this.writer, { bodyId, year: concernsYear }, basedOn);
    const isClosed = concerned?.phase === 'closed';
    const states = isClosed ? [concerned] : [];
    for (const one of isClosed ? earlier.slice(1) : []) {
      const state = await budgetOf(this.writer, { bodyId, year: one }, basedOn);
      if (state) states.push(state);
    }
    const earliestOpen = states.find(({ phase }) => phase === 'open')?.budget.year ?? null;
    const facts = {
      isClosed,
      earliestOpen,
      before: yearsThen(states, body),
      ...unknown,
      actor: sent.actor,
      today: this.day.today(),
    };
    const command = { type: 'RecordLateCorrection' as const, ...at, ...body, ...facts };
    return carriedOut(this.writer, budgetDecider, stream, sent, command, body, basedOn);
  }
}
