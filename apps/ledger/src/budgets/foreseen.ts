import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import type { BudgetState } from '@anslag/domain/budget/state';
import { isRefusal } from '@anslag/domain/refusal';
import type { Led } from '../http/answer';

/** A dry run of many commands: each is decided on what those before it would have led to, as the run itself does. */
export class Foreseen {
  #revision: number;

  constructor(
    readonly stream: string,
    public state: BudgetState,
  ) {
    this.#revision = state.revision;
  }

  decide(command: BudgetCommand): Led {
    const { stream } = this;
    const decided = budgetDecider.decide(command, this.state);
    if (isRefusal(decided)) return { stream, preview: { outcome: 'refused', refusal: decided } };
    const before = this.#revision;
    for (const event of decided.events) {
      this.#revision += 1;
      this.state = budgetDecider.evolve(this.state, { ...event, revision: this.#revision, actor: command.actor });
    }
    return { stream, preview: { outcome: 'would', ...decided, revision: before } };
  }
}
