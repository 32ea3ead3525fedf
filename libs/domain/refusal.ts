/**
 * A command that a rule turned down: a value, not an exception. `code` is stable and is what clients test; `pointer` is
 * a JSON pointer into the command's body. `because` says what kind of answer it is: the thing named in the path is not
 * there (`missing`), the input itself is wrong (`invalid`), or a rule forbids it (`rule`).
 */
export interface Refusal {
  refused: RefusalCode;
  because: 'missing' | 'invalid' | 'rule';
  detail: string;
  pointer?: string;
  /** Where the thing has gone: a path under /api/v1. */
  path?: string;
}

/** Booked all the same, but somebody should look at it. */
export interface Warning {
  code:
    | 'budget-exceeded'
    | 'programme-exceeded'
    | 'in-force-unknown'
    | 'report-overdue'
    | 'before-instalment'
    | 'plan-incomplete'
    | 'plan-exceeds-allocated'
    | 'plan-not-kept';
  detail: string;
}

/** What a decider answers: the events to append (with warnings), or a refusal that leaves everything as it was. */
export type Decided<E> = { events: E[]; warnings: Warning[] } | Refusal;

/** The answer of a command that leads to one event. */
export const booked = <E>(event: E): Decided<E> => ({ events: [event], warnings: [] });

export function isRefusal(decided: object): decided is Refusal {
  return 'refused' in decided;
}

export type RefusalCode =
  // the thing in the path
  | 'party-not-found'
  | 'agreement-not-found'
  | 'budget-not-found'
  | 'appropriation-not-found'
  | 'allocation-not-found'
  | 'option-not-found'
  | 'transfer-not-found'
  | 'deliverable-not-found'
  | 'approver-not-found'
  | 'reporting-duty-not-found'
  | 'claim-not-found'
  | 'dimension-not-found'
  | 'index-not-found'
  // the input
  | 'not-an-amount'
  | 'too-many-decimals'
  | 'not-above-zero'
  | 'amount-too-large'
  | 'amount-required'
  | 'base-year-too-late'
  | 'effective-on-required'
  | 'reserved-id'
  | 'decision-required'
  | 'ends-before-start'
  | 'supersedes-itself'
  | 'transfers-to-itself'
  | 'owns-itself'
  | 'shares-not-one'
  | 'twice'
  | 'merges-with-itself'
  | 'in-future'
  | 'not-a-clawback'
  | 'not-an-index-value'
  | 'reason-required'
  // a reference in the body
  | 'unknown-body'
  | 'unknown-recipient'
  | 'unknown-party'
  | 'unknown-agreement'
  | 'unknown-allocation'
  | 'unknown-programme'
  | 'unknown-voucher'
  | 'unknown-claim'
  | 'unknown-dimension'
  | 'unknown-code'
  | 'unknown-duty'
  | 'unknown-instalment'
  | 'unknown-index'
  // the rules
  | 'above-limit'
  | 'already-carried'
  | 'already-erased'
  | 'already-final'
  | 'already-exists'
  | 'already-funded'
  | 'already-merged'
  | 'already-party'
  | 'already-superseded'
  | 'already-terminated'
  | 'already-adopted'
  | 'already-recommended'
  | 'already-rejected'
  | 'already-refused'
  | 'already-reversed'
  | 'already-disbursed'
  | 'amount-not-stated'
  | 'approval-required'
  | 'approver-not-valid'
  | 'before-decision'
  | 'budget-closed'
  | 'budget-exceeded'
  | 'budget-locked'
  | 'budget-not-open'
  | 'carry-forward-under-way'
  | 'claim-settled'
  | 'code-closed'
  | 'currency-mismatch'
  | 'deadline-passed'
  | 'dimension-required'
  | 'duty-owed'
  | 'duty-settled'
  | 'earlier-year-open'
  | 'erased'
  | 'exceeds-claim'
  | 'exceeds-committed'
  | 'exceeds-concerned-year'
  | 'exceeds-disbursed'
  | 'exceeds-instalment'
  | 'exceeds-released'
  | 'funding-rejected'
  | 'funding-reversed'
  | 'index-not-published'
  | 'index-unchanged'
  | 'instalment-awaits-report'
  | 'instalment-paid'
  | 'instalment-settled'
  | 'later-year-closed'
  | 'ledger-overflow'
  | 'merged'
  | 'moved'
  | 'no-funding-terms'
  | 'no-plan'
  | 'no-share'
  | 'not-adopted'
  | 'not-a-person'
  | 'not-an-adopter'
  | 'not-an-approver'
  | 'not-an-extension'
  | 'not-lapsed'
  | 'not-carried'
  | 'not-indexed'
  | 'not-closed'
  | 'not-in-force'
  | 'not-locked'
  | 'not-reversible'
  | 'not-superseded'
  | 'not-terminated'
  | 'not-waiting'
  | 'not-yet-exercisable'
  | 'nothing-to-carry'
  | 'nothing-to-release'
  | 'option-not-settled'
  | 'option-settled'
  | 'personal-data'
  | 'plan-exceeds-allocated'
  | 'programme-exceeded'
  | 'programme-not-open'
  | 'proration-needs-a-day'
  | 'proration-needs-a-month'
  | 'report-overdue'
  | 'same-person'
  | 'not-the-proposer'
  | 'share-not-stated'
  | 'too-many'
  | 'too-many-programmes'
  | 'transfer-returned'
  | 'transfer-settled'
  | 'transfer-under-way'
  | 'waiting';

export const missing = (refused: RefusalCode, detail: string): Refusal => ({ refused, because: 'missing', detail });

export const invalid = (refused: RefusalCode, detail: string, pointer: string): Refusal => ({
  refused,
  because: 'invalid',
  detail,
  pointer,
});

export const against = (refused: RefusalCode, detail: string, pointer?: string): Refusal =>
  pointer === undefined ? { refused, because: 'rule', detail } : { refused, because: 'rule', detail, pointer };
