import { readFileSync } from 'node:fs';
import { batch, OpenBatch, textOf, type BatchLine, type LineAnswer } from './batch-client';
import { allocations, anAllocation, clientOf, openBudget } from './client';
import { LedgerProcess } from './ledger-process';
import { storedEvents } from './stored-events';

let ledger: LedgerProcess;

beforeEach(async () => {
  ledger = await LedgerProcess.start();
});

afterEach(() => ledger.stop());

const allocation = (number: number, more: object = {}): BatchLine => ({
  path: allocations,
  key: `line-${number}`,
  body: anAllocation({ allocationId: `a-${number}`, ...more }),
});

const booked = async (): Promise<string[]> =>
  (await storedEvents(ledger.directory))
    .filter(({ type }) => type === 'AllocationDecided')
    .map(({ data }) => (data as { allocationId: string }).allocationId);

const residentMiB = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${ledger.pid}/status`, 'utf8'))![1]) / 1024;

test('a client that does not read its answers stops the reading of its lines, and 200,000 lines cost no memory', async () => {
  await openBudget(clientOf(ledger));
  const lines = 200_000;
  const piece = Array.from({ length: 500 }, (_, number) =>
    textOf(allocation(number, { note: 'x'.repeat(1_000) })),
  ).join('');
  const open = new OpenBatch(ledger, { dryRun: true });
  let sent = 0;
  const sending = (async () => {
    for (; sent < lines; sent += 500) await open.send(piece);
    open.end();
  })();
  const answers = open.answers();
  expect((await answers.next()).value).toMatchObject({ line: 1, status: 200 });
  await stands(() => sent);
  expect(sent).toBeLessThan(lines / 4);
  const before = residentMiB();

  let last = 1;
  for await (const { line, status } of answers) {
    if (line !== last + 1 || status !== 200) throw new Error(`Line ${line} after ${last} has ${status}`);
    last = line;
  }
  await sending;
  expect(last).toBe(lines);
  // The lines are 260 MB and their answers more.
  expect(residentMiB() - before).toBeLessThan(150);
}, 120_000);

test('lines of a cut connection are not carried out in part, and sent again they are all there once', async () => {
  await openBudget(clientOf(ledger));
  const lines = Array.from({ length: 20_000 }, (_, number) => allocation(number));
  const open = new OpenBatch(ledger);
  const sending = open.send(lines.map(textOf).join('')).catch(() => undefined);
  let heard = 0;
  await expect(async () => {
    for await (const { status } of open.answers()) {
      expect(status).toBe(201);
      if (++heard === 1_000) open.request.destroy();
    }
  }).rejects.toThrow(/aborted|hang up|reset|cut off/i);
  void sending;
  const first = await quietly(booked);
  expect(first.length).toBeGreaterThanOrEqual(1_000);
  expect(first.length).toBeLessThan(lines.length);
  expect(first).toEqual(Array.from(first, (_, number) => `a-${number}`));

  const answers = await batch(ledger, lines);
  expect(answers.map(({ status }) => status)).toEqual(lines.map((_, number) => (number < first.length ? 200 : 201)));
  expect(await booked()).toEqual(lines.map((_, number) => `a-${number}`));
}, 120_000);

test('a line that is cut short by the connection is not carried out, whole as it may look', async () => {
  await openBudget(clientOf(ledger));
  const open = new OpenBatch(ledger);
  await open.send(textOf(allocation(1)));
  const answers = open.answers();
  expect((await answers.next()).value).toMatchObject({ line: 1, status: 201 });
  await open.send(textOf(allocation(2)).trimEnd());
  open.request.destroy();
  await answers.next().catch(() => undefined);
  expect(await quietly(booked)).toEqual(['a-1']);
});

test('answers come while the lines are still being sent', async () => {
  await openBudget(clientOf(ledger));
  const open = new OpenBatch(ledger);
  const answers = open.answers();
  for (let number = 1; number <= 20; number++) {
    await open.send(textOf(allocation(number)));
    expect((await answers.next()).value).toMatchObject({ line: number, status: 201 });
  }
  open.end();
  expect((await answers.next()).done).toBe(true);
});

test('a stop finishes the lines that were accepted, tells later ones, and ends the answers properly', async () => {
  await openBudget(clientOf(ledger));
  const open = new OpenBatch(ledger);
  let sent = 0;
  const over = new AbortController();
  const closed = new Promise((resolve) => open.request.on('error', () => undefined).once('close', resolve));
  void closed.then(() => over.abort());
  const sending = (async () => {
    // Also over when the ledger closes first: nothing waits for a closed connection to drain, and the loop would never yield.
    while (!over.signal.aborted) {
      const piece = Array.from({ length: 100 }, (_, number) => textOf(allocation(sent + number))).join('');
      sent += 100;
      await Promise.race([open.send(piece), closed]);
    }
  })();
  const answers: LineAnswer[] = [];
  for await (const answer of open.answers()) {
    answers.push(answer);
    if (answers.length === 2_000) ledger.signal('SIGTERM');
    // Whoever goes on sending is cut off in the end, and may lose answers that it has not read.
    if (answer.status === 503) over.abort();
  }
  open.request.destroy();
  await sending;
  expect(await ledger.ended()).toBe(0);
  expect(answers.map(({ line }) => line)).toEqual(answers.map((_, index) => index + 1));
  const accepted = answers.filter(({ status }) => status === 201);
  const late = answers.slice(accepted.length);
  expect(accepted.length).toBeGreaterThanOrEqual(2_000);
  expect(late.length).toBeGreaterThan(0);
  expect(new Set(late.map(({ status, body }) => `${status} ${body.code}`))).toEqual(new Set(['503 stopping']));
  expect(await booked()).toEqual(accepted.map((_, number) => `a-${number}`));
}, 120_000);

test('a stop ends a batch whose client neither sends nor ends', async () => {
  const open = new OpenBatch(ledger);
  open.request.on('error', () => undefined);
  await open.send('\nnonsense\n');
  const answers = open.answers();
  expect((await answers.next()).value).toMatchObject({ line: 2, status: 422 });
  ledger.signal('SIGTERM');
  expect((await answers.next()).done).toBe(true);
  expect(await ledger.ended()).toBe(0);
}, 60_000);

/** Waits until a number has stood still while the ledger answered many other requests. */
async function stands(number: () => number): Promise<void> {
  const call = clientOf(ledger);
  for (let before = -1; before !== number();) {
    before = number();
    for (let nth = 0; nth < 100; nth++) await call('GET', '//health', { as: null });
  }
}

/** What there is when the ledger has finished what it had taken: it writes nothing more while it answers others. */
async function quietly(read: () => Promise<string[]>): Promise<string[]> {
  const call = clientOf(ledger);
  for (;;) {
    const before = (await read()).length;
    for (let nth = 0; nth < 20; nth++) await call('GET', '//health', { as: null });
    const after = await read();
    if (after.length === before) return after;
  }
}
