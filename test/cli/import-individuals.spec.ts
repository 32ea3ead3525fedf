import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientOf, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { filesWith } from '../api/personal-data-story';
import { storedEvents } from '../api/stored-events';
import { anslag } from './anslag';

/** Grants to two made-up individuals and to an organisation. */
const scratch = mkdtempSync(join(tmpdir(), 'anslag-individuals-'));
const names = { anna: 'Anna Testsdotter', bosse: 'Bosse Provsson' };
const ids = { anna: '360G-trf-ind-2020-000123', bosse: 'SE-PNR-19121212-1212' };
const secrets = [
  ...Object.values(names),
  'Testsdotter',
  'Provsson',
  'ind-2020-000123',
  '19121212-1212',
  '191212121212',
];

const grant = (id: string, recipient: object, more: object = {}) => ({
  id,
  title: `Grant ${id}`,
  description: 'For this',
  currency: 'GBP',
  amountAwarded: 100,
  awardDate: '2020-03-01',
  fundingOrganization: [{ id: 'GB-LAE-TRF', name: 'Trafford' }],
  ...recipient,
  ...more,
});
const toAnna = { recipientIndividual: { id: ids.anna, name: names.anna } };
const toBosse = { recipientIndividual: { id: ids.bosse, name: names.bosse } };
const toClub = { recipientOrganization: [{ id: 'GB-CHC-1', name: 'Be Active' }] };
// Ids of grants are made like those of individuals, and hold their digits.
const first = grant('360G-trf-2020-000123', toAnna);
const all = [first, grant('360G-trf-2', toAnna), grant('360G-trf-3', toBosse), grant('360G-trf-4', toClub)];

let ledger: LedgerProcess;
let call: Client;
let count = 0;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
});

afterAll(async () => {
  await ledger.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** What an import says, and its report; neither says who it was. */
async function imported(grants: object[], ...args: string[]) {
  const [file, report] = ['json', 'report'].map((name) => join(scratch, `${(count += 1)}.${name}.json`));
  writeFileSync(file!, JSON.stringify({ grants }));
  const { code, stdout, stderr } = await anslag({ url: ledger.url }, 'import', file!, '--report', report!, ...args);
  const said = readFileSync(report!, 'utf8');
  for (const text of [stdout, stderr, said]) expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  return { code, ...JSON.parse(said) };
}

const get = async (path: string, as: 'controller' | 'viewer' = 'controller') => {
  const { body: health } = await call('GET', '//health', { as: null });
  const atLeast = `${path.includes('?') ? '&' : '?'}atLeast=${health.store.position}`;
  return (await call('GET', `${path}${atLeast}`, { as })).body;
};

const recipients = async (as: 'controller' | 'viewer' = 'controller') =>
  (await get('/allocations', as)).rows.map((row: Record<string, unknown>) => row['recipientName']);

const persons = async () =>
  (await get('/parties')).parties.filter(({ kind }: { kind: string }) => kind === 'person') as {
    partyId: string;
    name: string;
    identifiers: object[];
  }[];

test('a dry run says what would be booked', async () => {
  expect(await imported(all, '--dry-run')).toMatchObject({ code: 0, booked: 4, partiesRegistered: 4, refused: [] });
  expect(await storedEvents(ledger.directory)).toEqual([]);
});

test('individuals are persons, sealed, each once', async () => {
  expect(await imported(all)).toMatchObject({ code: 0, booked: 4, partiesRegistered: 4, refused: [] });
  const found = await persons();
  expect(found).toHaveLength(2);
  expect(found).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: names.anna, identifiers: [{ scheme: '360G', id: 'trf-ind-2020-000123' }] }),
      expect.objectContaining({ name: names.bosse, identifiers: [{ scheme: 'SE-PNR', id: '19121212-1212' }] }),
    ]),
  );
  expect(await recipients()).toEqual(expect.arrayContaining([names.anna, names.anna, names.bosse, 'Be Active']));
  expect((await recipients('viewer')).sort()).toEqual(['(person)', '(person)', '(person)', 'Be Active']);
});

test('nothing of them stands in plain text, nor a hash that could be guessed', async () => {
  expect(filesWith(ledger.directory, secrets)).toEqual([]);
  // The same grant to somebody else has the same keys, and so the same ids of events.
  const keys = (await storedEvents(ledger.directory)).map(({ metadata }) => JSON.stringify(metadata)).join();
  const other = await LedgerProcess.start();
  const file = join(scratch, 'other.json');
  const somebody = { recipientIndividual: { id: '360G-trf-else', name: 'Cecilia Exempel' } };
  writeFileSync(file, JSON.stringify({ grants: [grant('360G-trf-2020-000123', somebody)] }));
  expect((await anslag({ url: other.url }, 'import', file)).code).toBe(0);
  const registered = (await storedEvents(other.directory)).find(({ stream }) => stream.startsWith('party-p-'))!;
  await other.stop();
  const { commandId } = registered.metadata as { commandId: string };
  expect(keys).toContain(commandId);
});

test('the same file again books nothing, and another name renames nobody', async () => {
  expect(await imported(all)).toMatchObject({ code: 0, booked: 0, unchanged: 4, partiesRegistered: 0 });
  const married = { recipientIndividual: { id: ids.anna, name: 'Anna Omdöptsson' } };
  const again = await imported([grant('360G-trf-2', married)]);
  expect(again).toMatchObject({ code: 0, unchanged: 1, noted: 0, partiesRegistered: 0 });
});

test('a correction replaces, and its reason names nobody', async () => {
  const moved = await imported([grant('360G-trf-2', toBosse, { amountAwarded: 90 })]);
  expect(moved).toMatchObject({ code: 0, replaced: 1, partiesRegistered: 0 });
  expect(moved.changes[0].says).toMatch(/^360Giving: recipient changed from p-\w{20} to p-\w{20}; amount changed from/);
  expect(await imported([grant('360G-trf-4', toAnna)])).toMatchObject({ code: 0, replaced: 1 });
});

test('a text that holds the name is refused, and told without it', async () => {
  const { code, refused } = await imported([grant('360G-trf-5', toAnna, { title: `To ${names.anna}` })]);
  expect([code, refused]).toMatchObject([1, [{ row: 1, id: '360G-trf-5', code: 'personal-data' }]]);
});

test('an export has individuals as such, under ids of the funder’s and without names', async () => {
  const { code, stdout } = await anslag(
    { url: ledger.url },
    'export',
    '--format',
    '360giving-json',
    '--body',
    'trafford',
  );
  expect(code).toBe(0);
  expect(secrets.filter((secret) => stdout.includes(secret))).toEqual([]);
  const { grants } = JSON.parse(stdout) as { grants: Record<string, unknown>[] };
  for (const { recipientIndividual, recipientOrganization } of grants)
    expect([recipientIndividual, recipientOrganization]).toEqual([
      { id: expect.stringMatching(/^360G-trafford-p-\w{20}$/), name: '(person)' },
      undefined,
    ]);
});

test('and an export as CSV has columns for them', async () => {
  const ran = await anslag({ url: ledger.url }, 'export', '--format', '360giving-csv', '--body', 'trafford');
  expect(ran.stdout).toMatch(/^[^\n]*,Recipient Ind:Identifier,Recipient Ind:Name,/);
  expect(ran.stdout).toMatch(/,360G-trafford-p-\w{20},\(person\),/);
});

test('whoever is erased stays so when the file comes again, and gets no new grant by it', async () => {
  const { partyId } = (await persons()).find(({ name }) => name === names.anna)!;
  const erased = await anslag({ url: ledger.url }, 'erase', partyId, '--reason', 'Request 2031/12', '--yes');
  expect(erased.code).toBe(0);
  expect(await imported([first])).toMatchObject({ code: 0, booked: 0, unchanged: 1, partiesRegistered: 0 });
  const more = await imported([grant('360G-trf-6', toAnna), first]);
  expect(more).toMatchObject({ code: 1, unchanged: 1, refused: [{ row: 1, code: 'erased' }], partiesRegistered: 0 });
  expect((await persons()).map(({ name }) => name).sort()).toEqual(['(erased)', names.bosse]);
});
