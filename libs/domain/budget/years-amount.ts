import { formatAmount, type Amount } from '@anslag/money/amount';
import { fractionOf, whole, type Fraction } from '@anslag/money/fraction';
import { portion } from '@anslag/money/portion';
import { split } from '@anslag/money/split';
import type { Borne } from '../agreement/funding-shares';
import { shareOf } from '../shares';
import type { FundingBasis, FundingShare } from './events';

/** Of a year that a body bears some of. */
export type Bearing = Exclude<Borne, 'nothing' | 'not-stated'>;

/**
 * What a body gives of a year's amount by its terms. The part of the year and the body's share are one exact product that is
 * rounded once, so that what the bodies give sums to the whole to the minor unit, whichever of them is funded first.
 */
export function yearsAmount(
  stated: Amount,
  part: Pick<FundingBasis, 'numerator' | 'denominator'> | null,
  borne: Bearing,
  currency: string,
): { amount: Amount; share?: FundingShare } {
  const given: Fraction = part ? fractionOf(part.numerator, part.denominator) : whole;
  const all = portion(stated, given, currency);
  if (borne === 'all') return { amount: all };
  const shares = borne.shares.map(shareOf);
  const [numerator, denominator] = borne.shares[borne.own]!.split('/').map(Number) as [number, number];
  return {
    amount: split(stated, shares, currency, given)[borne.own]!,
    share: { of: formatAmount(all, currency), numerator, denominator },
  };
}
