import { Keys } from './keys';
import type { KeyTable } from './key-table';
import { MasterKey } from './master-key';
import { Opener, unreadableText } from './opening';
import { sealedText } from './sealed-text';
import { newSecret, type SubjectKey } from './subject-key';
import { MemoryKeyTable } from '../../test/personal-data/memory-key-table';

const master = new MasterKey(newSecret());
const keysOn = (table: KeyTable) => new Keys(table, master);

async function withPerson() {
  const table = new MemoryKeyTable();
  const keys = keysOn(table);
  const key = (await keys.make('p-1')) as SubjectKey;
  const of = (kind: 'person' | 'sole-trader', field: 'name' | 'identifier', text: string) =>
    sealedText({
      mask: `(${kind})`,
      subject: 'p-1',
      field,
      digits: kind === 'sole-trader' && field === 'identifier',
      sealed: key.seal(field, text),
    });
  return { table, keys, of };
}

test('whoever may see it sees names and numbers, anybody else masks', async () => {
  const { keys, of } = await withPerson();
  const opener = new Opener(keys);
  const answer = {
    rows: [{ recipientName: of('person', 'name', 'Anna'), amount: '1.00', none: null }],
    number: of('sole-trader', 'identifier', '19121212-1212'),
    secret: of('person', 'identifier', '19121212-1212'),
  };
  expect(await opener.shown(answer, true)).toEqual({
    rows: [{ recipientName: 'Anna', amount: '1.00', none: null }],
    number: '19121212-1212',
    secret: '19121212-1212',
  });
  expect(await opener.shown(answer, false)).toEqual({
    rows: [{ recipientName: '(person)', amount: '1.00', none: null }],
    number: '******-1212',
    secret: '(person)',
  });
});

test('an answer without anything sealed goes out as it is, without a look at the keys', async () => {
  const opener = new Opener({ find: () => Promise.reject(new Error('asked')) } as unknown as Keys);
  const answer = { rows: [1, 'a', { b: null }], bytes: Buffer.from('x') };
  expect(await opener.shown(answer, true)).toBe(answer);
  expect(await opener.shown(undefined, true)).toBeUndefined();
});

test('a destroyed key reads (erased); a lost one does not, and is told', async () => {
  const { table, keys, of } = await withPerson();
  const missing: string[][] = [];
  const opener = new Opener(keys, { onMissing: (subjects) => missing.push(subjects) });
  const name = of('person', 'name', 'Anna');
  table.rows.clear();
  const emptied = new Opener(keysOn(table), { onMissing: (subjects) => missing.push(subjects) });
  expect(await emptied.shown([name], true)).toEqual([unreadableText]);
  expect(await emptied.shown([name], false)).toEqual(['(person)']);
  expect(missing).toEqual([['p-1']]);
  await keys.destroy('p-1');
  expect(await opener.shown([name], true)).toEqual(['(erased)']);
});

test('what another key has sealed is as unreadable as with none', async () => {
  const { of } = await withPerson();
  const keys = keysOn(new MemoryKeyTable());
  await keys.make('p-1');
  const missing: string[][] = [];
  const opener = new Opener(keys, { onMissing: (subjects) => missing.push(subjects) });
  const [name, number] = [of('person', 'name', 'Anna'), of('sole-trader', 'identifier', '19121212-1212')];
  expect(await opener.shown([name, number], true)).toEqual([unreadableText, unreadableText]);
  expect(await opener.shown([number], false)).toEqual(['(sole-trader)']);
  expect(await opener.opened([name])).toEqual(new Map());
  expect(missing).toEqual([['p-1'], ['p-1']]);
});
