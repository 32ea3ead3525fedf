import type { EventStore } from '@anslag/event-store/port';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { FakeEventStore, cutOff } from './fake-event-store';
import { answerOf, count, done, folded, tally } from './tally';
import { everyStore, onDisk, type Ledger } from './writers';

const stream = 'tally-a';
const key = { commandId: 'the-key', commandHash: 'h' };
const stored = (store: EventStore) => store.readStream(stream, 0, 10_000);

describe.each(everyStore)('a command sent again, on %s', (_, open) => {
  let ledger: Ledger;
  const send = (...given: Parameters<typeof count>) => ledger.writer.execute(tally, stream, count(...given));

  beforeEach(async () => {
    ledger = await open();
  });
  afterEach(() => ledger.close());

  it.each([1, 2, 50])(
    'is one event and one answer: %i times at once, once later and once after a restart',
    async (times) => {
      await send(100);
      const warnings = [{ code: 'near', detail: 'nearly' }];
      const command = { by: 7, events: 2, warnings };
      const atOnce = (await Promise.all(Array.from({ length: times }, () => send(command, key)))).map(done);
      expect(atOnce.filter(({ replayed }) => !replayed)).toHaveLength(1);
      await send(200);
      const later = done(await send(command, key));
      await ledger.restart();
      const afterRestart = done(await send(command, key));
      expect([later.replayed, afterRestart.replayed]).toEqual([true, true]);
      for (const answer of [...atOnce, later, afterRestart]) {
        expect(answerOf(answer)).toEqual(answerOf(atOnce[0]!));
        expect(answer.position).toBeGreaterThanOrEqual((await stored(ledger.store))[2]!.position);
      }
      expect(atOnce[0]).toMatchObject({ revision: 2, warnings, events: [{ revision: 1 }, { revision: 2 }] });
      expect(folded(await stored(ledger.store)).total).toBe(314);
    },
  );

  it('with another content is refused at once, later and after a restart, and books nothing', async () => {
    const other = () => send(8, { ...key, commandHash: 'other' });
    const [first, atOnce] = await Promise.all([send(7, key), other()]);
    expect(first!.outcome).toBe('done');
    expect(atOnce).toEqual({ outcome: 'key-reused' });
    expect(await other()).toEqual({ outcome: 'key-reused' });
    await ledger.restart();
    expect(await other()).toEqual({ outcome: 'key-reused' });
    expect(await stored(ledger.store)).toHaveLength(1);
  });

  it('after a refusal is decided anew: refusals are not remembered', async () => {
    await send(100);
    const command = { by: 1, limit: 100 };
    expect(await send(command, key)).toMatchObject({ outcome: 'refused' });
    await send(-50);
    expect(done(await send(command, key)).replayed).toBe(false);
    expect(await send({ by: 2 }, { ...key, commandHash: 'other' })).toEqual({ outcome: 'key-reused' });
  });

  it('after If-Match failed is decided anew, under any content', async () => {
    expect(await send(1, { ...key, expectedRevision: 4 })).toEqual({ outcome: 'revision-moved', revision: -1 });
    expect(done(await send(2, { ...key, commandHash: 'other', expectedRevision: -1 })).replayed).toBe(false);
  });

  it('gets its answer whatever If-Match says by then, and whatever the rules would say', async () => {
    const command = { by: 60, limit: 100 };
    const first = done(await send(command, { ...key, expectedRevision: -1 }));
    expect(answerOf(done(await send(command, { ...key, expectedRevision: -1 })))).toEqual(answerOf(first));
    expect(answerOf(done(await send(command, key)))).toEqual(answerOf(first));
    expect(await stored(ledger.store)).toHaveLength(1);
  });

  it('under another key is another command, and so it is on another stream', async () => {
    await send(1, key);
    await send(1, { ...key, commandId: 'another' });
    expect(done(await ledger.writer.execute(tally, 'tally-b', count(1, key))).replayed).toBe(false);
    expect(await stored(ledger.store)).toHaveLength(2);
  });
});

describe('a command sent again after a snapshot', () => {
  it('is one event and one answer, whether it stands before the snapshot or after', async () => {
    const ledger = await onDisk();
    const send = (...given: Parameters<typeof count>) => ledger.writer.execute(tally, stream, count(...given));
    const before = done(await send(7, key));
    await send({ by: 1, events: 1200 });
    await ledger.restart();
    const after = done(await send(8, { ...key, commandId: 'after' }));
    await ledger.restart();
    expect(answerOf(done(await send(7, key)))).toEqual(answerOf(before));
    expect(answerOf(done(await send(8, { ...key, commandId: 'after' })))).toEqual(answerOf(after));
    expect(await send(8, { ...key, commandHash: 'x' })).toEqual({ outcome: 'key-reused' });
    expect(await ledger.store.head()).toBe(1202n);
    await ledger.close();
  });
});

/** Two processes on a store that both may write to. */
function twoProcesses() {
  const ours = new FakeEventStore({ exclusive: false });
  const theirs = new FakeEventStore({ exclusive: false, log: ours.log });
  return { ours, writers: [new StreamWriter(ours), new StreamWriter(theirs)] };
}

describe('a command sent to two processes on one store', () => {
  it('is one event and one answer: 50 times at once, and later', async () => {
    const { ours, writers } = twoProcesses();
    const send = (to: number) => writers[to % 2]!.execute(tally, stream, count(7, key));
    const answers = (await Promise.all(Array.from({ length: 50 }, (_, index) => send(index)))).map(done);
    answers.push(done(await send(0)), done(await send(1)));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    for (const answer of answers) expect(answerOf(answer)).toEqual(answerOf(answers[0]!));
    expect(ours.log).toHaveLength(1);
  });

  it('with another content at the second is refused there, though that has not seen the first', async () => {
    const { ours, writers } = twoProcesses();
    const [here, there] = writers as [StreamWriter, StreamWriter];
    await there.execute(tally, stream, count(1));
    await here.execute(tally, stream, count(7, key));
    expect(await there.execute(tally, stream, count(8, { ...key, commandHash: 'other' }))).toEqual({
      outcome: 'key-reused',
    });
    expect(ours.log).toHaveLength(2);
  });

  it('is one event where the first process lost its answer and its caller went to the second', async () => {
    const { ours, writers } = twoProcesses();
    const [here, there] = writers as [StreamWriter, StreamWriter];
    ours.everyAppend = () => cutOff(true);
    const first = here.execute(tally, stream, count(7, key));
    while (ours.log.length === 0) await new Promise(setImmediate);
    const second = done(await there.execute(tally, stream, count(7, key)));
    ours.everyAppend = () => undefined;
    expect(answerOf(done(await first))).toEqual(answerOf(second));
    expect(second.replayed).toBe(true);
    expect(ours.log).toHaveLength(1);
  });
});
