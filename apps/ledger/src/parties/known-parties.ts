import { Injectable } from '@nestjs/common';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import type { Decision, UnknownParty } from '@anslag/domain/decision';
import { partyDecider } from '@anslag/domain/party/decide';
import { reads, type Touch } from '../http/turn';

/** A party that a command's body names, and where; `code` is the refusal that it earns if the ledger has no such party. */
export type NamedParty = UnknownParty;

export interface Looked {
  /** The first unknown one, in the order of the fields; to be spread into the command, whose decider ranks the refusal. */
  unknown: { unknown?: UnknownParty };
  basedOn: { stream: string; revision: number }[];
}

/** How many parties are remembered as known. */
const most = 10_000;

/** Whether parties exist. A party never vanishes, so that a known one is not looked up again; an unknown one always is. */
@Injectable()
export class KnownParties {
  readonly #revisions = new Map<string, number>();

  constructor(private readonly writer: StreamWriter) {}

  async look(named: readonly NamedParty[]): Promise<Looked> {
    const basedOn: Looked['basedOn'] = [];
    for (const party of named) {
      const stream = `party-${party.partyId}`;
      if (basedOn.some((fact) => fact.stream === stream)) continue;
      const revision = this.#revisions.get(party.partyId) ?? (await this.#read(party.partyId, stream));
      if (revision < 0) return { unknown: { unknown: party }, basedOn };
      basedOn.push({ stream, revision });
    }
    return { unknown: {}, basedOn };
  }

  async #read(partyId: string, stream: string): Promise<number> {
    const { state, revision } = await this.writer.read(partyDecider, stream);
    if (state === null) return -1;
    if (this.#revisions.size >= most) this.#revisions.delete(this.#revisions.keys().next().value!);
    this.#revisions.set(partyId, revision);
    return revision;
  }
}

/** What {@link KnownParties.look} reads. */
export const readsOf = (named: readonly NamedParty[]): Touch[] => named.map(({ partyId }) => reads(`party-${partyId}`));

/** The body that a decision in a command names. */
export function decidingBody(decision: Decision | undefined): NamedParty[] {
  return decision === undefined
    ? []
    : [{ code: 'unknown-body', partyId: decision.bodyId, pointer: '/decision/bodyId' }];
}
