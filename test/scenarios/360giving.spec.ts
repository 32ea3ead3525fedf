import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { clientOf, type Client } from '../api/client';
import { LedgerProcess } from '../api/ledger-process';
import { anslag, startAnslag } from '../cli/anslag';
import { Proxy } from '../cli/proxy';
import { describeWithData } from '../cli/shared-data';

const body = 'trafford-metropolitan-borough-council';

/** By award year, as data/README.md has them for the list of 2024. */
const totals2024 = {
  2013: '157232.62',
  2014: '99018.74',
  2016: '74455.51',
  2017: '59385.05',
  2018: '80388.62',
  2019: '202531.74',
  2020: '180732.33',
  2021: '85204.07',
  2022: '121998.82',
  2023: '147159.04',
  2024: '83330.00',
};

/** A published grant, its amount as the text that stands in the file. */
interface Published {
  id: string;
  title: string;
  description: string;
  currency: string;
  amountAwarded: string;
  awardDate: string;
  recipientOrganization: [{ id: string; name: string }];
  fundingOrganization: [{ id: string; name: string; department: string }];
  grantProgramme: [{ code: string; title: string }];
}

/** Reads a package without the code that is tested: numbers stay the texts that they are. */
function published(json: string): Published[] {
  const asText = (_key: string, value: unknown, { source }: { source?: string }) =>
    typeof value === 'number' ? source : value;
  return (JSON.parse as (text: string, reviver: typeof asText) => { grants: Published[] })(json, asText).grants;
}

const pennies = (amount: string): bigint => {
  const [pounds, rest = ''] = amount.split('.');
  return BigInt(pounds! + rest.padEnd(2, '0'));
};

const pounds = (amount: bigint): string => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;

/** Sums by year and recipient name, straight from the source. */
function sums(grants: readonly Published[]): Map<string, string> {
  const found = new Map<string, bigint>();
  for (const {
    awardDate,
    recipientOrganization: [{ id }],
    amountAwarded,
  } of grants) {
    const key = `${awardDate.slice(0, 4)} ${id}`;
    found.set(key, (found.get(key) ?? 0n) + pennies(amountAwarded));
  }
  return new Map([...found].map(([key, sum]) => [key, pounds(sum)]));
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers of many shapes are looked into
type Row = any;

/** A ledger and what is asked of it. */
class Books {
  readonly client: Client;

  constructor(readonly ledger: LedgerProcess) {
    this.client = clientOf(ledger);
  }

  static async start(directory?: string): Promise<Books> {
    return new Books(await LedgerProcess.start(directory === undefined ? {} : { directory }));
  }

  async head(): Promise<string | null> {
    return (await this.client('GET', '//health', { as: null })).body.store.position;
  }

  async all(path: string, list: string, query = ''): Promise<Row[]> {
    const rows: Row[] = [];
    let page = `?limit=1000&atLeast=${(await this.head()) ?? 0}${query}`;
    for (;;) {
      const { status, body: answer, text } = await this.client('GET', path + page, { as: 'auditor' });
      if (status !== 200) throw new Error(`${path}${page}: ${status} ${text}`);
      rows.push(...answer[list]);
      if (answer.next === null) return rows;
      page = `?limit=1000&cursor=${answer.next}`;
    }
  }

  async total(query = ''): Promise<string | undefined> {
    const { body: answer } = await this.client('GET', `/balances?limit=1&atLeast=${(await this.head()) ?? 0}${query}`);
    return answer.totals[0]?.allocated;
  }

  async yearly(): Promise<Record<string, string>> {
    const rows = await this.all('/balances', 'rows', '&groupBy=year');
    return Object.fromEntries(rows.map(({ year, allocated }: Row) => [year, allocated]));
  }

  /** Sums by year and the recipient's published id. */
  async pairs(): Promise<Map<string, string>> {
    const parties = await this.all('/parties', 'parties');
    const ids = new Map(parties.map(({ partyId, identifiers: [one] }: Row) => [partyId, `${one.scheme}-${one.id}`]));
    const rows = await this.all('/balances', 'rows');
    return new Map(rows.map(({ year, recipientId, allocated }: Row) => [`${year} ${ids.get(recipientId)}`, allocated]));
  }

  /** The allocations that stand, by their vouchers: budgets are written side by side, so only these have a fixed order. */
  async standing(): Promise<Row[]> {
    const rows = await this.all('/allocations', 'rows');
    return rows.filter(({ status }) => status === 'decided').sort(byVoucher);
  }

  import(file: string, ...more: string[]) {
    return anslag(this.ledger, 'import', file, ...more);
  }
}

const byVoucher = (a: Row, b: Row): number =>
  a.year - b.year || Number(a.voucher.split('/')[2]) - Number(b.voucher.split('/')[2]);

/** In an order that both have. */
const byId = <T extends { id: string }>(grants: readonly T[]): T[] =>
  [...grants].sort((a, b) => (a.id < b.id ? -1 : 1));

const sorted = <T>(entries: Map<string, T>): [string, T][] => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describeWithData('the grants of Trafford Council, as published', (data) => {
  const files = {
    json2022: join(data, 'trafford/grants-2022.json'),
    json2024: join(data, 'trafford/grants-2024.json'),
    csv2024: join(data, 'trafford/grants-2024.csv'),
  };
  const source = published(readFileSync(files.json2024, 'utf8'));
  const scratch = mkdtempSync(join(tmpdir(), 'anslag-360-'));
  const started: Books[] = [];

  const start = async (directory?: string) => {
    const books = await Books.start(directory);
    started.push(books);
    return books;
  };

  afterAll(async () => {
    for (const { ledger } of started) await ledger.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  describe('imported from JSON into an empty ledger', () => {
    let books: Books;

    beforeAll(async () => {
      books = await start();
      const { code, stdout, stderr } = await books.import(files.json2024);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('555 booked, 0 replaced, 0 noted, 0 unchanged, 0 refused');
    });

    test('every grant is an allocation, and the totals are those of the source', async () => {
      expect(await books.standing()).toHaveLength(555);
      expect(await books.total()).toBe('1291436.54');
      expect(await books.yearly()).toEqual(totals2024);
    });

    test('each of the 500 pairs of a year and a recipient has the source’s sum, to the penny', async () => {
      const pairs = await books.pairs();
      expect(pairs.size).toBe(500);
      expect(sorted(pairs)).toEqual(sorted(sums(source)));
    });

    test('each grant keeps its id, its texts, its date and its recipient’s name as published', async () => {
      const rows = (await books.standing()).sort((a, b) =>
        a.dimensions['360giving.id'] < b.dimensions['360giving.id'] ? -1 : 1,
      );
      const kept = rows.map((row) => [
        row.dimensions['360giving.id'],
        row.title,
        row.note,
        row.effectiveOn,
        row.decision.decidedOn,
        row.recipientNameAsPublished,
        pennies(row.amount),
      ]);
      const wanted = byId(source).map((grant) => [
        grant.id,
        grant.title,
        grant.description,
        grant.awardDate,
        grant.awardDate,
        grant.recipientOrganization[0].name,
        pennies(grant.amountAwarded),
      ]);
      expect(kept).toEqual(wanted);
    });

    test('323 recipients are registered with their published ids, and none is renamed though many have several names', async () => {
      const parties = await books.all('/parties', 'parties');
      const recipients = parties.filter(({ partyId }) => partyId !== body);
      expect(recipients).toHaveLength(323);
      expect(recipients.every(({ names }) => names.length === 1)).toBe(true);
      const ids = recipients.map(({ identifiers: [{ scheme, id }] }) => `${scheme}-${id}`);
      expect(ids.sort()).toEqual([...new Set(source.map((grant) => grant.recipientOrganization[0].id))].sort());
      expect(parties.find(({ partyId }) => partyId === body)).toMatchObject({
        kind: 'body',
        identifiers: [{ scheme: 'GB-LAE', id: 'TRF' }],
      });
    });

    test('imported again, from JSON or CSV, it books nothing', async () => {
      const head = await books.head();
      for (const file of [files.json2024, files.csv2024]) {
        const { code, stdout } = await books.import(file);
        expect(code).toBe(0);
        expect(stdout).toContain('0 booked, 0 replaced, 0 noted, 555 unchanged, 0 refused');
      }
      expect(await books.head()).toBe(head);
    });

    test('the balances before a day count the grants awarded until then', async () => {
      const until = source.filter(({ awardDate }) => awardDate <= '2018-12-31');
      const sum = until.reduce((all, { amountAwarded }) => all + pennies(amountAwarded), 0n);
      expect(await books.total('&effectiveAt=2018-12-31')).toBe(pounds(sum));
    });

    test('exported as JSON it is valid 360Giving data, and equal to the source in every field that is kept', async () => {
      const out = join(scratch, 'exported.json');
      const ran = await anslag(books.ledger, 'export', '--format', '360giving-json', '--body', body, '--out', out);
      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
      const text = readFileSync(out, 'utf8');
      const validate = validator(data);
      expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
      const kept = byId(source).map(({ id, title, description, currency, amountAwarded, awardDate, ...grant }) => {
        const [recipient] = grant.recipientOrganization;
        return {
          id,
          title,
          description,
          currency,
          amountAwarded,
          awardDate,
          recipientOrganization: [{ id: recipient.id, name: recipient.name }],
          fundingOrganization: grant.fundingOrganization,
          grantProgramme: grant.grantProgramme,
        };
      });
      expect(byId(published(text))).toEqual(kept);
    });

    test('exported as CSV it has the source’s headings, and its cells in every column that is kept', async () => {
      const { code, stdout } = await anslag(books.ledger, 'export', '--format', '360giving-csv', '--body', body);
      expect(code).toBe(0);
      const [headings, ...rows] = parse(stdout) as string[][];
      const [sourceHeadings, ...sourceRows] = parse(readFileSync(files.csv2024)) as string[][];
      for (const all of [rows, sourceRows]) all.sort(([a], [b]) => (a! < b! ? -1 : 1));
      expect(headings).toEqual(sourceHeadings);
      const column = (all: string[][], heading: string) => all.map((row) => row[headings!.indexOf(heading)]);
      for (const heading of keptColumns) expect(column(rows, heading)).toEqual(column(sourceRows, heading));
      const others = headings!.filter((heading) => !keptColumns.includes(heading));
      for (const heading of others) expect(new Set(column(rows, heading))).toEqual(new Set(['']));
    });

    test('a replay of the log adds up to what the reports say', async () => {
      const auditor = { url: books.ledger.url, as: 'auditor' as const };
      const { code, stdout } = await anslag(auditor, 'replay', '--compare', '--json');
      expect(code).toBe(0);
      const { rows, differences } = JSON.parse(stdout);
      expect(differences).toEqual([]);
      expect(rows).toHaveLength(500);
      const sum = rows.reduce((all: bigint, { allocated }: Row) => all + pennies(allocated), 0n);
      expect(pounds(sum)).toBe('1291436.54');
    });

    test('imported from CSV into another ledger the books are the same as from JSON, line by line', async () => {
      const csv = await start();
      const { code, stdout } = await csv.import(files.csv2024);
      expect(code).toBe(0);
      expect(stdout).toContain('555 booked');
      expect(await csv.standing()).toEqual(await books.standing());
      expect(await csv.all('/balances', 'rows')).toEqual(await books.all('/balances', 'rows'));
    });
  });

  describe('imported as published in 2022, and then as published in 2024', () => {
    let books: Books;
    let between: string;

    beforeAll(async () => {
      books = await start();
      const before = await books.import(files.json2022, '--dry-run');
      expect(before.code).toBe(0);
      expect(before.stdout).toContain('449 booked');
      expect(await books.head()).toBeNull();
      expect((await books.import(files.json2022)).code).toBe(0);
      expect(await books.total()).toBe('983548.53');
      // An instant that is after all of the first import and before all of the second.
      const events = await books.all('/audit-trail', 'rows');
      between = new Date(Date.parse(events.at(-1).recordedAt) + 1).toISOString();
      while (Date.now() <= Date.parse(between)) await new Promise((done) => setTimeout(done, 2));
    });

    test('a dry run says what would be done, and books nothing', async () => {
      const head = await books.head();
      const { code, stdout } = await books.import(files.json2024, '--dry-run');
      expect(code).toBe(0);
      expect(stdout).toContain('106 booked, 9 replaced, 1 noted, 439 unchanged, 0 refused');
      expect(await books.head()).toBe(head);
    });

    test('the balances are the same as if only the newer list had been imported', async () => {
      const { code, stdout } = await books.import(files.json2024);
      expect(code).toBe(0);
      expect(stdout).toContain('106 booked, 9 replaced, 1 noted, 439 unchanged, 0 refused');
      expect(await books.total()).toBe('1291436.54');
      expect(await books.yearly()).toEqual(totals2024);
      expect(sorted(await books.pairs())).toEqual(sorted(sums(source)));
    });

    test('known before the second import it is the first one’s total', async () => {
      expect(await books.total(`&knownAt=${between}`)).toBe('983548.53');
    });

    test('the trail shows nine corrected recipients and one corrected name, each with its reason', async () => {
      const trail = await books.all('/audit-trail', 'rows');
      const reversed = trail.filter(({ type }) => type === 'AllocationReversed');
      expect(reversed).toHaveLength(9);
      for (const { reason } of reversed)
        expect(reason).toMatch(
          /^360Giving: recipient changed from \S+ to \S+(; name changed from .+)? in grants-2024\.json$/,
        );
      expect(reversed.filter(({ reason }) => reason.includes('name changed'))).toHaveLength(3);
      const notes = trail.filter(({ type }) => type === 'AllocationAnnotated');
      expect(notes.map(({ reason }) => reason)).toEqual([
        "360Giving: name changed from Bill and Andy's Music School CIC to Billy and Andy's Music School CIC in grants-2024.json",
      ]);
    });

    test('a replaced grant keeps its published id under a new allocationId, which names the one it replaces', async () => {
      const rows = await books.all('/allocations', 'rows');
      const links = rows.filter(({ dimensions }) => dimensions['360giving.id'] === '360G-traffordmbc-VSG1318');
      expect(links).toHaveLength(2);
      const [old, now] = links;
      expect(now.allocationId).toBe(`${old.allocationId}.2`);
      expect([old.status, old.replacedBy, old.allocated]).toEqual(['reversed', now.allocationId, '0.00']);
      expect([now.status, now.replaces, now.recipientNameAsPublished]).toEqual([
        'decided',
        old.allocationId,
        'Beat Bazaar',
      ]);
    });

    test('exported as known before the second import, it is the first list again', async () => {
      const args = ['--format', '360giving-json', '--body', body, '--known-at', between];
      const { code, stdout } = await anslag(books.ledger, 'export', ...args);
      expect(code).toBe(0);
      const first = published(readFileSync(files.json2022, 'utf8'));
      const pick = (grants: Published[]) =>
        byId(grants).map((grant) => [
          grant.id,
          grant.amountAwarded,
          grant.recipientOrganization[0].id,
          grant.recipientOrganization[0].name,
        ]);
      expect(pick(published(stdout))).toEqual(pick(first));
    });

    test('the older list again is a change back, and the newer one again a change forth: nothing is lost in between', async () => {
      const back = await books.import(files.json2022);
      expect(back.stdout).toContain('0 booked, 9 replaced, 1 noted, 439 unchanged, 0 refused');
      const forth = await books.import(files.json2024);
      expect(forth.stdout).toContain('0 booked, 9 replaced, 1 noted, 545 unchanged, 0 refused');
      expect(sorted(await books.pairs())).toEqual(sorted(sums(source)));
      const rows = await books.standing();
      expect(rows.filter(({ allocationId }) => allocationId.endsWith('.4'))).toHaveLength(9);
      const noted = rows.find(({ dimensions }) => dimensions['360giving.id'] === '360G-traffordmbc-2021VSG56');
      expect(noted.recipientNameAsPublished).toBe("Billy and Andy's Music School CIC");
    });
  });

  describe.each([
    ['among the recipients', 20_000, 10],
    ['among the grants', 250_000, 400],
  ])('an import that is cut off %s', (_where, bytes, booked) => {
    test('by kill -9 of it and of the ledger, and started again, leaves the same books', async () => {
      const directory = mkdtempSync(join(scratch, 'ledger-'));
      const first = await start(directory);
      const proxy = await Proxy.before(first.ledger.url, bytes, 'stalls');
      const importing = startAnslag(proxy, 'import', files.json2024);
      await proxy.happened;
      while (Number(await first.head()) < booked) await new Promise((done) => setTimeout(done, 5));
      const ended = once(importing, 'close');
      importing.kill('SIGKILL');
      await ended;
      await first.ledger.kill();
      proxy.close();
      const books = await start(directory);
      expect((await books.standing()).length).toBeLessThan(555);
      const { code, stdout } = await books.import(files.json2024);
      expect(code).toBe(0);
      expect(stdout).toContain('0 replaced, 0 noted');
      expect(await books.standing()).toHaveLength(555);
      expect(sorted(await books.pairs())).toEqual(sorted(sums(source)));
    });

    test('by a broken connection goes on by itself, and books nothing twice', async () => {
      const books = await start();
      const proxy = await Proxy.before(books.ledger.url, bytes, 'breaks');
      const { code, stdout } = await anslag(proxy, 'import', files.json2024);
      proxy.close();
      expect(code).toBe(0);
      expect(stdout).toContain('555 booked, 0 replaced, 0 noted, 0 unchanged, 0 refused');
      expect(await books.all('/allocations', 'rows')).toHaveLength(555);
      expect(sorted(await books.pairs())).toEqual(sorted(sums(source)));
    });
  });
});

const keptColumns = [
  'Identifier',
  'Title',
  'Description',
  'Currency',
  'Amount Awarded',
  'Award Date',
  'Recipient Org:Identifier',
  'Recipient Org:Name',
  'Funding Org:Identifier',
  'Funding Org:Name',
  'Funding Org:Department',
  'Grant Programme:Code',
  'Grant Programme:Title',
];

/** The package schema names the item schema by an older version, and the drafts' http address where Ajv knows https. */
function validator(data: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const read = (name: string) => {
    const schema = JSON.parse(readFileSync(join(data, '360giving', name), 'utf8')) as { $id: string; $schema: string };
    return { ...schema, $schema: schema.$schema.replace(/^http:/, 'https:') };
  };
  const item = read('360-giving-schema.json');
  ajv.addSchema(item);
  ajv.addSchema({ ...item, $id: item.$id.replace('/1.4.3/', '/1.4.2/') });
  return ajv.compile(read('360-giving-package-schema.json'));
}
