import { amountOf, type Amount } from '@anslag/money/amount';
import { never, shifted } from '../days';
import { against, type Refusal } from '../refusal';
import type { BudgetEvent } from './events';

/** A subject's right to approve what waits in a budget year: its own, or in the place of another who has one. */
export interface Mandate {
  /** The opaque id of whoever signs in. */
  subject: string;
  /** Whom a substitute stands in for, with that one's own days and limit; null: nobody. */
  inPlaceOf: string | null;
  /** The largest total after a change that it is for, at full scale; null where it has none of its own. */
  limit: string | null;
  validFrom: string;
  /** The last day; null where none is set. */
  validTo: string | null;
  /** The first day on which it no longer holds, whatever validTo says; null unless it was revoked. */
  revokedFrom: string | null;
}

export const mandateEventTypes = ['ApproverAppointed', 'ApproverRevoked', 'SubstituteAppointed'] as const;

export type MandateEvent = Extract<BudgetEvent, { type: (typeof mandateEventTypes)[number] }>;

/** The mandates after an event, in the order in which they were given. Reports fold them with this too. */
export function mandatesAfter(mandates: readonly Mandate[], event: MandateEvent): readonly Mandate[] {
  switch (event.type) {
    case 'ApproverAppointed': {
      const { subject, limit = null, validFrom, validTo = null } = event.data;
      return [...mandates, { subject, inPlaceOf: null, limit, validFrom, validTo, revokedFrom: null }];
    }
    case 'SubstituteAppointed': {
      const { subject: inPlaceOf, substitute: subject, validFrom, validTo } = event.data;
      return [...mandates, { subject, inPlaceOf, limit: null, validFrom, validTo, revokedFrom: null }];
    }
    case 'ApproverRevoked': {
      const { subject, effectiveOn: revokedFrom } = event.data;
      const isEnded = (one: Mandate) => one.subject === subject && overlaps(one, { first: revokedFrom, last: never });
      return mandates.map((one) => (isEnded(one) ? { ...one, revokedFrom } : one));
    }
  }
}

/** Whether a mandate holds on some day of a period, both ends included. */
export function overlaps(mandate: Mandate, { first, last }: { first: string; last: string }): boolean {
  const ends = lastDay(mandate);
  return mandate.validFrom <= ends && mandate.validFrom <= last && first <= ends;
}

export const holdsOn = (mandate: Mandate, day: string): boolean => overlaps(mandate, { first: day, last: day });

function lastDay({ validTo, revokedFrom }: Mandate): string {
  const [end, beforeRevoked] = [validTo ?? never, revokedFrom === null ? never : shifted(revokedFrom, -1)];
  return end < beforeRevoked ? end : beforeRevoked;
}

/** A waiting change, as far as it says who may settle it. */
export interface ToSettle {
  proposedBy: string;
  /** The allocation's total after the change, which is what the approval policy is tested on too. */
  totalAfter: Amount;
}

/**
 * Why a subject may not approve (or reject) what waits on a day, if so. Nobody settles their own proposal, nor does whoever
 * stands in for them: that would be the proposer's mandate. A budget year in which no approver was ever appointed leaves the
 * rest to roles. Rejecting gives money back, so it needs a mandate that holds, but no limit.
 */
export function refusedToSettle(
  mandates: readonly Mandate[],
  subject: string,
  day: string,
  { proposedBy, totalAfter }: ToSettle,
  settling: 'approve' | 'reject',
): Refusal | null {
  if (proposedBy === subject) return against('same-person', 'Whoever proposed it can neither approve nor reject it.');
  if (mandates.length === 0) return null;
  const given = mandates.filter((one) => one.subject === subject);
  if (given.length === 0)
    return against('not-an-approver', 'The budget year has appointed approvers, and this is none of them.');
  const holding = given.filter((one) => holdsOn(one, day)).flatMap((one) => standingBehind(one, mandates, day));
  if (holding.length === 0)
    return against('approver-not-valid', `The appointment does not hold on ${day}: it has ended, or has not begun.`);
  const ofOthers = holding.filter((one) => one.subject !== proposedBy);
  if (ofOthers.length === 0)
    return against('same-person', 'Whoever stands in for the proposer can neither approve nor reject it.');
  if (settling === 'reject' || ofOthers.some(({ limit }) => limit === null || totalAfter.lte(amountOf(limit))))
    return null;
  return against('above-limit', 'The total after the change is above the limit of the appointment.');
}

/** The mandate itself; or those of whom a substitute stands in for, as far as they hold on the day. */
function standingBehind(mandate: Mandate, mandates: readonly Mandate[], day: string): Mandate[] {
  if (mandate.inPlaceOf === null) return [mandate];
  return mandates.filter((one) => one.inPlaceOf === null && one.subject === mandate.inPlaceOf && holdsOn(one, day));
}
