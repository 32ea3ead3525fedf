import { observeLive, observeProjections, observeStore } from './read-side';
import { registry } from './registry';

/** The samples of one metric, as text. */
async function samplesOf(name: string): Promise<string[]> {
  const text = await registry.getSingleMetricAsString(name);
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const healthy = { version: 1, position: '7', lag: { events: 0, seconds: 0 } };

test('a projection that has stopped says so, and a lag that nobody knows is missing rather than zero', async () => {
  observeProjections([
    { ...healthy, name: 'entries' },
    { name: 'parties', version: 1, position: '5', lag: { events: null, seconds: 12 }, stopped: 'PartyEaten at 6' },
  ]);
  expect(await samplesOf('anslag_projection_stopped')).toEqual([
    'anslag_projection_stopped{projection="entries"} 0',
    'anslag_projection_stopped{projection="parties"} 1',
  ]);
  expect(await samplesOf('anslag_projection_lag_events')).toEqual([
    'anslag_projection_lag_events{projection="entries"} 0',
  ]);
  expect(await samplesOf('anslag_projection_lag_seconds')).toContain(
    'anslag_projection_lag_seconds{projection="parties"} 12',
  );
});

test('a projection that is no longer there is no longer told of', async () => {
  observeProjections([{ ...healthy, name: 'entries' }]);
  observeProjections([{ ...healthy, name: 'balances' }]);
  expect(await samplesOf('anslag_projection_position')).toEqual([
    'anslag_projection_position{projection="balances"} 7',
  ]);
});

test('a store that is away is down and has no position; one without events is up and at 0', async () => {
  observeStore(41n);
  expect(await samplesOf('anslag_store_position')).toEqual(['anslag_store_position 41']);
  observeStore(undefined);
  expect([await samplesOf('anslag_store_up'), await samplesOf('anslag_store_position')]).toEqual([
    ['anslag_store_up 0'],
    [],
  ]);
  observeStore(null);
  expect([await samplesOf('anslag_store_up'), await samplesOf('anslag_store_position')]).toEqual([
    ['anslag_store_up 1'],
    ['anslag_store_position 0'],
  ]);
});

test('totals of the streams are those since the start, however often they are read', async () => {
  for (let nth = 0; nth < 3; nth += 1) observeLive({ readers: 2, counts: { dropped: 4, told: 50 } });
  expect(await samplesOf('anslag_sse_readers')).toEqual(['anslag_sse_readers 2']);
  expect(await samplesOf('anslag_sse_readers_dropped_total')).toEqual(['anslag_sse_readers_dropped_total 4']);
  expect(await samplesOf('anslag_sse_events_sent_total')).toEqual(['anslag_sse_events_sent_total 50']);
});
