import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { yearsThen } from '@anslag/domain/budget/concerned-year';
import { correctedFigures } from '@anslag/domain/budget/events';
import { carriedForward, hasTaken } from '@anslag/domain/budget/taking-over';
import { formatMinor } from '@anslag/money/amount';
import type { Budget } from './budget-acts';
import { actors, at, days, sized } from './choosing';
import type { Intent } from './intents';

/** What somebody does who wants to end a board's first year; null where the intent is about something else. */
export function endingOf(intent: Intent, first: Budget, next: Budget): { on: Budget; command: BudgetCommand } | null {
  const { act, pick, size, odd, actor, day } = intent;
  const { bodyId, year, rules } = first;
  const who = { actor: at(actors, actor), today: at(days, day) };
  const here = { bodyId, year, ...who };
  const there = { bodyId, year: next.year, ...who };
  const { state } = first.stream;
  if (!acts.has(act) || state.budget === null) return null;
  if (next.stream.state.budget === null) return { on: next, command: { type: 'OpenBudget', ...next.rules, ...there } };
  // A year that ends too soon leaves little to look at.
  if (state.allocations.size < 3 && odd % 8 !== 0) return null;
  const step = stepOf(act, first, next, odd);
  const lacking = [...state.programmes.keys()].find((one) => !next.stream.state.programmes.has(one));
  if (step === 'carry forward' && lacking !== undefined && odd % 5 !== 0)
    return { on: next, command: { type: 'OpenProgramme', programmeId: lacking, name: lacking, ...there } };
  switch (step) {
    case 'lock':
      return { on: first, command: { type: 'LockBudget', note: `Note ${pick}`, ...here } };
    case 'unlock':
      return { on: first, command: { type: 'UnlockBudget', reason: `Reason ${pick}`, ...here } };
    case 'carry forward': {
      if (state.phase === 'carrying') return { on: first, command: { type: 'CarryOn', ...here } };
      const rule = {
        committed: pick % 4 === 0 ? ('release' as const) : ('carry' as const),
        available: size % 2 === 0 ? ('carry' as const) : ('lapse' as const),
        ...(size % 4 === 0 && { availableAtMost: formatMinor(rules.unit * 3n, rules.currency) }),
        overrun: pick % 2 === 0 ? ('carry' as const) : ('stay' as const),
      };
      const { currency } = next.rules;
      const programmes = [...next.stream.state.programmes.keys()];
      const neighbours = {
        earlierOpen: odd % 30 === 0,
        next: { currency, phase: next.stream.state.phase, programmes },
      };
      return { on: first, command: { type: 'BeginCarryForward', rule, neighbours, ...here } };
    }
    case 'take over':
      return { on: next, command: { type: 'TakeOver', carried: carriedForward(state, state.budget), ...there } };
    case 'complete':
      return { on: first, command: { type: 'CompleteCarryForward', untaken: untaken(first, next), ...here } };
    case 'close': {
      const sealed = { revision: state.revision, position: String(state.revision) };
      return { on: first, command: { type: 'CloseBudget', sealed, ...here } };
    }
    case 'correct late': {
      const all = [...next.stream.state.allocations.values()].filter((one) => one.carriedFrom);
      const carried = at(all, pick);
      const figure = carried ? at(correctedFigures, size) : 'appropriated';
      const units = figure === 'appropriated' ? rules.unit : sized(next.units(carried!.committed), odd);
      const difference = formatMinor(pick % 2 === 0 ? units : -units, rules.currency);
      const about = { figure, difference, concernsYear: year, reason: `Reason ${pick}` };
      const isClosed = state.phase === 'closed';
      const of = figure === 'appropriated' ? {} : { allocationId: carried!.allocationId };
      const before = yearsThen([{ ...state, budget: state.budget }], { concernsYear: year, ...of });
      return {
        on: next,
        command: { type: 'RecordLateCorrection', ...about, ...of, isClosed, earliestOpen: null, before, ...there },
      };
    }
  }
}

const acts: ReadonlySet<Intent['act']> = new Set([
  'lock',
  'unlock',
  'carry forward',
  'take over',
  'close',
  'correct late',
] as const);

type Step = 'lock' | 'unlock' | 'carry forward' | 'take over' | 'complete' | 'close' | 'correct late';

/** The step that the intent comes to: mostly the one that is next. */
function stepOf(act: Intent['act'], first: Budget, next: Budget, odd: number): Step {
  if (odd % 9 === 0) return act as Step;
  switch (first.stream.state.phase) {
    case 'open':
      return 'lock';
    case 'locked':
      return act === 'unlock' ? 'unlock' : 'carry forward';
    case 'carrying':
      return untaken(first, next) > 0 ? 'take over' : act === 'carry forward' && odd % 5 === 0 ? act : 'complete';
    case 'carried':
      return 'close';
    case 'closed':
      return 'correct late';
  }
}

function untaken({ stream: { state } }: Budget, next: Budget): number {
  if (!state.budget) return 0;
  return carriedForward(state, state.budget).filter((one) => !hasTaken(next.stream.state, one)).length;
}
