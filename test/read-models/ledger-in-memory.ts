import type { AgreementCommand } from '@anslag/domain/agreement/commands';
import { agreementDecider } from '@anslag/domain/agreement/decide';
import type { AgreementState } from '@anslag/domain/agreement/state';
import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { budgetDecider } from '@anslag/domain/budget/decider';
import { indexDecider, type IndexCommand } from '@anslag/domain/index-series/decide';
import type { IndexState } from '@anslag/domain/index-series/state';
import type { PartyCommand } from '@anslag/domain/party/decide';
import { partyDecider } from '@anslag/domain/party/decide';
import type { PartyState } from '@anslag/domain/party/evolve';
import type { Decider, InStream } from '@anslag/event-store/decider';
import { MemoryLog } from './memory-log';

/** What a budget command is beside its `actor` and `today`. */
type Unsigned<C> = C extends unknown ? Omit<C, 'actor' | 'today'> : never;

/** The ledger's own rules, recording into a log in memory. */
export class LedgerInMemory {
  /** How many commands were sent, and how many of them were booked. */
  readonly tally = { sent: 0, booked: 0 };
  readonly #states = new Map<string, unknown>();

  constructor(readonly log = new MemoryLog()) {}

  party(command: PartyCommand, actor = 'anna'): string | null {
    return this.#execute(partyDecider, `party-${command.partyId}`, command, actor);
  }

  agreement(command: AgreementCommand, actor = 'anna'): string | null {
    return this.#execute(agreementDecider, `agreement-${command.agreementId}`, command, actor);
  }

  index(command: IndexCommand, actor = 'anna'): string | null {
    return this.#execute(indexDecider, `index-${command.indexId}`, command, actor);
  }

  budget(command: Unsigned<BudgetCommand>, actor = 'anna', today = '2019-06-01'): string | null {
    const signed = { ...command, actor, today } as BudgetCommand;
    return this.#execute(budgetDecider, `budget-${command.bodyId}.${command.year}`, signed, actor);
  }

  partyState(partyId: string) {
    return (this.#states.get(`party-${partyId}`) ?? null) as PartyState;
  }

  agreementState(agreementId: string) {
    return (this.#states.get(`agreement-${agreementId}`) ?? null) as AgreementState;
  }

  indexState(indexId: string) {
    return (this.#states.get(`index-${indexId}`) ?? null) as IndexState;
  }

  budgetState(bodyId: string, year: number) {
    return (this.#states.get(`budget-${bodyId}.${year}`) ?? budgetDecider.initial) as typeof budgetDecider.initial;
  }

  /** Null where the command was booked, else why not. */
  #execute<S, C, E extends { type: string; data: unknown }>(
    decider: Decider<S, C, E>,
    stream: string,
    command: C,
    actor: string,
  ): string | null {
    let state = (this.#states.get(stream) ?? decider.initial) as S;
    const decided = decider.decide(command, state);
    this.tally.sent += 1;
    if ('refused' in decided) return decided.refused;
    this.tally.booked += 1;
    for (const event of decided.events) {
      const { revision } = this.log.record(stream, event.type, event.data, actor);
      state = decider.evolve(state, { ...event, revision, actor } as InStream<E>);
    }
    this.#states.set(stream, state);
    return null;
  }
}

/** Books, or fails the spec with the refusal. */
export function booked(refusal: string | null): void {
  if (refusal !== null) throw new Error(`Refused: ${refusal}`);
}
