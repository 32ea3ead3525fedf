/** An event with what only its stream can tell; what a decider's `evolve` sees. */
export type InStream<E> = E & { revision: number; actor: string };

/** The rules of one kind of stream: pure functions, which the writer runs against its state. */
export interface Decider<S, C, E extends { type: string; data: unknown }> {
  /** The text before the first `-` of its streams' names. */
  category: string;
  /** Raised whenever a fold of the same events yields another state: older snapshots are then left unread. */
  stateVersion: number;
  initial: S;
  decide(command: C, state: S): { events: E[]; warnings: Notice[] } | Refused;
  evolve(state: S, event: InStream<E>): S;
  encode(state: S): unknown;
  decode(stored: unknown): S;
}

/** A rule's refusal; what it holds beyond this is between the decider and whoever commands. */
export interface Refused {
  refused: string;
  detail: string;
}

export interface Notice {
  code: string;
  detail: string;
}

/** What `metadata` of a stored event holds. */
export interface EventMetadata {
  schemaVersion: 1;
  commandId: string;
  commandHash: string;
  correlationId: string;
  causationId: string;
  actor: string;
  basedOn?: { stream: string; revision: number }[] | undefined;
  /** What the ledger warned of when it booked, so that a retry is answered with the same. */
  warnings?: Notice[] | undefined;
}

/** A command to execute on a stream, with who sent it and what it was decided from. */
export interface CommandRequest<C> {
  command: C;
  /** Same id and same hash on the same stream: the first result again. Unique per subject, key and stream. */
  commandId: string;
  commandHash: string;
  actor: string;
  correlationId: string;
  causationId: string;
  basedOn?: { stream: string; revision: number }[];
  /** The revision that the sender has seen (If-Match). */
  expectedRevision?: number;
}

/** What a command led to. Everything but `done` left the stream as it was (`unsettled`: as far as anyone can tell). */
export type CommandOutcome<R = Refused> =
  | { outcome: 'done'; result: CommandResult }
  | { outcome: 'refused'; refusal: R }
  | { outcome: 'key-reused' }
  | { outcome: 'revision-moved'; revision: number }
  | { outcome: 'event-too-large' }
  /** Other writers kept winning, or the stream's state could not be had in time. Safe to send again. */
  | { outcome: 'contended' }
  /** The store did not say in time whether it has the events. Safe to send again under the same key. */
  | { outcome: 'unsettled' };

export interface CommandResult {
  commandId: string;
  stream: string;
  /** Of the last event. */
  revision: number;
  /** At or after the last event. */
  position: bigint;
  events: { eventId: string; type: string; revision: number }[];
  warnings: Notice[];
  replayed: boolean;
}
