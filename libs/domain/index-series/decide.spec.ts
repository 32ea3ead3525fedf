import { booked, fold, given, invalid, missing, refused } from '../../../test/domain/given';
import { final, preliminary, publish, published, registeredSeries } from '../../../test/domain/indexing';
import { golden, goldenEvents, stored, type GoldenEvent } from '../../../test/domain/golden';
import { indexDecider, type IndexCommand } from './decide';
import type { IndexEvent } from './events';

const series = (...past: IndexEvent[]) => given(indexDecider, registeredSeries(), ...past);

describe('the stored form of', () => {
  const register = { indexId: 'kpi', name: 'KPI, 1980 = 100', measure: 'level' as const, publisher: 'SCB' };
  const more = { publishedOn: '2019-04-25', url: 'https://example.se/1', documentSha256: 'a'.repeat(64), note: 'N' };
  const values = [final(2018, '118.3'), preliminary(2019, '121.6')];
  const bookings: Record<IndexEvent['type'], [IndexEvent[], IndexCommand]> = {
    IndexSeriesRegistered: [
      [],
      { type: 'RegisterIndexSeries', ...register, url: 'https://example.se', note: 'Årsmedel' },
    ],
    IndexPublished: [
      [registeredSeries()],
      { type: 'PublishIndex', indexId: 'kpi', version: '2019-04', values, ...more },
    ],
  };

  test.each(Object.entries(bookings))('%s is what it always was', (type, [past, one]) => {
    const answer = given(indexDecider, ...past).when(one) as { events: IndexEvent[] };
    expect(stored(answer.events.map((event) => ({ schemaVersion: 1, ...event })))).toEqual([
      golden<GoldenEvent>(__dirname, `${type}.v1.json`),
    ]);
  });

  test('a series is what it was in this version', () => {
    const events = goldenEvents(__dirname) as unknown as IndexEvent[];
    const inOrder = [...events].sort((a) => (a.type === 'IndexSeriesRegistered' ? -1 : 1));
    expect(stored(indexDecider.encode(fold(indexDecider, inOrder)))).toEqual(
      golden(__dirname, `state-v${indexDecider.stateVersion}.json`),
    );
  });
});

describe('an index series', () => {
  test('is registered once, with what its publisher calls it and what its values are', () => {
    const data = {
      indexId: 'kpi',
      name: 'KPI, 1980 = 100',
      measure: 'level' as const,
      publisher: 'SCB',
      url: 'https://example.se',
      note: 'Årsmedel',
    };
    const register = { type: 'RegisterIndexSeries' as const, ...data };
    expect(given(indexDecider).when(register)).toStrictEqual(booked({ type: 'IndexSeriesRegistered', data }));
    expect(series().when(register)).toStrictEqual(refused('already-exists', '/indexId'));
  });

  test('holds what each publication says of some years, with where it stands', () => {
    const more = { publishedOn: '2019-04-25', url: 'https://example.se/1', documentSha256: 'a'.repeat(64), note: 'N' };
    const data = { indexId: 'kpi', version: '2019-04', values: [final(2018, '118.3')], ...more };
    expect(series().when({ type: 'PublishIndex', ...data })).toStrictEqual(booked({ type: 'IndexPublished', data }));
  });

  test('that is not registered has no publications', () => {
    expect(given(indexDecider).when(publish('1', final(2018, '1')))).toStrictEqual(missing('index-not-found'));
  });

  test('has each publication once, and in it each year once', () => {
    const once = series(published('2019-04', preliminary(2018, '118')));
    expect(once.when(publish('2019-04', final(2018, '118.3')))).toStrictEqual(refused('already-exists', '/version'));
    expect(once.when(publish('2019-05', final(2018, '1'), final(2018, '2')))).toStrictEqual(
      invalid('twice', '/values/1/year'),
    );
  });

  test('goes from preliminary to final and not back, and a final value can be corrected by another', () => {
    const first = series(published('1', preliminary(2018, '118')));
    expect(first.when(publish('2', preliminary(2018, '118.1')))).toMatchObject(booked({ type: 'IndexPublished' }));
    const after = series(published('1', preliminary(2018, '118')), published('2', final(2018, '118.3')));
    expect(after.state?.values).toEqual([{ ...final(2018, '118.3'), version: '2' }]);
    expect(after.when(publish('3', final(2017, '115'), preliminary(2018, '118.4')))).toStrictEqual(
      refused('already-final', '/values/1/status'),
    );
    expect(after.when(publish('3', preliminary(2019, '119')))).toMatchObject(booked({ type: 'IndexPublished' }));
    expect(after.when(publish('3', final(2018, '118.4')))).toMatchObject(booked({ type: 'IndexPublished' }));
  });

  test('keeps the years that a publication says nothing of, in their order', () => {
    const { state } = series(
      published('1', final(2018, '118.3'), final(2017, '115')),
      published('2', preliminary(2019, '121')),
    );
    expect(state?.values.map(({ year, version }) => [year, version])).toEqual([
      [2017, '1'],
      [2018, '1'],
      [2019, '2'],
    ]);
    expect(state?.versions).toEqual(['1', '2']);
  });

  test('of levels has none at or below zero, and of changes none by which everything is lost', () => {
    expect(series().when(publish('1', final(2018, '0')))).toStrictEqual(invalid('not-above-zero', '/values/0/value'));
    expect(series().when(publish('1', final(2018, '-1')))).toStrictEqual(invalid('not-above-zero', '/values/0/value'));
    const changes = given(indexDecider, registeredSeries('yearly-change'));
    expect(changes.when(publish('1', final(2017, '1'), final(2018, '-100.0')))).toStrictEqual(
      invalid('not-an-index-value', '/values/1/value'),
    );
    expect(changes.when(publish('1', final(2018, '-99.9')))).toMatchObject(booked({ type: 'IndexPublished' }));
    expect(changes.when(publish('1', final(2018, '0')))).toMatchObject(booked({ type: 'IndexPublished' }));
  });
});
