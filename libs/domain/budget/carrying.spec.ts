import {
  availableBrought,
  availableCarried,
  beginCarryForward,
  carriedForward,
  carryForwardBegun,
  lapsed,
  locked,
} from '../../../test/domain/ending';
import { booked, given, refused } from '../../../test/domain/given';
import {
  appropriated,
  command,
  decided,
  decisionDay,
  disbursed,
  opened,
  proposed,
  proposedAppropriation,
  rejected,
  released,
  returned,
  reversed,
  taken,
} from '../../../test/domain/hsn';
import { instalment, instalmentPaid, planSet } from '../../../test/domain/planning';
import { dutySet } from '../../../test/domain/reporting';
import { received } from '../../../test/domain/transferring';
import type { Control, BudgetEvent } from './events';
import { budgetDecider } from './decider';
import { carriedForward as handedOver } from './taking-over';

const ending = (past: BudgetEvent[], rule: Parameters<typeof beginCarryForward>[0] = {}, control: Control = 'none') =>
  given(budgetDecider, opened({ control }), ...past, locked).when(beginCarryForward(rule));

describe('what is left available at a year’s end', () => {
  const overrun = { overrun: 'carry' } as const;
  const spent = [decided('100.00')];

  test('says nothing, and is left as it is, where there never was an amount to keep to', () => {
    for (const past of [spent, [proposedAppropriation('70.00'), ...spent]])
      expect(ending(past, overrun)).toStrictEqual(booked(carryForwardBegun(overrun), carriedForward('100.00')));
  });

  test.each<[string, Control, BudgetEvent[], string]>([
    ['the budget has a control', 'warn', spent, '-100.00'],
    ['something was appropriated', 'none', [...appropriated('70.00'), ...spent], '-30.00'],
    [
      'something was, and something else only proposed',
      'none',
      [proposedAppropriation('9.00', 'mer'), ...appropriated('70.00'), ...spent],
      '-30.00',
    ],
    ['something was brought forward', 'none', [availableBrought('70.00'), ...spent], '-30.00'],
    ['another budget transferred something', 'none', [received('70.00'), ...spent], '-30.00'],
  ])('is an overrun where %s', (_, control, past, left) => {
    expect(ending(past, overrun, control)).toStrictEqual(
      booked(carryForwardBegun(overrun), carriedForward('100.00'), availableCarried(left)),
    );
  });

  test('is carried whole where the limit is as much or more, and else up to the limit', () => {
    for (const availableAtMost of ['70.00', '70.01']) {
      const rule = { available: 'carry', availableAtMost } as const;
      expect(ending(appropriated('70.00'), rule)).toStrictEqual(
        booked(carryForwardBegun(rule), availableCarried('70.00')),
      );
    }
    const almost = { available: 'carry', availableAtMost: '69.99' } as const;
    expect(ending(appropriated('70.00'), almost)).toStrictEqual(
      booked(carryForwardBegun(almost), availableCarried('69.99'), lapsed('0.01')),
    );
  });
});

describe('an allocation at a year’s end', () => {
  test.each<[string, BudgetEvent[]]>([
    ['was rejected', [proposed('100.00'), rejected('100.00')]],
    [
      'was reversed, also where a report was owed on it',
      [decided('100.00'), dutySet('slut'), reversed(taken(1, 'decided', '100.00', decisionDay))],
    ],
    ['has nothing left, and nothing out that could come back', [decided('100.00'), released('100.00')]],
    [
      'has nothing left, and all that was out has come back',
      [decided('100.00'), disbursed('u1', '60.00'), returned('r1', '60.00'), released('40.00')],
    ],
  ])('stays where it is if it %s', (_, past) => {
    expect(ending(past)).toStrictEqual(booked(carryForwardBegun()));
  });

  test('needs a budget of the next year where it goes on, and none where all is released', () => {
    const nobody = { neighbours: { earlierOpen: false, next: null } };
    const begin = (committed: 'carry' | 'release', ...past: BudgetEvent[]) =>
      given(budgetDecider, opened(), ...appropriated('100.00'), ...past, locked).when(
        beginCarryForward({ committed }, nobody),
      );
    expect(begin('carry', decided('100.00'))).toStrictEqual(refused('budget-not-open'));
    expect(begin('release', decided('100.00'))).toMatchObject({
      events: [{ type: 'CarryForwardBegun' }, { type: 'AllocationReleased' }, { type: 'AvailableLapsed' }],
    });
    expect(begin('release', decided('100.00'), disbursed('u1', '60.00'))).toStrictEqual(refused('budget-not-open'));
  });

  test('goes with others in steps as large as an append takes, and alone where it is larger', () => {
    const release = { committed: 'release' } as const;
    const planned = (note: string): BudgetEvent[] => [
      planSet(instalment('d1', '50.00', { note })),
      instalmentPaid('d1', 'u1', '20.00'),
    ];
    const others = Array.from({ length: 5 }, (_, at) => decided('1.00', { allocationId: `a${at}` }));
    const steps = (past: BudgetEvent[]) => {
      const first = ending(past, release) as { events: BudgetEvent[] };
      const then = given(budgetDecider, opened(), ...past, locked, ...first.events).when(command('CarryOn', {}));
      return [first, then].map((step) => ('events' in step ? step.events.length : step.refused));
    };
    const few = [decided('100.00'), ...planned('Kort'), ...others];
    expect(steps(few)).toEqual([1 + 3 + 5, 'nothing-to-carry']);
    const long = [decided('100.00'), ...planned('x'.repeat(100_001)), ...others];
    expect(steps(long)).toEqual([1 + 3, 5]);
  });

  test('goes once, however often the carrying goes on', () => {
    const past = [decided('100.00'), disbursed('u1', '60.00'), locked, carryForwardBegun(), carriedForward('40.00')];
    expect(given(budgetDecider, opened(), ...past).when(command('CarryOn', {}))).toStrictEqual(
      refused('nothing-to-carry'),
    );
  });

  test('is handed over without the long texts of its decision, which stay where it was decided', () => {
    const lasting = { title: 'Bidrag', agreementId: 'iop', recipientNameAsPublished: 'primärvården' };
    const texts = { purposes: ['De äldre'], note: 'Se § 84', supplementTo: 'unknown', replaces: 'felet' };
    const basis = { amount: '200.00', unit: 'month' as const, numerator: 6, denominator: 12 };
    const share = { of: '100.00', numerator: 1, denominator: 2 };
    const past = [decided('100.00', { ...lasting, ...texts, basis, share }), locked, carryForwardBegun()];
    const { state } = given(budgetDecider, opened(), ...past, carriedForward('100.00'));
    const [carried] = handedOver(state, state.budget!);
    expect(carried).toMatchObject(lasting);
    for (const left of [...Object.keys(texts), 'basis', 'share', 'duties', 'claims', 'instalments'])
      expect(carried).not.toHaveProperty(left);
  });
});
