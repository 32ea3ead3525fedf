import { booked, given, invalid, missing, refused, warned } from '../../../test/domain/given';
import { golden, stored } from '../../../test/domain/golden';
import {
  adjust,
  allocate,
  appropriated,
  command,
  decided,
  decision,
  disburse,
  disbursed,
  entry,
  opened,
  released,
  replace,
  reverse,
  takeReturn,
} from '../../../test/domain/hsn';
import {
  appropriatedTo,
  booksUnder,
  moveBack,
  movedBack,
  movedBetween,
  moveBetween,
  openProgramme,
  programmeOpened,
} from '../../../test/domain/programmes';
import { send } from '../../../test/domain/transferring';
import { postingsOf } from '../accounts/postings';
import type { BudgetCommand } from './commands';
import { budgetDecider } from './decider';
import type { BudgetEvent } from './events';
import { mostProgrammes } from './programmes';

const stop = opened({ control: 'stop' });
const near = { programme: 'nara-vard' };
const under = { programmeId: 'nara-vard', ...near };
/** 100.00 for near care, and 50.00 that no programme has. */
const both = [stop, programmeOpened(), ...appropriatedTo('nara-vard', '100.00'), ...appropriated('50.00')];

const budget =
  (...past: BudgetEvent[]) =>
  (one: BudgetCommand) =>
    given(budgetDecider, ...past).when(one);

describe('a programme', () => {
  test('has the control of its budget unless it says another', () => {
    expect(budget(stop)(openProgramme())).toStrictEqual(booked(programmeOpened()));
    expect(budget(stop)(openProgramme({ control: 'none' }))).toStrictEqual(
      booked(programmeOpened('nara-vard', 'none')),
    );
  });

  test('is opened once, by a body that is known, in a year that is open', () => {
    expect(budget(stop, programmeOpened())(openProgramme())).toStrictEqual(refused('already-exists', '/programmeId'));
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget(stop)(openProgramme({ unknown }))).toStrictEqual(refused('unknown-body', '/decision/bodyId'));
    expect(budget(stop, { type: 'BudgetLocked', data: {} })(openProgramme())).toStrictEqual(refused('budget-locked'));
  });

  test('is one of not more than a year can end with in one append', () => {
    const all = Array.from({ length: mostProgrammes - 1 }, (_, at) => programmeOpened(`p${at}`));
    expect(budget(stop, ...all)(openProgramme())).toStrictEqual(booked(programmeOpened()));
    expect(budget(stop, ...all, programmeOpened('last'))(openProgramme())).toStrictEqual(
      refused('too-many-programmes'),
    );
  });
});

describe('the programme that an allocation names', () => {
  test('is any text where the budget has opened none', () => {
    expect(budget(opened())(allocate('1', { programme: 'Voluntary Sector Grants' }))).toStrictEqual(
      booked(decided('1.00', { programme: 'Voluntary Sector Grants' })),
    );
  });

  test('must be one that is open where there are any', () => {
    expect(budget(...both)(allocate('1', { programme: 'annat' }))).toStrictEqual(
      refused('unknown-programme', '/programme'),
    );
    expect(budget(...both)(allocate('1', near))).toStrictEqual(booked(decided('1.00', under)));
    expect(budget(...both)(allocate('1'))).toStrictEqual(booked(decided('1.00')));
  });

  test('is on all that is booked on it afterwards, and on what replaces it', () => {
    const past = [...both, decided('80.00', under)];
    const all: BudgetCommand[] = [
      adjust('1'),
      adjust('-1'),
      disburse('u1', '1'),
      command('ReleaseAllocation', { reason: 'R', amount: '1' }),
      reverse(),
      replace({ amount: '90' }),
    ];
    for (const one of all) {
      const answer = budget(...past)(one);
      const events = 'events' in answer ? answer.events : [];
      expect(events.length).toBeGreaterThan(0);
      for (const event of events) expect(event.data).toMatchObject({ programmeId: 'nara-vard' });
    }
    const paid = [...past, booksUnder(disbursed('u1', '30.00'))];
    for (const one of [takeReturn('r1', '10'), reverse('hsn/2019/8')])
      expect(budget(...paid)(one)).toMatchObject({ events: [{ data: { programmeId: 'nara-vard' } }] });
  });

  test('does not change for what was decided before it was opened', () => {
    const past = [opened(), decided('10.00', near), programmeOpened()];
    expect(budget(...past)(adjust('1'))).toStrictEqual(
      booked({ type: 'AllocationAdjusted', data: { ...entry('1.00', '2019-12-01'), reason: 'New prices' } }),
    );
  });
});

describe('control', () => {
  test('stops at what the programme has, with its figures', () => {
    expect(budget(...both)(allocate('100.00', near))).toStrictEqual(booked(decided('100.00', under)));
    expect(budget(...both)(allocate('100.01', near))).toMatchObject({
      refused: 'programme-exceeded',
      detail: 'Available in the programme nara-vard is 100.00 SEK, which would leave -0.01 SEK.',
    });
  });

  test('stops at the budget first', () => {
    expect(budget(...both)(allocate('150.01', near))).toStrictEqual(refused('budget-exceeded'));
  });

  test('keeps what is in a programme from all that is outside', () => {
    expect(budget(...both)(allocate('50.00'))).toStrictEqual(booked(decided('50.00')));
    expect(budget(...both)(allocate('50.01'))).toMatchObject({
      refused: 'programme-exceeded',
      detail: 'Available outside the programmes is 50.00 SEK, which would leave -0.01 SEK.',
    });
    expect(budget(...both)(send('50.01'))).toStrictEqual(refused('programme-exceeded'));
    expect(budget(...both)(send('50'))).toMatchObject({ events: [{ type: 'TransferSent' }] });
  });

  test('warns, stops or says nothing as each programme has it', () => {
    const warns = [stop, programmeOpened('nara-vard', 'warn'), ...appropriatedTo('nara-vard', '10.00')];
    const past = [...warns, ...appropriated('50.00')];
    expect(budget(...past)(allocate('10.01', near))).toStrictEqual(
      warned('programme-exceeded', decided('10.01', under)),
    );
    const lax = [opened(), programmeOpened(), ...appropriatedTo('nara-vard', '10.00')];
    expect(budget(...lax)(allocate('10.01', near))).toStrictEqual(refused('programme-exceeded'));
    expect(budget(...lax)(allocate('10.01'))).toStrictEqual(booked(decided('10.01')));
  });

  test('of a budget warns once where the budget and what no programme has are both exceeded', () => {
    const past = [opened({ control: 'warn' }), programmeOpened()];
    expect(budget(...past)(allocate('1'))).toStrictEqual(warned('budget-exceeded', decided('1.00')));
  });

  test('counts what comes back, and what a reversal or a higher total takes', () => {
    const used = [...both, decided('100.00', under)];
    expect(budget(...used)(adjust('0.01'))).toStrictEqual(refused('programme-exceeded'));
    const freed = [...used, booksUnder(released('40.00'))];
    expect(budget(...freed)(allocate('40', { ...near, allocationId: 'b' }))).toMatchObject({ warnings: [] });
    const spent = [...freed, decided('40.00', { ...under, allocationId: 'b' })];
    expect(budget(...spent)(reverse('hsn/2019/8'))).toStrictEqual(refused('programme-exceeded'));
    expect(
      budget(
        ...used,
        ...appropriated('50.00', 'mer'),
      )(command('ReverseAppropriation', { appropriationId: 'anslag-nara-vard', reason: 'Twice' })),
    ).toStrictEqual(refused('programme-exceeded'));
  });

  test('of a programme without control that has no money of its own is that of what no programme has', () => {
    const label = [stop, programmeOpened('nara-vard', 'none'), programmeOpened('unga')];
    const past = [...label, ...appropriated('50.00'), ...appropriatedTo('unga', '30.00')];
    expect(budget(...past)(allocate('50', near))).toStrictEqual(booked(decided('50.00', under)));
    expect(budget(...past)(allocate('50.01', near))).toStrictEqual(refused('programme-exceeded'));
    const spent = [...past, decided('40.00', under)];
    expect(budget(...spent)(allocate('10.01', { allocationId: 'b' }))).toStrictEqual(refused('programme-exceeded'));
  });
});

test('a programme without control keeps what it was given, from then on, from all that is outside it', () => {
  const given100 = [stop, programmeOpened('nara-vard', 'none'), ...appropriatedTo('nara-vard', '100.00')];
  const past = [...given100, ...appropriated('50.00'), decided('1.00', under)];
  const outside = (amount: string) => budget(...past)(allocate(amount, { allocationId: 'b' }));
  expect(outside('50')).toMatchObject({ warnings: [] });
  expect(outside('50.01')).toStrictEqual(refused('programme-exceeded'));
});

describe('an appropriation', () => {
  test('is for a programme that is open, from its proposal to its reversal', () => {
    const propose = (programmeId: string) =>
      budget(
        stop,
        programmeOpened(),
      )(command('ProposeAppropriation', { appropriationId: 'anslag', kind: 'original', amount: '1', programmeId }));
    expect(propose('annat')).toStrictEqual(refused('unknown-programme', '/programmeId'));
    expect(propose('nara-vard')).toMatchObject({ events: [{ data: { programmeId: 'nara-vard' } }] });
    const [proposal] = appropriatedTo('nara-vard', '1.00', 'anslag') as [BudgetEvent];
    const past = [stop, programmeOpened(), proposal];
    expect(budget(...past)(command('AdoptAppropriation', { appropriationId: 'anslag', decision }))).toMatchObject({
      events: [{ data: { programmeId: 'nara-vard' } }],
    });
    expect(
      budget(...both)(command('ReverseAppropriation', { appropriationId: 'anslag-nara-vard', reason: 'Twice' })),
    ).toMatchObject({ events: [{ data: { programmeId: 'nara-vard' } }] });
  });
});

describe('a transfer between programmes', () => {
  const two = [...both, programmeOpened('unga')];
  const ends = { fromProgrammeId: 'nara-vard', toProgrammeId: 'unga' };

  test('moves what is available, and nothing of the budget', () => {
    expect(budget(...two)(moveBetween('40', ends))).toStrictEqual(booked(movedBetween('40.00', ends)));
    const postings = postingsOf(movedBetween('40.00', ends));
    expect(postings).toMatchObject([
      { account: 'AVAILABLE', amount: '-40.00', fact: 'moved', programmeId: 'nara-vard' },
      { account: 'AVAILABLE', amount: '40.00', fact: 'moved', programmeId: 'unga' },
    ]);
    const [from, to] = postingsOf(movedBetween('40.00', { toProgrammeId: 'unga' }));
    expect(from).not.toHaveProperty('programmeId');
    expect(to).toMatchObject({ programmeId: 'unga' });
    const after = budget(...two, movedBetween('40.00', ends));
    expect(after(allocate('60.01', near))).toStrictEqual(refused('programme-exceeded'));
    expect(after(allocate('40', { programme: 'unga' }))).toMatchObject({ warnings: [] });
    expect(after(allocate('40.01', { programme: 'unga' }))).toStrictEqual(refused('programme-exceeded'));
  });

  test('takes no more than is there, in every control mode', () => {
    expect(budget(...two)(moveBetween('100.01', ends))).toMatchObject({
      refused: 'programme-exceeded',
      detail: 'Available in the programme nara-vard is 100.00 SEK, less than the 100.01 SEK to transfer.',
    });
    expect(budget(...two)(moveBetween('50.01', { toProgrammeId: 'unga' }))).toStrictEqual(
      refused('programme-exceeded'),
    );
    expect(
      budget(opened(), programmeOpened('unga', 'none'))(moveBetween('1', { toProgrammeId: 'unga' })),
    ).toStrictEqual(refused('programme-exceeded'));
  });

  test('names two ends that are known, and an id of its own', () => {
    expect(budget(...two)(moveBetween('1'))).toStrictEqual(invalid('transfers-to-itself', '/toProgrammeId'));
    expect(budget(...two)(moveBetween('1', { fromProgrammeId: 'annat' }))).toStrictEqual(
      refused('unknown-programme', '/fromProgrammeId'),
    );
    expect(budget(...two)(moveBetween('1', { toProgrammeId: 'annat' }))).toStrictEqual(
      refused('unknown-programme', '/toProgrammeId'),
    );
    expect(budget(...two, movedBetween('1.00', ends))(moveBetween('1', ends))).toStrictEqual(
      refused('already-exists', '/transferId'),
    );
  });

  test('is of an amount, on a day, by decision of a body that the ledger knows', () => {
    const unknown = { code: 'unknown-body', partyId: 'nobody', pointer: '/decision/bodyId' } as const;
    expect(budget(...two)(moveBetween('1', { ...ends, unknown }))).toStrictEqual(
      refused('unknown-body', '/decision/bodyId'),
    );
    expect(budget(...two)(moveBetween('1.005', ends))).toStrictEqual(invalid('too-many-decimals', '/amount'));
    const vague = { bodyId: 'hsn', decidedOn: '2019-11' };
    expect(budget(...two)(moveBetween('1', { ...ends, decision: vague }))).toStrictEqual(
      invalid('effective-on-required', '/effectiveOn'),
    );
    expect(budget(...two)(moveBetween('1', { ...ends, effectiveOn: '2019-11-20' }))).toMatchObject({
      events: [{ data: { effectiveOn: '2019-11-20' } }],
    });
  });

  test('is reversed once, as long as the money is there', () => {
    const made = [...two, movedBetween('40.00', ends)];
    const revision = made.length - 1;
    expect(budget(...made)(moveBack())).toStrictEqual(booked(movedBack('40.00', ends, revision)));
    expect(budget(...made, movedBack('40.00', ends, revision))(moveBack())).toStrictEqual(refused('already-reversed'));
    expect(budget(...made)(moveBack('other'))).toStrictEqual(missing('transfer-not-found'));
    const spent = decided('0.01', { programmeId: 'unga', programme: 'unga' });
    expect(budget(...made, spent)(moveBack())).toStrictEqual(refused('programme-exceeded'));
    const free = [opened(), programmeOpened('unga', 'none'), ...appropriated('50.00')];
    const moved = [...free, movedBetween('40.00', { toProgrammeId: 'unga' })];
    expect(budget(...moved, spent)(moveBack())).toStrictEqual(refused('programme-exceeded'));
  });
});

test('what is booked under a programme has the stored form that it always had', () => {
  const past = [...both, decided('80.00', under)];
  const commands: [BudgetEvent[], BudgetCommand][] = [
    [both, allocate('80', near)],
    [past, adjust('-1')],
    [past, disburse('u1', '1')],
    [past, command('ReleaseAllocation', { reason: 'Behövs inte', amount: '1' })],
    [past, reverse()],
    [[...past, booksUnder(disbursed('u1', '30.00'))], takeReturn('r1', '10')],
    [[...past, booksUnder(disbursed('u1', '30.00'))], reverse('hsn/2019/8')],
    [both, command('ReverseAppropriation', { appropriationId: 'anslag-nara-vard', reason: 'Dubbelt' })],
  ];
  const events = commands.flatMap(([before, one]) => (budget(...before)(one) as { events: BudgetEvent[] }).events);
  expect(stored(events)).toEqual(golden(__dirname, 'under-a-programme.json'));
  for (const event of golden<BudgetEvent[]>(__dirname, 'under-a-programme.json'))
    for (const posting of postingsOf(event)) expect(posting).toMatchObject({ programmeId: 'nara-vard' });
});
