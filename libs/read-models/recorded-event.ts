import { allocationKinds, type AllocationKey, type Coding, type Posting } from '@anslag/domain/accounts/account';
import { postingsOf } from '@anslag/domain/accounts/postings';
import type { StoredEvent } from '@anslag/event-store/port';
import { toMinor } from '@anslag/money/amount';
import { day, integer, objectOf, text, type Json } from './shape';

/** The kinds of streams that the ledger has: the text before the first `-` of a stream's name. */
export const categories = ['party', 'agreement', 'budget', 'index'] as const;
export type Category = (typeof categories)[number];

/** How the names of the ledger's streams begin; all others in a store are somebody else's. */
export const streamPrefixes: readonly string[] = categories.map((category) => `${category}-`);

/** A posting as read tables hold it. */
export interface MinorPosting extends Omit<Posting, 'amount' | 'allocation'> {
  minor: bigint;
  allocation: AllocationKey | undefined;
}

/** Which budget a budget stream is. */
export interface BudgetKey {
  bodyId: string;
  year: number;
}

/**
 * A stored event, decoded once for all projections that fold it. Its accessors throw where the event has not the shape
 * that the ledger writes.
 */
export class RecordedEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: number;
  readonly category: string;
  /** What follows the category in the stream's name. */
  readonly subject: string;
  readonly #stored: StoredEvent;
  #postings: MinorPosting[] | null = null;
  #budget: BudgetKey | null = null;

  constructor(stored: StoredEvent) {
    this.id = stored.id;
    this.type = stored.type;
    this.stream = stored.stream;
    this.revision = stored.revision;
    this.position = stored.position;
    this.recordedAt = stored.recordedAt;
    const dash = stored.stream.indexOf('-');
    this.category = stored.stream.slice(0, dash);
    this.subject = stored.stream.slice(dash + 1);
    this.#stored = stored;
  }

  get data(): Json {
    return objectOf(this.#stored.data, 'data');
  }

  get actor(): string {
    return text(objectOf(this.#stored.metadata, 'metadata'), 'actor');
  }

  get budget(): BudgetKey {
    return (this.#budget ??= budgetOf(this.subject));
  }

  /** The event's postings; their sum is zero. Throws on a type that no budget stream holds. */
  get postings(): readonly MinorPosting[] {
    return (this.#postings ??= inMinorUnits(postingsOf({ type: this.type, data: this.data })));
  }
}

/** A body's id may hold dots and dashes itself, so the year is what follows the last dot. */
export function budgetOf(subject: string): BudgetKey {
  const found = /^(.+)\.(\d{4})$/.exec(subject);
  if (!found) throw new TypeError(`Not a budget stream: budget-${subject}`);
  return { bodyId: found[1]!, year: Number(found[2]) };
}

function inMinorUnits(postings: readonly Posting[]): MinorPosting[] {
  // The two sides of a move are one amount, which is read once.
  const read = new Map<string, bigint>();
  return postings.map((posting) => {
    const { account, fact, amount, currency, effectiveOn, allocation, programmeId, coding, concernsYear } = posting;
    day({ effectiveOn }, 'effectiveOn');
    if (allocation) checkKey(allocation);
    const negative = amount.startsWith('-');
    const size = `${currency} ${negative ? amount.slice(1) : amount}`;
    const known = read.get(size);
    const minor = known === undefined ? toMinor(amount, currency) : negative ? -known : known;
    if (known === undefined) read.set(size, negative ? -minor : minor);
    if (programmeId !== undefined) text({ programmeId }, 'programmeId');
    if (coding !== undefined) checkCoding(coding);
    if (concernsYear !== undefined) integer({ concernsYear }, 'concernsYear');
    return {
      account,
      fact,
      minor,
      currency,
      effectiveOn,
      allocation,
      ...(programmeId !== undefined && { programmeId }),
      ...(coding !== undefined && { coding }),
      ...(concernsYear !== undefined && { concernsYear }),
    };
  });
}

function checkCoding(coding: Coding): void {
  const stored = objectOf(coding, 'coding');
  for (const dimensionId of Object.keys(stored)) text(stored, dimensionId);
}

function checkKey(key: AllocationKey): void {
  const stored = key as unknown as Json;
  text(stored, 'allocationId');
  text(stored, 'recipientId');
  integer(stored, 'originYear');
  if (!allocationKinds.includes(key.kind)) throw new TypeError(`kind is not one of ${allocationKinds.join(', ')}`);
}
