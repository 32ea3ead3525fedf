import { MemoryKeyTable } from '../../test/personal-data/memory-key-table';
import { Keys, KeysUnavailable, OtherMasterKey } from './keys';
import { MasterKey } from './master-key';
import { newSecret, type SubjectKey } from './subject-key';

const master = new MasterKey(newSecret());
let table: MemoryKeyTable;
let clock: number;
let keys: Keys;

beforeEach(() => {
  table = new MemoryKeyTable();
  clock = 0;
  keys = new Keys(table, master, { most: 2, freshMs: 1_000, now: () => clock });
});

const nameBy = async (of: Keys) => ((await of.make('p-1')) as SubjectKey).seal('name', 'Anna');

test('a subject has one key, whoever makes it and however often', async () => {
  const sealed = await nameBy(keys);
  const other = new Keys(table, master);
  expect(((await other.make('p-1')) as SubjectKey).open('name', sealed)).toBe('Anna');
  expect((await other.find(['p-1', 'p-2', 'p-1'])).size).toBe(1);
});

test('a destroyed key is gone at once in this process, and is never made anew', async () => {
  await nameBy(keys);
  await keys.destroy('p-1');
  expect((await keys.find(['p-1'])).get('p-1')).toBe('destroyed');
  expect(await keys.make('p-1')).toBe('destroyed');
  await keys.destroy('never-seen');
  expect(await keys.make('never-seen')).toBe('destroyed');
});

test('a key that another process has destroyed is forgotten within its time', async () => {
  await nameBy(keys);
  await new Keys(table, master).destroy('p-1');
  clock = 999;
  expect((await keys.find(['p-1'])).get('p-1')).not.toBe('destroyed');
  clock = 1_000;
  expect((await keys.find(['p-1'])).get('p-1')).toBe('destroyed');
});

test('a key that is destroyed while it is read is not remembered', async () => {
  await nameBy(keys);
  clock = 5_000;
  const reading = keys.find(['p-1']);
  await keys.destroy('p-1');
  await reading;
  expect((await keys.find(['p-1'])).get('p-1')).toBe('destroyed');
});

test('the memory is bounded', async () => {
  for (const subject of ['a', 'b', 'c']) await keys.make(subject);
  const before = table.asked;
  await keys.find(['b', 'c']);
  expect(table.asked).toBe(before);
  await keys.find(['a']);
  expect(table.asked).toBe(before + 1);
});

test('keys that another master key has wrapped are refused, and damaged ones are as good as none', async () => {
  await keys.make('p-1');
  await expect(new Keys(table, new MasterKey(newSecret())).find(['p-1'])).rejects.toThrow(OtherMasterKey);
  table.rows.set('p-1', Buffer.alloc(60));
  const anew = new Keys(table, master);
  expect(await anew.look(['p-1'])).toEqual(new Map());
  expect((await anew.find(['p-1'])).size).toBe(0);
  await expect(anew.make('p-1')).rejects.toThrow(KeysUnavailable);
});

test('a store that is away is told from one without the key', async () => {
  await keys.make('p-1');
  clock = 5_000;
  table.away = true;
  await expect(keys.find(['p-1'])).rejects.toThrow(KeysUnavailable);
  await expect(keys.destroy('p-1')).rejects.toThrow(KeysUnavailable);
  expect(await keys.reachable()).toBe(false);
  table.away = false;
  expect(await keys.reachable()).toBe(true);
  expect(await keys.look(['p-1', 'p-2'])).toEqual(new Map([['p-1', 'there']]));
});
