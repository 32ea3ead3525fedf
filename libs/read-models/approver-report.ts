import { holdsOn, overlaps, type Mandate } from '@anslag/domain/budget/mandates';
import { never } from '@anslag/domain/days';
import type { Cut } from './cut';
import { budgetName, mandatesOf } from './mandate-facts';

/** Days on which somebody stands in for an approver. */
export interface SubstituteAnswer {
  substitute: string;
  validFrom: string;
  validTo: string;
  /** The first day on which it no longer holds, whatever validTo says. */
  revokedFrom: string | null;
}

export interface ApproverAnswer {
  subject: string;
  /** The largest total that they approve; null: any. */
  limit: string | null;
  validFrom: string;
  validTo: string | null;
  revokedFrom: string | null;
  substitutes: SubstituteAnswer[];
}

/** A budget year's approvers as known at the cut, in the order appointed; with an effective day, those who are on it. */
export async function approversAt(cut: Cut, bodyId: string, year: number): Promise<ApproverAnswer[]> {
  const at = { bodyId, year };
  const all = (await mandatesOf(cut, [at])).get(budgetName(at)) ?? [];
  const { effectiveAt } = cut;
  const counted = all.filter((one) => effectiveAt === null || holdsOn(one, effectiveAt));
  return counted
    .filter(({ inPlaceOf }) => inPlaceOf === null)
    .map(({ subject, limit, validFrom, validTo, revokedFrom }) => {
      const substitutes = counted
        .filter((one) => one.inPlaceOf === subject && overlaps(one, { first: validFrom, last: validTo ?? never }))
        .map(shown);
      return { subject, limit, validFrom, validTo, revokedFrom, substitutes };
    });
}

const shown = ({ subject: substitute, validFrom, validTo, revokedFrom }: Mandate): SubstituteAnswer => ({
  substitute,
  validFrom,
  validTo: validTo!,
  revokedFrom,
});
