import { booked, fold, given, invalid, missing, refused } from '../../../test/domain/given';
import { stored } from '../../../test/domain/golden';
import { partyDecider, type PartyCommand } from './decide';
import { partyKinds, type Identifier, type PartyEvent, type PartyKind } from './events';

const organisation = { scheme: 'SE-ON', id: '556074-7569' };

const novahuset = (identifiers: Identifier[] = []): PartyEvent => ({
  type: 'PartyRegistered',
  data: { partyId: 'novahuset', name: 'Novahuset', kind: 'association', identifiers },
});

const register = (kind: PartyKind = 'association', identifiers?: Identifier[]): PartyCommand => ({
  type: 'RegisterParty',
  partyId: 'novahuset',
  name: 'Novahuset',
  kind,
  ...(identifiers && { identifiers }),
});

const rename = (more: { decision?: typeof decision; unknown?: typeof unknown } = {}): PartyCommand => ({
  type: 'RenameParty',
  partyId: 'novahuset',
  name: 'Novahuset Sverige',
  effectiveFrom: '2020-01-01',
  ...more,
});

const identify = (identifier: Identifier, more: object = {}): PartyCommand => ({
  type: 'IdentifyParty',
  partyId: 'novahuset',
  ...identifier,
  ...more,
});

const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;

// Numbers that the tax agency publishes for tests: a personal number in the ways it is written, and a co-ordination number.
const personalNumbers = [
  '121212-1212',
  '1212121212',
  '121212+1212',
  '19121212-1212',
  '191212121212',
  '701063-2391',
  ' 121212-1212',
  '121212 1212',
];

describe('registering a party', () => {
  test('keeps what was said, also that no identifier is known', () => {
    expect(given(partyDecider).when(register())).toStrictEqual(booked(novahuset()));
    expect(given(partyDecider).when(register('association', [organisation]))).toStrictEqual(
      booked(novahuset([organisation])),
    );
  });

  test('is done once', () => {
    expect(given(partyDecider, novahuset()).when(register())).toStrictEqual(refused('already-exists', '/partyId'));
  });

  test('takes persons sealed and all others in plain text; anything else is a fault of whoever handed it on', () => {
    const inPlainText = partyKinds.filter((kind) => {
      try {
        return 'events' in given(partyDecider).when(register(kind));
      } catch {
        return false;
      }
    });
    expect(partyKinds.filter((kind) => !inPlainText.includes(kind))).toEqual(['person', 'sole-trader']);
    const sealed = { name: '1.x', identifiers: [] };
    const plainKind = { type: 'RegisterParty', partyId: 'novahuset', kind: 'company', sealed } as const;
    expect(() => given(partyDecider).when(plainKind)).toThrow(TypeError);
  });

  test.each(personalNumbers)('is refused with a personal number, whatever kind it is said to be: %p', (id) => {
    const identifiers = [organisation, { scheme: 'SE-ON', id }];
    expect(given(partyDecider).when(register('company', identifiers))).toStrictEqual(
      refused('personal-data', '/identifiers/1/id'),
    );
  });

  test('is refused when one identifier stands twice, but not when two registers have one number', () => {
    const other = { scheme: 'SE-BLV', id: organisation.id };
    expect(given(partyDecider).when(register('company', [organisation, other, organisation]))).toStrictEqual(
      invalid('already-exists', '/identifiers/2'),
    );
    expect(given(partyDecider).when(register('company', [organisation, other]))).toMatchObject({ warnings: [] });
  });
});

describe('renaming a party', () => {
  test('says from which day, and on which decision if there is one', () => {
    const renamed = { partyId: 'novahuset', name: 'Novahuset Sverige', effectiveFrom: '2020-01-01' };
    expect(given(partyDecider, novahuset()).when(rename())).toStrictEqual(
      booked({ type: 'PartyRenamed', data: renamed }),
    );
    expect(given(partyDecider, novahuset()).when(rename({ decision }))).toStrictEqual(
      booked({ type: 'PartyRenamed', data: { ...renamed, decision } }),
    );
  });

  test('needs the party, and a body that the ledger knows', () => {
    expect(given(partyDecider).when(rename({ decision, unknown }))).toStrictEqual(missing('party-not-found'));
    expect(given(partyDecider, novahuset()).when(rename({ decision, unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });
});

describe('identifying a party', () => {
  const identified: PartyEvent = { type: 'PartyIdentified', data: { partyId: 'novahuset', ...organisation } };

  test('adds an identifier', () => {
    expect(given(partyDecider, novahuset()).when(identify(organisation))).toStrictEqual(booked(identified));
    expect(given(partyDecider, novahuset()).when(identify(organisation, { decision }))).toStrictEqual(
      booked({ type: 'PartyIdentified', data: { partyId: 'novahuset', ...organisation, decision } }),
    );
  });

  test('is done once for each identifier, however the party got it', () => {
    const again = refused('already-exists', '/id');
    expect(given(partyDecider, novahuset([organisation])).when(identify(organisation))).toStrictEqual(again);
    expect(given(partyDecider, novahuset(), identified).when(identify(organisation))).toStrictEqual(again);
  });

  test.each(personalNumbers)('is refused with a personal number: %p', (id) => {
    const answer = given(partyDecider, novahuset()).when(identify({ scheme: 'SE-ON', id }));
    expect(answer).toStrictEqual(refused('personal-data', '/id'));
  });

  test('takes a number of the same form from a register abroad for what that register says it is', () => {
    const abroad = { scheme: 'XI-LEI', id: '1212121212' };
    expect(given(partyDecider, novahuset()).when(identify(abroad))).toMatchObject({ warnings: [] });
  });

  test('needs the party, and a body that the ledger knows', () => {
    expect(given(partyDecider).when(identify(organisation))).toStrictEqual(missing('party-not-found'));
    expect(given(partyDecider, novahuset()).when(identify(organisation, { decision, unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
  });

  test('leaves a state that is the same after it has been kept as a snapshot', () => {
    const renamed = { partyId: 'novahuset', name: 'Novahuset Sverige', effectiveFrom: '2020-01-01' };
    const events: PartyEvent[] = [novahuset(), identified, { type: 'PartyRenamed', data: renamed }];
    const state = fold(partyDecider, events);
    expect(state).toStrictEqual({
      partyId: 'novahuset',
      kind: 'association',
      identifiers: [organisation],
      merger: null,
      erased: false,
    });
    expect(partyDecider.decode(stored(partyDecider.encode(state)))).toStrictEqual(state);
  });
});

describe('recording who owns a party', () => {
  const own = (...owners: [string, string?][]): PartyCommand => ({
    type: 'RecordOwnership',
    partyId: 'novahuset',
    owners: owners.map(([ownerId, share = null]) => ({ ownerId, share })),
    effectiveFrom: '2020-01-01',
  });
  const { when } = given(partyDecider, novahuset());

  test('takes shares up to the whole, and a list that says less', () => {
    for (const command of [own(['a', '1/2'], ['b', '1/2']), own(['a', '1/3'], ['b'])])
      expect(when(command)).toMatchObject({ events: [{ type: 'OwnershipRecorded' }], warnings: [] });
  });

  test('is refused where the shares are more than the whole, or where one stands twice or owns itself', () => {
    expect(when(own(['a', '1/2'], ['b', '2/3']))).toStrictEqual(invalid('shares-not-one', '/owners'));
    expect(when(own(['a', '1/2'], ['a', '1/2']))).toStrictEqual(invalid('twice', '/owners/1/ownerId'));
    expect(when(own(['a'], ['novahuset']))).toStrictEqual(invalid('owns-itself', '/owners/1/ownerId'));
  });
});
