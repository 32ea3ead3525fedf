import { hash, randomUUID } from 'node:crypto';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { Phase } from '@anslag/domain/budget/state';
import { carriedForward, hasTaken } from '@anslag/domain/budget/taking-over';
import type { Refusal } from '@anslag/domain/refusal';
import type { CommandOutcome } from '@anslag/event-store/decider';
import type { StreamWriter } from '@anslag/event-store/stream-writer';
import { budgetOf, budgetStream, type BudgetYear } from './budget-stream';

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

/**
 * Carries a year forward from wherever that stands: what is left goes out of the year, what went out comes into the next,
 * and when all is there the year says so. Each step is decided on its own stream by what that holds, so that any process may
 * take any of them, at once or after a crash: nothing is carried twice.
 */
export async function carryForward(at: BudgetYear, stepping: Stepping): Promise<Progress> {
  const { writer, isStopping } = stepping;
  const given: Facts = [];
  const from = await budgetOf(writer, at, given);
  if (from?.phase !== 'carrying' || !from.carrying) return { done: isOver(from), position: null };
  const { toYear, by } = from.carrying;
  const to = { bodyId: at.bodyId, year: toYear };
  const steps = new Steps(stepping, by);
  while (!isStopping()) {
    // Refused once all is out of the year, whoever has carried it.
    if (!(await steps.take(at, 'CarryOn', {}, []))) break;
  }
  const carrying = await budgetOf(writer, at, given);
  let left = carriedForward(carrying!, carrying!.budget);
  const seen: Facts = [];
  while (!isStopping()) {
    const taking = await budgetOf(writer, to, seen);
    if (taking) left = left.filter((one) => !hasTaken(taking, one));
    if (left.length === 0) break;
    if (!(await steps.take(to, 'TakeOver', { carried: left.slice(0, 1_000) }, given.slice(-1)))) break;
  }
  if (!isStopping()) await steps.take(at, 'CompleteCarryForward', { untaken: left.length }, seen.slice(-1));
  return { done: isOver(await budgetOf(writer, at, [])), position: steps.position };
}

type Facts = { stream: string; revision: number }[];

const isOver = (state: { phase: Phase } | null): boolean => state?.phase === 'carried' || state?.phase === 'closed';

/** A process's own commands: each has an id of its own, since what makes it happen once are the streams' business keys. */
class Steps {
  position: bigint | null = null;

  constructor(
    private readonly stepping: Stepping,
    private readonly actor: string,
  ) {}

  /** Whether it led to something. Where it did not, it was refused or could not be settled now, and somebody comes again. */
  async take(
    on: BudgetYear,
    type: 'CarryOn' | 'TakeOver' | 'CompleteCarryForward',
    more: object,
    basedOn: Facts,
  ): Promise<boolean> {
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
