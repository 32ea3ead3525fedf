import { formatAmount, parseAmount } from '@anslag/money/amount';
import { split } from '@anslag/money/split';
import { unknownParty } from '../party/decide';
import { invalid, type Decided, type Refusal } from '../refusal';
import { said } from '../said';
import { areAllStated, comparedToOne, shareOf, twiceIn } from '../shares';
import { statedAmount } from '../stated-amount';
import type { RecordFundingShares } from './commands';
import type { AgreementEvent, FundingShares } from './events';
import type { Agreement } from './state';

/** What is wrong with shares whatever the agreement is. Stated in full they are the whole, and in part less than it. */
export function wrongShares({ shares, total, currency, firstYear, lastYear }: FundingShares): Refusal | null {
  const twice = twiceIn(
    shares.map(({ partyId }) => partyId),
    (index) => `/shares/${index}/partyId`,
  );
  if (twice) return twice;
  if (comparedToOne(shares) !== (areAllStated(shares) ? 0 : -1))
    return invalid('shares-not-one', 'The shares must sum to one, or to less where one is not stated.', '/shares');
  if (firstYear !== undefined && lastYear !== undefined && lastYear < firstYear)
    return invalid('ends-before-start', 'The last year is before the first.', '/lastYear');
  const stated = total === null ? null : statedAmount(parseAmount, total, currency, '/total');
  return stated !== null && 'refused' in stated ? stated : null;
}

export function recordShares(command: RecordFundingShares): Decided<AgreementEvent> {
  if (command.unknown) return unknownParty(command.unknown);
  const { total: text, currency } = command;
  const stated = text === null ? null : statedAmount(parseAmount, text, currency, '/total');
  if (stated !== null && 'refused' in stated) return stated;
  const years = said(command, 'agreementId', 'shares', 'currency', 'firstYear', 'lastYear', 'decision', 'note');
  const data = { ...years, total: stated && stated.text };
  return { events: [{ type: 'FundingSharesRecorded', data }], warnings: [] };
}

/** Those that hold in a year: the last recorded ones that are of it. */
export function sharesFor<T extends FundingShares>(all: readonly T[], year: number): T | undefined {
  return all.findLast(({ firstYear = -Infinity, lastYear = Infinity }) => firstYear <= year && year <= lastYear);
}

/** Each one's part of the total, to the minor unit, so that the parts are the total; null where it is not stated. */
export function partsOf({ shares, total, currency }: FundingShares): (string | null)[] {
  const amount = total === null ? null : parseAmount(total, currency);
  if (amount === null || typeof amount === 'string' || !areAllStated(shares)) return shares.map(() => null);
  const parts = split(
    amount,
    shares.map(({ share }) => shareOf(share)),
    currency,
  );
  return parts.map((part) => formatAmount(part, currency));
}

/** What a body bears of a year's cost: all or nothing of it, its share of what is split, or what nobody has stated. */
export type Borne = 'all' | 'nothing' | 'not-stated' | { shares: readonly string[]; own: number };

/** Without shares that hold in the year the agreement's own body bears it all; else whoever they name, and nobody besides. */
export function borneBy(
  { bodyId: ownBodyId, fundingShares }: Pick<Agreement, 'bodyId' | 'fundingShares'>,
  year: number,
  bodyId: string,
): Borne {
  const held = sharesFor(fundingShares, year)?.shares;
  if (!held) return bodyId === ownBodyId ? 'all' : 'nothing';
  const own = held.findIndex(({ partyId }) => partyId === bodyId);
  if (own < 0) return 'nothing';
  return areAllStated(held) ? { shares: held.map(({ share }) => share), own } : 'not-stated';
}
