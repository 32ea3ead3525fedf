import { Injectable } from '@nestjs/common';
import type { PartyCommand } from '@anslag/domain/party/decide';
import { isPersonalKind, type Unsealable } from '@anslag/domain/party/personal';
import { Keys, type Kept } from '@anslag/personal-data/keys';
import type { SubjectKey } from '@anslag/personal-data/subject-key';
import type { Digest } from '../http/command-hash';
import { Problem } from '../http/problem';
import { KnownParties } from '../parties/known-parties';
import { isInId } from './found-in';
import { throwawayKey } from './throwaway';

/** A command as its decider gets it, and how what was sent is hashed. */
export interface Sealed {
  command: PartyCommand;
  digest?: Digest;
}

type Naming = Extract<PartyCommand, { type: 'RegisterParty' | 'RenameParty' | 'IdentifyParty' }>;

/** Whether a command says something that is sealed where its party is a person. */
export const isNaming = (command: PartyCommand): command is Naming =>
  command.type === 'RegisterParty' || command.type === 'RenameParty' || command.type === 'IdentifyParty';

/**
 * Seals what a command says of a person before anything is decided on it, so that neither the rules nor the log ever see it.
 * Its hash is made with the same key, and goes with it.
 */
@Injectable()
export class Sealing {
  constructor(
    private readonly keys: Keys,
    private readonly parties: KnownParties,
  ) {}

  /** Throws a problem where the person's key is missing, or the key store does not answer. */
  async sealed(command: PartyCommand, dryRun: boolean): Promise<Sealed> {
    if (!isNaming(command)) return { command };
    if (command.type === 'RegisterParty' && !isPersonalKind(command.kind)) return { command };
    const key = await this.#keyFor(command, dryRun);
    if (key === null) return { command };
    return { command: sealedBy(key, command), digest: (text) => key.hash(text) };
  }

  /** Null for what needs none, since its party is no person. */
  async #keyFor(command: Naming, dryRun: boolean): Promise<SubjectKey | null> {
    const { partyId } = command;
    const known = await this.parties.find(partyId);
    if (known === null) {
      if (command.type !== 'RegisterParty') return null;
      if (!dryRun) return found(await this.keys.make(partyId));
      return throwawayKey(partyId);
    }
    const isPerson = isPersonalKind(known.kind);
    if (!isPerson && command.type !== 'RegisterParty') return null;
    // Its decider refuses it, whatever it says.
    if (!isPerson || known.erased) return throwawayKey(partyId);
    const kept = (await this.keys.find([partyId])).get(partyId);
    // Destroyed by another process, a moment ago?
    if (kept === 'destroyed' && (await this.#isErased(partyId))) return throwawayKey(partyId);
    return found(kept);
  }

  async #isErased(partyId: string): Promise<boolean> {
    this.parties.forget(partyId);
    return (await this.parties.find(partyId))?.erased ?? false;
  }
}

function found(kept: Kept | undefined): SubjectKey {
  if (kept !== undefined && kept !== 'destroyed') return kept;
  throw new Problem(
    'key-missing',
    'The key that this person’s data is sealed with is missing, though nobody has erased it. Restore the key store.',
  );
}

function sealedBy(key: SubjectKey, command: Naming): PartyCommand {
  switch (command.type) {
    case 'RegisterParty': {
      const { name, identifiers = [], sealed: _, ...said } = command;
      const ids = identifiers.map(({ id }) => id);
      return {
        ...said,
        ...inId(command.partyId, name ?? '', ids, '/partyId'),
        sealed: {
          name: key.seal('name', name ?? ''),
          identifiers: identifiers.map(({ scheme, id }) => ({ scheme, ...sealedId(key, scheme, id) })),
        },
      };
    }
    case 'RenameParty': {
      const { name, sealed: _, ...said } = command;
      return { ...said, sealed: { name: key.seal('name', name ?? '') } };
    }
    case 'IdentifyParty': {
      const { id, sealed: _, ...said } = command;
      return { ...said, ...inId(command.partyId, '', [id ?? ''], '/id'), sealed: sealedId(key, said.scheme, id ?? '') };
    }
  }
}

/** The mark is of the number however it is spaced. */
function sealedId(key: SubjectKey, scheme: string, id: string): { id: string; mark: string } {
  return { id: key.seal('identifier', id), mark: key.mark(scheme, id.replaceAll(/[\s-]/g, '')) };
}

function inId(partyId: string, name: string, ids: readonly string[], pointer: string): { unsealable?: Unsealable } {
  return isInId(partyId, name, ids) ? { unsealable: { pointer, why: 'in-id' } } : {};
}
