import type { BudgetCommand } from '@anslag/domain/budget/commands';
import { refusedToSettle } from '@anslag/domain/budget/mandates';
import type { Allocation, BudgetState } from '@anslag/domain/budget/state';
import { amountOf, formatMinor, zero } from '@anslag/money/amount';
import { actors, at, days } from './choosing';
import type { Intent, Rules } from './intents';

interface Common {
  bodyId: string;
  year: number;
  actor: string;
  today: string;
}

/** What somebody does about who may approve: mostly by another than it is about, and mostly something that is left to do. */
export function appointing(
  { act, pick, size, odd }: Intent,
  { mandates }: BudgetState,
  { unit, currency }: Rules,
  by: Common,
): BudgetCommand {
  const own = mandates.filter((one) => one.inPlaceOf === null && one.revokedFrom === null);
  const without = actors.filter((one) => !own.some(({ subject }) => subject === one));
  const commandedBy = (...about: string[]) => ({
    ...by,
    actor: odd % 12 === 0 ? by.actor : (actors.find((one) => !about.includes(one)) ?? by.actor),
  });
  if (act === 'appoint substitute' && own.length > 0) {
    const { subject } = at(own, pick);
    const substitute = at(odd % 10 === 0 ? actors : actors.filter((one) => one !== subject), size);
    const [validFrom, validTo] = [at(days, size % 5), at(days, 5 + (size % 4))];
    return {
      type: 'AppointSubstitute',
      ...commandedBy(subject, substitute),
      subject,
      substitute,
      validFrom,
      validTo,
      reason: `Reason ${pick}`,
    };
  }
  if (own.length > 0 && (act === 'revoke approver' || (without.length === 0 && odd % 7 !== 0))) {
    const { subject } = at(own, pick);
    const effectiveOn = at(days, 3 + (size % 6));
    return { type: 'RevokeApprover', ...commandedBy(subject), subject, effectiveOn, reason: `Reason ${pick}` };
  }
  const subject = at(odd % 9 === 0 || without.length === 0 ? actors : without, pick);
  const limit = size % 3 === 0 ? { limit: formatMinor(unit * BigInt(5 + (size % 40)), currency) } : {};
  const until = odd % 5 === 0 ? { validTo: at(days, size) } : {};
  const validFrom = at(days, size % 2);
  return { type: 'AppointApprover', ...commandedBy(subject), subject, validFrom, ...limit, ...until };
}

/** Those who may settle what waits on an allocation that day; whoever there is, where nobody may. */
export function settlersOf(
  { mandates }: BudgetState,
  { allocated, proposal }: Allocation,
  today: string,
  settling: 'approve' | 'reject',
): readonly string[] {
  const proposedBy = proposal?.proposedBy ?? '';
  const totalAfter = allocated.add(proposal ? amountOf(proposal.amount) : zero);
  const allowed = actors.filter(
    (one) => refusedToSettle(mandates, one, today, { proposedBy, totalAfter }, settling) === null,
  );
  return allowed.length > 0 ? allowed : actors;
}
