import { createHash, randomUUID } from 'node:crypto';
import type {
  CommandOutcome,
  CommandRequest,
  CommandResult,
  Decider,
  Notice,
  Refused,
} from '@anslag/event-store/decider';
import type { StoredEvent } from '@anslag/event-store/port';

/** Counts up to a limit. `trail` depends on the order of what was counted, so that a wrong fold can't hide. */
export interface TallyState {
  total: number;
  entries: number;
  trail: string;
}

export interface Count {
  by: number;
  /** Refused where the total would go above it. */
  limit?: number;
  /** Split over so many events. */
  events?: number;
  /** Characters that each event holds besides. */
  padding?: number;
  warnings?: Notice[];
  /** What the rules would throw if they had a bug. */
  bug?: Error;
}

export interface Counted {
  type: 'Counted';
  data: { by: number; padding?: string };
}

export interface OverLimit extends Refused {
  refused: 'over-limit';
  total: number;
}

/** A small set of rules for the writer's specs, in place of the domain's. */
export const tally: Decider<TallyState, Count, Counted> & {
  decide(command: Count, state: TallyState): { events: Counted[]; warnings: Notice[] } | OverLimit;
} = {
  category: 'tally',
  stateVersion: 1,
  initial: { total: 0, entries: 0, trail: '' },
  decide({ by, limit = Infinity, events = 1, padding = 0, warnings = [], bug }, { total }) {
    if (bug) throw bug;
    if (total + by * events > limit)
      return { refused: 'over-limit', detail: `${total} and ${by} more are above ${limit}`, total };
    const data = { by, ...(padding > 0 && { padding: 'x'.repeat(padding) }) };
    return { events: Array.from({ length: events }, (): Counted => ({ type: 'Counted', data })), warnings };
  },
  evolve({ total, entries, trail }, { data, revision, actor }) {
    const next = createHash('sha1').update(`${trail} ${revision} ${actor} ${data.by}`).digest('base64');
    return { total: total + data.by, entries: entries + 1, trail: next };
  },
  encode: (state) => state,
  decode: (stored) => stored as TallyState,
};

/** A command to count; under a key of its own unless one is given. */
export function count(command: Count | number, given: Partial<CommandRequest<Count>> = {}): CommandRequest<Count> {
  const counted = typeof command === 'number' ? { by: command } : command;
  return {
    command: counted,
    commandId: randomUUID(),
    commandHash: JSON.stringify(counted),
    actor: 'ann',
    correlationId: 'here',
    causationId: 'there',
    ...given,
  };
}

/** What a replay of the stream's events from the first one says. */
export function folded(events: readonly StoredEvent[]): TallyState {
  return events.reduce((state, { data, revision, metadata }) => {
    const { actor } = metadata as { actor: string };
    return tally.evolve(state, { type: 'Counted', data: data as Counted['data'], revision, actor });
  }, tally.initial);
}

export function done(outcome: CommandOutcome<Refused>): CommandResult {
  if (outcome.outcome !== 'done') throw new Error(`not done: ${JSON.stringify(outcome)}`);
  return outcome.result;
}

/** A result as its caller may compare it with a retry's. */
export function answerOf({ commandId, stream, revision, events, warnings }: CommandResult) {
  return { commandId, stream, revision, events, warnings };
}
