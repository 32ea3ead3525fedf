import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { booked, LedgerInMemory } from '../../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../../test/read-models/read-models-on';
import { ViewsReader } from '../../../test/read-models/views-reader';
import { examples } from './examples';

const root = join(__dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Panel {
  id: number;
  title: string;
  datasource: { uid: string };
  options: { xField?: string };
  fieldConfig: { overrides: { matcher: { options: string } }[] };
  targets: { rawSql: string }[];
}

interface Dashboard {
  uid: string;
  schemaVersion: number;
  panels: Panel[];
  templating: { list: { name: string; query: string; multi: boolean; datasource: { uid: string } }[] };
}

const dashboard = JSON.parse(read('docker/grafana/dashboards/anslag.json')) as Dashboard;

let models: ReadModelsOn;
let reader: ViewsReader;

beforeAll(async () => {
  const ledger = new LedgerInMemory();
  for (const partyId of ['hsn', "o'hara", 'novahuset', 'primarvarden'])
    booked(ledger.party({ type: 'RegisterParty', partyId, name: `Parten ${partyId}`, kind: 'association' }));
  for (const bodyId of ['hsn', "o'hara"])
    for (const year of [2019, 2020]) {
      booked(ledger.budget({ type: 'OpenBudget', bodyId, year, currency: 'SEK', control: 'none' }));
      for (const recipientId of ['novahuset', 'primarvarden']) {
        const on = { bodyId, year, allocationId: `till-${recipientId}` };
        const decision = { bodyId, decidedOn: `${year}-03-01` };
        booked(ledger.budget({ type: 'Allocate', ...on, recipientId, kind: 'one-off', amount: '100', decision }));
        const paid = { amount: '40', disbursementId: `d-${recipientId}`, effectiveOn: `${year}-05-02` };
        booked(ledger.budget({ type: 'RecordDisbursement', ...on, ...paid } as never));
      }
    }
  models = await ReadModelsOn.start(ledger.log);
  reader = await ViewsReader.on(models.url);
});

afterAll(async () => {
  await reader.close();
  await models.close();
});

test('every query of the Grafana dashboard runs as the reader, with its variables filled in, and has rows', async () => {
  const values = new Map<string, string>();
  const filled = (query: string) => {
    const ready = query.replace(/\$\{(\w+):sqlstring\}/g, (_, name: string) => values.get(name)!);
    expect(ready).not.toMatch(/\$|undefined/);
    return ready;
  };
  // As Grafana fills them: the first choice, or all of them where several may be chosen.
  for (const { name, query, multi } of dashboard.templating.list) {
    const choices = (await reader.rows(filled(query))).map((row) => String(row['__value'] ?? Object.values(row)[0]));
    expect(choices.length).toBeGreaterThan(0);
    const chosen = multi ? choices : choices.slice(0, 1);
    values.set(name, chosen.map((choice) => `'${choice.replaceAll("'", "''")}'`).join(','));
  }
  expect(values.get('body')).toBe("'hsn','o''hara'");
  expect(values.get('year')).toBe("'2020'");
  expect(dashboard.panels).toHaveLength(5);
  for (const { title, targets, options, fieldConfig } of dashboard.panels)
    for (const { rawSql } of targets) {
      const rows = await reader.rows(filled(rawSql));
      expect({ title, rows: rows.length }).not.toEqual({ title, rows: 0 });
      const named = [options.xField, ...fieldConfig.overrides.map(({ matcher }) => matcher.options)];
      expect(Object.keys(rows[0]!)).toEqual(expect.arrayContaining(named.filter((name) => name !== undefined)));
    }
});

test('the dashboard shows what was booked', async () => {
  const queryOf = (title: string) => {
    const panel = dashboard.panels.find((one) => one.title === title)!;
    const values: Record<string, string> = { year: "'2020'", currency: "'SEK'", body: "'hsn'" };
    return panel.targets[0]!.rawSql.replace(/\$\{(\w+):sqlstring\}/g, (_, name: string) => values[name]!);
  };
  expect(await reader.rows(queryOf('Budget available per body'))).toMatchObject([
    { body: 'Parten hsn', available: null, committed: '120.00', disbursed: '80.00' },
  ]);
  expect(await reader.rows(queryOf('Allocated and disbursed per year'))).toEqual([
    { year: '2019', allocated: '200.00', disbursed: '80.00' },
    { year: '2020', allocated: '200.00', disbursed: '80.00' },
  ]);
  expect(await reader.rows(queryOf('Largest recipients'))).toEqual(
    ['novahuset', 'primarvarden'].map((id) => {
      return { recipient: `Parten ${id}`, allocated: '100.00', disbursed: '40.00', remaining: '60.00' };
    }),
  );
  expect(await reader.rows(queryOf('Allocations decided over time'))).toEqual([
    { month: '2020-03', decided: '200.00', 'decided so far': '200.00' },
  ]);
  expect(await reader.rows(queryOf('Recent audit trail'))).toHaveLength(5);
});

test('dashboard and data source belong together, and Grafana 11 takes the file', () => {
  const source = read('docker/grafana/provisioning/datasources/anslag.yaml');
  const uid = /^\s*uid: (\S+)$/m.exec(source)![1];
  const used = [...dashboard.panels, ...dashboard.templating.list].map(({ datasource }) => datasource.uid);
  expect(new Set(used)).toEqual(new Set([uid]));
  expect(source).toMatch(/password: \$[A-Z_]+$/m);
  expect(dashboard.schemaVersion).toBe(39);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
});

test('every example of the documentation runs as the reader, and has rows', async () => {
  for (const { title, sql } of examples) {
    const rows = await reader.rows(sql);
    expect({ title, rows: rows.length, first: rows[0] }).toEqual({
      title,
      rows: expect.any(Number),
      first: expect.anything(),
    });
  }
  expect(
    await reader.refusal('begin; lock table anslag.balances, anslag.entries in access share mode; commit'),
  ).toBeNull();
});

test('docs/views.md is what the definitions say', () => {
  const check = () =>
    execFileSync(process.execPath, [join(root, 'dist/apps/ledger/src/views.js'), '--check'], { cwd: root });
  expect(check).not.toThrow();
});
