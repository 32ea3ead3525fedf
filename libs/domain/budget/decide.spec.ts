import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import {
  adjust,
  allocate,
  approve,
  command,
  disburse,
  opened,
  reject,
  release,
  replace,
  reverse,
  takeReturn,
} from '../../../test/domain/hsn';
import type { OpenBudget } from './commands';
import { budgetDecider } from './decider';

const open = (more: Partial<OpenBudget> = {}) => command('OpenBudget', { currency: 'SEK', control: 'none', ...more });

describe('opening a budget', () => {
  test('asks for no approval and lets nothing be used again unless that is said', () => {
    expect(given(budgetDecider).when(open())).toStrictEqual(booked(opened()));
    expect(
      given(budgetDecider).when(open({ control: 'stop', approval: { policy: 'always' }, reuse: true })),
    ).toStrictEqual(booked(opened({ control: 'stop', approval: { policy: 'always' }, reuse: true })));
  });

  test('keeps the limit of approval at full scale, and nothing else that came with it', () => {
    const approval = { policy: 'above', above: '100000' } as const;
    expect(given(budgetDecider).when(open({ approval }))).toStrictEqual(
      booked(opened({ approval: { policy: 'above', above: '100000.00' } })),
    );
    const odd = { policy: 'none', above: '100000' } as const;
    expect(given(budgetDecider).when(open({ approval: odd }))).toStrictEqual(booked(opened()));
  });

  test.each([
    ['-1', 'not-an-amount'],
    ['0', 'not-above-zero'],
    ['0.001', 'too-many-decimals'],
    ['92233720368547758.08', 'amount-too-large'],
  ] as const)('is refused with a limit of %s', (above, code) => {
    expect(given(budgetDecider).when(open({ approval: { policy: 'above', above } }))).toStrictEqual(
      invalid(code, '/approval/above'),
    );
  });

  test('is done once', () => {
    expect(given(budgetDecider, opened()).when(open({ currency: 'EUR' }))).toStrictEqual(
      refused('already-exists', '/year'),
    );
  });

  test('needs a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/bodyId' } as const;
    expect(given(budgetDecider).when(open({ unknown }))).toStrictEqual(refused('unknown-body', '/bodyId'));
  });
});

describe('a command', () => {
  const onAllocations = [
    approve('bertil'),
    reject('bertil'),
    adjust('1'),
    disburse('u1', '1'),
    takeReturn('r1', '1'),
    release(),
    reverse(),
    reverse('hsn/2019/2'),
    replace(),
    command('AnnotateAllocation', { reason: 'Published otherwise' }),
  ];
  const onAppropriations = [
    command('AdoptAppropriation', { appropriationId: 'anslag', decision: { bodyId: 'rf', decidedOn: '2018-11-28' } }),
    command('RejectAppropriation', { appropriationId: 'anslag', reason: 'Not now' }),
    command('ReverseAppropriation', { appropriationId: 'anslag', reason: 'Twice recorded' }),
  ];
  const onTheBudget = [
    allocate('1'),
    command('ProposeAppropriation', { appropriationId: 'anslag', kind: 'original', amount: null }),
  ];

  test.each([...onAllocations, ...onAppropriations, ...onTheBudget])(
    'before the budget is opened finds no budget: $type',
    (one) => {
      expect(given(budgetDecider).when(one)).toStrictEqual(missing('budget-not-found'));
    },
  );

  test.each(onAllocations)('on an allocation that is not there finds none: $type', (one) => {
    expect(given(budgetDecider, opened()).when(one)).toStrictEqual(missing('allocation-not-found'));
  });

  test.each(onAppropriations)('on an appropriation that is not there finds none: $type', (one) => {
    expect(given(budgetDecider, opened()).when(one)).toStrictEqual(missing('appropriation-not-found'));
  });
});
