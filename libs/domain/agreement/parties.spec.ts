import { agreement, commanded, happened } from '../../../test/domain/an-agreement';
import { booked, missing, refused } from '../../../test/domain/given';
import type { Joining, Leaving } from './events';
import { currentParties, isParty, partiesOn } from './parties';

const joins = (body: Joining) => commanded('JoinAgreement', body);
const leaves = (body: Leaving) => commanded('LeaveAgreement', body);
const nobody = { code: 'unknown-party', partyId: 'linkoping', pointer: '/partyId' } as const;

describe('joining', () => {
  test('keeps the day as it is said', () => {
    const said = { partyId: 'linkoping', joinedOn: '2020-01', joinedOnCertainty: 'inferred' as const };
    expect(agreement().when(joins(said))).toStrictEqual(booked(happened('AgreementPartyJoined', said)));
  });

  test('is for those who are no party, and whom the ledger knows', () => {
    expect(agreement().when(joins({ partyId: 'novahuset' }))).toStrictEqual(refused('already-party', '/partyId'));
    const unknown = { ...joins({ partyId: 'linkoping' }), unknown: nobody };
    expect(agreement().when(unknown)).toStrictEqual(refused('unknown-party', '/partyId'));
  });

  test('is possible again after leaving', () => {
    const left = happened('AgreementPartyLeft', { partyId: 'novahuset', leftOn: '2021' });
    expect(agreement(left).when(joins({ partyId: 'novahuset' }))).toMatchObject({ warnings: [] });
  });
});

describe('leaving', () => {
  test('is for parties', () => {
    const said = { partyId: 'novahuset', leftOn: null, leftOnCertainty: 'unknown' as const };
    expect(agreement().when(leaves(said))).toStrictEqual(booked(happened('AgreementPartyLeft', said)));
    expect(agreement().when(leaves({ ...said, partyId: 'linkoping' }))).toStrictEqual(missing('party-not-found'));
    const left = happened('AgreementPartyLeft', said);
    expect(agreement(left).when(leaves(said))).toStrictEqual(missing('party-not-found'));
  });

  test('comes after joining', () => {
    const joined = happened('AgreementPartyJoined', { partyId: 'linkoping', joinedOn: '2020-07' });
    const on = (leftOn: string) => agreement(joined).when(leaves({ partyId: 'linkoping', leftOn }));
    expect(on('2020-06-30')).toStrictEqual(refused('ends-before-start', '/leftOn'));
    expect(on('2020')).toMatchObject({ warnings: [] });
  });
});

describe('a party', () => {
  test.each<[string, Joining | object, Leaving | null, string, string]>([
    ['as long as the agreement is one on any day', {}, null, '1999-01-01', 'yes'],
    ['that joined is none before', { joinedOn: '2020-07-01' }, null, '2020-06-30', 'no'],
    ['is one on the day on which it joins', { joinedOn: '2020-07-01' }, null, '2020-07-01', 'yes'],
    ['may be one in the month in which it joins', { joinedOn: '2020-07' }, null, '2020-07-15', 'unknown'],
    ['may be one where no day is stated', { joinedOn: null }, null, '2020-07-15', 'unknown'],
    ['is one on the day before it leaves', {}, { partyId: 'x', leftOn: '2021-01-01' }, '2020-12-31', 'yes'],
    ['is none on the day on which it leaves', {}, { partyId: 'x', leftOn: '2021-01-01' }, '2021-01-01', 'no'],
    ['may be one in the year in which it leaves', {}, { partyId: 'x', leftOn: '2021' }, '2021-06-01', 'unknown'],
    ['may have left where no day is stated', {}, { partyId: 'x', leftOn: null }, '2021-06-01', 'unknown'],
  ])('%s', (_, joining, left, day, answer) => {
    expect(isParty({ partyId: 'x', ...joining, ...(left && { left }) }, day)).toBe(answer);
  });

  test('is listed on the days on which it is or may be one', () => {
    const { state } = agreement(
      happened('AgreementPartyJoined', { partyId: 'linkoping', joinedOn: '2020-07-01' }),
      happened('AgreementPartyLeft', { partyId: 'novahuset', leftOn: '2020' }),
    );
    expect(partiesOn(state!, '2019-12-31')).toEqual(['hsn', 'novahuset']);
    expect(partiesOn(state!, '2020-07-01')).toEqual(['hsn', 'novahuset', 'linkoping']);
    expect(partiesOn(state!, '2020-12-31')).toEqual(['hsn', 'linkoping']);
    expect(currentParties(state!)).toEqual(['hsn', 'linkoping']);
  });
});
