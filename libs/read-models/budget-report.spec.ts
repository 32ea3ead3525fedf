import { booked, LedgerInMemory } from '../../test/read-models/ledger-in-memory';
import { ReadModelsOn } from '../../test/read-models/read-models-on';
import { approvals } from './approvals';
import type { Ask } from './basis';
import { budgetAt } from './budget-report';
import { budgets } from './budgets';
import { entries } from './entries';

const decision = { bodyId: 'rf', decidedOn: '2019-11-26' };
const on = { bodyId: 'hsn', year: 2020 };

let ledger: LedgerInMemory;
let models: ReadModelsOn;

beforeEach(() => {
  ledger = new LedgerInMemory();
});

afterEach(() => models.close());

const open = (control: 'none' | 'stop') =>
  booked(ledger.budget({ type: 'OpenBudget', ...on, currency: 'SEK', control }));

const allocate = (amount: string) =>
  booked(
    ledger.budget({
      type: 'Allocate',
      ...on,
      allocationId: `a-${ledger.log.events.length}`,
      recipientId: 'novahuset',
      kind: 'one-off',
      amount,
      decision: { bodyId: 'hsn', decidedOn: '2020-02-01' },
    }),
  );

const propose = (appropriationId: string, amount: string | null) =>
  booked(ledger.budget({ type: 'ProposeAppropriation', ...on, appropriationId, kind: 'original', amount, decision }));

const adopt = (appropriationId: string, amount?: string) =>
  booked(ledger.budget({ type: 'AdoptAppropriation', ...on, appropriationId, decision, ...(amount && { amount }) }));

const position = () => ledger.log.events.at(-1)!.position;

async function budget(ask: Partial<Ask> = {}) {
  return (await models.at(ask, [budgets, entries, approvals], (cut) => budgetAt(cut, 'hsn', 2020))).answer!;
}

const start = async () => {
  models = await ReadModelsOn.start(ledger.log);
};

test('a budget without limit shows available as null, not as a debt; an adopted appropriation makes it a figure', async () => {
  open('none');
  allocate('100');
  propose('plan', '300');
  const proposed = position();
  adopt('plan');
  const adopted = position();
  booked(ledger.budget({ type: 'ReverseAppropriation', ...on, appropriationId: 'plan', reason: 'Wrong' }));
  await start();
  expect(await budget({ knownPosition: proposed })).toMatchObject({ available: null, committed: '100.00' });
  expect(await budget({ knownPosition: adopted })).toMatchObject({ available: '200.00', appropriated: '300.00' });
  expect(await budget({ knownPosition: adopted, effectiveAt: '2019-11-25' })).toMatchObject({ available: null });
  expect(await budget()).toMatchObject({ available: null, appropriated: '0.00' });
});

test('a controlled budget shows what is available from the first day on', async () => {
  open('stop');
  await start();
  expect(await budget()).toMatchObject({ available: '0.00', control: 'stop', approval: { policy: 'none' } });
});

test('a proposal is shown apart, its amount not stated, until it is adopted or rejected', async () => {
  open('none');
  propose('plan', null);
  propose('more', '5');
  const both = position();
  adopt('plan', '1000');
  booked(ledger.budget({ type: 'RejectAppropriation', ...on, appropriationId: 'more', reason: 'No' }));
  await start();
  const plan = { appropriationId: 'plan', programmeId: null, kind: 'original', amount: null, decision };
  const more = { appropriationId: 'more', programmeId: null, kind: 'original', amount: '5.00', decision };
  for (const effectiveAt of [null, '2019-01-01'])
    expect(await budget({ knownPosition: both, effectiveAt })).toMatchObject({
      proposed: [plan, more],
      appropriated: '0.00',
      committed: '0.00',
    });
  expect(await budget()).toMatchObject({ proposed: [], appropriated: '1000.00', available: '1000.00' });
});

test('the revision is that of the stream at the cut, also after an event that books nothing', async () => {
  open('none');
  allocate('10');
  const posted = position();
  propose('plan', null);
  await start();
  expect((await budget({ knownPosition: posted })).revision).toBe('1');
  expect((await budget({ effectiveAt: '1999-01-01' })).revision).toBe('2');
  expect((await budget()).revision).toBe('2');
});

test('a budget that was not open yet at the cut is not there', async () => {
  booked(ledger.party({ type: 'RegisterParty', partyId: 'hsn', name: 'HSN', kind: 'body' }));
  const before = position();
  open('none');
  await start();
  const { answer } = await models.at({ knownPosition: before }, [budgets, entries], (cut) =>
    budgetAt(cut, 'hsn', 2020),
  );
  expect(answer).toBeNull();
});

test('an answer has every figure of the contract', async () => {
  open('stop');
  propose('plan', '1000');
  adopt('plan');
  allocate('100');
  await start();
  expect(await budget()).toEqual({
    bodyId: 'hsn',
    year: 2020,
    currency: 'SEK',
    control: 'stop',
    approval: { policy: 'none' },
    status: 'open',
    seal: null,
    revision: '3',
    appropriated: '1000.00',
    appropriatedByKind: { original: '1000.00', supplementary: '0.00', 're-budgeted': '0.00', reduction: '0.00' },
    available: '900.00',
    reserved: '0.00',
    committed: '100.00',
    disbursed: '0.00',
    returned: '0.00',
    lapsed: '0.00',
    carriedIn: '0.00',
    carriedOut: '0.00',
    transferredIn: '0.00',
    transferredOut: '0.00',
    priorYear: '0.00',
    underWay: { carriedIn: '0.00', carriedOut: '0.00', transferredIn: '0.00', transferredOut: '0.00' },
    approvers: [],
    proposed: [],
  });
});
