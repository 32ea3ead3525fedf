import { allocation, budget, meeting, parties, Scenario, stores } from './ledger';

const path = (year: number, rest = '') => `/budgets/hsn/${year}/allocations${rest}`;

describe.each(stores)('corrections and approval, on %s', (store) => {
  let ledger: Scenario;

  beforeAll(async () => {
    ledger = await Scenario.start(store);
    await ledger.record(...parties, budget(2019), budget(2018, { approval: { policy: 'above', above: '100.00' } }));
  });

  afterAll(() => ledger.stop());

  const figures = (recipientId: string, more = '') => ledger.figures(`year=2019&recipientId=${recipientId}${more}`);

  test('decided 100, disbursed 60, returned 10, released 40', async () => {
    const on = { effectiveOn: '2019-12-01' };
    await ledger.record(
      [path(2019), allocation('sequence', '100')],
      [path(2019, '/sequence/disbursements'), { amount: '60', ...on }],
      [path(2019, '/sequence/returns'), { amount: '10', ...on }],
      [path(2019, '/sequence/release'), { reason: 'Används inte', ...on }],
    );
    expect(await figures('primarvarden')).toMatchObject({
      allocated: '100.00',
      disbursed: '60.00',
      returned: '10.00',
      released: '40.00',
      remaining: '0.00',
    });
    expect(await figures('primarvarden', '&effectiveAt=2019-11-30')).toMatchObject({
      allocated: '100.00',
      disbursed: '0.00',
      remaining: '100.00',
    });
  });

  test('decided 100, adjusted by −30, reversed: 0.00, also at a cut before the adjustment', async () => {
    await ledger.record(
      [path(2019), allocation('adjusted', '100', { recipientId: 'novahuset' })],
      [path(2019, '/adjusted/adjustments'), { difference: '-30', reason: 'Lägre behov', effectiveOn: '2019-12-10' }],
    );
    expect(await figures('novahuset')).toMatchObject({ allocated: '70.00', released: '0.00', remaining: '70.00' });
    const known = ledger.position;
    await ledger.record([path(2019, '/adjusted/reversal'), { reason: 'Fel' }]);
    for (const cut of ['', '&effectiveAt=2019-12-09', '&effectiveAt=2019-12-10', '&effectiveAt=2019-11-01'])
      expect(await figures('novahuset', cut)).toMatchObject({ allocated: '0.00', remaining: '0.00' });
    expect(await figures('novahuset', `&knownPosition=${known}`)).toMatchObject({ allocated: '70.00' });
    expect(await ledger.refusal(path(2019, '/adjusted/reversal'), { reason: 'Igen' })).toBe('409 already-reversed');
  });

  test('what has been disbursed must be taken back before the allocation, by its voucher and once', async () => {
    await ledger.record([path(2019), allocation('paid', '50')]);
    const paid = await ledger.client('POST', path(2019, '/paid/disbursements'), {
      body: { amount: '20', effectiveOn: '2019-12-02' },
    });
    expect(await ledger.refusal(path(2019, '/paid/reversal'), { reason: 'Fel' })).toBe('409 already-disbursed');
    const { voucher } = paid.body;
    await ledger.record([path(2019, '/paid/reversal'), { reason: 'Fel konto', voucher }]);
    expect(await ledger.refusal(path(2019, '/paid/reversal'), { reason: 'Igen', voucher })).toBe(
      '409 already-reversed',
    );
    await ledger.record([path(2019, '/paid/reversal'), { reason: 'Fel' }]);
  });

  test('an amount above the limit waits, reserved and not allocated, and another person approves it', async () => {
    await ledger.record([path(2018), allocation('large', '100.01')]);
    const row = () => ledger.figures('year=2018&recipientId=primarvarden');
    expect(await row()).toMatchObject({ allocated: '0.00', reserved: '100.01', remaining: '0.00' });
    expect(await ledger.refusal(path(2018, '/large/approval'), {})).toBe('403 forbidden');
    expect(await ledger.refusal(path(2018, '/large/disbursements'), { amount: '1' })).toBe('409 waiting');
    await ledger.record([path(2018, '/large/approval'), {}, 'approver']);
    expect(await row()).toMatchObject({ allocated: '100.01', reserved: '0.00', remaining: '100.01' });
    expect(await ledger.refusal(path(2018, '/large/approval'), {}, 'approver')).toBe('409 not-waiting');
  });

  test('raising step by step does not walk round approval: the step that passes the limit waits', async () => {
    await ledger.record(
      [path(2018), allocation('steps', '60', { recipientId: 'novahuset' })],
      [path(2018, '/steps/adjustments'), { difference: '40', reason: 'Mer', effectiveOn: '2019-12-01' }],
    );
    const row = () => ledger.figures('year=2018&recipientId=novahuset');
    expect(await row()).toMatchObject({ allocated: '100.00', reserved: '0.00' });
    const step = { difference: '0.01', reason: 'Ett öre till', effectiveOn: '2019-12-01' };
    await ledger.record([path(2018, '/steps/adjustments'), step]);
    expect(await row()).toMatchObject({ allocated: '100.00', reserved: '0.01' });
    expect(await ledger.refusal(path(2018, '/steps/adjustments'), step)).toBe('409 waiting');
    await ledger.record([path(2018, '/steps/rejection'), { reason: 'Nej' }, 'approver']);
    expect(await row()).toMatchObject({ allocated: '100.00', reserved: '0.00', remaining: '100.00' });
  });

  test("a year's funding above the limit waits too, and its year is taken all the same", async () => {
    await ledger.record(
      [
        '/agreements',
        {
          agreementId: 'iop',
          name: 'IOP',
          kind: 'partnership',
          bodyId: 'hsn',
          parties: ['hsn', 'novahuset'],
          term: { from: '2018-01-01' },
        },
      ],
      [
        '/agreements/iop/funding-terms',
        { recipientId: 'novahuset', amount: '700', currency: 'SEK', firstYear: 2018, decision: meeting },
      ],
      ['/agreements/iop/years/2018', {}],
    );
    expect(await ledger.figures('year=2018&recipientId=novahuset&kind=yearly')).toMatchObject({
      allocated: '0.00',
      reserved: '700.00',
    });
    expect(await ledger.refusal('/agreements/iop/years/2018', {})).toBe('409 already-funded');
  });

  test('replaced: the old one is taken back and its successor names it, in one append', async () => {
    await ledger.record([path(2019), allocation('old', '25')]);
    const { body } = await ledger.client('POST', path(2019, '/old/replacement'), {
      body: { reason: 'Fel mottagare', allocationId: 'new', recipientId: 'novahuset' },
    });
    expect(body.events.map(({ type }: { type: string }) => type)).toEqual(['AllocationReversed', 'AllocationDecided']);
    await ledger.record();
    expect(await figures('novahuset')).toMatchObject({ allocated: '25.00' });
    const { rows } = await ledger.get('/audit-trail?allocationId=new');
    expect(rows).toHaveLength(1);
  });
});
