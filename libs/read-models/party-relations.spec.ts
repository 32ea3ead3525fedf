import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import type { Ask } from './basis';
import { currentNames, parties } from './parties';
import { relationsOf } from './party-relations';

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
  for (const partyId of ['sos-alarm', 'staten', 'skl', 'region'])
    booked(ledger.party({ type: 'RegisterParty', partyId, name: partyId, kind: 'other' }));
});

afterEach(() => models.close());

/** Records owners; null for the day: not stated. */
const own = (effectiveFrom: string | null, ...owners: [ownerId: string, share: string | null][]) =>
  booked(
    ledger.party({
      type: 'RecordOwnership',
      partyId: 'sos-alarm',
      owners: owners.map(([ownerId, share]) => ({ ownerId, share })),
      effectiveFrom,
    }),
  );

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

const relations = async (partyId: string, ask: Partial<Ask> = {}) =>
  (await models.at(ask, [parties], (cut) => relationsOf(cut, partyId, currentNames))).answer;

const owners = async (ask: Partial<Ask> = {}) =>
  (await relations('sos-alarm', ask)).owners.map(({ ownerId, share }) => `${ownerId} ${share}`);

test('owners are those of the day, all of them anew each time, as known at the known point', async () => {
  own(null, ['staten', '1/2'], ['skl', '1/2']);
  const before = ledger.log.events.at(-1)!.position;
  own('2021', ['staten', '1/2'], ['region', null]);
  await start();
  expect(await owners({ effectiveAt: '2020-12-31' })).toEqual(['staten 1/2', 'skl 1/2']);
  expect(await owners({ effectiveAt: '2021-06-01' })).toEqual(['staten 1/2', 'region null']);
  expect(await owners()).toEqual(['staten 1/2', 'region null']);
  expect(await owners({ knownPosition: before })).toEqual(['staten 1/2', 'skl 1/2']);
});

test('of two lists from one day, or from none, the one recorded later counts', async () => {
  own(null, ['staten', '1/1']);
  own(null, ['skl', '1/1']);
  await start();
  expect(await owners()).toEqual(['skl 1/1']);
});

test('a party shows what it owns on the day, with the names of the day', async () => {
  own('2019-01-01', ['skl', '1/2']);
  own('2022-01-01', ['staten', '1/1']);
  booked(ledger.party({ type: 'RenameParty', partyId: 'skl', name: 'SKR', effectiveFrom: '2019-11-27' }));
  await start();
  const owned = async (effectiveAt: string) =>
    (await relations('skl', { effectiveAt })).owns.map(({ partyId, ownerName, share }) => [partyId, ownerName, share]);
  expect(await owned('2018-12-31')).toEqual([]);
  expect(await owned('2019-01-01')).toEqual([['sos-alarm', 'skl', '1/2']]);
  expect(await owned('2019-11-27')).toEqual([['sos-alarm', 'SKR', '1/2']]);
  expect(await owned('2022-01-01')).toEqual([]);
});

test('names that were backed are told apart from those it has', async () => {
  const decision = { bodyId: 'hsn', decidedOn: null };
  booked(ledger.party({ type: 'EndorseRename', partyId: 'skl', name: 'SKR', decision }));
  await start();
  expect(await relations('skl')).toEqual({
    owners: [],
    owns: [],
    endorsedNames: [{ name: 'SKR', decision, note: null }],
  });
});
