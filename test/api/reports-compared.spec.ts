import { allocations, anAllocation, clientOf, given, openBudget, type Client } from './client';
import { LedgerProcess } from './ledger-process';

let ledger: LedgerProcess;
let call: Client;
/** Of the last event of the beginning. */
let position: string;

const onOne = `${allocations}/en`;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  call = clientOf(ledger);
  await openBudget(call);
  await given(call, [
    ['/parties', { partyId: 'novahuset', name: 'Novahuset', kind: 'association' }],
    [allocations, anAllocation({ allocationId: 'en', recipientId: 'novahuset', amount: '700.00' })],
    [allocations, anAllocation({ allocationId: 'annan', amount: '30.00' })],
    [`${onOne}/disbursements`, { amount: '200.00', effectiveOn: '2019-12-01' }],
  ]);
  position = await head();
  await given(call, [
    [`${onOne}/adjustments`, { difference: '-100.00', reason: 'Minskat behov', effectiveOn: '2020-01-15' }],
  ]);
  await get(`/balances?atLeast=${await head()}`);
});

afterAll(() => ledger.stop());

const get = (path: string) => call('GET', path, { as: 'auditor' });

async function head(): Promise<string> {
  const { body } = await get('/events?limit=1000');
  return body.events.at(-1).position;
}

describe('/balances/diff', () => {
  test('shows what came in between, on the recorded axis and on the effective one', async () => {
    const { status, body } = await get(`/balances/diff?year=2019&againstKnownPosition=${position}`);
    expect(status).toBe(200);
    expect(body.against).toMatchObject({ position, effectiveAt: null });
    expect(body.rows).toMatchObject([
      {
        recipientId: 'novahuset',
        before: { allocated: '700.00', remaining: '500.00' },
        after: { allocated: '600.00', remaining: '400.00' },
        change: { allocated: '-100.00', remaining: '-100.00' },
      },
    ]);
    const days = await get('/balances/diff?year=2019&effectiveAt=2019-12-31&againstEffectiveAt=2019-11-30');
    expect(days.body.rows).toMatchObject([
      { recipientId: 'novahuset', change: { allocated: '0.00', disbursed: '200.00', remaining: '-200.00' } },
    ]);
    expect(days.body.basis.position).toBe(days.body.against.position);
  });

  test('its sides are what /balances says at the two points', async () => {
    const query = `knownPosition=${position}&effectiveAt=2019-11-30`;
    const { body } = await get(`/balances/diff?${query}&againstEffectiveAt=2019-12-31&recipientId=novahuset`);
    for (const [side, effectiveAt] of [
      ['after', '2019-11-30'],
      ['before', '2019-12-31'],
    ]) {
      const asked = `recipientId=novahuset&knownPosition=${position}&effectiveAt=${effectiveAt}`;
      const { body: alone } = await get(`/balances?${asked}`);
      expect(alone.rows[0]).toMatchObject(body.rows[0][side!]);
      expect(alone.totals[0]).toMatchObject(body.totals[0][side!]);
    }
  });

  test('its pages are pinned to both points, whatever is recorded while they are read', async () => {
    const whole = (await get('/balances/diff?againstKnownPosition=1&limit=1000')).body;
    expect(whole.rows).toHaveLength(2);
    const rows: unknown[] = [];
    for (let next: string | null = ''; next !== null;) {
      const first = next === '' ? '&againstKnownPosition=1' : `&cursor=${next}`;
      const { status, body }: Awaited<ReturnType<Client>> = await get(`/balances/diff?limit=1${first}`);
      expect([status, body.totals, body.basis, body.against]).toEqual([200, whole.totals, whole.basis, whole.against]);
      rows.push(...body.rows);
      next = body.next;
      await given(call, [[allocations, anAllocation({ amount: '1.00' })]]);
    }
    expect(rows).toEqual(whole.rows);
  });

  test.each([
    ['', 'againstKnownAt', 'required'],
    ['?effectiveAt=2019-01-01', 'againstKnownAt', 'required'],
    ['?againstKnownPosition=999999', 'againstKnownPosition', 'beyond-head'],
    ['?againstKnownPosition=1&knownPosition=999999', 'knownPosition', 'beyond-head'],
    ['?againstKnownPosition=1&againstKnownAt=2020-01-01T00:00:00Z', 'againstKnownAt', 'known-twice'],
    ['?againstKnownAt=2999-01-01T00:00:00Z', 'againstKnownAt', 'known-in-future'],
    ['?againstEffectiveAt=2019-02-29', 'againstEffectiveAt', 'not-a-day'],
    ['?againstKnownPosition=1&cursor=e30', 'cursor', 'bad-cursor'],
  ])('%s is refused', async (query, name, code) => {
    const { status, body } = await get(`/balances/diff${query}`);
    expect({ status, errors: body.errors }).toMatchObject({ status: 400, errors: [{ in: 'query', name, code }] });
  });
});

describe('/balances/series', () => {
  const points = (body: { series: { points: Record<string, string>[] }[] }) =>
    body.series[0]!.points.map(({ at, allocated, disbursed, remaining }) => [at, allocated, disbursed, remaining]);

  test('tells month by month what had taken effect, from the first entry to the last', async () => {
    const { body } = await get('/balances/series?recipientId=novahuset');
    expect(body).toMatchObject({ by: 'effective', interval: 'month', from: '2019-11-12', to: '2020-01-15' });
    expect(body.series).toMatchObject([{ currency: 'SEK' }]);
    expect(points(body)).toEqual([
      ['2019-11-30', '700.00', '0.00', '700.00'],
      ['2019-12-31', '700.00', '200.00', '500.00'],
      ['2020-01-15', '600.00', '200.00', '400.00'],
    ]);
    const known = await get(`/balances/series?recipientId=novahuset&knownPosition=${position}&to=2020-01-31`);
    expect(points(known.body).at(-1)).toEqual(['2020-01-31', '700.00', '200.00', '500.00']);
  });

  test('tells by the recorded axis what was known at the end of each day', async () => {
    const { body } = await get('/balances/series?recipientId=novahuset&by=known&interval=day');
    const told = points(body);
    expect(told.at(-1)!.slice(1)).toEqual(['600.00', '200.00', '400.00']);
    const early = await get(
      `/balances/series?recipientId=novahuset&by=known&interval=year&from=2018-01-01&to=${body.to}&effectiveAt=2019-11-30`,
    );
    expect(points(early.body)[0]).toEqual(['2018-12-31', '0.00', '0.00', '0.00']);
    expect(points(early.body).at(-1)!.slice(1)).toEqual(['700.00', '0.00', '700.00']);
  });

  test('of what there is not, is empty', async () => {
    const { status, body } = await get('/balances/series?recipientId=nobody');
    expect([status, body.series, body.from, body.to]).toEqual([200, [], null, null]);
  });

  test.each([
    ['?interval=day&from=2019-01-01&to=2021-09-27', 'interval', 'too-many-points'],
    ['?from=2019-01-02&to=2019-01-01', 'to', 'ends-before-start'],
    ['?interval=week', 'interval', 'not-one-of'],
    ['?by=effect', 'by', 'not-one-of'],
    ['?limit=5', 'limit', 'unknown-field'],
  ])('%s is refused', async (query, name, code) => {
    const { status, body } = await get(`/balances/series${query}`);
    expect({ status, errors: body.errors }).toMatchObject({ status: 400, errors: [{ in: 'query', name, code }] });
  });

  test('a thousand points are given', async () => {
    const { status, body } = await get('/balances/series?interval=day&from=2019-01-01&to=2021-09-26');
    expect([status, body.series[0].points.length]).toEqual([200, 1000]);
    const known = await get('/balances/series?by=known&interval=day&from=2019-01-01&to=2021-09-26');
    expect([known.status, known.body.series]).toEqual([200, expect.any(Array)]);
  });
});

describe("a recipient's statement", () => {
  test('has their entries in order, with vouchers and what remains', async () => {
    const { status, body } = await get('/recipients/novahuset/statement');
    expect(status).toBe(200);
    expect(body).toMatchObject({ partyId: 'novahuset', name: 'Novahuset', next: null });
    expect(body.lines).toMatchObject([
      { effectiveOn: '2019-11-12', fact: 'decided', amount: '700.00', remaining: '700.00', voucher: 'hsn/2019/2' },
      { effectiveOn: '2019-12-01', fact: 'disbursed', amount: '200.00', change: '-200.00', remaining: '500.00' },
      { effectiveOn: '2020-01-15', fact: 'adjusted', type: 'AllocationAdjusted', reason: 'Minskat behov' },
    ]);
    expect(body.totals).toMatchObject([{ opening: '0.00', closing: '400.00' }]);
  });

  test('is paged, and a cursor is of no other party', async () => {
    const whole = (await get('/recipients/novahuset/statement')).body;
    const lines: unknown[] = [];
    let cursor = '';
    for (let next: string | null = ''; next !== null;) {
      cursor = next || cursor;
      const { body }: Awaited<ReturnType<Client>> = await get(
        `/recipients/novahuset/statement?limit=1${next && `&cursor=${next}`}`,
      );
      lines.push(...body.lines);
      next = body.next;
    }
    expect(lines).toEqual(whole.lines);
    const { status, body } = await get(`/recipients/primarvarden/statement?cursor=${cursor}`);
    expect([status, body.errors[0].code]).toEqual([400, 'bad-cursor']);
  });

  test('stands where it is asked to: on a day, at a position, between days', async () => {
    const { body } = await get(`/recipients/novahuset/statement?effectiveAt=2019-12-31&from=2019-12-01`);
    expect(body.lines).toMatchObject([{ fact: 'disbursed' }]);
    expect(body.totals).toMatchObject([{ opening: '700.00', closing: '500.00' }]);
    const known = await get(`/recipients/novahuset/statement?knownPosition=${position}`);
    expect(known.body.lines).toHaveLength(2);
    expect((await get('/recipients/novahuset/statement?year=2020')).body.lines).toEqual([]);
  });

  test('of a party that is not known is not found', async () => {
    for (const path of ['nobody/statement', 'novahuset/statement?knownPosition=1']) {
      const { status, body } = await get(`/recipients/${path}`);
      expect([status, body.code]).toEqual([404, 'party-not-found']);
    }
  });
});
