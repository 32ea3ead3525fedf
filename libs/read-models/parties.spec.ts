import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import type { Ask } from './basis';
import { parties, partyAt, partyPage } from './parties';

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  register('sll', 'Stockholms läns landsting', [{ scheme: 'SE-ON', id: '232100-0016' }]);
  register('skr', 'Sveriges Kommuner och Landsting');
  register('orebro', 'Region Örebro län');
});

afterEach(() => models.close());

const register = (partyId: string, name: string, identifiers?: { scheme: string; id: string }[]) =>
  booked(ledger.party({ type: 'RegisterParty', partyId, name, kind: 'region', ...(identifiers && { identifiers }) }));

const rename = (partyId: string, name: string, effectiveFrom: string) =>
  booked(ledger.party({ type: 'RenameParty', partyId, name, effectiveFrom }));

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

const party = async (partyId: string, ask: Partial<Ask> = {}) =>
  (await models.at(ask, [parties], (cut) => partyAt(cut, partyId))).answer;

const ids = async (q: string | null, ask: Partial<Ask> = {}) => {
  const { answer } = await models.at(ask, [parties], (cut) => partyPage(cut, q, { limit: 100, after: null }));
  return answer.parties.map(({ partyId }) => partyId);
};

test('a party bears the name of the effective day, as known at the known point', async () => {
  const before = ledger.log.events.at(-1)!.position;
  rename('sll', 'Region Stockholm', '2019-01-01');
  await start();
  const names = [
    { name: 'Stockholms läns landsting', effectiveFrom: null },
    { name: 'Region Stockholm', effectiveFrom: '2019-01-01' },
  ];
  expect(await party('sll', { effectiveAt: '2018-12-31' })).toMatchObject({ name: names[0]!.name, names });
  expect(await party('sll', { effectiveAt: '2019-01-01' })).toMatchObject({ name: 'Region Stockholm' });
  expect(await party('sll', { knownPosition: before })).toMatchObject({ name: names[0]!.name, names: [names[0]] });
  expect(await party('sll')).toEqual({
    partyId: 'sll',
    kind: 'region',
    name: 'Region Stockholm',
    names,
    identifiers: [{ scheme: 'SE-ON', id: '232100-0016' }],
    mergedInto: null,
    survivorId: 'sll',
    mergedFrom: [],
    erased: false,
  });
});

test('of two names from one day the one recorded later counts', async () => {
  rename('sll', 'Region Stokholm', '2019-01-01');
  rename('sll', 'Region Stockholm', '2019-01-01');
  await start();
  expect((await party('sll'))!.names.map(({ name }) => name)).toEqual([
    'Stockholms läns landsting',
    'Region Stockholm',
  ]);
});

test('parties are found by id, by any of their names and by identifier, whatever the case and the letters', async () => {
  rename('sll', 'Region Stockholm', '2019-01-01');
  booked(ledger.party({ type: 'IdentifyParty', partyId: 'skr', scheme: 'SE-ON', id: '222000-0315' }));
  await start();
  expect(await ids('ÖREBRO')).toEqual(['orebro']);
  expect(await ids('o\u0308rebro')).toEqual(['orebro']);
  expect(await ids('LÄN')).toEqual(['orebro', 'sll']);
  expect(await ids('landsting')).toEqual(['skr', 'sll']);
  expect(await ids('region stock')).toEqual(['sll']);
  expect(await ids('0315')).toEqual(['skr']);
  expect(await ids('SLL')).toEqual(['sll']);
  expect(await ids('%')).toEqual([]);
  expect(await ids('_rebro')).toEqual([]);
  expect(await ids(null)).toEqual(['orebro', 'skr', 'sll']);
  expect(await ids('region stock', { knownPosition: ledger.log.events[2]!.position })).toEqual([]);
});

test('a list goes on where its page ended, over the parties that were known at its position', async () => {
  await start();
  const pinned = ledger.log.events.at(-1)!.position;
  const page = (after: string | null) =>
    models.at({ pinned }, [parties], (cut) => partyPage(cut, null, { limit: 2, after }));
  const first = (await page(null)).answer;
  expect(first).toMatchObject({ parties: [{ partyId: 'orebro' }, { partyId: 'skr' }], after: 'skr' });
  register('smo', 'Storsthlm');
  await models.caughtUp();
  expect((await page(first.after)).answer).toMatchObject({ parties: [{ partyId: 'sll' }], after: null });
});

test('a party that is not registered at the known point is not there', async () => {
  await start();
  expect(await party('nobody')).toBeNull();
  expect(await party('orebro', { knownPosition: ledger.log.events[0]!.position })).toBeNull();
});
