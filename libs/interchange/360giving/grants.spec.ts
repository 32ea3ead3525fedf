import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { columns } from './columns';
import type { Grant, GrantRow, RefusedRow } from './grant';
import { readGrantsCsv } from './read-csv';
import { readGrantsJson } from './read-json';
import { writeGrantsCsv, writeGrantsJson } from './write-grants';

const published = {
  id: '360G-x-1',
  title: 'A grant',
  description: 'For "this",\nand that',
  currency: 'GBP',
  amountAwarded: 3028.63,
  awardDate: '2013-01-18',
  recipientOrganization: [{ id: 'GB-CHC-1', name: 'Be Active' }],
  fundingOrganization: [{ id: 'GB-LAE-TRF', name: 'Trafford', department: 'Communities' }],
  grantProgramme: [{ code: 'VSG', title: 'Voluntary Sector Grants' }],
};

const grant: Grant = {
  id: '360G-x-1',
  title: 'A grant',
  description: 'For "this",\nand that',
  currency: 'GBP',
  amountAwarded: '3028.63',
  awardDate: '2013-01-18',
  recipient: { id: 'GB-CHC-1', name: 'Be Active' },
  funder: { id: 'GB-LAE-TRF', name: 'Trafford', department: 'Communities' },
  programme: { code: 'VSG', title: 'Voluntary Sector Grants' },
};

const json = (...grants: object[]) => [...readGrantsJson(JSON.stringify({ grants }))];

async function csv(file: string): Promise<(GrantRow | RefusedRow)[]> {
  const rows = [];
  for await (const row of readGrantsCsv(Readable.from([file], { objectMode: false }))) rows.push(row);
  return rows;
}

async function* all(...grants: Grant[]): AsyncIterable<Grant> {
  yield* grants;
}

const line = (cells: Record<string, string>) =>
  columns.map(([heading]) => `"${(cells[heading] ?? '').replaceAll('"', '""')}"`).join();

const headings = columns.map(([heading]) => heading).join();

const cells = {
  Identifier: '360G-x-1',
  Title: 'A grant',
  Currency: 'GBP',
  'Amount Awarded': '10',
  'Award Date': '2013-01-18',
  'Recipient Org:Identifier': 'GB-CHC-1',
  'Recipient Org:Name': 'Be Active',
  'Funding Org:Identifier': 'GB-LAE-TRF',
  'Funding Org:Name': 'Trafford',
};

test('a grant is read from JSON, and what is not kept is left aside', () => {
  expect(json({ ...published, fromOpenCall: 'Yes', plannedDates: [{ duration: 12 }] })).toEqual([{ row: 1, grant }]);
});

test('an amount that no float holds is read to the last penny', () => {
  const file = JSON.stringify({ grants: [published] }).replace('3028.63', '90071992547409.93');
  expect([...readGrantsJson(file)]).toMatchObject([{ grant: { amountAwarded: '90071992547409.93' } }]);
});

test('what is written is read again as it was, from JSON and from CSV', async () => {
  const plain: Grant = { ...grant, id: '360G-x-2', amountAwarded: '90071992547409.93' };
  delete plain.programme;
  const fromJson = [...readGrantsJson(await text(Readable.from(writeGrantsJson(all(grant, plain)))))];
  expect(fromJson).toEqual([
    { row: 1, grant },
    { row: 2, grant: plain },
  ]);
  const fromCsv = await csv(await text(Readable.from(writeGrantsCsv(all(grant, plain), { individuals: false }))));
  expect(fromCsv).toMatchObject([{ grant }, { grant: plain }]);
});

test('an individual is read and written as one, from JSON and from CSV', async () => {
  const individual = { id: '360G-x-ind-1', name: 'Anna Testsdotter' };
  const { recipientOrganization: _, ...others } = published;
  const toAnna: Grant = { ...grant, recipient: { ...individual, isIndividual: true } };
  const told = [{ row: 1, grant: toAnna }];
  expect(json({ ...others, recipientIndividual: individual })).toEqual(told);
  const written = await text(Readable.from(writeGrantsJson(all(toAnna))));
  expect(JSON.parse(written).grants[0]).toMatchObject({ recipientIndividual: individual });
  expect(written).not.toContain('recipientOrganization');
  expect([...readGrantsJson(written)]).toEqual(told);
  const both = await text(Readable.from(writeGrantsCsv(all(toAnna, grant), { individuals: true })));
  expect(await csv(both)).toMatchObject([{ grant: toAnna }, { grant }]);
  // A list of grants to individuals alone has no columns for organisations.
  const some = { ...cells, 'Recipient Ind:Identifier': individual.id, 'Recipient Ind:Name': individual.name };
  const kept = Object.entries(some).filter(([heading]) => !heading.startsWith('Recipient Org'));
  const file = [kept.map(([heading]) => heading), kept.map(([, cell]) => cell)].map((row) => row.join()).join('\n');
  expect(await csv(file)).toMatchObject([{ grant: { recipient: toAnna.recipient } }]);
});

test('amounts are written as numbers at their shortest', async () => {
  const written = await text(Readable.from(writeGrantsJson(all({ ...grant, amountAwarded: '2266.00' }))));
  expect(written).toContain('"amountAwarded":2266,');
});

test.each([
  ['an amount of nothing', { amountAwarded: 0 }, 'not-above-zero'],
  ['a negative amount', { amountAwarded: -5 }, 'not-above-zero'],
  ['an amount that is a text', { amountAwarded: '5' }, 'wrong-type'],
  ['a title that is a number', { title: 5 }, 'wrong-type'],
  ['a month', { awardDate: '2013-01' }, 'not-a-date'],
  ['a day that no calendar has', { awardDate: '2013-02-29' }, 'not-a-date'],
  ['a currency that no budget is kept in', { currency: 'XAU' }, 'not-a-currency'],
  ['no recipient', { recipientOrganization: [] }, 'missing-field'],
  ['a recipient without a name', { recipientOrganization: [{ id: 'GB-CHC-1', name: ' ' }] }, 'missing-field'],
  [
    'two recipients',
    { recipientOrganization: [...published.recipientOrganization, { id: 'GB-CHC-2', name: 'Other' }] },
    'several-organisations',
  ],
  [
    'an individual and an organisation',
    { recipientIndividual: { id: '360G-x-ind-1', name: 'Anna' } },
    'several-recipients',
  ],
  [
    'an individual without a name',
    { recipientOrganization: [], recipientIndividual: { id: '360G-x-ind-1' } },
    'missing-field',
  ],
])('a grant with %s is refused, with its row and id, and the next one is read', (_what, change, code) => {
  const next = { ...published, id: '360G-x-2' };
  expect(json({ ...published, ...change }, next)).toMatchObject([
    { row: 1, id: '360G-x-1', code },
    { row: 2, grant: { id: '360G-x-2' } },
  ]);
});

test('an instant counts as the day that it is written with', () => {
  expect(json({ ...published, awardDate: '2013-01-18T23:30:00-05:00' })).toMatchObject([
    { grant: { awardDate: '2013-01-18' } },
  ]);
});

test('rows of CSV are told by the line on which they begin, also after a cell of several lines', async () => {
  const file = [
    headings,
    line({ ...cells, Description: 'One\ntwo\nthree' }),
    line({ ...cells, 'Amount Awarded': '1,000' }),
    'too,few',
    line(cells),
  ].join('\r\n');
  expect(await csv(`\ufeff${file}`)).toMatchObject([
    { row: 2, grant: { description: 'One\ntwo\nthree', amountAwarded: '10' } },
    { row: 5, id: '360G-x-1', code: 'not-an-amount' },
    { row: 6, id: null, code: 'wrong-columns' },
    { row: 7, grant: { id: '360G-x-1' } },
  ]);
});

test.each([
  ['no headings that are needed', 'Identifier,Title\na,b', /lacks the headings Currency, Amount Awarded/],
  ['a heading twice', `${headings},title\n`, /"title" stands twice/],
  ['a quote that is never closed', `${headings}\n"abc`, /It is not CSV/],
  ['nothing', '', /It is empty/],
])('a file with %s is no list of grants', async (_what, file, message) => {
  await expect(csv(file)).rejects.toThrow(message);
});

test('a package without a list of grants is none', () => {
  expect(() => [...readGrantsJson('{"grants":{}}')]).toThrow(/no list of grants/);
});
