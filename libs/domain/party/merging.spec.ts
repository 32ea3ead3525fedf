import { booked, fold, given, invalid, missing, refused } from '../../../test/domain/given';
import { stored } from '../../../test/domain/golden';
import { partyDecider } from './decide';
import type { PartyEvent } from './events';
import { mergedBy, type MergedParty, type MergeParty } from './merging';

const novahuset: PartyEvent = {
  type: 'PartyRegistered',
  data: { partyId: 'novahuset', name: 'Novahuset', kind: 'association', identifiers: [] },
};
const said = { partyId: 'novahuset', into: 'unizon', effectiveFrom: '2021-01-01', reason: 'Har gått samman' };
const merge = (more: Partial<MergeParty> = {}): MergeParty => ({ type: 'MergeParty', ...said, ...more });
const event: PartyEvent = { type: 'PartyMerged', data: said };
const decision = { bodyId: 'hsn', decidedOn: '2020-12-01' };
const gone: MergedParty = { partyId: 'unizon', survivorId: 'roks', effectiveFrom: '2021-01-01' };
const by = (path: string) => ({ path: `/parties/${path}` });

describe('merging a party into another', () => {
  test('says from which day and why, and on which decision if there is one', () => {
    expect(given(partyDecider, novahuset).when(merge())).toStrictEqual(booked(event));
    expect(given(partyDecider, novahuset).when(merge({ decision }))).toStrictEqual(
      booked({ type: 'PartyMerged', data: { ...said, decision } }),
    );
  });

  test('needs both parties, and a body that the ledger knows', () => {
    const unknown = { code: 'unknown-party', partyId: 'unizon', pointer: '/into' } as const;
    expect(given(partyDecider).when(merge())).toStrictEqual(missing('party-not-found'));
    expect(given(partyDecider, novahuset).when(merge({ unknown }))).toStrictEqual(refused('unknown-party', '/into'));
  });

  test('is done once, also into another or under another reason', () => {
    for (const into of ['unizon', 'roks'])
      expect(given(partyDecider, novahuset, event).when(merge({ into }))).toStrictEqual(refused('already-merged'));
  });

  test('is not done with itself, nor into one that has gone up in another: that one is named', () => {
    expect(given(partyDecider, novahuset).when(merge({ into: 'novahuset' }))).toStrictEqual(
      invalid('merges-with-itself', '/into'),
    );
    const answer = given(partyDecider, novahuset).when(merge({ merged: gone }));
    expect(answer).toStrictEqual({ ...refused('merged', '/into'), ...by('roks') });
    expect(answer).toMatchObject({ detail: expect.stringContaining('roks') });
  });

  test('leaves the party to be renamed and identified as before, in a state that is the same as a snapshot', () => {
    const renamed: PartyEvent = {
      type: 'PartyRenamed',
      data: { partyId: 'novahuset', name: 'Gamla Novahuset', effectiveFrom: '2020-01-01' },
    };
    const state = fold(partyDecider, [novahuset, event, renamed]);
    expect(state).toMatchObject({ merger: { into: 'unizon', effectiveFrom: '2021-01-01' } });
    expect(partyDecider.decode(stored(partyDecider.encode(state)))).toStrictEqual(state);
    const { partyId } = said;
    const identified = { type: 'IdentifyParty' as const, partyId, scheme: 'XX-REG', id: '1' };
    expect(partyDecider.decide(identified, state)).toMatchObject({ warnings: [] });
  });
});

describe('money for a party that has gone up in another', () => {
  test.each([
    // today, effective on
    ['2021-01-01', '2020-12-31'],
    ['2020-06-01', '2021-01-01'],
    ['2025-03-01', '2019-11-12'],
  ])('is refused once the merger is there: asked %s, effective %s', (today, effectiveOn) => {
    expect(mergedBy(gone, today, effectiveOn, '/recipientId')).toStrictEqual({
      ...refused('merged', '/recipientId'),
      ...by('roks'),
    });
  });

  test('is given until then, and to whoever stands for itself', () => {
    expect(mergedBy(gone, '2020-12-31', '2020-12-31')).toBeNull();
    expect(mergedBy(undefined, '2025-03-01', '2025-03-01')).toBeNull();
  });
});
