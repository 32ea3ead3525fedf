import { formatAmount, type Amount } from '@anslag/money/amount';
import { fractionOf, times, type Fraction, type Rounding } from '@anslag/money/fraction';
import { portion } from '@anslag/money/portion';
import { split } from '@anslag/money/split';
import type { Borne } from '../agreement/funding-shares';
import { shareOf } from '../shares';
import type { FundingBasis, FundingShare } from './funding-basis';

/** What of a year's amount is given: the part of the year, of which null is all, times what an index multiplies it by. */
export const fractionGiven = (
  part: Pick<FundingBasis, 'numerator' | 'denominator'> | null,
  index: Fraction,
): Fraction => (part ? times(fractionOf(part.numerator, part.denominator), index) : index);

/** Of a year that a body bears some of. */
export type Bearing = Exclude<Borne, 'nothing' | 'not-stated'>;

/**
 * What a body gives of a year's amount by its terms. `given` is {@link fractionGiven}; that and the body's
 * share are one exact product that is rounded once, so that what the bodies give sums to the whole to the minor unit,
 * whichever of them is funded first.
 */
export function yearsAmount(
  stated: Amount,
  given: Fraction,
  borne: Bearing,
  currency: string,
  rounding?: Rounding,
): { amount: Amount; share?: FundingShare } {
  const all = portion(stated, given, currency, rounding);
  if (borne === 'all') return { amount: all };
  const shares = borne.shares.map(shareOf);
  const [numerator, denominator] = borne.shares[borne.own]!.split('/').map(Number) as [number, number];
  return {
    amount: split(stated, shares, currency, given, rounding)[borne.own]!,
    share: { of: formatAmount(all, currency), numerator, denominator },
  };
}
