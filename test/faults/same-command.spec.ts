import { allocations, anAllocation, clientOf, openBudget, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { storedEvents } from '../api/stored-events';
import { budgetStream, told } from './books';

let ledger: LedgerProcess;
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
}, 30_000);

afterAll(() => ledger.stop());

const send = (key: string, change: object = {}, path = allocations) =>
  call('POST', path, { body: anAllocation(change), headers: { 'idempotency-key': key } });

const booked = async () =>
  (await storedEvents(ledger.directory)).filter(({ stream }) => stream === budgetStream).length;

describe('the same command under one key', () => {
  it.each([1, 2, 50])('sent %i times at once is one event and one answer', async (times) => {
    const before = await booked();
    const answers = await Promise.all(Array.from({ length: times }, () => send(`at-once-${times}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(times - 1).fill(200), 201]);
    expect(answers.map(({ body }) => body.replayed).filter((replayed) => !replayed)).toHaveLength(1);
    for (const answer of answers) expect(told(answer)).toEqual(told(answers[0]!));
    expect(await booked()).toBe(before + 1);
  });

  it('sent again later, and after the ledger was stopped and started, has the same answer', async () => {
    const first = await send('later', { allocationId: 'later' });
    const again = await send('later', { allocationId: 'later' });
    ledger.signal('SIGTERM');
    expect(await ledger.ended()).toBe(0);
    ledger = await LedgerProcess.start({ directory: ledger.directory });
    call = clientOf(ledger);
    const afterwards = await send('later', { allocationId: 'later' });
    expect([first.status, again.status, afterwards.status]).toEqual([201, 200, 200]);
    expect(told(again)).toEqual(told(first));
    expect(told(afterwards)).toEqual(told(first));
  }, 30_000);

  it('is the same however its amount is written and its fields are ordered', async () => {
    const body = anAllocation({ allocationId: 'written', amount: '7' }) as Record<string, unknown>;
    const first = await call('POST', allocations, { body, headers: { 'idempotency-key': 'written' } });
    const turned = Object.fromEntries(Object.entries({ ...body, amount: '7.00' }).toReversed());
    const again = await call('POST', allocations, { body: turned, headers: { 'idempotency-key': 'written' } });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(told(again)).toEqual(told(first));
  });

  it('with another body is refused, at once and later, and books nothing', async () => {
    const before = await booked();
    const answers = await Promise.all([1, 2, 3, 4].map((amount) => send('changed', { amount: `${amount}.00` })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const later = await send('changed', { amount: '5.00' });
    for (const { status, body } of [...answers.filter((answer) => answer.status !== 201), later])
      expect({ status, code: body.code }).toEqual({ status: 409, code: 'idempotency-key-reused' });
    expect(await booked()).toBe(before + 1);
  });

  it('with another body is refused where the command itself would be, too', async () => {
    const before = await booked();
    expect((await send('refused-too', { allocationId: 'twice' })).status).toBe(201);
    const again = await send('refused-too', { allocationId: 'twice', amount: '9.00' });
    expect(again.body).toMatchObject({ status: 409, code: 'idempotency-key-reused' });
    const other = await send('another-key', { allocationId: 'twice' });
    expect(other.body).toMatchObject({ status: 409, code: 'already-exists' });
    expect(await booked()).toBe(before + 1);
  });

  it('that was refused is not remembered', async () => {
    expect((await send('early', {}, '/budgets/hsn/2020/allocations')).status).toBeGreaterThanOrEqual(400);
    const opened = await call('POST', '/budgets', {
      body: { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'none' },
    });
    expect(opened.status).toBe(201);
    expect((await send('early', {}, '/budgets/hsn/2020/allocations')).status).toBe(201);
  });
});
