import type { BudgetCommand } from '@anslag/domain/budget/commands';
import type { SentTransfer } from '@anslag/domain/budget/state';
import { arrivalOf, onItsWay } from '@anslag/domain/budget/transfer-state';
import { formatMinor } from '@anslag/money/amount';
import type { Budget } from './budget-acts';
import { actors, at, days, sized } from './choosing';
import type { Intent } from './intents';

interface UnderWay {
  giver: Budget;
  taker: Budget;
  sent: SentTransfer;
}

/** What somebody does who moves money between budgets; null where the intent is about something else. */
export function transferringOf(
  intent: Intent,
  budgets: readonly Budget[],
): { on: Budget; command: BudgetCommand } | null {
  const { act, pick, size, odd, actor, day, on } = intent;
  if (!acts.has(act)) return null;
  const open = budgets.filter(({ stream }) => stream.state.budget !== null);
  if (open.length < 2) return null;
  const who = { actor: at(actors, actor), today: at(days, day) };
  const under = at(underWay(open), pick);
  const became = under && arrivalOf(under.taker.stream.state, nameOf(under.giver), under.sent.transferId);
  if (act === 'settle transfer' && under) {
    if (odd % 20 !== 0 && !became) return receiving(under, who);
    const settled = { transferId: under.sent.transferId, because: became?.because ?? null };
    // A step that has nothing to go by is not taken.
    if (became)
      return { on: under.giver, command: { type: 'SettleTransfer', ...nameOf(under.giver), ...settled, ...who } };
  }
  if (act === 'receive transfer' && under) return receiving(under, who);
  if (act === 'give transfer back') {
    const found = at(arrived(open), pick);
    if (found) return givingBack(intent, found, who);
  }
  // Mostly one that has something to give.
  const able = open.filter(({ available }) => available > 0n);
  const giver = at(able.length > 0 && odd % 9 !== 0 ? able : open, on);
  const others = open.filter((one) => one !== giver && (odd % 9 === 0 || one.rules.currency === giver.rules.currency));
  const taker =
    at(others, pick) ??
    at(
      open.filter((one) => one !== giver),
      pick,
    );
  const room = giver.available;
  const { budget, phase } = taker.stream.state;
  return {
    on: giver,
    command: {
      type: 'SendTransfer',
      ...nameOf(giver),
      transferId: odd % 20 === 0 ? `t${pick % 5}` : `t${giver.stream.events.length}`,
      to: nameOf(taker),
      amount: formatMinor(sized(room > 0n ? room : 1n, size), giver.rules.currency),
      decision: { bodyId: giver.bodyId, decidedOn: at(days, day) },
      // What is known of the other may be a moment old.
      other: { currency: budget!.currency, phase: odd % 2 === 0 ? 'open' : phase },
      ...who,
    },
  };
}

const acts: ReadonlySet<Intent['act']> = new Set([
  'send transfer',
  'receive transfer',
  'settle transfer',
  'give transfer back',
] as const);

type Who = { actor: string; today: string };

const nameOf = ({ bodyId, year }: Budget) => ({ bodyId, year });

function receiving({ giver, taker, sent }: UnderWay, who: Who): { on: Budget; command: BudgetCommand } {
  const transfer = onItsWay(sent, nameOf(giver));
  return { on: taker, command: { type: 'ReceiveTransfer', ...nameOf(taker), transfer, ...who } };
}

function underWay(budgets: readonly Budget[]): UnderWay[] {
  return budgets.flatMap((giver) =>
    [...giver.stream.state.sent.values()].flatMap((sent) => {
      const taker = budgets.find(({ bodyId, year }) => bodyId === sent.to.bodyId && year === sent.to.year);
      return sent.status === 'under-way' && taker ? [{ giver, taker, sent }] : [];
    }),
  );
}

const arrived = (budgets: readonly Budget[]) =>
  budgets.flatMap((taker) =>
    [...taker.stream.state.received.values()].filter((one) => !one.declined).map((one) => ({ taker, one })),
  );

function givingBack(
  { pick, odd }: Intent,
  { taker, one }: ReturnType<typeof arrived>[number],
  who: Who,
): { on: Budget; command: BudgetCommand } {
  const { currency } = taker.rules;
  return {
    on: taker,
    command: {
      type: 'ReverseTransfer',
      ...nameOf(taker),
      transferId: odd % 20 === 0 ? `t${pick % 5}` : `b${taker.stream.events.length}`,
      reverses: { from: one.from, transferId: one.transferId },
      reason: `Reason ${pick}`,
      other: { currency, phase: 'open' },
      ...who,
    },
  };
}
