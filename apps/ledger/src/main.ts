import '../../projector/src/node-version';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { MADE_TOKENS } from './http/http.module';
import { Stopping } from './http/stopping';
import { createLedger } from './ledger';
import { settings, type Settings } from './settings';

async function main(): Promise<void> {
  const app = await createLedger();
  const { host, port } = app.get<Settings>(settings.KEY);
  await app.listen(port, host);
  showTokens(app.get<Record<string, string> | null>(MADE_TOKENS));
  process.stdout.write(`Anslag listens on ${await app.getUrl()}\n`);
  stopOnSignal(app);
}

/** Once, on standard output and not in the log: only their hashes are kept. */
function showTokens(made: Record<string, string> | null): void {
  if (!made) return;
  const lines = Object.entries(made).map(([role, token]) => `  ${role.padEnd(10)} ${token}\n`);
  process.stdout.write(`Tokens, shown this once (kept are only their hashes):\n${lines.join('')}`);
}

/**
 * Stops gracefully on the first signal. Later ones change nothing: a Ctrl-C under npm arrives twice, from the terminal and
 * from npm, and must not cut short what it began. The wait is bounded.
 */
function stopOnSignal(app: NestFastifyApplication): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    // Whoever has not sent a whole request by then is cut off; nothing of theirs was decided.
    if (!(await app.get(Stopping).begin())) app.getHttpServer().closeAllConnections();
    await app.get(StreamWriter).drain();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop().catch(failed));
}

/** Faults of whoever starts it are told in words; others with their stack. */
const inWords = ['CannotStart', 'LedgerInUse', 'StoreUnavailable'];

function failed(error: unknown): void {
  const { name, message, stack, syscall } = error as Error & { syscall?: string };
  const told = inWords.includes(name) || syscall !== undefined ? message : (stack ?? String(error));
  process.stderr.write(`Anslag failed: ${told}\n`);
  process.exit(1);
}

main().catch(failed);
