import { Injectable } from '@nestjs/common';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import type { Decision, UnknownParty } from '@anslag/domain/decision';
import { partyDecider } from '@anslag/domain/party/decide';
import type { Merger, PartyKind } from '@anslag/domain/party/events';
import type { MergedParty } from '@anslag/domain/party/merging';
import { reads, type Touch } from '../http/turn';
import { SharedReads } from './shared-reads';

/** A party that a command's body names, and where; `code` is the refusal that it earns if the ledger has no such party. */
export interface NamedParty extends UnknownParty {
  /** Whether the decision must know of another party that stands for it, and whether it is a person that was erased. */
  mergerMatters?: true;
}

export interface Looked {
  /** The first unknown or erased one, in the order of the fields; to be spread into the command, whose decider ranks the refusal. */
  unknown: { unknown?: UnknownParty };
  /** The one that has gone up in another, where that matters; likewise. */
  merged: { merged?: MergedParty };
  basedOn: { stream: string; revision: number }[];
}

export interface Known {
  revision: number;
  kind: PartyKind;
  /** Whether it was a person whose data is erased. */
  erased: boolean;
  merger: Merger | null;
  /** Ms since 1970. */
  readAt: number;
}

/** How many parties are remembered as known. */
const most = 10_000;

/** For how long a party that stood for itself is taken to do so: another process may have merged it meanwhile. */
const freshMs = 1_000;

/** What a merger touches, and whoever must know of one. */
export const mergers = 'mergers';

/** What new names, numbers and erasures touch, and whoever looks for the names of a person that the command does not name. */
export const persons = 'persons';

/**
 * Whether parties exist, and who stands for them. A party never vanishes and is merged once, so that what is known of either
 * is not looked up again; an unknown one always is.
 */
@Injectable()
export class KnownParties {
  readonly #known = new Map<string, Known>();
  /** How often something was forgotten: what was read before is not remembered after. */
  #forgotten = 0;
  readonly #reads = new SharedReads((partyId) => this.#read(partyId));

  constructor(private readonly writer: StreamWriter) {}

  async look(named: readonly NamedParty[]): Promise<Looked> {
    const basedOn: Looked['basedOn'] = [];
    let merged: Looked['merged'] = {};
    for (const party of named) {
      const { partyId, mergerMatters } = party;
      if (!mergerMatters && basedOn.some(({ stream }) => stream === streamOf(partyId))) continue;
      const known = await this.#find(partyId, mergerMatters ?? false);
      if (!known) return { unknown: { unknown: party }, merged, basedOn };
      addTo(basedOn, partyId, known);
      if (mergerMatters && known.erased) return { unknown: { unknown: { ...party, code: 'erased' } }, merged, basedOn };
      if (mergerMatters && known.merger) merged = { merged: await this.#stoodForBy(partyId, known.merger, basedOn) };
    }
    return { unknown: {}, merged, basedOn };
  }

  /** What is known of one party; null where there is none. `kind` never changes, all else is a second old at most. */
  find(partyId: string): Promise<Known | null> {
    return this.#find(partyId, true);
  }

  /** A party's stream has been written to by this process. */
  forget(partyId: string): void {
    this.#forgotten += 1;
    this.#known.delete(partyId);
  }

  async #stoodForBy(
    partyId: string,
    { into, effectiveFrom }: Merger,
    basedOn: Looked['basedOn'],
  ): Promise<MergedParty> {
    const passed = new Set([partyId]);
    let survivorId = into;
    for (;;) {
      const known = await this.#find(survivorId, true);
      if (!known) break;
      addTo(basedOn, survivorId, known);
      passed.add(survivorId);
      // Two processes can merge two parties into each other at the same moment.
      if (!known.merger || passed.has(known.merger.into)) break;
      survivorId = known.merger.into;
    }
    return { partyId, survivorId, effectiveFrom };
  }

  async #find(partyId: string, mergerMatters: boolean): Promise<Known | null> {
    const known = this.#known.get(partyId);
    if (known && (!mergerMatters || known.merger || known.erased || Date.now() - known.readAt < freshMs)) return known;
    return this.#reads.read(partyId);
  }

  async #read(partyId: string): Promise<Known | null> {
    const [forgotten, readAt] = [this.#forgotten, Date.now()];
    const { state, revision } = await this.writer.read(partyDecider, streamOf(partyId));
    if (state === null) return null;
    const { kind, erased, merger } = state;
    const known = { revision, kind, erased, merger, readAt };
    if (forgotten !== this.#forgotten) return known;
    if (this.#known.size >= most) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(partyId, known);
    return known;
  }
}

const streamOf = (partyId: string): string => `party-${partyId}`;

function addTo(basedOn: Looked['basedOn'], partyId: string, { revision }: Known): void {
  const stream = streamOf(partyId);
  if (!basedOn.some((fact) => fact.stream === stream)) basedOn.push({ stream, revision });
}

/** What {@link KnownParties.look} reads. */
export const readsOf = (named: readonly NamedParty[]): Touch[] => [
  ...named.map(({ partyId }) => reads(streamOf(partyId))),
  ...(named.some(({ mergerMatters }) => mergerMatters) ? [reads(mergers)] : []),
];

/** The body that a decision in a command names. */
export function decidingBody(decision: Decision | undefined): NamedParty[] {
  return decision === undefined
    ? []
    : [{ code: 'unknown-body', partyId: decision.bodyId, pointer: '/decision/bodyId' }];
}

/** A recipient that money is to be given to: another may stand for it. */
export const recipientNamed = (partyId: string): NamedParty => ({
  code: 'unknown-recipient',
  partyId,
  pointer: '/recipientId',
  mergerMatters: true,
});
