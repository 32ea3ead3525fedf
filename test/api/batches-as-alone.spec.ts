import { agreementStory } from './agreement-story';
import { batch, type LineAnswer } from './batch-client';
import { allocations, clientOf, decision, openBudget, type Client } from './client';
import { LedgerProcess, roles, type Role } from './ledger-process';
import { filled, routes } from './routes';
import { withoutIds } from './same-answer';

/** Two ledgers that are told the same: one by requests, one after another, the other by batches. */
let one: LedgerProcess;
let other: LedgerProcess;
let alone: Client;

beforeAll(async () => {
  [one, other] = await Promise.all([LedgerProcess.start(), LedgerProcess.start()]);
  alone = clientOf(one);
});

afterAll(() => Promise.all([one.stop(), other.stop()]));

interface Told {
  path: string;
  body: unknown;
  as?: Role;
}

let keys = 0;

async function sameAnswers(told: readonly Told[], dryRun = false): Promise<LineAnswer[]> {
  const lines = told.map(({ path, body }) => ({ path, body, key: `told-${keys++}` }));
  const expected: string[] = [];
  for (const [index, { path, body, key }] of lines.entries()) {
    const { as = 'controller' } = told[index]!;
    const headers = { 'idempotency-key': key };
    const { status, text } = await alone('POST', `${path}${dryRun ? '?dryRun=true' : ''}`, { as, body, headers });
    expected.push(withoutIds(`${path} ${status} ${text}`));
  }
  const answers: LineAnswer[] = [];
  for (let from = 0; from < lines.length;) {
    const { as = 'controller' } = told[from]!;
    const next = told.findIndex((another, index) => index > from && (another.as ?? 'controller') !== as);
    const part = lines.slice(from, next < 0 ? undefined : next);
    answers.push(...(await batch(other, part, { as, dryRun })));
    from += part.length;
  }
  const heard = answers.map(({ status, body }, index) =>
    withoutIds(`${lines[index]!.path} ${status} ${JSON.stringify(body)}`),
  );
  expect(heard).toEqual(expected);
  return answers;
}

const commands = routes.filter(({ isCommand }) => isCommand);
const within = (path: string) => path.slice('/api/v1'.length);

test('every command route of the OpenAPI document has the same role rule in a batch', async () => {
  expect(commands.length).toBeGreaterThanOrEqual(21);
  for (const as of ['controller', 'approver'] as const) {
    const answers = await sameAnswers(commands.map(({ path }) => ({ path: within(filled(path)), body: [], as })));
    expect(answers.map(({ status }) => status)).toEqual(
      commands.map(({ roles: allowed }) => (allowed.includes(as) ? 400 : 403)),
    );
  }
  expect(new Set(commands.flatMap(({ roles: allowed }) => allowed))).toEqual(new Set(['controller', 'approver']));
  expect(routes.find(({ path }) => path === '/api/v1/batches')!.roles).toEqual(
    roles.filter((role) => commands.some(({ roles: allowed }) => allowed.includes(role))),
  );
});

test('every way in which a body or path of any command can be wrong is told in the same words', async () => {
  const told = commands.flatMap(({ path, example, roles: [as] }): Told[] => {
    const at = within(filled(path));
    const fields = Object.keys(example!).flatMap((name) =>
      [undefined, null, 7, '', 'a'.repeat(11_000), {}, []].map((value) => ({ ...example, [name]: value })),
    );
    const bodies = [
      ...fields,
      { ...example, unknown: 1 },
      {},
      [],
      null,
      'text',
      { ...example, decision: { bodyId: 'B' } },
    ];
    const paths = ['{bodyId}', '{partyId}', '{year}', '{agreementId}', '{allocationId}']
      .filter((parameter) => path.includes(parameter))
      .flatMap((parameter) =>
        ['N.B', '-', 'å', '%61', 'a%2Fb'].map((value) => within(filled(path.replace(parameter, value)))),
      );
    return [
      ...bodies.map((body) => ({ path: at, body, as: as as Role })),
      ...paths.map((bad) => ({ path: bad, body: example, as: as as Role })),
    ];
  });
  expect(told.length).toBeGreaterThan(700);
  const answers = await sameAnswers(told);
  expect(answers.filter(({ status }) => status === 400).length).toBeGreaterThan(700);
}, 180_000);

const day = { effectiveOn: '2019-12-01' };
const allocate = (allocationId: string, more: object = {}): Told => ({
  path: allocations,
  body: { allocationId, recipientId: 'primarvarden', kind: 'one-off', amount: '100', decision, ...more },
});
const on = (path: string, body: object, as?: Role): Told => ({
  path: `/budgets/hsn/2019/${path}`,
  body,
  ...(as && { as }),
});

/** A year that ends, and is corrected late in the next. */
const ending = '/budgets/hsn/2018';
const yearEnd: Told[] = [
  { path: '/budgets', body: { bodyId: 'hsn', year: 2018, currency: 'SEK', control: 'none' } },
  { ...allocate('gammal', { decision: { ...decision, decidedOn: '2018-11-12' } }), path: `${ending}/allocations` },
  { path: `${ending}/allocations/gammal/disbursements`, body: { amount: '60', effectiveOn: '2018-12-01' } },
  { path: `${ending}/lock`, body: { note: 'N' } },
  { path: `${ending}/unlock`, body: { reason: 'R' } },
  { path: `${ending}/lock`, body: {} },
  { path: `${ending}/carry-forward`, body: {} },
  { path: `${ending}/closing`, body: {} },
  on('late-corrections', {
    concernsYear: 2018,
    figure: 'disbursed',
    difference: '-10',
    reason: 'R',
    allocationId: '2018.gammal',
  }),
];

/** Every command, most of them with success. */
const published = (version: string, ...values: [string, string, string][]) => ({
  path: '/index-series/pris/publications',
  body: { version, values: values.map(([year, value, status]) => ({ year: Number(year), value, status })) },
});

const story: Told[] = [
  { path: '/parties', body: { partyId: 'kulturhuset', name: 'Novahuset', kind: 'association' } },
  { path: '/parties/kulturhuset/names', body: { name: 'Nova', effectiveFrom: '2019-06-01', decision } },
  { path: '/parties/kulturhuset/owners', body: { owners: [{ ownerId: 'hsn', share: null }], effectiveFrom: '2019' } },
  { path: '/parties/kulturhuset/name-endorsements', body: { name: 'N', decision } },
  { path: '/parties/kulturhuset/identifiers', body: { scheme: 'SE-ON', id: '802441-9213' } },
  { path: '/budgets', body: { bodyId: 'hsn', year: 2020, currency: 'SEK', control: 'none' } },
  on('appropriations', { appropriationId: 'ram', kind: 'original', amount: null, decision }),
  on('appropriations/ram/recommendation', { decision, amount: '90' }),
  on('appropriations/ram/adoption', { decision, amount: '90' }),
  on('appropriations/ram/reversal', { reason: 'R' }),
  on('appropriations', { appropriationId: 'ram-2', kind: 'original', amount: '5', decision }),
  on('appropriations/ram-2/rejection', { reason: 'R' }),
  allocate('a'),
  allocate('a'),
  allocate('b', { recipientId: 'nobody' }),
  allocate('large', { amount: '5000' }),
  allocate('larger', { amount: '5000' }),
  { path: allocations, body: { recipientId: 'kulturhuset', kind: 'yearly', amount: '1.5', decision } },
  on('allocations/large/approval', { note: 'N' }, 'approver'),
  on('allocations/large/approval', {}, 'approver'),
  on('allocations/larger/rejection', { reason: 'R' }, 'approver'),
  allocate('largest', { amount: '5000' }),
  on('allocations/largest/withdrawal', { reason: 'R' }),
  on('allocations/largest/withdrawal', { reason: 'R' }),
  on('allocations/a/adjustments', { difference: '-1', reason: 'R', ...day }),
  on('allocations/a/disbursements', { amount: '10', ...day }),
  on('allocations/a/disbursements', { amount: '10', disbursementId: 'd', ...day }),
  on('allocations/a/returns', { amount: '1', ...day }),
  on('allocations/a/claims', { claimId: 'k', amount: '5', dueOn: '2020-01-31', reason: 'R', decision }),
  on('allocations/a/claims', { claimId: 'k', amount: '5', dueOn: '2020-01-31', reason: 'R' }),
  on('allocations/a/returns', { amount: '2', claimId: 'k', ...day }),
  on('allocations/a/claims/k/withdrawal', { reason: 'R' }),
  on('allocations/a/claims/k/withdrawal', { reason: 'R' }),
  on('allocations/a/reporting-duties', { dutyId: 'r', what: 'W', dueOn: '2020-01-31', decision }),
  on('allocations/a/disbursements', { amount: '1', ...day }),
  on('allocations/a/reporting-duties/r/extension', { dueOn: '2020-02-28', reason: 'R' }),
  on('allocations/a/reporting-duties/r/report', { receivedOn: '2020-02-01' }),
  on('allocations/a/reporting-duties/r/report', {}),
  on('allocations/a/reporting-duties', { dutyId: 's', what: 'W', dueOn: '2020-01-31', withholds: false }),
  on('allocations/a/disbursements', { amount: '1', disbursementId: 'e', ...day }),
  on('allocations/a/reporting-duties/s/waiver', { reason: 'R' }),
  on('allocations/a/reporting-duties/s/reopening', { reason: 'R' }),
  on('allocations/a/reporting-duties/s/waiver', { reason: 'R' }),
  on('allocations/a/disbursement-plan', { instalments: [{ instalmentId: 'i', amount: '2', dueOn: '2020-01-31' }] }),
  on('allocations/a/disbursement-plan', { instalments: [] }),
  on('allocations/a/disbursements', { amount: '2', instalmentId: 'i', ...day }),
  on('allocations/a/disbursements', { amount: '2', instalmentId: 'i', ...day }),
  on('allocations/a/release', { reason: 'R', amount: '2', ...day }),
  on('allocations/a/reversal', { reason: 'R' }),
  on('allocations/large/replacement', { reason: 'R', allocationId: 'large-2', amount: '50' }),
  on('allocations/large-2/note', { reason: 'R', title: 'T' }),
  on('allocations/large-2/reversal', { reason: 'R' }),
  on('appropriations', { appropriationId: 'ram-3', kind: 'supplementary', amount: '50000', decision }),
  on('appropriations/ram-3/adoption', { decision }),
  on('transfers', { transferId: 't', toBodyId: 'hsn', toYear: 2020, amount: '3', decision }),
  on('transfers', { transferId: 't', toBodyId: 'hsn', toYear: 2020, amount: '3', decision }),
  on('transfers', { transferId: 't-2', toBodyId: 'hsn', toYear: 2030, amount: '3', decision }),
  on('transfers/t/reversal', { reason: 'R' }),
  on('transfers/t/reversal', { reason: 'R' }),
  on('transfers/nothing/reversal', { reason: 'R' }),
  {
    path: '/agreements',
    body: { agreementId: 'iop', name: 'IOP', kind: 'partnership', bodyId: 'hsn', parties: ['kulturhuset'] },
  },
  {
    path: '/agreements/iop/funding-terms',
    body: { recipientId: 'kulturhuset', amount: '7', currency: 'SEK', firstYear: 2019 },
  },
  { path: '/agreements/iop/years/2019', body: { decision } },
  { path: '/agreements/iop/years/2018', body: { decision } },
  { path: '/agreements/nowhere/years/2019', body: {} },
  // A series, what follows it, and news of it, all in one go.
  { path: '/index-series', body: { indexId: 'pris', name: 'Pris', measure: 'level' } },
  published('1', ['2018', '100', 'final'], ['2019', '103', 'preliminary']),
  { path: '/agreements', body: { agreementId: 'hyra', name: 'Hyra', kind: 'service', bodyId: 'hsn', parties: [] } },
  {
    path: '/agreements/hyra/funding-terms',
    body: {
      recipientId: 'kulturhuset',
      amount: '7',
      currency: 'SEK',
      firstYear: 2019,
      indexation: { indexId: 'pris', baseYear: 2018 },
    },
  },
  { path: '/agreements/hyra/years/2019', body: { decision } },
  { path: '/budgets/hsn/2019/allocations/hyra/indexation', body: { effectiveOn: '2019-11-30' } },
  published('2', ['2019', '104', 'final']),
  { path: '/budgets/hsn/2019/allocations/hyra/indexation', body: { effectiveOn: '2019-11-30' } },
  published('3', ['2019', '105', 'preliminary']),
  { path: '/parties', body: { partyId: 'scenkonst', name: 'Scenkonst', kind: 'association' } },
  { path: '/parties/kulturhuset/merger', body: { into: 'scenkonst', effectiveFrom: '2019-06-01', reason: 'R' } },
  { path: '/parties/scenkonst/merger', body: { into: 'kulturhuset', effectiveFrom: '2019-06-01', reason: 'R' } },
  { path: '/parties/scenkonst/merger', body: { into: 'primarvarden', effectiveFrom: '2019-06-01', reason: 'R' } },
  allocate('merged', { recipientId: 'kulturhuset' }),
  { path: '/agreements/iop/years/2020', body: { decision } },
  ...agreementStory.map(([path, body]) => ({ path, body })),
  { path: '/agreements/avtal/supersession', body: { supersededBy: 'nowhere' } },
  { path: '/agreements/avtal-2/supersession', body: { supersededBy: 'nowhere' } },
  ...yearEnd,
  { path: '/parties', body: { partyId: 'p-1', name: 'Namn Namnsson', kind: 'person' } },
  { path: '/parties/p-1/names', body: { name: 'Nytt Namnsson', effectiveFrom: '2020-01-01' } },
  { path: '/parties/p-1/identifiers', body: { scheme: 'SE-PNR', id: '19121212-1212' } },
  allocate('stipendium', { recipientId: 'p-1' }),
  on('allocations/stipendium/note', { reason: 'R', note: 'Till Nytt Namnsson' }),
  { path: '/parties/p-1/erasure', body: { reason: 'Begäran' } },
  { path: '/parties/p-1/erasure', body: { reason: 'Begäran' } },
  { path: '/parties/p-1/names', body: { name: 'Namn Igen', effectiveFrom: '2021-01-01' } },
  allocate('efter', { recipientId: 'p-1' }),
  on('allocations/stipendium/note', { reason: 'R', note: 'Utbetalas' }),
  on('approvers', { subject: 'bo', limit: '500', validFrom: '2019-01-01' }),
  on('approvers', { subject: 'controller', validFrom: '2019-01-01' }),
  on('approvers/bo/substitutes', { substitute: 'cecilia', validFrom: '2019-07-01', validTo: '2019-07-31' }),
  on('approvers/bo/revocation', { reason: 'R', effectiveOn: '2019-10-01' }),
  on('approvers/nobody/revocation', { reason: 'R' }),
  on('programmes', { programmeId: 'unga', name: 'Unga', control: 'warn' }),
  on('programmes', { programmeId: 'unga', name: 'Unga' }),
  on('appropriations', {
    appropriationId: 'ram-u',
    programmeId: 'unga',
    kind: 'supplementary',
    amount: '50',
    decision,
  }),
  on('appropriations/ram-u/adoption', { decision }),
  on('programme-transfers', { transferId: 'm', fromProgrammeId: 'unga', amount: '20', decision }),
  on('programme-transfers', { transferId: 'm-2', fromProgrammeId: 'unga', amount: '31', decision }),
  on('programme-transfers/m/reversal', { reason: 'R' }),
  on('programme-transfers/m/reversal', { reason: 'R' }),
  allocate('under', { programme: 'unga', amount: '50' }),
  allocate('over', { programme: 'unga', amount: '1' }),
  allocate('nowhere', { programme: 'annat' }),
  on('dimensions', { dimensionId: 'konto', name: 'Konto', required: true }),
  on('dimensions', { dimensionId: 'konto', name: 'Konto' }),
  on('dimensions/konto/codes', { codes: [{ code: '4510', name: 'Bidrag' }] }),
  on('dimensions/ansvar/codes', { codes: [{ code: '4510', name: 'Bidrag' }] }),
  allocate('kodad', { dimensions: { konto: '4510' } }),
  allocate('okodad'),
  on('dimensions/konto/codes/closure', { codes: ['4510'], reason: 'R' }),
  on('dimensions/konto/codes/closure', { codes: ['4510'], reason: 'R' }),
  allocate('stangd', { dimensions: { konto: '4510' } }),
];

test('a story of every command is answered to the letter as if each were sent alone', async () => {
  for (const ledger of [one, other])
    await openBudget(clientOf(ledger), { approval: { policy: 'above', above: '1000' } });
  const answers = await sameAnswers(story);
  const succeeded = story.filter((_, index) => answers[index]!.status === 201).map(({ path }) => path);
  const patterns = commands.map(({ path }) => new RegExp(`^${within(path).replaceAll(/\{\w+\}/g, '[^/]+')}$`));
  expect(patterns.filter((pattern) => !succeeded.some((path) => pattern.test(path)))).toEqual([]);
  expect(answers.map(({ body }) => body.code).filter(Boolean)).toEqual(
    expect.arrayContaining([
      'already-exists',
      'unknown-recipient',
      'already-disbursed',
      'report-overdue',
      'duty-settled',
      'claim-settled',
      'instalment-settled',
      'agreement-not-found',
      'merged',
      'dimension-not-found',
      'dimension-required',
      'code-closed',
      'personal-data',
      'already-erased',
      'erased',
    ]),
  );
  await sameAnswers(story, true);
});
