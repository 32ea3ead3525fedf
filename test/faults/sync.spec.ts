import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { allocations, anAllocation, clientOf, openBudget } from '../api/client';
import { tokens } from '../api/ledger-process';

const commands = 200;

const isTraceable = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
if (!isTraceable)
  console.warn(
    'NOT CHECKED: strace is not installed or tracing is not permitted here, so nobody watched the syncs to disk.',
  );

/** The service, watched by strace (-D: as its grandchild), which writes a file for each thread. */
async function startTraced(directory: string, trace: string): Promise<{ child: ChildProcess; url: string }> {
  const main = resolve(__dirname, '../../dist/apps/ledger/src/main.js');
  const calls = 'trace=fsync,fdatasync,write,writev,sendto,sendmsg';
  const watch = ['-D', '-ff', '-ttt', '-T', '-y', '--seccomp-bpf', '-e', calls, '-e', 'signal=none', '-o', trace];
  const child = spawn('strace', [...watch, process.execPath, main], {
    env: {
      PATH: process.env['PATH'],
      ANSLAG_PORT: '0',
      ANSLAG_STORE: `sqlite:${directory}`,
      ANSLAG_LOG_LEVEL: 'silent',
      ANSLAG_TOKEN_CONTROLLER: tokens.controller,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const text of child.stdout!.setEncoding('utf8')) {
    said += text;
    const url = /^Anslag listens on (http:\S+)$/m.exec(said)?.[1];
    if (url) return { child, url };
  }
  throw new Error('The ledger ended before it listened');
}

interface Traced {
  began: number;
  ended: number;
}

/** The calls that returned as `wanted` says: when they began and ended, in seconds on strace's clock, in that order. */
function traced(folder: string, wanted: RegExp): Traced[] {
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  const found = lines.flatMap((line) => {
    const times = /^(\d+\.\d+) .* <(\d+\.\d+)>$/.exec(line);
    if (!times || !wanted.test(line)) return [];
    const began = Number(times[1]);
    return [{ began, ended: began + Number(times[2]) }];
  });
  return found.sort((one, other) => one.began - other.began);
}

const whereTraceable = isTraceable ? describe : describe.skip;

whereTraceable('an acknowledged command', () => {
  it('was synced to disk before it was acknowledged: each of many, one after another', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'anslag-sync-'));
    const traces = mkdtempSync(join(tmpdir(), 'anslag-trace-'));
    const trace = join(traces, 'thread');
    const { child, url } = await startTraced(directory, trace);
    try {
      const call = clientOf({ url });
      await openBudget(call);
      for (let number = 0; number < commands; number++)
        expect((await call('POST', allocations, { body: anAllocation() })).status).toBe(201);
    } finally {
      child.kill('SIGTERM');
      // When strace, too, has let go of it.
      await once(child, 'close');
    }
    const syncs = traced(traces, /\b(fsync|fdatasync)\(\d+<[^>]*events\.db-wal>\)\s+= 0 /);
    const answers = traced(traces, /"HTTP\/1\.1 201 /);
    rmSync(directory, { recursive: true });
    rmSync(traces, { recursive: true });

    // One after another: what the answer rests on was written after the answer before it.
    const unsynced = answers.filter((answer, index) => {
      const since = answers[index - 1]?.began ?? 0;
      return !syncs.some(({ began, ended }) => began > since && ended < answer.began);
    });
    expect(unsynced).toEqual([]);
    expect(answers).toHaveLength(commands + 3);
    expect(syncs.length).toBeGreaterThanOrEqual(commands + 3);
  }, 60_000);
});
