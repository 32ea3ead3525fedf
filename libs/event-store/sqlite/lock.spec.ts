import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadFile } from '../thread-file';
import { LedgerInUse, lockLedger } from './lock';
import { SqliteStore } from './sqlite-store';

let directory: string;
let child: ChildProcess | null;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-lock-'));
  child = null;
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

/** Opens the ledger in a process of its own; resolves with what that says: `open`, or the name of the error. */
async function otherProcess(): Promise<string> {
  const store = threadFile(__filename, 'sqlite-store');
  const script = `require(${JSON.stringify(store)}).SqliteStore.open(${JSON.stringify(directory)})
    .then(() => console.log('open'), (error) => console.log(error.name));`;
  child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  return said.toString().trim();
}

describe('a ledger directory', () => {
  it('that another process has is refused, and says what to do', async () => {
    expect(await otherProcess()).toBe('open');
    await expect(SqliteStore.open(directory)).rejects.toThrow(LedgerInUse);
    await expect(SqliteStore.open(directory)).rejects.toThrow(/Stop it first, or choose another directory/);
  });

  it('that this process has is refused to another, and free once it is closed', async () => {
    const store = await SqliteStore.open(directory);
    expect(await otherProcess()).toBe('LedgerInUse');
    await store.close();
    expect(await otherProcess()).toBe('open');
  });

  it('is free at once when the process that has it is killed', async () => {
    expect(await otherProcess()).toBe('open');
    child!.kill('SIGKILL');
    await once(child!, 'exit');
    const store = await SqliteStore.open(directory);
    expect(await store.head()).toBeNull();
    await store.close();
  });

  it('is not opened twice in one process either, and trying to does not let another process in', async () => {
    const unlock = lockLedger(directory);
    expect(() => lockLedger(directory)).toThrow(LedgerInUse);
    expect(await otherProcess()).toBe('LedgerInUse');
    unlock();
    lockLedger(directory)();
  });

  it('that cannot be used says why, not that it is in use', () => {
    expect(() => lockLedger('/dev/null/ledger')).toThrow(/ENOTDIR/);
  });
});
