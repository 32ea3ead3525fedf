import { agreementStory } from './agreement-story';
import { allocations, anAllocation, clientOf, decision, given, openBudget, type Client } from './client';
import { LedgerProcess, type Role } from './ledger-process';
import { routes } from './routes';

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const position = expect.stringMatching(/^\d+$/);

let ledger: LedgerProcess;
const used = new Set<string>();
let call: Client;

beforeAll(async () => {
  ledger = await LedgerProcess.start();
  const client = clientOf(ledger);
  call = (method, path, options) => {
    for (const route of routes)
      if (route.method === method && patternOf(route.path).test(`/api/v1${path}`)) used.add(route.path);
    return client(method, path, options);
  };
});

afterAll(() => ledger.stop());

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

type Step = [path: string, body: object, stream: string, types: string[], as?: Role];

/** Sends commands, one after another: what each was answered, beside what the contract says to the letter. */
async function booked(...steps: Step[]): Promise<{ answers: object[]; expected: object[] }> {
  const answers: object[] = [];
  const expected: object[] = [];
  for (const [path, body, stream, types, as = 'controller'] of steps) {
    const { status, headers, body: said } = await call('POST', path, { body, as });
    answers.push({ path, status, type: headers.get('content-type'), said });
    expected.push({ path, status: 201, type: 'application/json; charset=utf-8', said: answerOf(stream, types, said) });
  }
  return { answers, expected };
}

function answerOf(stream: string, types: string[], { revision }: { revision: string }): object {
  const series = stream.startsWith('budget-') ? stream.slice('budget-'.length).replace(/\.(\d{4})$/, '/$1') : null;
  const voucher = (at: number) => series && `${series}/${at + 1}`;
  const first = Number(revision) - types.length + 1;
  return {
    commandId: uuid,
    stream,
    revision,
    voucher: voucher(Number(revision)),
    position,
    events: types.map((type, index) => {
      return { eventId: uuid, type, revision: String(first + index), voucher: voucher(first + index) };
    }),
    warnings: [],
    replayed: false,
  };
}

const large = (allocationId: string): object => anAllocation({ allocationId, amount: '1000.01' });

describe('each command is booked and answered as the contract says', () => {
  const budget = 'budget-hsn.2019';

  test('parties are registered, renamed and identified', async () => {
    const identifiers = [{ scheme: 'SE-ON', id: '802441-9213' }];
    const name = { name: 'Hälso- och sjukvårdsnämnden', effectiveFrom: '2019-01-01', decision };
    const { answers, expected } = await booked(
      ['/parties', { partyId: 'hsn', name: 'HSN', kind: 'body' }, 'party-hsn', ['PartyRegistered']],
      [
        '/parties',
        { partyId: 'novahuset', name: 'Novahuset', kind: 'association', identifiers },
        'party-novahuset',
        ['PartyRegistered'],
      ],
      [
        '/parties',
        { partyId: 'primarvarden', name: 'Primärvården', kind: 'cost-object' },
        'party-primarvarden',
        ['PartyRegistered'],
      ],
      ['/parties/hsn/names', name, 'party-hsn', ['PartyRenamed']],
      [
        '/parties/hsn/owners',
        { owners: [{ ownerId: 'novahuset', share: '1/3' }], effectiveFrom: null },
        'party-hsn',
        ['OwnershipRecorded'],
      ],
      ['/parties/hsn/name-endorsements', { name: 'N', decision }, 'party-hsn', ['PartyRenameEndorsed']],
      ['/parties/hsn/identifiers', { scheme: 'SE-RK', id: '05', decision }, 'party-hsn', ['PartyIdentified']],
    );
    expect(answers).toEqual(expected);
  });

  test('a budget is opened and given appropriations, which are adopted, rejected and reversed', async () => {
    const open = {
      bodyId: 'hsn',
      year: 2019,
      currency: 'SEK',
      control: 'stop',
      reuse: false,
      approval: { policy: 'above', above: '1000.00' },
    };
    const path = '/budgets/hsn/2019/appropriations';
    const proposal = { appropriationId: 'ram', kind: 'original', amount: null, decision, note: 'Finansplan' };
    const more = { kind: 'supplementary', amount: '5.00' };
    const { answers, expected } = await booked(
      ['/budgets', open, budget, ['BudgetOpened']],
      [path, proposal, budget, ['AppropriationProposed']],
      [`${path}/ram/adoption`, { decision, amount: '100000' }, budget, ['AppropriationAdopted']],
      [path, { appropriationId: 'tillagg', ...more }, budget, ['AppropriationProposed']],
      [`${path}/tillagg/rejection`, { reason: 'Nej', decision }, budget, ['AppropriationRejected']],
      [path, { appropriationId: 'tva', ...more }, budget, ['AppropriationProposed']],
      [`${path}/tva/recommendation`, { decision, amount: '5' }, budget, ['AppropriationRecommended']],
      [`${path}/tva/adoption`, { decision, effectiveOn: '2019-12-01' }, budget, ['AppropriationAdopted']],
      [`${path}/tva/reversal`, { reason: 'Dubbelt' }, budget, ['AppropriationReversed']],
    );
    expect(answers).toEqual(expected);
  });

  test('an allocation is decided, adjusted, paid, given back, described and corrected', async () => {
    const body = anAllocation({
      allocationId: 'engangs',
      supplementTo: 'unknown',
      purposes: ['äldre'],
      programme: 'P',
      title: 'T',
      dimensions: { ansvar: '1210', constructor: 'a name like any other' },
    });
    const on = `${allocations}/engangs`;
    const day = '2019-12-01';
    const anew = { reason: 'Fel mottagare', allocationId: 'ratt', recipientId: 'novahuset' };
    const { answers, expected } = await booked(
      [allocations, body, budget, ['AllocationDecided']],
      [`${on}/adjustments`, { difference: '-10.5', reason: 'R', effectiveOn: day }, budget, ['AllocationAdjusted']],
      [`${on}/disbursements`, { amount: '50', reference: 'BG 1' }, budget, ['DisbursementRecorded']],
      [`${on}/returns`, { amount: '5', kind: 'clawback', effectiveOn: day }, budget, ['ReturnRecorded']],
      [`${on}/release`, { reason: 'R', amount: '1' }, budget, ['AllocationReleased']],
      // The return, which is the budget's thirteenth event.
      [`${on}/reversal`, { reason: 'R', voucher: 'hsn/2019/13' }, budget, ['EntryReversed']],
      [`${on}/note`, { reason: 'R', title: 'Engångsersättning' }, budget, ['AllocationAnnotated']],
      [allocations, anAllocation({ allocationId: 'fel' }), budget, ['AllocationDecided']],
      [`${allocations}/fel/replacement`, anew, budget, ['AllocationReversed', 'AllocationDecided']],
      [`${allocations}/ratt/reversal`, { reason: 'Inte alls' }, budget, ['AllocationReversed']],
    );
    expect(answers).toEqual(expected);
  });

  test('an allocation that asks for two persons waits, and is approved or rejected by the approver, or withdrawn', async () => {
    const { answers, expected } = await booked(
      [allocations, large('stor'), budget, ['AllocationProposed']],
      [`${allocations}/stor/approval`, { note: 'Ja' }, budget, ['AllocationApproved'], 'approver'],
      [allocations, large('nej'), budget, ['AllocationProposed']],
      [`${allocations}/nej/rejection`, { reason: 'Nej' }, budget, ['AllocationRejected'], 'approver'],
      [allocations, large('tillbaka'), budget, ['AllocationProposed']],
      [`${allocations}/tillbaka/withdrawal`, { reason: 'Fel' }, budget, ['AllocationReversed']],
    );
    expect(answers).toEqual(expected);
  });

  test('reports are asked for on an allocation, come in, are put off and waived', async () => {
    const path = `${allocations}/engangs/reporting-duties`;
    const asked = { dutyId: 'slut', what: 'Slutredovisning', dueOn: '2019-12-31', withholds: true, decision };
    const report = { receivedOn: '2019-12-20', reference: 'HSN 4', documentSha256: 'a'.repeat(64), note: 'Sedd' };
    const { answers, expected } = await booked(
      [path, asked, budget, ['ReportingDutySet']],
      [`${path}/slut/extension`, { dueOn: '2020-01-31', reason: 'Sen stämma' }, budget, ['ReportingDutyExtended']],
      [`${path}/slut/report`, report, budget, ['ReportReceived']],
      [path, { dutyId: 'delar', what: 'Delredovisning', dueOn: '2999-12-31' }, budget, ['ReportingDutySet']],
      [`${path}/delar/waiver`, { reason: 'Behövs inte' }, budget, ['ReportingDutyWaived']],
      [`${path}/delar/reopening`, { reason: 'Behövs' }, budget, ['ReportingDutyReopened']],
      [`${path}/delar/waiver`, { reason: 'Behövs inte' }, budget, ['ReportingDutyWaived']],
    );
    expect(answers).toEqual(expected);
  });

  test('a disbursement plan is set, an instalment paid by it, and the plan replaced', async () => {
    const on = `${allocations}/delad`;
    const [first, rest] = [
      { instalmentId: 'd1', amount: '40', dueOn: '2019-11-15' },
      { instalmentId: 'd2', amount: '60', dueOn: '2020-06-30', note: 'Resten' },
    ];
    const paid = { amount: '40', instalmentId: 'd1', effectiveOn: '2019-11-15' };
    const anew = { instalments: [first, { ...rest, dueOn: '2020-08-31' }], reason: 'Försenat' };
    const { answers, expected } = await booked(
      [allocations, anAllocation({ allocationId: 'delad', amount: '100' }), budget, ['AllocationDecided']],
      [`${on}/disbursement-plan`, { instalments: [first, rest], decision }, budget, ['DisbursementPlanSet']],
      [`${on}/disbursements`, paid, budget, ['DisbursementRecorded']],
      [`${on}/disbursement-plan`, anew, budget, ['DisbursementPlanSet']],
    );
    expect(answers).toEqual(expected);
  });

  test('what was disbursed is demanded back, paid in part and given up', async () => {
    const on = `${allocations}/engangs`;
    const demanded = { claimId: 'k1', amount: '20', dueOn: '2020-01-31', reason: 'Lades ned', decision };
    const paid = { amount: '5', claimId: 'k1', effectiveOn: '2019-12-20' };
    const { answers, expected } = await booked(
      [`${on}/claims`, demanded, budget, ['ClawbackDemanded']],
      [`${on}/returns`, paid, budget, ['ReturnRecorded']],
      [`${on}/claims/k1/withdrawal`, { reason: 'Konkurs' }, budget, ['ClawbackWithdrawn']],
    );
    expect(answers).toEqual(expected);
  });

  test('money is transferred to another budget and given back', async () => {
    const other = { bodyId: 'hsn', year: 2022, currency: 'SEK', control: 'none' };
    const transfer = {
      transferId: 'flytt',
      toBodyId: 'hsn',
      toYear: 2022,
      amount: '10',
      decision,
      note: 'Omfördelning',
    };
    const path = '/budgets/hsn/2019/transfers';
    const { answers, expected } = await booked(
      ['/budgets', other, 'budget-hsn.2022', ['BudgetOpened']],
      [path, transfer, budget, ['TransferSent']],
      [`${path}/flytt/reversal`, { reason: 'Fel budget' }, 'budget-hsn.2022', ['TransferSent']],
    );
    expect(answers).toEqual(expected);
  });

  test('programmes are opened and money is moved between them and back', async () => {
    const year = { bodyId: 'hsn', year: 2023, currency: 'SEK', control: 'stop' };
    const stream = 'budget-hsn.2023';
    const on = (rest: string) => `/budgets/hsn/2023/${rest}`;
    const ram = { appropriationId: 'ram', programmeId: 'nara-vard', kind: 'original', amount: '100', decision };
    const moved = { transferId: 'm1', fromProgrammeId: 'nara-vard', toProgrammeId: 'unga', amount: '40', decision };
    const { answers, expected } = await booked(
      ['/budgets', year, stream, ['BudgetOpened']],
      [on('programmes'), { programmeId: 'nara-vard', name: 'Nära vård', decision }, stream, ['ProgrammeOpened']],
      [on('programmes'), { programmeId: 'unga', name: 'Unga', control: 'warn' }, stream, ['ProgrammeOpened']],
      [on('appropriations'), ram, stream, ['AppropriationProposed']],
      [on('appropriations/ram/adoption'), { decision }, stream, ['AppropriationAdopted']],
      [on('programme-transfers'), { ...moved, note: 'Omfördelning' }, stream, ['ProgrammeTransferred']],
      [on('programme-transfers/m1/reversal'), { reason: 'Fel' }, stream, ['ProgrammeTransferReversed']],
    );
    expect(answers).toEqual(expected);
  });

  test('a chart is made, its codes are closed and opened again, and entries are coded', async () => {
    const stream = 'budget-hsn.2024';
    const on = (rest: string) => `/budgets/hsn/2024/${rest}`;
    const codes = ['4510', '4520'].map((code) => ({ code, name: `Bidrag ${code}` }));
    const [konto, other] = [{ konto: '4510' }, { konto: '4520' }];
    const { answers, expected } = await booked(
      ['/budgets', { bodyId: 'hsn', year: 2024, currency: 'SEK', control: 'none' }, stream, ['BudgetOpened']],
      [
        on('dimensions'),
        { dimensionId: 'konto', name: 'Konto', required: true, decision },
        stream,
        ['DimensionOpened'],
      ],
      [on('dimensions/konto/codes'), { codes }, stream, ['CodesOpened']],
      [on('dimensions/konto/codes/closure'), { codes: ['4520'], reason: 'Ersatt' }, stream, ['CodesClosed']],
      [on('dimensions/konto/codes'), { codes: codes.slice(1) }, stream, ['CodesOpened']],
      [on('allocations'), anAllocation({ allocationId: 'a', dimensions: konto }), stream, ['AllocationDecided']],
      [on('allocations/a/disbursements'), { amount: '5', dimensions: other }, stream, ['DisbursementRecorded']],
      [on('allocations/a/returns'), { amount: '1', dimensions: other }, stream, ['ReturnRecorded']],
      [on('allocations'), anAllocation({ allocationId: 'b', dimensions: konto }), stream, ['AllocationDecided']],
      [
        on('allocations/b/replacement'),
        { reason: 'Fel konto', allocationId: 'c', dimensions: other },
        stream,
        ['AllocationReversed', 'AllocationDecided'],
      ],
    );
    expect(answers).toEqual(expected);
  });

  test('approvers are appointed, stood in for and revoked', async () => {
    const path = '/budgets/hsn/2019/approvers';
    const limited = {
      subject: 'bo',
      limit: '5000',
      validFrom: '2019-01-01',
      validTo: '2019-12-31',
      decision,
      note: 'D',
    };
    const period = { validFrom: '2019-07-01', validTo: '2019-07-31' };
    const { answers, expected } = await booked(
      [path, { subject: 'approver', validFrom: '2019-01-01' }, budget, ['ApproverAppointed']],
      [path, limited, budget, ['ApproverAppointed']],
      [`${path}/bo/substitutes`, { substitute: 'u-1', ...period, reason: 'S' }, budget, ['SubstituteAppointed']],
      [`${path}/bo/revocation`, { reason: 'Ny tjänst', effectiveOn: '2019-10-01' }, budget, ['ApproverRevoked']],
    );
    expect(answers).toEqual(expected);
  });

  test("a year of an agreement's terms is booked in its body's budget, once", async () => {
    const agreement = {
      agreementId: 'iop',
      name: 'IOP Novahuset',
      kind: 'partnership',
      bodyId: 'hsn',
      parties: ['novahuset'],
      decision,
      term: { from: '2019-01-01', to: null },
      note: 'Varje år',
    };
    const terms = { recipientId: 'novahuset', amount: '700.00', currency: 'SEK', firstYear: 2019 };
    const { answers, expected } = await booked(
      ['/agreements', agreement, 'agreement-iop', ['AgreementRegistered']],
      ['/agreements/iop/funding-terms', terms, 'agreement-iop', ['FundingTermsRecorded']],
      ['/agreements/iop/years/2019', {}, budget, ['AllocationDecided']],
    );
    expect(answers).toEqual(expected);

    const again = await call('POST', '/agreements/iop/years/2019', { body: {} });
    expect([again.status, again.body.code]).toEqual([409, 'already-funded']);
    const closed = await call('POST', '/agreements/iop/years/2020', { body: {} });
    expect([closed.status, closed.body.code]).toEqual([409, 'budget-not-open']);
  });

  test('an index is published, and what follows it is adjusted', async () => {
    const values = (value: string, status: string) => [{ year: 2019, value, status }];
    const terms = {
      recipientId: 'primarvarden',
      amount: '100',
      currency: 'SEK',
      firstYear: 2019,
      indexation: { indexId: 'loner', baseYear: 2018 },
    };
    const agreement = {
      agreementId: 'hyra',
      name: 'Hyra',
      kind: 'service',
      bodyId: 'hsn',
      parties: [],
      term: { from: '2019-01-01' },
    };
    const series = { indexId: 'loner', name: 'Löner', measure: 'yearly-change' };
    const publications = '/index-series/loner/publications';
    const { answers, expected } = await booked(
      ['/index-series', series, 'index-loner', ['IndexSeriesRegistered']],
      [publications, { version: '1', values: values('2', 'preliminary') }, 'index-loner', ['IndexPublished']],
      ['/agreements', agreement, 'agreement-hyra', ['AgreementRegistered']],
      ['/agreements/hyra/funding-terms', terms, 'agreement-hyra', ['FundingTermsRecorded']],
      ['/agreements/hyra/years/2019', {}, budget, ['AllocationDecided']],
      [publications, { version: '2', values: values('3', 'final') }, 'index-loner', ['IndexPublished']],
      ['/budgets/hsn/2019/allocations/hyra/indexation', {}, budget, ['AllocationAdjusted']],
    );
    expect(answers).toEqual(expected);
  });

  test('an agreement changes in every way that it can', async () => {
    const steps = agreementStory.map(([path, body, types]): Step => {
      const [, agreementId = (body as { agreementId?: string }).agreementId] =
        /^\/agreements\/([^/]+)/.exec(path) ?? [];
      return [path, body, `agreement-${agreementId}`, types];
    });
    const { answers, expected } = await booked(...steps);
    expect(answers).toEqual(expected);
  });

  test('a year is locked, opened again, carried forward and closed, and corrected late in the next', async () => {
    const year = { bodyId: 'hsn', year: 2018, currency: 'SEK', control: 'none' };
    const [ending, next] = ['budget-hsn.2018', 'budget-hsn.2019'];
    const at = '/budgets/hsn/2018';
    const paid = { amount: '60', effectiveOn: '2018-12-01' };
    const decided = anAllocation({
      allocationId: 'gammal',
      amount: '100',
      decision: { ...decision, decidedOn: '2018-11-12' },
    });
    const late = {
      concernsYear: 2018,
      figure: 'disbursed',
      difference: '-10',
      reason: 'Fel belopp',
      allocationId: '2018.gammal',
    };
    const { answers, expected } = await booked(
      ['/budgets', year, ending, ['BudgetOpened']],
      [`${at}/allocations`, decided, ending, ['AllocationDecided']],
      [`${at}/allocations/gammal/disbursements`, paid, ending, ['DisbursementRecorded']],
      [`${at}/lock`, { note: 'Bokslut' }, ending, ['BudgetLocked']],
      [`${at}/unlock`, { reason: 'Ett belopp saknas' }, ending, ['BudgetUnlocked']],
      [`${at}/lock`, { note: 'Bokslut' }, ending, ['BudgetLocked']],
      [`${at}/carry-forward`, {}, ending, ['CarryForwardBegun', 'CarriedForward']],
      [`${at}/closing`, {}, ending, ['BudgetClosed']],
      ['/budgets/hsn/2019/late-corrections', late, next, ['LateCorrectionRecorded']],
    );
    expect(answers).toEqual(expected);
  });

  test('a person is registered, renamed, identified and erased', async () => {
    const { answers, expected } = await booked(
      ['/parties', { partyId: 'p-1', name: 'Namn Namnsson', kind: 'person' }, 'party-p-1', ['PartyRegistered']],
      ['/parties/p-1/names', { name: 'Ny Namnsson', effectiveFrom: '2020-01-01' }, 'party-p-1', ['PartyRenamed']],
      ['/parties/p-1/identifiers', { scheme: 'SE-PNR', id: '19121212-1212' }, 'party-p-1', ['PartyIdentified']],
      ['/parties/p-1/erasure', { reason: 'Begäran', decision }, 'party-p-1', ['ErasureRecorded']],
    );
    expect(answers).toEqual(expected);
  });

  test('a party goes up in another', async () => {
    const gone = { partyId: 'mellanvarden', name: 'Mellanvården', kind: 'cost-object' };
    const merger = { into: 'primarvarden', effectiveFrom: '2020-01-01', reason: 'Slås ihop', decision };
    const { answers, expected } = await booked(
      ['/parties', gone, 'party-mellanvarden', ['PartyRegistered']],
      ['/parties/mellanvarden/merger', merger, 'party-mellanvarden', ['PartyMerged']],
    );
    expect(answers).toEqual(expected);
    const body = anAllocation({ recipientId: 'mellanvarden' });
    const refused = await call('POST', allocations, { body });
    const { detail } = refused.body;
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: 'merged', path: '/parties/primarvarden', errors: [{ pointer: '/recipientId', code: 'merged', detail }] },
    ]);
  });

  test('no command is left out here', () => {
    const commands = routes.filter(({ isCommand }) => isCommand).map(({ path }) => path);
    expect(commands.filter((path) => !used.has(path))).toEqual([]);
    expect(commands.length).toBeGreaterThan(20);
  });
});

describe('what is booked', () => {
  test('a warning is in the answer, and in the answer to a retry', async () => {
    await given(call, [
      ['/budgets', { bodyId: 'hsn', year: 2030, currency: 'SEK', control: 'warn' }],
      ['/agreements', { agreementId: 'lost', name: 'L', kind: 'service', bodyId: 'hsn', parties: [] }],
    ]);
    const send = () =>
      call('POST', '/budgets/hsn/2030/allocations', {
        body: anAllocation({ agreementId: 'lost' }),
        headers: { 'idempotency-key': 'warned' },
      });
    const first = await send();
    expect(first.body.warnings.map(({ code }: { code: string }) => code).sort()).toEqual([
      'budget-exceeded',
      'in-force-unknown',
    ]);
    const again = await send();
    expect(again.body.warnings).toEqual(first.body.warnings);
  });

  test('an allocation without an id takes the answer’s commandId, as payments and returns do', async () => {
    const { body: made } = await call('POST', allocations, { body: anAllocation() });
    const on = `${allocations}/${made.commandId}`;
    const paid = await call('POST', `${on}/disbursements`, { body: { amount: '1' } });
    expect(paid.status).toBe(201);
    const returned = await call('POST', `${on}/returns`, { body: { amount: '1' } });
    expect(returned.status).toBe(201);
    const twice = await call('POST', `${on}/returns`, { body: { amount: '1', returnId: returned.body.commandId } });
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([409, '/returnId']);
  });

  test('an agreement that was not in force refuses money under it, also a raise of what it gave before', async () => {
    await given(call, [
      [
        '/agreements',
        {
          agreementId: 'short',
          name: 'S',
          kind: 'service',
          bodyId: 'hsn',
          parties: [],
          term: { from: '2019-01-01', to: '2019-11-30' },
        },
      ],
      [allocations, anAllocation({ allocationId: 'under', agreementId: 'short' })],
    ]);
    const raise = (effectiveOn: string) =>
      call('POST', `${allocations}/under/adjustments`, { body: { difference: '1', reason: 'R', effectiveOn } });
    expect((await raise('2019-12-01')).body.code).toBe('not-in-force');
    expect((await raise('2019-11-30')).status).toBe(201);
    const late = { reason: 'R', allocationId: 'late', decision: { ...decision, decidedOn: '2019-12-01' } };
    const replaced = await call('POST', `${allocations}/under/replacement`, { body: late });
    expect(replaced.body.code).toBe('not-in-force');
  });

  test('parties that the ledger does not know are refused with the place where they stand', async () => {
    const cases: [string, object, string, string][] = [
      [allocations, anAllocation({ recipientId: 'x' }), 'unknown-recipient', '/recipientId'],
      [allocations, anAllocation({ decision: { ...decision, bodyId: 'x' } }), 'unknown-body', '/decision/bodyId'],
      [allocations, anAllocation({ agreementId: 'x' }), 'unknown-agreement', '/agreementId'],
      [allocations, anAllocation({ supplementTo: 'x' }), 'unknown-allocation', '/supplementTo'],
      ['/budgets', { bodyId: 'x', year: 2019, currency: 'SEK', control: 'none' }, 'unknown-body', '/bodyId'],
      [
        '/agreements',
        { agreementId: 'a', name: 'A', kind: 'service', bodyId: 'hsn', parties: ['novahuset', 'x'] },
        'unknown-party',
        '/parties/1',
      ],
      [
        '/agreements/iop/funding-terms',
        { recipientId: 'x', amount: null, currency: 'SEK', firstYear: 2019 },
        'unknown-recipient',
        '/recipientId',
      ],
    ];
    for (const [path, body, code, pointer] of cases) {
      const { status, body: said } = await call('POST', path, { body });
      expect([status, said.code, said.errors]).toEqual([409, code, [{ pointer, code, detail: said.detail }]]);
    }
  });

  test('a party that was unknown is known as soon as it is registered', async () => {
    const body = anAllocation({ recipientId: 'newcomer' });
    expect((await call('POST', allocations, { body })).status).toBe(409);
    await given(call, [['/parties', { partyId: 'newcomer', name: 'N', kind: 'company' }]]);
    expect((await call('POST', allocations, { body })).status).toBe(201);
  });
});

test('the first session of the contract is answered as it is written there', async () => {
  const other = await LedgerProcess.start();
  try {
    const client = clientOf(other);
    await openBudget(client);
    const first = await client('POST', allocations, {
      body: anAllocation({ allocationId: 'engangs', amount: '30000000.00', supplementTo: 'unknown' }),
    });
    expect(first.body).toMatchObject({
      stream: 'budget-hsn.2019',
      revision: '1',
      voucher: 'hsn/2019/2',
      warnings: [],
      replayed: false,
      events: [{ type: 'AllocationDecided', revision: '1', voucher: 'hsn/2019/2' }],
    });
    const taken = await client('POST', `${allocations}/engangs/reversal`, { body: { reason: 'Fel' } });
    expect(taken.body.voucher).toBe('hsn/2019/3');
  } finally {
    await other.stop();
  }
});
