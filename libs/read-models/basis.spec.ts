import { MemoryLog } from '../../test/read-models/memory-log';
import { anywhere, ReadModelsOn, refusalOf } from '../../test/read-models/read-models-on';
import { ReadSide } from './basis';
import type { Cut } from './cut';
import { parties } from './parties';
import { Progress } from './progress';

const noon = Date.UTC(2019, 10, 12, 12);

let log: MemoryLog;
let clock: number;
let models: ReadModelsOn;

beforeEach(() => {
  log = new MemoryLog();
  log.now = () => clock;
});

afterEach(() => models.close());

/** Registers a party so many seconds after noon. */
function register(partyId: string, seconds: number): bigint {
  clock = noon + seconds * 1_000;
  const data = { partyId, name: partyId, kind: 'company', identifiers: [] };
  return log.record(`party-${partyId}`, 'PartyRegistered', data).position;
}

const known = async ({ tx, position }: Cut) => {
  const rows = await tx.selectFrom('parties').select('party_id').where('position', '<=', position).execute();
  return rows.map(({ party_id }) => party_id).sort();
};

const start = (options: Parameters<typeof ReadModelsOn.start>[1] = {}) =>
  ReadModelsOn.start(log, { now: () => noon + 60_000, waitMs: 50, ...options }).then((started) => (models = started));

const askAt = (seconds: number) => models.ask({ knownAt: noon + seconds * 1_000 }, [parties], known);

const refusal = async (ask: object) => refusalOf(await models.ask(ask, [parties], known));

test('knownAt counts an event from the latest instant recorded up to it, so a clock that stepped back hides nothing early', async () => {
  const [a, , c, d] = [register('a', 0), register('b', 10), register('c', 4), register('d', 10)];
  register('e', 20);
  await start();
  const at = (seconds: number) => models.at({ knownAt: noon + seconds * 1_000 }, [parties], known);
  expect(await at(-1)).toMatchObject({ answer: [], basis: { position: '0' } });
  expect(await at(0)).toMatchObject({ answer: ['a'], basis: { position: String(a) } });
  // c was recorded at 4 s by its clock, but after b, which was at 10 s.
  expect(await at(4)).toMatchObject({ answer: ['a'] });
  expect(await at(9)).toMatchObject({ answer: ['a'] });
  expect(await at(10)).toMatchObject({ answer: ['a', 'b', 'c', 'd'], basis: { position: String(d) } });
  expect(await at(19)).toMatchObject({ answer: ['a', 'b', 'c', 'd'] });
  expect(await at(20)).toMatchObject({ answer: ['a', 'b', 'c', 'd', 'e'] });
  const [{ answer }, { answer: byPosition }] = [await at(10), await models.at({ knownPosition: d }, [parties], known)];
  expect(byPosition).toEqual(answer);
  expect((await models.at({ knownPosition: c }, [parties], known)).answer).toEqual(['a', 'b', 'c']);
});

test('the basis repeats what was asked; what was not asked is null', async () => {
  const position = register('a', 0);
  await start();
  const knownAt = noon + 1_500;
  expect((await models.at({ knownAt, effectiveAt: '2019-11-11' }, [parties], known)).basis).toEqual({
    position: String(position),
    effectiveAt: '2019-11-11',
    knownAt: '2019-11-12T12:00:01.500Z',
    projectionVersion: parties.version,
  });
  expect((await models.at({}, [parties], known)).basis).toEqual({
    position: String(position),
    effectiveAt: null,
    knownAt: null,
    projectionVersion: parties.version,
  });
});

test('an empty ledger answers with position 0', async () => {
  await start();
  expect(await models.at({}, [parties], known)).toMatchObject({ answer: [], basis: { position: '0' } });
  expect(await models.at({ knownPosition: 0n }, [parties], known)).toMatchObject({ answer: [] });
  expect(await models.at({ knownAt: noon }, [parties], known)).toMatchObject({ answer: [] });
});

test('a little ahead of now is another clock and means now; more than 5 s ahead is refused', async () => {
  register('a', 0);
  // By the store's clock this came three seconds after our now.
  register('b', 63);
  await start();
  expect(await askAt(59)).toMatchObject({ answer: ['a'] });
  expect(await askAt(61)).toMatchObject({ answer: ['a', 'b'] });
  expect(await askAt(65)).toMatchObject({ answer: ['a', 'b'] });
  expect(refusalOf(await askAt(65.001))).toBe('known-in-future');
});

test('knownAt with knownPosition, and a position beyond the head, are refused', async () => {
  const head = register('a', 0);
  await start();
  expect(await refusal({ knownAt: noon, knownPosition: head })).toBe('known-twice');
  expect(await refusal({ knownPosition: head + 1n })).toBe('beyond-head');
  expect(await refusal({ pinned: head + 1n })).toBe('beyond-head');
  expect(await refusal({ knownPosition: head })).toBeNull();
});

test('atLeast waits until the position is visible, and is refused when it does not become so in time', async () => {
  register('a', 0);
  await start({ waitMs: 1_000 });
  const later = setTimeout(() => register('b', 1), 20);
  const next = log.events[0]!.position + 1n;
  expect(await models.ask({ atLeast: next }, [parties], known)).toMatchObject({ answer: ['a', 'b'] });
  clearTimeout(later);
  const impatient = new ReadSide({ database: models.reader, progress: models.progress, log, waitMs: 10 });
  const head = (await log.head())!;
  expect(refusalOf(await impatient.report([parties], { ...anywhere, atLeast: head + 9n }, known))).toBe(
    'not-yet-visible',
  );
});

test('a report with knownAt waits for what the store has had when it was asked, and is never silently short', async () => {
  register('a', 0);
  await start();
  const behind = new Progress();
  const side = new ReadSide({ database: models.reader, progress: behind, log, now: () => noon + 60_000, waitMs: 30 });
  behind.report([
    { name: 'parties', version: 1, position: 1n, stopped: null },
    { name: 'timeline', version: 1, position: 1n, stopped: null },
  ]);
  for (const ask of [{ knownAt: noon }, { knownPosition: log.events[0]!.position }])
    expect(refusalOf(await side.report([parties], { ...anywhere, ...ask }, known))).toBe('not-yet-visible');
  expect(refusalOf(await side.report([parties], anywhere, known))).toBeNull();
});

test('until the projections have caught up with where the store was at the start, nothing is answered', async () => {
  const head = register('a', 0);
  await start();
  const progress = new Progress();
  const options = { database: models.reader, progress, log, waitMs: 10, floor: () => head };
  const side = new ReadSide(options);
  progress.report([{ name: 'parties', version: 1, position: null, stopped: null }]);
  expect(refusalOf(await side.report([parties], anywhere, known))).toBe('not-yet-visible');
  progress.report(models.progress.statuses);
  expect(refusalOf(await side.report([parties], anywhere, known))).toBeNull();
});
