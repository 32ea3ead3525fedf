import { Option, type Command } from 'commander';
import { day, instant, partyId, position, year } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { table, type Column } from '../table';

interface Options extends ConnectionOptions {
  year?: string;
  recipient?: string;
  body?: string;
  programme?: string;
  effectiveAt?: string;
  knownAt?: string;
  knownPosition?: string;
  groupBy?: string;
  json?: boolean;
}

interface Row {
  year?: number | null;
  bodyId?: string | null;
  recipientId?: string | null;
  recipientName?: string | null;
  kind?: string;
  programme?: string | null;
  currency: string;
  allocated: string | null;
  reserved: string | null;
  disbursed: string | null;
  returned: string | null;
  released: string | null;
  remaining: string | null;
}

interface Page {
  basis: { position: string; effectiveAt: string | null; knownAt: string | null };
  rows: Row[];
  totals: Row[];
  next: string | null;
}

const more = `
Both time axes may be named: --effective-at counts what takes effect up to a day, --known-at what the ledger knew at an
instant. Amounts that no decision states are shown as —, never as 0.

Examples:
  anslag balances --year 2024
  anslag balances --recipient novahuset --effective-at 2019-11-12
  anslag balances --group-by year,bodyId --known-at 2024-01-01T00:00:00Z
  anslag balances --year 2024 --json`;

export function addBalances(program: Command): void {
  connects(
    program
      .command('balances')
      .summary('show balances per year, body and recipient')
      .description('Shows balances per year, body and recipient, on both time axes.'),
  )
    .option('--year <year>', 'of this budget year', year)
    .option('--recipient <id>', 'of this recipient; all-zero rows are listed too', partyId)
    .option('--body <id>', 'of this deciding body', partyId)
    .option('--programme <id>', 'booked under this programme', partyId)
    .option('--effective-at <day>', 'what takes effect up to this day', day)
    .addOption(
      new Option('--known-at <instant>', 'as the ledger knew it then').argParser(instant).conflicts('knownPosition'),
    )
    .option('--known-position <position>', 'as the ledger knew it at a position', position)
    .option('--group-by <keys>', 'some of year, bodyId, recipientId, kind and programme, with commas between them')
    .option('--json', 'as JSON: {basis, rows, totals}')
    .addHelpText('after', more)
    .action(showBalances);
}

async function showBalances(options: Options): Promise<void> {
  const { year: budgetYear, recipient, body, programme, effectiveAt, knownAt, knownPosition, groupBy } = options;
  const connection = new Connection(options);
  const query = {
    year: budgetYear,
    recipientId: recipient,
    bodyId: body,
    programme,
    effectiveAt,
    knownAt,
    knownPosition,
    groupBy,
  };
  const rows: Row[] = [];
  let first: Page | null = null;
  const pages = connection.pages<Page>('/balances', { ...query, atLeast: await connection.head() });
  for await (const page of pages) {
    first ??= page;
    rows.push(...page.rows);
  }
  const { basis, totals } = first!;
  process.stdout.write(
    `${options.json ? JSON.stringify({ basis, rows, totals }, null, 2) : shown(basis, rows, totals)}\n`,
  );
}

function shown(basis: Page['basis'], rows: readonly Row[], totals: readonly Row[]): string {
  const has = (field: keyof Row) => rows.some((row) => row[field] != null);
  const keys: Column<Row>[] = [
    ...(has('year') ? [{ title: 'Year', of: ({ year: one }: Row) => one }] : []),
    ...(has('bodyId') ? [{ title: 'Body', of: ({ bodyId }: Row) => bodyId }] : []),
    ...(has('recipientId') ? [{ title: 'Recipient', of: (row: Row) => row.recipientName ?? row.recipientId }] : []),
    ...(rows.some((row) => row.programme !== undefined)
      ? [{ title: 'Programme', of: (row: Row) => row.programme }]
      : []),
    ...(has('kind') ? [{ title: 'Kind', of: ({ kind }: Row) => kind }] : []),
    { title: 'Currency', of: ({ currency }) => currency },
  ];
  const amount = (
    title: string,
    field: 'allocated' | 'reserved' | 'disbursed' | 'returned' | 'released' | 'remaining',
  ) => {
    return { title, amount: true, of: (row: Row) => row[field] };
  };
  const figures = [
    amount('Allocated', 'allocated'),
    amount('Reserved', 'reserved'),
    amount('Disbursed', 'disbursed'),
    amount('Returned', 'returned'),
    amount('Released', 'released'),
    amount('Remaining', 'remaining'),
  ];
  const at = [
    `position ${basis.position}`,
    ...(basis.effectiveAt === null ? [] : [`effective at ${basis.effectiveAt}`]),
    ...(basis.knownAt === null ? [] : [`known at ${basis.knownAt}`]),
  ].join(', ');
  if (rows.length === 0) return `No balances (${at}).`;
  const total: Column<Row> = { title: 'Total', of: ({ currency }) => currency };
  return `${table([...keys, ...figures], rows)}\n\n${table([total, ...figures], totals)}\n${rows.length} rows, ${at}`;
}
