import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { BudgetEvent } from '@anslag/domain/budget/events';
import type { BudgetState } from '@anslag/domain/budget/state';
import { isRefusal } from '@anslag/domain/refusal';
import { fold } from './given';
import { kronor, postingsUpTo, rowOf } from './figures';
import { today } from './hsn';

/** The board's budget in memory: what was booked, command by command, and what a report of it shows at a cut. */
export class Book {
  state: BudgetState;

  constructor(readonly events: BudgetEvent[]) {
    this.state = fold(budgetDecider, events);
  }

  /** Books what the command leads to. A refusal fails the spec. */
  book(command: BudgetCommand): this {
    const answer = budgetDecider.decide(command, this.state);
    if (isRefusal(answer)) throw new Error(`${command.type} on ${today}: ${answer.refused}, ${answer.detail}`);
    for (const event of answer.events) {
      const recorded = { ...event, revision: this.events.length, actor: command.actor };
      this.state = budgetDecider.evolve(this.state, recorded);
      this.events.push(event);
    }
    return this;
  }

  /** What a command would be answered. */
  ask(command: BudgetCommand) {
    return budgetDecider.decide(command, this.state);
  }

  /** The row as of an effective day, and as known when the stream had so many events; all of both unless said. */
  row({ effectiveAt, known }: { effectiveAt?: string; known?: number } = {}): Record<string, string> {
    const row = rowOf(postingsUpTo(this.events.slice(0, known), effectiveAt));
    return Object.fromEntries(Object.entries(row).map(([column, units]) => [column, kronor(units)]));
  }
}

/** A row that is zero but for what is said. */
export const row = (said: Record<string, string> = {}) => ({
  allocated: '0.00',
  reserved: '0.00',
  disbursed: '0.00',
  returned: '0.00',
  released: '0.00',
  carriedIn: '0.00',
  carriedOut: '0.00',
  priorYear: '0.00',
  remaining: '0.00',
  ...said,
});
