import { agreement, commanded, happened } from '../../../test/domain/an-agreement';
import { booked, missing, refused } from '../../../test/domain/given';
import { governing } from './contents';

describe('the contents of an agreement', () => {
  test('are kept as they are said', () => {
    const annex = { annexId: 'a', version: '1', title: 'Bilaga', from: null };
    expect(agreement().when(commanded('RecordAnnex', annex))).toStrictEqual(booked(happened('AnnexRecorded', annex)));
    const area = { scopeId: 's', title: 'Cancervård', from: '2022' };
    expect(agreement().when(commanded('AddScope', area))).toStrictEqual(booked(happened('ScopeAdded', area)));
    const noted = { note: 'Oklart', about: 'Beslutet' };
    expect(agreement().when(commanded('NoteAmbiguity', noted))).toStrictEqual(
      booked(happened('AmbiguityNoted', noted)),
    );
  });

  test('have ids of their own; an annex may have several versions', () => {
    const annex = happened('AnnexRecorded', { annexId: 'a', version: '1', title: 'A' });
    const version = (text: string) => commanded('RecordAnnex', { annexId: 'a', version: text, title: 'A' });
    expect(agreement(annex).when(version('1'))).toStrictEqual(refused('already-exists', '/version'));
    expect(agreement(annex).when(version('2'))).toMatchObject({ warnings: [] });
    const area = { scopeId: 's', title: 'S' };
    expect(agreement(happened('ScopeAdded', area)).when(commanded('AddScope', area))).toStrictEqual(
      refused('already-exists', '/scopeId'),
    );
    const source = { sourceId: 'p', title: 'P' };
    expect(agreement(happened('SourceAttached', source)).when(commanded('AttachSource', source))).toStrictEqual(
      refused('already-exists', '/sourceId'),
    );
    const report = { deliverableId: 'd', kind: 'report', title: 'D' } as const;
    expect(
      agreement(happened('DeliverableRecorded', report)).when(commanded('RecordDeliverable', report)),
    ).toStrictEqual(refused('already-exists', '/deliverableId'));
  });

  test('are followed up where they were agreed', () => {
    const done = commanded('FollowUp', { deliverableId: 'd', followedUpOn: '2022', result: 'Lämnad' });
    expect(agreement().when(done)).toStrictEqual(missing('deliverable-not-found'));
    const agreed = happened('DeliverableRecorded', { deliverableId: 'd', kind: 'report', title: 'D' });
    expect(agreement(agreed).when(done)).toMatchObject({ events: [{ type: 'DeliverableFollowedUp' }] });
  });
});

describe('of the versions of an annex', () => {
  test.each<[string, (string | null | undefined)[], string, string[]]>([
    ['the only one governs from the start', [undefined], '1999-01-01', ['yes']],
    ['a later one governs from its day', [undefined, '2022-01-01'], '2021-12-31', ['yes', 'no']],
    ['and the one before it no longer', [undefined, '2022-01-01'], '2022-01-01', ['no', 'yes']],
    ['either may in the year from which the later one does', [undefined, '2022'], '2022-06-01', ['unknown', 'unknown']],
    ['the later day counts, whichever was recorded first', ['2022-01-01', '2020-01-01'], '2022-06-01', ['yes', 'no']],
    ['of two from one day the last recorded counts', ['2022-01-01', '2022-01-01'], '2022-06-01', ['no', 'yes']],
    ['either may where the day of one is not stated', ['2022-01-01', null], '2022-06-01', ['unknown', 'unknown']],
    ['a year that has passed by settles it', ['2020', '2021'], '2022-01-01', ['no', 'yes']],
    ['of three the one that two may replace', ['2020', '2022', '2023'], '2022-06-01', ['unknown', 'unknown', 'no']],
  ])('%s', (_, from, day, governs) => {
    expect(
      governing(
        from.map((one) => ({ from: one })),
        day,
      ),
    ).toEqual(governs);
  });
});
