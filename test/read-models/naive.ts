import type { Posting } from '@anslag/domain/accounts/account';
import { postingsOf } from '@anslag/domain/accounts/postings';
import type { StoredEvent } from '@anslag/event-store/port';

const scales: Readonly<Record<string, number>> = { SEK: 2, JPY: 0 };

interface Counted extends Posting {
  bodyId: string;
  year: number;
  /** Whether the posting counts at the cut; where not, it only makes its row be there. */
  effective: boolean;
}

/** All postings known at a cut, found in the plainest way there is: the oracle for what the read tables answer. */
export function postingsAt(events: readonly StoredEvent[], position: bigint, effectiveAt: string | null): Counted[] {
  return events
    .filter((event) => event.stream.startsWith('budget-') && event.position <= position)
    .flatMap((event) => {
      const name = event.stream.slice('budget-'.length);
      const [bodyId, year] = [name.slice(0, -5), Number(name.slice(-4))];
      return postingsOf({ type: event.type, data: event.data }).map((posting) => {
        return { ...posting, bodyId, year, effective: effectiveAt === null || posting.effectiveOn <= effectiveAt };
      });
    });
}

interface MergedData {
  partyId: string;
  into: string;
  effectiveFrom: string;
}

/** A party and those that stand for it at a cut, one after another, found in the plainest way there is. */
export function standingFor(
  events: readonly StoredEvent[],
  position: bigint,
  effectiveAt: string | null,
  partyId: string,
): string[] {
  const merger = events
    .filter((event) => event.type === 'PartyMerged' && event.position <= position)
    .map(({ data }) => data as MergedData)
    .find((one) => one.partyId === partyId && (effectiveAt === null || one.effectiveFrom <= effectiveAt));
  return [partyId, ...(merger ? standingFor(events, position, effectiveAt, merger.into) : [])];
}

/** Text of the sum, at full scale, worked out on digits alone. */
export function sumText(postings: readonly Counted[], currency: string): string {
  const scale = scales[currency]!;
  const units = postings
    .filter(({ effective }) => effective)
    .reduce((sum, { amount }) => sum + BigInt(amount.replace('.', '')), 0n);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0n ? `-${text}` : text;
}

const flip = (text: string): string =>
  /^[0.]+$/.test(text) ? text : text.startsWith('-') ? text.slice(1) : `-${text}`;

/** The figures of a balance row by their definitions in bookkeeping.md. */
export function rowFigures(postings: readonly Counted[], currency: string) {
  const on = (account: string, ...facts: string[]) =>
    sumText(
      postings.filter((one) => one.account === account && (facts.length === 0 || facts.includes(one.fact))),
      currency,
    );
  return {
    allocated: on('COMMITTED', 'decided', 'adjusted'),
    reserved: on('RESERVED'),
    disbursed: on('DISBURSED'),
    returned: flip(on('RECOVERED')),
    released: flip(on('COMMITTED', 'released')),
    carriedIn: on('COMMITTED', 'carried-in'),
    carriedOut: flip(on('COMMITTED', 'carried-out')),
    priorYear: on('COMMITTED', 'corrected'),
    remaining: on('COMMITTED'),
  };
}

/** The figures of a budget year. */
export function budgetFigures(postings: readonly Counted[], currency: string) {
  const on = (account: string) =>
    sumText(
      postings.filter((one) => one.account === account),
      currency,
    );
  return {
    appropriated: flip(on('AUTHORITY')),
    reserved: on('RESERVED'),
    committed: on('COMMITTED'),
    disbursed: on('DISBURSED'),
    returned: flip(on('RECOVERED')),
    lapsed: on('LAPSED'),
    carriedIn: flip(on('CARRIED_IN')),
    carriedOut: on('CARRIED_OUT'),
    transferredIn: flip(on('TRANSFERRED_IN')),
    transferredOut: on('TRANSFERRED_OUT'),
    priorYear: flip(on('PRIOR_YEAR')),
  };
}

export function groupedBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}
