import type { Account, Posting } from '@anslag/domain/accounts/account';
import { postingsOf } from '@anslag/domain/accounts/postings';
import { formatMinor, toMinor } from '@anslag/money/amount';
import { Failure } from '../failing';

/** An event as /events and the store have it. */
export interface ReplayedEvent {
  position: string;
  stream: string;
  revision: string;
  type: string;
  /** Ms since 1970. */
  recordedAt: number;
  data: unknown;
}

export const figureNames = [
  ...(['allocated', 'reserved', 'disbursed', 'returned', 'released'] as const),
  ...(['carriedIn', 'carriedOut', 'priorYear', 'remaining'] as const),
] as const;

export type FigureName = (typeof figureNames)[number];

/** A balance row's key, and its figures in minor units. */
export interface ReplayedRow {
  year: number;
  bodyId: string;
  recipientId: string;
  currency: string;
  sums: Record<FigureName, bigint>;
}

/**
 * Folds events to balances by nothing but each event's postings and what bookkeeping.md says of a balance row: the read
 * models have no part in it. Holds one row per budget, recipient and currency.
 */
export class Replay {
  readonly #rows = new Map<string, ReplayedRow>();
  /** Who went up in whom. */
  readonly #mergers = new Map<string, string>();
  /** How many events were folded, and where the last one stands; null before the first. */
  events = 0;
  position: string | null = null;

  /** Throws a {@link Failure} on an event that no budget stream holds, or whose postings do not sum to zero. */
  add(event: ReplayedEvent): void {
    this.events += 1;
    this.position = event.position;
    if (event.type === 'PartyMerged') this.#merge(event.data as { partyId: string; into: string });
    if (!event.stream.startsWith('budget-')) return;
    const name = `${event.type} at position ${event.position} (${event.stream}/${event.revision})`;
    const postings = posted(event, name);
    const sums = new Map<string, bigint>();
    for (const posting of postings) {
      const minor = toMinor(posting.amount, posting.currency);
      sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + minor);
      if (posting.allocation) this.#count(event.stream, posting, posting.allocation.recipientId, minor);
    }
    for (const sum of sums.values()) if (sum !== 0n) throw new Failure(`The postings of ${name} do not sum to zero.`);
  }

  /** In order of year, body, recipient and currency; what was booked on a merged party is with whoever stands for it. */
  rows(): ReplayedRow[] {
    const rows = new Map<string, ReplayedRow>();
    for (const { sums, ...booked } of this.#rows.values()) {
      const key = { ...booked, recipientId: this.#survivorOf(booked.recipientId) };
      const row = rows.get(keyOf(key)) ?? { ...key, sums: { ...zeros } };
      rows.set(keyOf(key), row);
      for (const figure of figureNames) row.sums[figure] += sums[figure];
    }
    return [...rows.values()].sort((a, b) => a.year - b.year || compare(keyOf(a), keyOf(b)));
  }

  #survivorOf(partyId: string): string {
    const into = this.#mergers.get(partyId);
    return into === undefined ? partyId : this.#survivorOf(into);
  }

  /** One that would close a circle does not count: two processes can merge two parties into each other at once. */
  #merge({ partyId, into }: { partyId: string; into: string }): void {
    if (this.#survivorOf(into) !== partyId) this.#mergers.set(partyId, into);
  }

  #count(stream: string, { account, fact, currency }: Posting, recipientId: string, minor: bigint): void {
    const [bodyId, year] = [stream.slice('budget-'.length, -5), Number(stream.slice(-4))];
    const key = keyOf({ year, bodyId, recipientId, currency });
    let row = this.#rows.get(key);
    if (!row) {
      row = { year, bodyId, recipientId, currency, sums: { ...zeros } };
      this.#rows.set(key, row);
    }
    for (const [figure, amount] of Object.entries(counts[account](minor, fact)) as [FigureName, bigint][])
      row.sums[figure] += amount;
  }
}

export const keyOf = (row: Omit<ReplayedRow, 'sums'>): string =>
  `${row.year} ${row.bodyId} ${row.recipientId} ${row.currency}`;

export const isZero = ({ sums }: ReplayedRow): boolean => figureNames.every((name) => sums[name] === 0n);

export const amountOf = (row: ReplayedRow, figure: FigureName): string => formatMinor(row.sums[figure], row.currency);

const zeros: Record<FigureName, bigint> = {
  allocated: 0n,
  reserved: 0n,
  disbursed: 0n,
  returned: 0n,
  released: 0n,
  carriedIn: 0n,
  carriedOut: 0n,
  priorYear: 0n,
  remaining: 0n,
};

/** What a posting on an account adds to a balance row. Every account is here, so that a new one cannot be forgotten. */
const counts: Record<Account, (minor: bigint, fact: Posting['fact']) => Partial<Record<FigureName, bigint>>> = {
  AUTHORITY: () => ({}),
  AVAILABLE: () => ({}),
  LAPSED: () => ({}),
  CARRIED_IN: () => ({}),
  CARRIED_OUT: () => ({}),
  TRANSFERRED_IN: () => ({}),
  TRANSFERRED_OUT: () => ({}),
  PRIOR_YEAR: () => ({}),
  RESERVED: (minor) => ({ reserved: minor }),
  COMMITTED: (minor, fact) => ({
    remaining: minor,
    ...((fact === 'decided' || fact === 'adjusted') && { allocated: minor }),
    ...(fact === 'released' && { released: -minor }),
    ...(fact === 'carried-in' && { carriedIn: minor }),
    ...(fact === 'carried-out' && { carriedOut: -minor }),
    ...(fact === 'corrected' && { priorYear: minor }),
  }),
  DISBURSED: (minor) => ({ disbursed: minor }),
  RECOVERED: (minor) => ({ returned: -minor }),
};

function posted({ type, data }: ReplayedEvent, name: string): Posting[] {
  try {
    return postingsOf({ type, data });
  } catch (error) {
    throw new Failure(`${name} cannot be replayed: ${(error as Error).message}.`);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
