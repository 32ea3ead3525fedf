import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewEvent } from '../port';
import { GroupCommit, type AppendRequest } from './append';
import { openForWriting, type Connection } from './schema';

let directory: string;
let db: Connection;
let clock: number;
let log: GroupCommit;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'anslag-append-'));
  db = openForWriting(directory);
  clock = 1000;
  log = new GroupCommit(db, () => clock);
});

afterEach(() => {
  db.close();
  rmSync(directory, { recursive: true });
});

function events(count = 1, data = '{"by":1}'): NewEvent[] {
  return Array.from({ length: count }, () => ({ id: randomUUID(), type: 'Counted', data, metadata: '{}' }));
}

let refs = 0;
const request = (stream: string, expectedRevision: number, given = events()): AppendRequest => ({
  ref: ++refs,
  stream,
  expectedRevision,
  events: given,
});

const commit = (...requests: AppendRequest[]) => log.commit(requests).map(({ ref: _, ...answer }) => answer);

interface Row {
  position: number;
  name: string;
  revision: number;
  recorded_at: number;
}
const rows = () =>
  db
    .prepare(
      'SELECT position, name, revision, recorded_at FROM events JOIN streams USING (stream_id) ORDER BY position',
    )
    .all() as Row[];

describe('appends that come together', () => {
  it('are one transaction, whatever streams they are on, and each has its answer', () => {
    const exec = jest.spyOn(db, 'exec');
    const requests = [request('a-1', -1, events(2)), request('b-1', -1), request('c-1', -1), request('a-1', 1)];
    expect(log.commit(requests).map(({ ref }) => ref)).toEqual(requests.map(({ ref }) => ref));
    expect(exec.mock.calls).toEqual([['BEGIN IMMEDIATE'], ['COMMIT']]);
    expect(rows().map(({ name, revision }) => `${name} ${revision}`)).toEqual([
      'a-1 0',
      'a-1 1',
      'b-1 0',
      'c-1 0',
      'a-1 2',
    ]);
  });

  it('get dense positions, over refused and failed ones too', () => {
    commit(request('a-1', -1), request('a-1', 7), request('b-1', -1, events(3)));
    db.pragma('query_only = ON');
    expect(commit(request('a-1', 0))).toMatchObject([{ outcome: 'failed' }]);
    db.pragma('query_only = OFF');
    commit(request('b-1', 2), request('c-1', 0), request('a-1', 0));
    expect(rows().map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lose only the one whose revision is wrong', () => {
    expect(commit(request('a-1', -1), request('a-1', -1), request('a-1', 0), request('none', 3))).toEqual([
      { outcome: 'appended', revision: 0, position: 1 },
      { outcome: 'wrong-revision' },
      { outcome: 'appended', revision: 1, position: 2 },
      { outcome: 'wrong-revision' },
    ]);
    expect(rows()).toHaveLength(2);
  });

  it('go on where the last run of the service ended', () => {
    commit(request('a-1', -1, events(3)), request('b-1', -1));
    log = new GroupCommit(db, () => clock);
    expect(commit(request('a-1', 2), request('b-1', -1), request('b-1', 0))).toEqual([
      { outcome: 'appended', revision: 3, position: 5 },
      { outcome: 'wrong-revision' },
      { outcome: 'appended', revision: 1, position: 6 },
    ]);
  });
});

describe('the same events again at the same revision', () => {
  it('are answered as the first time, at once, later and after a restart', () => {
    const sent = events(2);
    const first = { outcome: 'appended', revision: 1, position: 2 };
    expect(commit(request('a-1', -1, sent), request('a-1', -1, sent))).toEqual([first, first]);
    commit(request('a-1', 1), request('b-1', -1));
    expect(commit(request('a-1', -1, sent))).toEqual([first]);
    log = new GroupCommit(db, () => clock);
    expect(commit(request('a-1', -1, sent))).toEqual([first]);
    expect(rows()).toHaveLength(4);
  });

  it('are a wrong revision where they only overlap with what is there', () => {
    const sent = events(3);
    commit(request('a-1', -1, sent.slice(0, 2)));
    for (const overlapping of [sent, sent.slice(1), [sent[0]!, ...events()], [...events(), sent[1]!]])
      expect(commit(request('a-1', -1, overlapping))).toEqual([{ outcome: 'wrong-revision' }]);
    expect(commit(request('a-1', -1, sent.slice(0, 1)))).toEqual([{ outcome: 'appended', revision: 0, position: 1 }]);
    expect(rows()).toHaveLength(2);
  });

  it('at a later revision are other events', () => {
    const sent = events(1);
    expect(commit(request('a-1', -1, sent), request('a-1', 0, sent))).toEqual([
      { outcome: 'appended', revision: 0, position: 1 },
      { outcome: 'appended', revision: 1, position: 2 },
    ]);
  });
});

/** The disk is full as soon as the file has to grow. */
const fillDisk = () => db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
const freeDisk = () => db.pragma('max_page_count = 1000000');
const large = () => events(20, JSON.stringify({ padding: 'x'.repeat(10_000) }));

describe('a commit that fails', () => {
  it('for want of room stores nothing of the group, and says so to each', () => {
    commit(request('a-1', -1));
    fillDisk();
    const answers = commit(request('b-1', -1), request('a-1', 0, large()), request('c-1', -1));
    expect(answers).toMatchObject(
      answers.map(() => ({ outcome: 'failed', reason: expect.stringContaining('disk is full') })),
    );
    expect(answers).toHaveLength(3);
    expect(rows()).toHaveLength(1);
    expect(db.inTransaction).toBe(false);
  });

  it('is made good by sending the same again when there is room', () => {
    commit(request('a-1', -1));
    const sent = [request('b-1', -1), request('a-1', 0, large()), request('c-1', -1)];
    fillDisk();
    for (let attempt = 0; attempt < 5; attempt++) log.commit(sent);
    freeDisk();
    expect(log.commit(sent).map(({ outcome }) => outcome)).toEqual(['appended', 'appended', 'appended']);
    expect(rows().map(({ position }) => position)).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
    expect(
      rows()
        .filter(({ name }) => name === 'a-1')
        .map(({ revision }) => revision),
    ).toEqual([...Array(21).keys()]);
  });

  it('at its end leaves nothing behind that a later group would build on', () => {
    commit(request('a-1', -1));
    const exec = db.exec.bind(db);
    jest
      .spyOn(db, 'exec')
      .mockImplementationOnce(exec)
      .mockImplementationOnce(() => {
        throw new Error('disk I/O error');
      });
    const sent = request('a-1', 0, events(2));
    expect(commit(sent, request('b-1', -1))).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
    const onTop = commit(request('a-1', 2), request('b-1', 0));
    expect(onTop).toEqual([{ outcome: 'wrong-revision' }, { outcome: 'wrong-revision' }]);
    expect(commit(sent)).toEqual([{ outcome: 'appended', revision: 2, position: 3 }]);
    expect(rows()).toHaveLength(3);
  });
});

describe('the time of recording', () => {
  it('is the clock as it is, also when that steps back; positions and revisions go on', () => {
    for (const at of [5000, 9000, 2000, 2000]) {
      clock = at;
      commit(request('a-1', rows().length - 1));
    }
    expect(rows().map(({ recorded_at }) => recorded_at)).toEqual([5000, 9000, 2000, 2000]);
    expect(rows().map(({ position }) => position)).toEqual([1, 2, 3, 4]);
  });
});
