import { VersionedMap } from '@anslag/collections/versioned-map';
import type { Decider, EventMetadata } from './decider';
import { BrokenStream, noStream, type StoredEvent } from './port';

/** A command as its stream remembers it: the hash of what was asked, and which events it led to. */
export interface KnownCommand {
  hash: string;
  firstRevision: number;
  count: number;
  /** When it was recorded by the stream's own clock, ms since 1970. */
  at: number;
}

/** A stream folded up to a revision. Immutable, so that commands can be decided ahead of what is stored, and dropped again. */
export interface StreamPoint<S> {
  revision: number;
  /** Of the event at `revision`; null before the first. */
  eventId: string | null;
  /** The latest time of recording so far, ms since 1970: the stream's own clock, which never steps back. */
  newestAt: number;
  state: S;
  commands: VersionedMap<string, KnownCommand>;
}

/** How long a stream knows a command's id, by its own clock (design.md §5.3). Business keys are known for ever. */
export const commandMemoryMs = 90 * 24 * 60 * 60 * 1000;

export function startOf<S>(decider: { initial: S }): StreamPoint<S> {
  return { revision: noStream, eventId: null, newestAt: 0, state: decider.initial, commands: VersionedMap.of() };
}

/** The command that this id already led to on the stream, unless that is too long ago. */
export function knownCommand(point: StreamPoint<unknown>, commandId: string): KnownCommand | undefined {
  const known = point.commands.get(commandId);
  return known && point.newestAt - known.at <= commandMemoryMs ? known : undefined;
}

/** The stream after one more event of a command. */
export function advance<S, C, E extends { type: string; data: unknown }>(
  decider: Decider<S, C, E>,
  point: StreamPoint<S>,
  event: E,
  by: { actor: string; commandId: string; commandHash: string },
  stored: { id: string; recordedAt: number },
): StreamPoint<S> {
  const revision = point.revision + 1;
  // A command recorded after the store's clock stepped back is as new as what stands before it, not older.
  const newestAt = Math.max(point.newestAt, stored.recordedAt);
  return {
    revision,
    eventId: stored.id,
    newestAt,
    state: decider.evolve(point.state, { ...event, revision, actor: by.actor }),
    commands: remember(point.commands, by, revision, newestAt),
  };
}

function remember(
  commands: VersionedMap<string, KnownCommand>,
  by: { commandId: string; commandHash: string },
  revision: number,
  at: number,
): VersionedMap<string, KnownCommand> {
  const known = commands.get(by.commandId);
  // The events of a command stand side by side; the same id further on is a new command, after the old was forgotten.
  if (known && known.firstRevision + known.count === revision && known.hash === by.commandHash)
    return commands.set(by.commandId, { ...known, count: known.count + 1 });
  return commands.set(by.commandId, { hash: by.commandHash, firstRevision: revision, count: 1, at });
}

/** The stream after stored events that follow it. Throws {@link BrokenStream} where one is missing. */
export function advanceStored<S, C, E extends { type: string; data: unknown }>(
  decider: Decider<S, C, E>,
  point: StreamPoint<S>,
  events: readonly StoredEvent[],
): StreamPoint<S> {
  return events.reduce((before, stored) => {
    if (stored.revision !== before.revision + 1)
      throw new BrokenStream(`${stored.stream} goes from revision ${before.revision} to ${stored.revision}`);
    const event = { type: stored.type, data: stored.data } as E;
    return advance(decider, before, event, stored.metadata as EventMetadata, stored);
  }, point);
}
