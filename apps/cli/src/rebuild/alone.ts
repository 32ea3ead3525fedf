import { userInfo } from 'node:os';
import { openReadDatabase } from '@anslag/read-models/open-database';
import { projections } from '@anslag/read-models/projections';
import { rebuildJson } from '@anslag/read-models/rebuild-json';
import {
  findRebuild,
  listDifferences,
  listRebuilds,
  type RebuildRefusal,
  type RebuildStatus,
} from '@anslag/read-models/rebuilds';
import { Projecting } from '../../../projector/src/projecting';
import type { RebuildAsk } from '../../../projector/src/thread-messages';
import { writtenAsk } from '../../../projector/src/written-ask';
import { Failure } from '../failing';
import { lockStore } from '../locked-store';
import { embeddedStore } from '../paths';
import { shownDifferences, type Rebuilds } from './rebuilds';

/**
 * The rebuilds of an embedded store that no ledger runs on, carried out in this process under the store's exclusive lock:
 * while a ledger has it this is refused with LedgerInUse. The read models are brought up to the log's end first.
 */
export async function rebuildsIn(directory: string): Promise<Rebuilds> {
  const unlock = lockStore(directory);
  const store = `sqlite:${directory}`;
  const elsewhere = process.env['ANSLAG_READ_DB'] || store;
  const readDb = elsewhere.startsWith('sqlite:') ? `sqlite:${embeddedStore(elsewhere)}` : elsewhere;
  const database = openReadDatabase(readDb, 'write');
  const stopping = new AbortController();
  let prepared!: () => void;
  const ready = new Promise<void>((resolve) => (prepared = resolve));
  const projecting = new Projecting(
    database,
    { store, readDb, folds: true },
    {
      onProgress: () => prepared(),
      // What becomes of a rebuild is told by whoever watches it, and a projection that stops by the next start.
      warn: () => {},
    },
  );
  const running = projecting.run(stopping.signal);
  const close = async () => {
    stopping.abort();
    await running.catch(() => {});
    await database.close();
    unlock();
  };
  // Where the projections cannot go on, whoever waits hears why.
  const broken = running.then(() => {
    throw new Failure('The projections have ended.');
  });
  broken.catch(() => {});
  const unlessBroken = <T>(work: Promise<T>) => Promise.race([work, broken]);
  try {
    await unlessBroken(ready);
  } catch (error) {
    await close();
    throw error;
  }
  const by = `local:${userInfo().username}`;
  const ask = async (asked: RebuildAsk) => {
    const answer = await unlessBroken(writtenAsk(database, asked));
    if ('refused' in answer) throw new Failure(refusals[answer.refused]);
    return rebuildJson(answer);
  };
  const find = async (id: number): Promise<RebuildStatus> => {
    const rebuild = await unlessBroken(findRebuild(database.db, id));
    if (!rebuild) throw new Failure(refusals['no-such-rebuild']);
    return rebuild;
  };
  return {
    leftAlone: 'It goes on when a ledger is started on the store, or this command is run on it again',
    request: (projection) => ask({ ask: 'request', projection, by }),
    accept: (id, reason) => ask({ ask: 'decide', id, accept: true, reason, by }),
    withdraw: (id, reason) => ask({ ask: 'decide', id, accept: false, reason, by }),
    find: async (id) => rebuildJson(await find(id)),
    list: async () => (await listRebuilds(database.db)).map(rebuildJson),
    differences: async (id) => listDifferences(database.db, (await find(id)).id, 0, shownDifferences),
    close,
  };
}

const refusals: Record<RebuildRefusal['refused'], string> = {
  'unknown-projection': `There is no such read model; there are ${projections.map(({ name }) => name).join(', ')}.`,
  'rebuild-under-way': 'A rebuild of this read model is under way; watch it, or withdraw it (--list shows its number).',
  'no-such-rebuild': 'There is no such rebuild.',
  'not-waiting': 'The rebuild does not wait for this; --watch shows how it stands.',
};
