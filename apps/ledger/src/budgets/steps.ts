import { hash, randomUUID } from 'node:crypto';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { Refusal } from '@anslag/domain/refusal';
import type { CommandOutcome } from '@anslag/event-store/decider';
import type { StreamWriter } from '@anslag/event-store/stream-writer';
import { budgetStream, type BudgetYear } from './budget-stream';

/** How far a process has come: whether it is done, and a position at or after what it has booked just now. */
export interface Progress {
  done: boolean;
  position: bigint | null;
}

/** Steps that a process takes by itself, on behalf of whoever began it. */
export interface Stepping {
  writer: StreamWriter;
  /** The request, or the resumption, that they belong to. */
  correlationId: string;
  /** Whether the service is stopping: no further step is taken then. */
  isStopping(): boolean;
}

/** Revisions that a decision looked at. */
export type Facts = { stream: string; revision: number }[];

type Step = 'CarryOn' | 'TakeOver' | 'CompleteCarryForward' | 'ReceiveTransfer' | 'SettleTransfer';

/** A process's own commands: each has an id of its own, since what makes it happen once are the streams' business keys. */
export class Steps {
  position: bigint | null = null;

  constructor(
    private readonly stepping: Stepping,
    private readonly actor: string,
  ) {}

  /** Whether it led to something. Where it did not, it was refused or could not be settled now, and somebody comes again. */
  async take(on: BudgetYear, type: Step, more: object, basedOn: Facts): Promise<boolean> {
    const stream = budgetStream(on);
    const { writer, correlationId } = this.stepping;
    const { actor } = this;
    const outcome: CommandOutcome<Refusal> = await writer.execute(budgetDecider, stream, {
      command: { type, ...on, ...more, actor, today: '' } as BudgetCommand,
      commandId: randomUUID(),
      commandHash: hash('sha256', `${type} ${stream}`),
      actor,
      correlationId,
      causationId: correlationId,
      ...(basedOn.length > 0 && { basedOn }),
    });
    if (outcome.outcome !== 'done')
      return outcome.outcome === 'refused' && outcome.refusal.refused === 'already-carried';
    const { position } = outcome.result;
    if (this.position === null || position > this.position) this.position = position;
    return true;
  }
}
