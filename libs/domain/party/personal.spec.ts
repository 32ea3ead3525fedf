import { booked, fold, given, invalid, missing, refused } from '../../../test/domain/given';
import { partyDecider, type PartyCommand } from './decide';
import type { PartyEvent, SealedIdentifier } from './events';

const number: SealedIdentifier = { scheme: 'SE-PNR', id: '1.sealed-number', mark: 'mark-a' };

const person = (identifiers: SealedIdentifier[] = []): PartyEvent => ({
  type: 'PartyRegistered',
  data: { partyId: 'p-1', kind: 'person', sealed: { kind: 'person', name: '1.sealed-name', identifiers } },
});

const organisation: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId: 'p-1', kind: 'company', name: 'Bolaget', identifiers: [] },
};

const erasure: PartyEvent = { type: 'ErasureRecorded', data: { partyId: 'p-1', reason: 'Begäran' } };
const erase: PartyCommand = { type: 'EraseParty', partyId: 'p-1', reason: 'Begäran' };

const register = (identifiers: SealedIdentifier[] = [], more: object = {}): PartyCommand => ({
  type: 'RegisterParty',
  partyId: 'p-1',
  kind: 'person',
  sealed: { name: '1.sealed-name', identifiers },
  ...more,
});

const rename: PartyCommand = {
  type: 'RenameParty',
  partyId: 'p-1',
  effectiveFrom: '2020-01-01',
  sealed: { name: '1.other-name' },
};

const identify = (id: string, mark: string, more: object = {}): PartyCommand => ({
  type: 'IdentifyParty',
  partyId: 'p-1',
  scheme: 'SE-PNR',
  sealed: { id, mark },
  ...more,
});

const unsealable = { pointer: '/partyId', why: 'in-id' } as const;

describe('a person', () => {
  test('is registered, renamed and identified with what is sealed, and nothing in plain text', () => {
    expect(given(partyDecider).when(register([number]))).toStrictEqual(booked(person([number])));
    expect(given(partyDecider, person()).when(rename)).toStrictEqual(
      booked({
        type: 'PartyRenamed',
        data: { partyId: 'p-1', effectiveFrom: '2020-01-01', sealed: { kind: 'person', name: '1.other-name' } },
      }),
    );
    expect(given(partyDecider, person()).when(identify('1.n', 'mark-a'))).toStrictEqual(
      booked({
        type: 'PartyIdentified',
        data: { partyId: 'p-1', scheme: 'SE-PNR', sealed: { kind: 'person', id: '1.n', mark: 'mark-a' } },
      }),
    );
  });

  test('has each identifier once, by its mark, however it was sealed', () => {
    const again = identify('1.sealed-anew', 'mark-a');
    expect(given(partyDecider, person([number])).when(again)).toStrictEqual(refused('already-exists', '/id'));
    const twice = register([number, { ...number, id: '1.sealed-anew' }]);
    expect(given(partyDecider).when(twice)).toStrictEqual(invalid('already-exists', '/identifiers/1'));
  });

  test('does not have an id that holds what is sealed', () => {
    const answer = refused('personal-data', '/partyId');
    expect(given(partyDecider).when(register([], { unsealable }))).toStrictEqual(answer);
    expect(given(partyDecider, person()).when(identify('1.n', 'm', { unsealable }))).toStrictEqual(answer);
  });

  test('is not found for whoever took it for somebody else: nothing in plain text is booked on it', () => {
    const plainly: PartyCommand = { type: 'RenameParty', partyId: 'p-1', name: 'Anna', effectiveFrom: '2020-01-01' };
    expect(given(partyDecider, person()).when(plainly)).toStrictEqual(missing('party-not-found'));
    const identifyPlainly: PartyCommand = {
      type: 'IdentifyParty',
      partyId: 'p-1',
      scheme: 'SE-PNR',
      id: '121212-1212',
    };
    expect(given(partyDecider, person()).when(identifyPlainly)).toStrictEqual(missing('party-not-found'));
  });

  test('has no name that a body backs', () => {
    const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
    const endorse: PartyCommand = { type: 'EndorseRename', partyId: 'p-1', name: 'Anna', decision };
    expect(given(partyDecider, person()).when(endorse)).toStrictEqual(refused('personal-data', '/name'));
  });
});

describe('an erasure', () => {
  test('says why, and on which decision if there is one', () => {
    const decision = { bodyId: 'hsn', decidedOn: '2019-11-12' };
    expect(given(partyDecider, person()).when(erase)).toStrictEqual(booked(erasure));
    expect(given(partyDecider, person()).when({ ...erase, decision })).toStrictEqual(
      booked({ type: 'ErasureRecorded', data: { partyId: 'p-1', reason: 'Begäran', decision } }),
    );
  });

  test('is done once, and of persons alone', () => {
    expect(given(partyDecider, person(), erasure).when(erase)).toStrictEqual(refused('already-erased'));
    expect(given(partyDecider, organisation).when(erase)).toStrictEqual(refused('not-a-person'));
    expect(given(partyDecider).when(erase)).toStrictEqual(missing('party-not-found'));
  });

  test('is the last that is said of who the person was', () => {
    const gone = given(partyDecider, person(), erasure);
    expect(gone.when(rename)).toStrictEqual(refused('erased'));
    expect(gone.when(identify('1.n', 'mark-b'))).toStrictEqual(refused('erased'));
    expect(gone.when(register())).toStrictEqual(refused('already-exists', '/partyId'));
  });

  test('leaves the party where it was', () => {
    expect(fold(partyDecider, [person([number]), erasure])).toMatchObject({ partyId: 'p-1', erased: true });
  });
});
