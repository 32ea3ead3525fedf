import { beginCarryForward, carryForwardBegun, locked } from '../../../test/domain/ending';
import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import { allocate, appropriated, command, decided, decision, decisionDay, opened } from '../../../test/domain/hsn';
import {
  cameBack,
  completed,
  declined,
  giveBack,
  receive,
  received,
  rs,
  send,
  sent,
  sentBack,
  settle,
} from '../../../test/domain/transferring';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { total } from './state';
import { arrivalOf, onItsWay } from './transfer-state';
import { sentBy } from './transfers';

const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past);
const funded = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...appropriated('100.00'), ...past);
const available = (...past: BudgetEvent[]) => total(budget(...past).state, 'AVAILABLE').toFixed(2);

describe('a transfer', () => {
  test('takes from what is available on the day of its decision', () => {
    expect(funded().when(send('60'))).toStrictEqual(booked(sent('60.00')));
    expect(total(funded(sent('60.00')).state, 'AVAILABLE').toFixed(2)).toBe('40.00');
  });

  test('never takes more than is available, whatever the control: nobody appropriated it', () => {
    for (const control of ['none', 'warn', 'stop'] as const) {
      const limited = given(budgetDecider, opened({ control }), ...appropriated('100.00'));
      expect(limited.when(send('100'))).toStrictEqual(booked(sent('100.00')));
      expect(limited.when(send('100.01'))).toStrictEqual(refused('budget-exceeded'));
      expect(limited.when(send('100.01'))).toMatchObject({
        detail: 'Available is 100.00 SEK, less than the 100.01 SEK to transfer.',
      });
    }
    expect(budget().when(send('0.01'))).toStrictEqual(refused('budget-exceeded'));
  });

  test('goes to another budget, that is open and of the same currency', () => {
    const to = { bodyId: 'hsn', year: 2019 };
    expect(funded().when(send('1', { to }))).toStrictEqual(invalid('transfers-to-itself', '/toBodyId'));
    expect(funded().when(send('1', { other: null }))).toStrictEqual(refused('budget-not-open', '/toBodyId'));
    const with_ = (currency: string, phase: 'open' | 'locked' | 'closed') =>
      funded().when(send('1', { other: { currency, phase } }));
    expect(with_('EUR', 'open')).toStrictEqual(refused('currency-mismatch', '/toBodyId'));
    expect(with_('SEK', 'locked')).toStrictEqual(refused('budget-locked'));
    expect(with_('SEK', 'closed')).toStrictEqual(refused('budget-closed'));
    for (const phase of ['locked', 'closed'] as const)
      expect(with_('SEK', phase)).toMatchObject({ detail: expect.stringContaining('The budget of rs for 2019 is') });
    expect(funded().when(send('1', { to: { bodyId: 'hsn', year: 2020 } }))).toMatchObject({ warnings: [] });
  });

  test('leaves no budget that is locked', () => {
    expect(funded(locked).when(send('1'))).toStrictEqual(refused('budget-locked'));
  });

  test('has an id that is never used again, whatever became of it', () => {
    for (const past of [[sent('1.00')], [sent('1.00'), completed()], [sent('1.00'), cameBack('1.00')]])
      expect(funded(...past).when(send('2'))).toStrictEqual(refused('already-exists', '/transferId'));
  });

  test('says on which day it takes effect where its decision has none', () => {
    const yearly = { decision: { bodyId: 'hsn', decidedOn: '2019' } };
    expect(funded().when(send('1', yearly))).toStrictEqual(invalid('effective-on-required', '/effectiveOn'));
    expect(funded().when(send('1', { ...yearly, effectiveOn: '2019-02-01' }))).toMatchObject({
      events: [{ data: { effectiveOn: '2019-02-01' } }],
    });
  });

  test('is refused where it is no amount or its body is unknown', () => {
    expect(funded().when(send('0'))).toStrictEqual(invalid('not-above-zero', '/amount'));
    const unknown = { code: 'unknown-body' as const, partyId: 'x', pointer: '/decision/bodyId' };
    expect(funded().when(send('1', { unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
  });
});

describe('a transfer that arrives', () => {
  test('is available, once, whoever brings it how often', () => {
    expect(budget().when(receive('60'))).toMatchObject({ events: [{ type: 'TransferReceived' }] });
    expect(budget(received('60.00')).when(receive('60.00'))).toStrictEqual(refused('transfer-settled'));
    expect(available(received('60.00'))).toBe('60.00');
  });

  test('is of the budget that sent it: another’s of the same id is another', () => {
    const elsewhere = { from: { bodyId: 'rs', year: 2020, revision: 1 } };
    expect(budget(received('60.00')).when(receive('1.00', 't1', elsewhere as object))).toMatchObject({
      events: [{ type: 'TransferReceived' }],
    });
  });

  test('at a locked budget is declined for good, so that it comes back whatever is unlocked later', () => {
    expect(budget(locked).when(receive('60.00'))).toStrictEqual(booked(declined('60.00')));
    const after = budget(locked, declined('60.00'), { type: 'BudgetUnlocked', data: { reason: 'R' } });
    expect(after.when(receive('60.00'))).toStrictEqual(refused('transfer-settled'));
    expect(available(locked, declined('60.00'))).toBe('0.00');
  });

  test('at a budget that is being closed is refused, which nothing can change', () => {
    expect(budget(locked, carryForwardBegun()).when(receive('60.00'))).toStrictEqual(refused('budget-closed'));
  });

  test('at a budget that is as large as one can be is declined', () => {
    const most = decided('92233720368547.75');
    expect(budget(most).when(receive('0.01'))).toMatchObject({
      events: [{ type: 'TransferDeclined', data: { because: 'ledger-overflow' } }],
    });
  });
});

describe('what became of a transfer', () => {
  test('is booked once: it arrived, or it came back with the reason', () => {
    expect(budget(sent('60.00')).when(settle(null))).toStrictEqual(booked(completed()));
    expect(budget(sent('60.00')).when(settle('budget-locked'))).toStrictEqual(booked(cameBack('60.00')));
    for (const end of [completed(), cameBack('60.00')])
      for (const because of [null, 'budget-closed'] as const)
        expect(budget(sent('60.00'), end).when(settle(because))).toStrictEqual(refused('transfer-settled'));
  });

  test('is booked in a locked budget too, and what came back is as if it had not gone', () => {
    expect(budget(sent('60.00'), locked).when(settle(null))).toStrictEqual(booked(completed()));
    expect(available(sent('60.00'), cameBack('60.00'))).toBe('0.00');
  });

  test('is known of the budget that sent it from its sending on', () => {
    const known = (...past: BudgetEvent[]) => budget(sent('60.00'), ...past).state.sent.get('t1');
    expect(known()).toMatchObject({ status: 'under-way', because: null, reversed: false });
    expect(known(completed())).toMatchObject({ status: 'completed', because: null });
    expect(known(cameBack('60.00'))).toMatchObject({ status: 'returned', because: 'budget-locked' });
  });
});

describe('a transfer under way', () => {
  const here = { bodyId: 'hsn', year: 2019 };
  const { state } = budget(sent('60.00', 't1', { note: 'Lokaler' }));

  test('comes with what both budgets say of it, and the entry that sent it', () => {
    expect(onItsWay(state.sent.get('t1')!, here)).toStrictEqual({
      transferId: 't1',
      amount: '60.00',
      currency: 'SEK',
      effectiveOn: decisionDay,
      decision,
      note: 'Lokaler',
      from: { ...here, revision: 1 },
    });
  });

  test('has arrived, or come to nothing for good, by what the budget that it went to has booked', () => {
    const at = (...past: BudgetEvent[]) => arrivalOf(budget(...past).state, rs, 't1');
    expect(at(received('60.00'))).toEqual({ because: null });
    expect(at(locked, declined('60.00'))).toEqual({ because: 'budget-locked' });
    expect([at(), at(locked), at(received('60.00', 'other'))]).toEqual([null, null, null]);
    expect(at(locked, carryForwardBegun())).toEqual({ because: 'budget-closed' });
  });

  test('is found by the budget that sent it and its id', () => {
    expect(sentBy(here, state, 't1')).toMatchObject({ transferId: 't1', amount: '60.00' });
    expect(sentBy(here, state, 't2')).toStrictEqual(missing('transfer-not-found'));
    expect(sentBy(here, budgetDecider.initial, 't1')).toStrictEqual(missing('budget-not-found'));
  });
});

describe('a transfer that is reversed', () => {
  test('is given back whole, on its own day, by one that names it', () => {
    expect(budget(received('60.00')).when(giveBack())).toStrictEqual(booked(sentBack('60.00')));
    const { state } = budget(received('60.00'), sentBack('60.00'));
    expect([total(state, 'TRANSFERRED_IN').toFixed(), total(state, 'TRANSFERRED_OUT').toFixed()]).toEqual(['0', '0']);
  });

  test('arrives where it came from as if it had never gone', () => {
    const under = budget(sent('60.00'), completed());
    expect(under.when(receive('60.00', 'back', { reverses: 't1' }))).toMatchObject({
      events: [{ type: 'TransferReceived' }],
    });
    const past = [sent('60.00'), completed(), received('60.00', 'back', { reverses: 't1' })];
    expect(available(...past)).toBe('0.00');
    expect(budget(...past).state.sent.get('t1')).toMatchObject({ status: 'completed', reversed: true });
  });

  test('must still be available, also where control lets more be used', () => {
    const used = budget(received('60.00'), decided('0.01'));
    expect(used.when(allocate('60', { allocationId: 'mer' }))).toMatchObject({ events: [{}] });
    expect(used.when(giveBack())).toStrictEqual(refused('budget-exceeded'));
  });

  test('is given back once; but where that came back itself, again', () => {
    const under = budget(received('60.00'), sentBack('60.00'));
    expect(under.when(giveBack({ transferId: 'again' }))).toStrictEqual(refused('already-reversed'));
    const failed = budget(received('60.00'), sentBack('60.00'), cameBack('60.00', 'back', { reverses: 't1' }));
    expect(total(failed.state, 'AVAILABLE').toFixed()).toBe('60');
    expect(failed.when(giveBack({ transferId: 'again' }))).toStrictEqual(booked(sentBack('60.00', 'again')));
  });

  test('must have arrived, and not have been a giving back itself', () => {
    expect(budget().when(giveBack())).toStrictEqual(refused('transfer-under-way'));
    expect(budget(declined('60.00')).when(giveBack())).toStrictEqual(refused('transfer-returned'));
    const past = [sent('60.00', 'first'), completed('first'), received('60.00', 't1', { reverses: 'first' })];
    expect(budget(...past).when(giveBack())).toStrictEqual(refused('not-reversible'));
  });

  test('goes back to a budget that is open only', () => {
    const other = { currency: 'SEK', phase: 'closed' as const };
    expect(budget(received('60.00')).when(giveBack({ other }))).toStrictEqual(refused('budget-closed'));
  });
});

describe('a year with transfers', () => {
  test('is not carried forward while one of its own is under way', () => {
    expect(budget(sent('1.00'), locked).when(beginCarryForward())).toStrictEqual(refused('transfer-under-way'));
    expect(budget(sent('1.00'), completed(), locked).when(beginCarryForward())).toMatchObject({ warnings: [] });
  });

  test('carries forward what it has been sent, which is a limit like an appropriation', () => {
    const rule = beginCarryForward({ available: 'carry' });
    expect(budget(received('60.00'), locked).when(rule)).toMatchObject({
      events: [{}, { type: 'CarriedForward', data: { account: 'AVAILABLE', amount: '60.00' } }],
    });
    expect(budget(sent('60.00'), completed(), locked).when(rule)).toMatchObject({ events: [{}] });
  });
});

test('a transfer of a body that has no budget is not there', () => {
  expect(given(budgetDecider).when(send('1'))).toMatchObject({ refused: 'budget-not-found', because: 'missing' });
  const step = command('ReceiveTransfer', { transfer: { ...rs, decision } as never });
  expect(given(budgetDecider).when(step)).toMatchObject({ because: 'missing' });
});
