import type { Connection } from '../connection';
import type { LedgerCommand, Outcome } from './command';
import { postEach } from './post-each';

/**
 * Sends commands that do not depend on one another, and answers each, in any order. A refused one stops no other. Rejects
 * where the ledger can no longer be reached: what was sent may be sent again.
 */
export type Send = <C extends LedgerCommand>(
  connection: Connection,
  commands: readonly C[],
  options: { dryRun: boolean },
) => AsyncIterable<Outcome<C>>;

/** How this program sends commands. */
export const send: Send = postEach;
