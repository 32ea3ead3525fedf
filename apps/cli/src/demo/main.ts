import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerClient } from '../ledger-client';
import { facts } from './facts';
import { roles, startLedger, type LedgerProcess } from './ledger-process';
import { printReports } from './reports';

/** `npm run demo`: records facts F1 and F2 over HTTP in a fresh ledger, prints the reports, and leaves it running. */
async function demo(leaveRunning: boolean): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'anslag-demo-'));
  try {
    print('Starting a ledger with an empty embedded store …');
    const ledger = await startLedger(directory);
    try {
      const client = new LedgerClient(ledger.url);
      print(
        `Recording what the health board of Region Östergötland decided on 2019-11-12 (${facts.length} commands) …`,
      );
      const position = await record(client, ledger.tokens.controller);
      await printReports(client, ledger.tokens.auditor, position, print);
      if (leaveRunning) await untilStopped(ledger);
    } finally {
      await ledger.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Sends the facts, each under a key of its own, and returns the position that a report has to reach to show them all. */
async function record(client: LedgerClient, token: string): Promise<string> {
  let position = '0';
  for (const [index, { path, body }] of facts.entries())
    ({ position } = await client.post<{ position: string }>(token, path, body, `demo-${index}`));
  return position;
}

async function untilStopped({ url, tokens, ended }: LedgerProcess): Promise<void> {
  const api = `${url}/api/v1`;
  print(`\nThe ledger is running at ${url} until you press Ctrl-C; its books are then removed. Tokens:`);
  for (const role of roles) print(`  ${role.padEnd(10)} ${tokens[role]}`);
  print('\nTry:');
  print(`  curl -s -H 'Authorization: Bearer ${tokens.viewer}' '${api}/balances?year=2019'`);
  print(
    `  curl -s -H 'Authorization: Bearer ${tokens.controller}' -H 'Content-Type: application/json' ` +
      `-d '{"amount":"100000.00","effectiveOn":"2019-12-01"}' '${api}/budgets/hsn/2019/allocations/iop-novahuset/disbursements'`,
  );
  print(`  curl -s -H 'Authorization: Bearer ${tokens.auditor}' '${api}/audit-trail?recipientId=novahuset'`);
  const interrupted = new Promise((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await Promise.race([interrupted, ended]);
}

demo(!process.argv.includes('--exit')).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
