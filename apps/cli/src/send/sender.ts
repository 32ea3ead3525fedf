import { Readable } from 'node:stream';
import { pause, type Connection } from '../connection';
import { LedgerProblem, LedgerUnreachable, problem } from '../ledger-client';
import type { LedgerCommand, Outcome } from './command';

/** How often lines are sent again without any of them being answered, before that is given up. */
const tries = 8;

/**
 * Sends commands as a batch, which is carried out in order, and answers each. A refused one stops no other. What a broken
 * connection left unanswered is sent again, under the same keys; rejects where that comes to nothing.
 */
export async function* send<C extends LedgerCommand>(
  connection: Connection,
  commands: readonly C[],
  { dryRun }: { dryRun: boolean },
): AsyncIterable<Outcome<C>> {
  let pending = commands;
  for (let tried = 1; pending.length > 0; tried += 1) {
    const again: C[] = [];
    let answered = 0;
    let failure: Error | null = null;
    try {
      for await (const { line, status, body } of connection.batch(linesOf(pending), dryRun)) {
        const command = pending[line - 1]!;
        answered = line;
        if (status < 500) yield { command, status, body };
        else {
          again.push(command);
          failure = problem(status, body);
        }
      }
    } catch (error) {
      const passes = error instanceof LedgerUnreachable || (error instanceof LedgerProblem && error.status === 503);
      if (!passes) throw error;
      failure = error;
    }
    const rest = [...again, ...pending.slice(answered)];
    if (rest.length < pending.length) tried = 1;
    pending = rest;
    if (pending.length === 0) return;
    if (tried === tries) throw failure ?? new LedgerUnreachable('The ledger answers only part of what it is sent.');
    await pause(tried);
  }
}

/** How many lines are handed over at once. */
const together = 64;

/** The commands as NDJSON, made no sooner than it can be sent. */
function linesOf(commands: readonly LedgerCommand[]): Readable {
  const pieces = function* () {
    for (let at = 0; at < commands.length; at += together)
      yield commands
        .slice(at, at + together)
        .map(({ path, key, body }) => `${JSON.stringify({ path, key, body })}\n`)
        .join('');
  };
  return Readable.from(pieces(), { objectMode: false });
}
