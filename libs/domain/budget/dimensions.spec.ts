import { booked, given, invalid, missing, refused } from '../../../test/domain/given';
import {
  chart,
  closeCodes,
  coded,
  codedOtherwise,
  codesClosed,
  codesOpened,
  dimensionOpened,
  openCodes,
  openDimension,
} from '../../../test/domain/dimensions';
import { beginCarryForward, carriedForward, carryForwardBegun, locked } from '../../../test/domain/ending';
import { golden, stored } from '../../../test/domain/golden';
import {
  adjust,
  allocate,
  command,
  decided,
  disburse,
  disbursed,
  opened,
  release,
  replace,
  reverse,
  takeReturn,
} from '../../../test/domain/hsn';
import { standingOf } from '../agreement/standing';
import { postingsOf } from '../accounts/postings';
import type { BudgetCommand } from './commands';
import { budgetDecider } from './decider';
import { mostCodes, mostDimensions } from './dimensions';
import type { BudgetEvent } from './events';
import { carriedForward as handedOver } from './taking-over';

const budget = (...past: BudgetEvent[]) => given(budgetDecider, opened(), ...past).when;
const dimensions = { konto: '4510', ansvar: '1210' };
const whole = (event: BudgetEvent) => coded(event, dimensions);

describe('a chart', () => {
  test('has dimensions, each once', () => {
    expect(budget()(openDimension())).toStrictEqual(
      booked({ type: 'DimensionOpened', data: { dimensionId: 'konto', name: 'Konto', required: false } }),
    );
    expect(budget(dimensionOpened())(openDimension())).toStrictEqual(refused('already-exists', '/dimensionId'));
    const full = Array.from({ length: mostDimensions }, (_, at) => dimensionOpened(`d${at}`));
    expect(budget(...full)(openDimension())).toStrictEqual(refused('too-many'));
    const unknown = { code: 'unknown-body', partyId: 'hsn', pointer: '/decision/bodyId' } as const;
    expect(budget()(openDimension({ unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
    expect(budget(locked)(openDimension())).toStrictEqual(refused('budget-locked'));
  });

  test('has codes of its dimensions, many at once', () => {
    expect(budget(dimensionOpened())(openCodes('4510', '4520'))).toStrictEqual(
      booked(codesOpened('konto', '4510', '4520')),
    );
    expect(budget()(openCodes('4510'))).toStrictEqual(missing('dimension-not-found'));
    expect(budget(...chart)(openCodes('4530', '4510'))).toStrictEqual(refused('already-exists', '/codes/1/code'));
    expect(budget(...chart)(openCodes('4510', '4530'))).toStrictEqual(refused('already-exists', '/codes/0/code'));
    expect(budget(...chart)(openCodes('4530', '4540', '4530'))).toStrictEqual(invalid('twice', '/codes/2/code'));
    const most = codesOpened('konto', ...Array.from({ length: mostCodes }, (_, at) => `k${at}`));
    expect(budget(dimensionOpened(), most)(openCodes('4510'))).toStrictEqual(refused('too-many'));
    const again = budget(dimensionOpened(), most, codesClosed('k7'))(openCodes('k7'));
    expect(again).toStrictEqual(booked(codesOpened('konto', 'k7')));
  });

  test('has codes closed, and opened again', () => {
    expect(budget(...chart)(closeCodes('4510', '4520'))).toStrictEqual(booked(codesClosed('4510', '4520')));
    expect(budget()(closeCodes('4510'))).toStrictEqual(missing('dimension-not-found'));
    expect(budget(...chart)(closeCodes('4510', '1'))).toStrictEqual(refused('unknown-code', '/codes/1'));
    const closed = [...chart, codesClosed('4510')];
    expect(budget(...closed)(closeCodes('4510'))).toStrictEqual(refused('code-closed', '/codes/0'));
    expect(budget(...closed)(allocate('1', { dimensions }))).toStrictEqual(refused('code-closed', '/dimensions/konto'));
    const again = codesOpened('konto', '4510');
    expect(budget(...closed, again)(allocate('1', { dimensions }))).toMatchObject({ warnings: [] });
  });
});

describe('an allocation', () => {
  test('is coded by the dimensions that it names', () => {
    expect(budget(...chart)(allocate('80', { dimensions }))).toStrictEqual(
      booked(whole(decided('80.00', { dimensions }))),
    );
    expect(budget(...chart)(allocate('80'))).toStrictEqual(booked(decided('80.00')));
  });

  test('names what the chart has', () => {
    const named = (one: Record<string, string>) => budget(...chart)(allocate('1', { dimensions: one }));
    expect(named({ konto: '4599' })).toStrictEqual(refused('unknown-code', '/dimensions/konto'));
    expect(named({ projekt: '1' })).toStrictEqual(refused('unknown-dimension', '/dimensions/projekt'));
    expect(named({ 'a/b~c': '1' })).toStrictEqual(refused('unknown-dimension', '/dimensions/a~1b~0c'));
  });

  test('names any text where there is no chart, and keeps it when there is one', () => {
    const free = { anything: 'goes' };
    expect(budget()(allocate('1', { dimensions: free }))).toStrictEqual(booked(decided('1.00', { dimensions: free })));
    const before = decided('1.00', { dimensions });
    expect(budget(before, ...chart)(disburse('u1', '1'))).toStrictEqual(booked(disbursed('u1', '1.00')));
  });

  test('keeps another system’s marks, which are of no chart', () => {
    const marked = { '360giving.id': 'x', konto: '4510' };
    const event = coded(decided('1.00', { dimensions: marked }), { konto: '4510' });
    expect(budget(...chart)(allocate('1', { dimensions: marked }))).toStrictEqual(booked(event));
  });

  test('names a code of what is required, from then on', () => {
    const required = [...chart, dimensionOpened('projekt', true), codesOpened('projekt', 'p1')];
    expect(budget(...required)(allocate('1', { dimensions }))).toStrictEqual(
      refused('dimension-required', '/dimensions/projekt'),
    );
    const all = { ...dimensions, projekt: 'p1' };
    expect(budget(...required)(allocate('1', { dimensions: all }))).toMatchObject({ warnings: [] });
    expect(budget(decided('10.00'), ...required)(adjust('1'))).toMatchObject({ warnings: [] });
    expect(budget(decided('10.00'), ...required)(disburse('u1', '1'))).toMatchObject({ warnings: [] });
  });

  test('of a year’s funding is coded as the command says, and refused where it does not say what is required', () => {
    const terms = { recipientId: 'novahuset', amount: '1.00', currency: 'SEK', firstYear: 2019 };
    const standing = standingOf({ term: { from: '2019-01-01' } });
    const fund = (named?: Record<string, string>) =>
      command('FundYear', { agreementId: 'iop', standing, terms, borne: 'all', ...(named && { dimensions: named }) });
    expect(budget(...chart)(fund(dimensions))).toMatchObject({
      events: [{ data: { coding: dimensions, dimensions } }],
    });
    expect(budget(dimensionOpened('konto', true))(fund())).toStrictEqual(
      refused('dimension-required', '/dimensions/konto'),
    );
  });
});

describe('what follows on an allocation', () => {
  const past = [...chart, whole(decided('80.00', { dimensions }))];

  test('is coded as it is, also where its code has been closed', () => {
    for (const closing of [[], [codesClosed('4510')]])
      for (const one of [adjust('-1'), disburse('u1', '1'), release('1'), reverse()])
        expect(budget(...past, ...closing)(one)).toMatchObject({ events: [{ data: { coding: dimensions } }] });
  });

  test('is paid on another code where it says so, and on the allocation’s for the rest', () => {
    const answer = budget(...past)(disburse('u1', '30', { dimensions: { konto: '4520' } }));
    const ownCoding = { konto: '4520', ansvar: '1210' };
    const payment = codedOtherwise(whole(disbursed('u1', '30.00')), ownCoding);
    expect(answer).toStrictEqual(booked(payment));
    expect(postingsOf(payment)).toMatchObject([
      { account: 'COMMITTED', amount: '-30.00', coding: dimensions },
      { account: 'DISBURSED', amount: '30.00', coding: ownCoding },
    ]);
    const back = budget(...past, payment)(takeReturn('r1', '10', { dimensions: { ansvar: '1220' } }));
    const [returned] = (back as { events: BudgetEvent[] }).events;
    expect(postingsOf(returned!)).toMatchObject([
      { account: 'RECOVERED', coding: { konto: '4510', ansvar: '1220' } },
      { account: 'AVAILABLE', coding: dimensions },
    ]);
  });

  test('is taken back where it was coded', () => {
    const ownCoding = { konto: '4520', ansvar: '1210' };
    const payment = codedOtherwise(whole(disbursed('u1', '30.00')), ownCoding);
    const taken = budget(...past, payment)(reverse(`hsn/2019/${past.length + 2}`));
    const [reversal] = (taken as { events: BudgetEvent[] }).events;
    expect(postingsOf(reversal!)).toMatchObject([
      { account: 'COMMITTED', amount: '30.00', coding: dimensions },
      { account: 'DISBURSED', amount: '-30.00', coding: ownCoding },
    ]);
  });

  test('names codes of the chart, and nothing else', () => {
    const pay = (named: Record<string, string>) => budget(...past)(disburse('u1', '1', { dimensions: named }));
    expect(pay({ konto: '1' })).toStrictEqual(refused('unknown-code', '/dimensions/konto'));
    expect(pay({ '360giving.id': '1' })).toStrictEqual(refused('unknown-dimension', '/dimensions/360giving.id'));
    expect(budget(...past, codesClosed('4520'))(disburse('u1', '1', { dimensions: { konto: '4520' } }))).toStrictEqual(
      refused('code-closed', '/dimensions/konto'),
    );
    expect(budget(decided('1.00'))(takeReturn('r1', '1', { dimensions: { konto: '1' } }))).toStrictEqual(
      refused('unknown-dimension', '/dimensions/konto'),
    );
  });

  test('replaces it with its codes, whatever has become of them, unless it names others', () => {
    const kept = budget(...past, codesClosed('4510'))(replace());
    expect(kept).toMatchObject({
      events: [{ data: { coding: dimensions } }, { data: { coding: dimensions, dimensions } }],
    });
    const other = { konto: '4520' };
    const answer = budget(...past)(replace({ dimensions: other }));
    expect(answer).toMatchObject({ events: [{ data: { coding: dimensions } }, { data: { dimensions: other } }] });
    expect((answer as { events: BudgetEvent[] }).events[1]!.data).toMatchObject({ coding: other });
    expect((answer as { events: { data: object }[] }).events[1]!.data).not.toHaveProperty('coding.ansvar');
    expect(budget(...past)(replace({ dimensions: { konto: '1' } }))).toStrictEqual(
      refused('unknown-code', '/dimensions/konto'),
    );
  });

  test('goes to the next year with it, whatever that year’s chart has', () => {
    const next = { currency: 'SEK', phase: 'open' as const, programmes: [] };
    const begin = beginCarryForward({}, { neighbours: { earlierOpen: false, next } });
    const moved = whole(carriedForward('80.00'));
    expect(budget(...past, locked)(begin)).toStrictEqual(booked(carryForwardBegun(), moved));
    const { state } = given(budgetDecider, opened(), ...past, locked, carryForwardBegun(), moved);
    const carried = handedOver(state, state.budget!);
    expect(carried).toMatchObject([{ coding: dimensions, dimensions }]);
    const elsewhere = budget(dimensionOpened('projekt', true))(command('TakeOver', { carried }));
    expect(elsewhere).toMatchObject({ events: [{ type: 'BroughtForward', data: { coding: dimensions } }] });
  });
});

test('what is coded has the stored form that it always had', () => {
  const past = [...chart, whole(decided('80.00', { dimensions }))];
  const paid = [...past, codedOtherwise(whole(disbursed('u1', '30.00')), { konto: '4520', ansvar: '1210' })];
  const commands: [BudgetEvent[], BudgetCommand][] = [
    [chart, allocate('80', { dimensions })],
    [past, adjust('-1')],
    [past, disburse('u1', '1', { dimensions: { konto: '4520' } })],
    [past, release('1')],
    [past, reverse()],
    [paid, takeReturn('r1', '10', { dimensions: { konto: '4520' } })],
    [paid, reverse('hsn/2019/7')],
  ];
  const events = commands.flatMap(([before, one]) => (budget(...before)(one) as { events: BudgetEvent[] }).events);
  expect(stored(events)).toEqual(golden(__dirname, 'coded.json'));
});
