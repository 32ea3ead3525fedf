import { partyEventTypes } from '../../../test/domain/event-types';
import { fold, given } from '../../../test/domain/given';
import { golden, goldenEvents, stored, type GoldenEvent } from '../../../test/domain/golden';
import { partyDecider, type PartyCommand } from './decide';
import type { PartyEvent } from './events';

// As in budget/events.spec.ts: a golden file is never changed.

const registered: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId: 'novahuset', name: 'Novahuset', kind: 'association', identifiers: [] },
};
const decision = { bodyId: 'rf', decidedOn: '2019', decidedOnCertainty: 'inferred' as const };

const bookings: Record<PartyEvent['type'], [PartyEvent[], PartyCommand]> = {
  PartyRegistered: [
    [],
    {
      type: 'RegisterParty',
      partyId: 'novahuset',
      name: 'Föreningen Novahuset',
      kind: 'association',
      identifiers: [{ scheme: 'SE-ON', id: '556074-7569' }],
    },
  ],
  PartyRenamed: [
    [registered],
    { type: 'RenameParty', partyId: 'novahuset', name: 'Novahuset Sverige', effectiveFrom: '2020-01-01', decision },
  ],
  PartyIdentified: [
    [registered],
    { type: 'IdentifyParty', partyId: 'novahuset', scheme: 'SE-ON', id: '556000-4615', decision },
  ],
  OwnershipRecorded: [
    [registered],
    {
      type: 'RecordOwnership',
      partyId: 'novahuset',
      owners: [
        { ownerId: 'staten', share: '1/2' },
        { ownerId: 'skr', share: null },
      ],
      effectiveFrom: '2020',
      effectiveFromCertainty: 'inferred',
      decision,
      note: 'Enligt notisen',
    },
  ],
  PartyRenameEndorsed: [
    [registered],
    { type: 'EndorseRename', partyId: 'novahuset', name: 'Novahuset Sverige', decision, note: 'Enligt notisen' },
  ],
  ErasureRecorded: [
    [
      {
        type: 'PartyRegistered',
        data: { partyId: 'p-1', kind: 'person', sealed: { kind: 'person', name: '1.bmFtbg', identifiers: [] } },
      },
    ],
    { type: 'EraseParty', partyId: 'p-1', reason: 'Begäran 2031/12', decision },
  ],
  PartyMerged: [
    [registered],
    {
      type: 'MergeParty',
      partyId: 'novahuset',
      into: 'unizon',
      effectiveFrom: '2021-01-01',
      reason: 'Föreningarna har gått samman.',
      decision,
    },
  ],
};

/** What of the same types of events is sealed where the party is a person. */
const person: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId: 'p-1', kind: 'sole-trader', sealed: { kind: 'sole-trader', name: '1.bmFtbg', identifiers: [] } },
};
const sealedBookings: [string, PartyEvent[], PartyCommand][] = [
  [
    'PartyRegistered',
    [],
    {
      type: 'RegisterParty',
      partyId: 'p-1',
      kind: 'sole-trader',
      sealed: { name: '1.bmFtbg', identifiers: [{ scheme: 'SE-ON', id: '1.bnVtbWVy', mark: 'bWFyaw' }] },
    },
  ],
  [
    'PartyRenamed',
    [person],
    { type: 'RenameParty', partyId: 'p-1', effectiveFrom: '2020-01-01', decision, sealed: { name: '1.bnl0dA' } },
  ],
  [
    'PartyIdentified',
    [person],
    { type: 'IdentifyParty', partyId: 'p-1', scheme: 'SE-PNR', decision, sealed: { id: '1.YW5uYXQ', mark: 'bTI' } },
  ],
];

describe('the stored form of', () => {
  test.each(Object.entries(bookings))('%s is what it always was', (type, [past, one]) => {
    const answer = given(partyDecider, ...past).when(one);
    const booked = 'events' in answer ? answer.events.map((event) => ({ schemaVersion: 1, ...event })) : [answer];
    expect(stored(booked)).toEqual([golden<GoldenEvent>(__dirname, `${type}.v1.json`)]);
  });

  test.each(sealedBookings)('%s of a person is what it always was', (type, past, one) => {
    const answer = given(partyDecider, ...past).when(one);
    const booked = 'events' in answer ? answer.events.map((event) => ({ schemaVersion: 1, ...event })) : [answer];
    expect(stored(booked)).toEqual([golden<GoldenEvent>(__dirname, `sealed/${type}.v1.json`)]);
  });

  test('every type of event is kept', () => {
    expect(
      goldenEvents(__dirname)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(partyEventTypes);
  });
});

test('what was stored in version 1 is still read', () => {
  const all = Object.keys(bookings) as PartyEvent['type'][];
  const events = all.map((type) => golden<PartyEvent>(__dirname, `${type}.v1.json`));
  const sealed = sealedBookings.map(([type]) => golden<PartyEvent>(__dirname, `sealed/${type}.v1.json`));
  const states = [events, sealed].map((past) => partyDecider.encode(fold(partyDecider, past)));
  expect(stored(states)).toEqual(golden(__dirname, `state-v${partyDecider.stateVersion}.json`));
});
