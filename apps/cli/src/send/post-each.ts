import type { Connection } from '../connection';
import type { LedgerCommand, Outcome } from './command';

/** How many requests are under way at once. */
const atOnce = 16;

/** Sends each command as a request of its own. */
export async function* postEach<C extends LedgerCommand>(
  connection: Connection,
  commands: readonly C[],
  { dryRun }: { dryRun: boolean },
): AsyncIterable<Outcome<C>> {
  const underWay = new Set<Promise<{ outcome: Outcome<C>; done: () => void }>>();
  const begin = (command: C) => {
    const path = dryRun ? `${command.path}?dryRun=true` : command.path;
    const sent = connection.command(path, command.body, command.key).then(({ status, body }) => {
      return { outcome: { command, status, body }, done: () => underWay.delete(sent) };
    });
    underWay.add(sent);
    // The first failure ends it all; those after it have nobody to tell.
    sent.catch(() => {});
  };
  let next = 0;
  while (next < commands.length || underWay.size > 0) {
    while (next < commands.length && underWay.size < atOnce) begin(commands[next++]!);
    const { outcome, done } = await Promise.race(underWay);
    done();
    yield outcome;
  }
}
