import { followedUpBy, governing, holdsFrom } from '@anslag/domain/agreement/contents';
import type { Annex, Deliverable, ScopeArea, Source } from '@anslag/domain/agreement/events';
import { partsOf, sharesFor } from '@anslag/domain/agreement/funding-shares';
import { anyDay, daysOf, happenedBy, type Known } from '@anslag/domain/days';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { saidBy, type Fact } from './agreement-facts';

type Shown<T> = { [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] };

interface Noted {
  decision: unknown;
  note: string | null;
}

export type AnnexAnswer = Shown<Annex> & Noted & { governs: Known };
export type ScopeAnswer = Shown<ScopeArea> & Noted & { isInScope: Known };
export type DeliverableAnswer = Shown<Deliverable> & Noted & { isFollowedUp: Known; followUps: FollowUpAnswer[] };
export type SourceAnswer = Shown<Source> & { note: string | null };

export interface FollowUpAnswer extends Noted {
  followedUpOn: UncertainDate;
  followedUpOnCertainty: Certainty | null;
  result: string;
}

export interface SharesAnswer extends Noted {
  firstYear: number | null;
  lastYear: number | null;
  total: string | null;
  currency: string;
  parts: { partyId: string; share: string | null; amount: string | null }[];
  /** Whether they are those of a day's year. */
  holds: boolean;
}

/** With null for what was not said. */
function shown<T extends object, K extends keyof T>(
  said: T,
  ...fields: K[]
): { [F in K]-?: Exclude<T[F], undefined> | null } {
  return Object.fromEntries(fields.map((field) => [field, said[field] ?? null])) as never;
}

const noted = ({ decision, note }: { decision?: unknown; note?: string }): Noted => ({
  decision: decision ?? null,
  note: note ?? null,
});

/** Every version of every annex, in the order recorded. */
export function annexes(facts: readonly Fact[], day: string): AnnexAnswer[] {
  const all = saidBy(facts, 'AnnexRecorded');
  return all.map((one): AnnexAnswer => {
    const { annexId, version, title } = one;
    const versions = all.filter((other) => other.annexId === annexId);
    return {
      annexId,
      version,
      title,
      ...shown(one, 'from', 'fromCertainty', 'documentSha256'),
      governs: governing(versions, day)[versions.indexOf(one)]!,
      ...noted(one),
    };
  });
}

export function scope(facts: readonly Fact[], day: string): ScopeAnswer[] {
  return saidBy(facts, 'ScopeAdded').map((one) => ({
    scopeId: one.scopeId,
    title: one.title,
    ...shown(one, 'from', 'fromCertainty'),
    isInScope: happenedBy(holdsFrom(one), day),
    ...noted(one),
  }));
}

/** With what was followed up by the end of a day. */
export function deliverables(facts: readonly Fact[], day: string): DeliverableAnswer[] {
  const followUps = saidBy(facts, 'DeliverableFollowedUp').filter(
    ({ followedUpOn, followedUpOnCertainty }) =>
      happenedBy(daysOf(followedUpOn, followedUpOnCertainty, anyDay), day) !== 'no',
  );
  return saidBy(facts, 'DeliverableRecorded').map((one) => {
    const { deliverableId, kind, title } = one;
    const own = followUps.filter((other) => other.deliverableId === deliverableId);
    const dates = own.map((up) => ({ on: up.followedUpOn, onCertainty: up.followedUpOnCertainty }));
    return {
      deliverableId,
      kind,
      title,
      ...shown(one, 'partyId', 'dueOn', 'dueOnCertainty'),
      isFollowedUp: followedUpBy({ followUps: dates }, day),
      followUps: own.map((up) => ({
        followedUpOn: up.followedUpOn,
        followedUpOnCertainty: up.followedUpOnCertainty ?? null,
        result: up.result,
        ...noted(up),
      })),
      ...noted(one),
    };
  });
}

/** All that were recorded, in order. */
export function fundingShares(facts: readonly Fact[], day: string): SharesAnswer[] {
  const all = saidBy(facts, 'FundingSharesRecorded');
  const holding = sharesFor(all, Number(day.slice(0, 4)));
  return all.map((one) => {
    const amounts = partsOf(one);
    return {
      ...shown(one, 'firstYear', 'lastYear', 'total'),
      currency: one.currency,
      parts: one.shares.map(({ partyId, share }, index) => ({ partyId, share, amount: amounts[index]! })),
      holds: one === holding,
      ...noted(one),
    };
  });
}

export function sources(facts: readonly Fact[]): SourceAnswer[] {
  return saidBy(facts, 'SourceAttached').map((one) => ({
    sourceId: one.sourceId,
    title: one.title,
    ...shown(one, 'url', 'publishedOn', 'caseNumber', 'item', 'documentSha256', 'about'),
    note: one.note ?? null,
  }));
}

export function ambiguities(facts: readonly Fact[]) {
  return saidBy(facts, 'AmbiguityNoted').map(({ about = null, note, decision = null }) => ({ about, note, decision }));
}
