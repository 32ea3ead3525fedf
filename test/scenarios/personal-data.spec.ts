import { newPostgresDatabase } from '../postgres/server';
import { databaseKind } from '../read-models/new-database';
import { ViewsReader } from '../read-models/views-reader';
import { allocation, budget, parties, Scenario, stores } from './ledger';

const masterKey = Buffer.alloc(32, 11).toString('base64');

describe.each(stores)('A stipend to a person, on %s', (store) => {
  let ledger: Scenario;

  beforeAll(async () => {
    // Where ledgers share a store they share the keys too.
    const keys: Record<string, string> =
      databaseKind === 'PostgreSQL' ? { ANSLAG_KEYS: await newPostgresDatabase() } : {};
    ledger = await Scenario.start(store, { ...keys, ANSLAG_MASTER_KEY: masterKey });
    const identifiers = [{ scheme: 'SE-PNR', id: '19121212-1212' }];
    await ledger.record(
      ...parties,
      budget(2019),
      ['/parties', { partyId: 'p-1', name: 'Anna Testsdotter', kind: 'person', identifiers }],
      ['/parties', { partyId: 'p-2', name: 'Testfirman', kind: 'sole-trader' }],
      ['/parties/p-1/names', { name: 'Anna Omdöptsson', effectiveFrom: '2020-01-01' }],
      ['/budgets/hsn/2019/allocations', allocation('stipendium', '5000.00', { recipientId: 'p-1' })],
    );
  });

  afterAll(() => ledger.stop());

  const asController = async (path: string) => (await ledger.client('GET', path)).body;

  test('is booked like any other, under a name that its controller sees and nobody else', async () => {
    expect(await ledger.figures('year=2019&recipientId=p-1')).toMatchObject({
      recipientName: '(person)',
      allocated: '5000.00',
    });
    expect((await asController('/balances?year=2019&recipientId=p-1')).rows[0].recipientName).toBe('Anna Omdöptsson');
    expect((await asController('/parties?q=testsdotter')).parties).toMatchObject([{ partyId: 'p-1' }]);
  });

  if (databaseKind === 'PostgreSQL')
    test('has a mask in the SQL views, wherever they name a party', async () => {
      const reader = await ViewsReader.on(ledger.readDatabase);
      try {
        expect(
          await reader.rows(`select name, names, identifiers, erased from anslag.parties where party_id = 'p-1'`),
        ).toEqual([
          {
            name: '(person)',
            names: [
              { name: '(person)', effectiveFrom: null },
              { name: '(person)', effectiveFrom: '2020-01-01' },
            ],
            identifiers: [{ scheme: 'SE-PNR', id: '(person)' }],
            erased: false,
          },
        ]);
        expect(await reader.rows(`select recipient_name from anslag.balances`)).toEqual([
          { recipient_name: '(person)' },
        ]);
        expect(await reader.rows(`select recipient_name from anslag.allocations`)).toEqual([
          { recipient_name: '(person)' },
        ]);
        const trail = await reader.rows(
          `select before, after from anslag.audit_trail where stream = 'party-p-1' order by position`,
        );
        expect(trail).toEqual([
          {
            before: null,
            after: { name: '(person)', kind: 'person', identifiers: [{ scheme: 'SE-PNR', id: '(person)' }] },
          },
          { before: { name: '(person)' }, after: { name: '(person)', effectiveFrom: '2020-01-01' } },
        ]);
      } finally {
        await reader.close();
      }
    });

  test('is erased on request: the name is gone, the amount stays, and the trail says so', async () => {
    await ledger.record(['/parties/p-1/erasure', { reason: 'Begäran om radering' }]);
    expect(await ledger.figures('year=2019&recipientId=p-1')).toMatchObject({
      recipientName: '(erased)',
      allocated: '5000.00',
    });
    expect(await asController(`/parties/p-1?atLeast=${ledger.position}`)).toMatchObject({
      name: '(erased)',
      erased: true,
    });
    const { rows } = await ledger.get('/audit-trail?type=ErasureRecorded');
    expect(rows).toMatchObject([{ stream: 'party-p-1', actor: 'controller', reason: 'Begäran om radering' }]);
    expect(await ledger.refusal('/parties/p-1/names', { name: 'A', effectiveFrom: '2021-01-01' })).toBe('409 erased');
    expect(await ledger.refusal('/parties/p-1/erasure', { reason: 'Igen' })).toBe('409 already-erased');
    expect(await asController('/parties/p-2')).toMatchObject({ name: 'Testfirman' });
  });

  if (databaseKind === 'PostgreSQL')
    test('is erased in the SQL views too', async () => {
      const reader = await ViewsReader.on(ledger.readDatabase);
      try {
        const text = JSON.stringify([
          await reader.rows(`select * from anslag.parties where party_id = 'p-1'`),
          await reader.rows(
            `select before, after from anslag.audit_trail where stream = 'party-p-1' and type <> 'ErasureRecorded'`,
          ),
          await reader.rows(`select recipient_name from anslag.balances`),
        ]);
        expect(text).toContain('(erased)');
        expect(text).not.toContain('(person)');
      } finally {
        await reader.close();
      }
    });
});
