import { Injectable } from '@nestjs/common';
import { Keys, KeysUnavailable } from '@anslag/personal-data/keys';
import type { Led } from '../http/answer';
import { Problem } from '../http/problem';
import { KnownParties } from '../parties/known-parties';

/**
 * Erases a person: the erasure is recorded, then the key destroyed. Not the other way round: a key that is gone without a record
 * is a loss, while a key that outlives its record is destroyed by whoever sees it next (KeyWatch, or a retry).
 */
@Injectable()
export class Erasing {
  constructor(
    private readonly keys: Keys,
    private readonly parties: KnownParties,
  ) {}

  /** `record` records it. Throws a problem where it is recorded and the key store does not answer. */
  async led({ partyId }: { partyId: string }, record: () => Promise<Led>): Promise<Led> {
    const led = await record();
    if (!isErased(led)) return led;
    this.parties.forget(partyId);
    try {
      await this.keys.destroy(partyId);
    } catch (cause) {
      if (!(cause instanceof KeysUnavailable)) throw cause;
      throw new Problem(
        'keys-unavailable',
        'The erasure is recorded, and the key is destroyed as soon as the key store answers again.',
        { cause },
      );
    }
    return led;
  }
}

/** Now, or before: its key is destroyed once more, should that have been missed. */
function isErased(led: Led): boolean {
  if ('preview' in led) return false;
  const { outcome } = led;
  return outcome.outcome === 'done' || (outcome.outcome === 'refused' && outcome.refusal.refused === 'already-erased');
}
