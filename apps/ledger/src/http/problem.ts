import type { RefusalCode } from '@anslag/domain/refusal';

/** What was wrong with one field: a JSON pointer into the body, or the name of a path, query or header field. */
export type FieldError = { code: string; detail: string } & (
  { pointer: string } | { in: 'path' | 'query' | 'header'; name: string }
);

interface Entry {
  status: number;
  title: string;
}

const entry = (status: number, title: string): Entry => ({ status, title });

/** What the HTTP side itself answers with. */
const own = {
  'malformed-json': entry(400, 'The body is not the JSON that the ledger takes'),
  'malformed-request': entry(400, 'The request is malformed'),
  'invalid-input': entry(400, 'The input is invalid'),
  unauthenticated: entry(401, 'A valid token is needed'),
  forbidden: entry(403, 'The role does not allow this'),
  'route-not-found': entry(404, 'There is no such route'),
  'user-not-found': entry(404, 'There is no such user'),
  'rebuild-not-found': entry(404, 'There is no such rebuild'),
  'unknown-projection': entry(409, 'The read model is not known'),
  'rebuild-under-way': entry(409, 'The read model is being rebuilt'),
  'rebuild-not-waiting': entry(409, 'The rebuild does not wait for this'),
  'idempotency-key-reused': entry(409, 'The idempotency key was used for another command'),
  'basis-changed': entry(410, 'The list was computed anew'),
  'revision-moved': entry(412, 'The stream has moved on'),
  'body-too-large': entry(413, 'The body is too large'),
  'event-too-large': entry(413, 'The event would be too large'),
  'invalid-line': entry(422, 'The line is not one that a batch takes'),
  'unsupported-media-type': entry(415, 'The content type is not supported'),
  'headers-too-large': entry(431, 'The header fields are too large'),
  internal: entry(500, 'The ledger failed'),
  'store-unavailable': entry(503, 'The event store is away'),
  'read-database-unavailable': entry(503, 'The read database is away'),
  'keys-unavailable': entry(503, 'The keys of personal data are away'),
  'key-missing': entry(503, 'The key of personal data is missing'),
  'broken-stream': entry(503, 'The stream cannot be trusted'),
  contended: entry(503, 'Too many writers at once'),
  unsettled: entry(503, 'The outcome is not known yet'),
  'projection-behind': entry(503, 'The report is not up to date yet'),
  'projection-stopped': entry(503, 'A projection has stopped'),
  'not-ready': entry(503, 'The service is not ready'),
  stopping: entry(503, 'The service is stopping'),
} satisfies Record<string, Entry>;

/** What the rules refuse. The status is the one for `because: 'rule'`, `missing` and `invalid` have their own. */
const refusals: Record<RefusalCode, Entry> = {
  'party-not-found': entry(404, 'There is no such party'),
  'agreement-not-found': entry(404, 'There is no such agreement'),
  'budget-not-found': entry(404, 'There is no such budget'),
  'appropriation-not-found': entry(404, 'There is no such appropriation'),
  'allocation-not-found': entry(404, 'There is no such allocation'),
  'option-not-found': entry(404, 'There is no such option'),
  'transfer-not-found': entry(404, 'There is no such transfer'),
  'deliverable-not-found': entry(404, 'There is no such deliverable'),
  'approver-not-found': entry(404, 'There is no such approver'),
  'reporting-duty-not-found': entry(404, 'There is no such reporting duty'),
  'claim-not-found': entry(404, 'There is no such claim'),
  'dimension-not-found': entry(404, 'There is no such dimension'),
  'index-not-found': entry(404, 'There is no such index series'),
  'not-an-amount': entry(400, 'Not an amount'),
  'too-many-decimals': entry(400, 'More decimals than the currency has'),
  'not-above-zero': entry(400, 'The amount must not be zero'),
  'amount-too-large': entry(400, 'The amount is too large'),
  'amount-required': entry(400, 'An amount must be given'),
  'base-year-too-late': entry(400, 'The base year is too late'),
  'effective-on-required': entry(400, 'The effective day must be given'),
  'ends-before-start': entry(400, 'It ends before it begins'),
  'decision-required': entry(400, 'The decision must be given'),
  'reserved-id': entry(400, 'The id is reserved'),
  'owns-itself': entry(400, 'It would own itself'),
  'shares-not-one': entry(400, 'The shares are not the whole'),
  'supersedes-itself': entry(400, 'It would supersede itself'),
  'transfers-to-itself': entry(400, 'It would be transferred to itself'),
  twice: entry(400, 'It stands in the list already'),
  'merges-with-itself': entry(400, 'It would be merged into itself'),
  'in-future': entry(400, 'The day has not come'),
  'not-a-clawback': entry(400, 'It is not a clawback'),
  'not-an-index-value': entry(400, 'Not a value of an index'),
  'reason-required': entry(400, 'The reason must be given'),
  'unknown-body': entry(409, 'The body is not known'),
  'unknown-recipient': entry(409, 'The recipient is not known'),
  'unknown-party': entry(409, 'The party is not known'),
  'unknown-agreement': entry(409, 'The agreement is not known'),
  'unknown-allocation': entry(409, 'The allocation is not known'),
  'unknown-programme': entry(409, 'The programme is not known'),
  'unknown-voucher': entry(409, 'The voucher is not known'),
  'unknown-claim': entry(409, 'The claim is not known'),
  'unknown-dimension': entry(409, 'The dimension is not known'),
  'unknown-code': entry(409, 'The code is not known'),
  'unknown-duty': entry(409, 'The reporting duty is not known'),
  'unknown-instalment': entry(409, 'The instalment is not known'),
  'unknown-index': entry(409, 'The index series is not known'),
  'above-limit': entry(409, 'Above what the approver may approve'),
  'already-carried': entry(409, 'It has been carried forward already'),
  'already-erased': entry(409, 'It has been erased already'),
  'already-final': entry(409, 'The value is final already'),
  'already-exists': entry(409, 'It exists already'),
  'already-merged': entry(409, 'It has been merged already'),
  'already-funded': entry(409, 'The year has been funded already'),
  'already-party': entry(409, 'It is a party already'),
  'already-superseded': entry(409, 'It is superseded already'),
  'already-terminated': entry(409, 'Notice has been given already'),
  'already-adopted': entry(409, 'It has been adopted already'),
  'already-recommended': entry(409, 'It has been recommended already'),
  'already-rejected': entry(409, 'It has been rejected already'),
  'already-refused': entry(409, 'It has been refused already'),
  'already-reversed': entry(409, 'It has been reversed already'),
  'already-disbursed': entry(409, 'Money has been disbursed already'),
  'amount-not-stated': entry(409, 'No amount is stated'),
  'approval-required': entry(409, 'Approval is required'),
  'approver-not-valid': entry(409, 'The appointment does not hold on the day'),
  'before-decision': entry(409, 'The day is before the decision'),
  'budget-closed': entry(409, 'The budget is closed'),
  'budget-locked': entry(409, 'The budget is locked'),
  'budget-exceeded': entry(409, 'The budget would be exceeded'),
  'budget-not-open': entry(409, 'The budget is not open'),
  'carry-forward-under-way': entry(409, 'The budget is being carried forward'),
  'dimension-required': entry(409, 'A dimension must be named'),
  'duty-owed': entry(409, 'The report is owed still'),
  'duty-settled': entry(409, 'The reporting duty is settled already'),
  'earlier-year-open': entry(409, 'An earlier year is open'),
  'currency-mismatch': entry(409, 'The currency is not the budget’s'),
  'claim-settled': entry(409, 'Nothing of the claim is outstanding'),
  'code-closed': entry(409, 'The code is closed'),
  'deadline-passed': entry(409, 'The last day has passed'),
  erased: entry(409, 'The person’s data was erased'),
  'exceeds-claim': entry(409, 'More than what is outstanding'),
  'exceeds-committed': entry(409, 'More than what is committed'),
  'exceeds-concerned-year': entry(409, 'More than the year it concerns has'),
  'exceeds-disbursed': entry(409, 'More than what was disbursed'),
  'exceeds-instalment': entry(409, 'More than what is left of the instalment'),
  'exceeds-released': entry(409, 'More than was released'),
  'funding-rejected': entry(409, 'The year’s funding was rejected'),
  'funding-reversed': entry(409, 'The year’s funding was reversed'),
  'index-not-published': entry(409, 'The index is not published'),
  'index-unchanged': entry(409, 'Nothing newer is published'),
  'instalment-awaits-report': entry(409, 'The instalment awaits a report'),
  'instalment-paid': entry(409, 'The instalment has been paid in part or whole'),
  'instalment-settled': entry(409, 'The instalment has been paid already'),
  'later-year-closed': entry(409, 'A later year is closed'),
  merged: entry(409, 'The party is merged into another'),
  moved: entry(409, 'It has gone to a later year'),
  'ledger-overflow': entry(409, 'More than the ledger can hold'),
  'no-funding-terms': entry(409, 'There are no funding terms for the year'),
  'no-plan': entry(409, 'There is no disbursement plan'),
  'no-share': entry(409, 'The body bears no share'),
  'not-adopted': entry(409, 'It has not been adopted'),
  'not-a-person': entry(409, 'It is no person'),
  'not-an-adopter': entry(409, 'It need not adopt the agreement'),
  'not-an-approver': entry(409, 'Not an approver of the budget'),
  'not-an-extension': entry(409, 'The end would be no later'),
  'not-indexed': entry(409, 'The amount follows no index'),
  'not-carried': entry(409, 'The budget is not carried forward'),
  'not-closed': entry(409, 'The year is not closed'),
  'not-locked': entry(409, 'The budget is not locked'),
  'nothing-to-carry': entry(409, 'Nothing is left to carry forward'),
  'not-in-force': entry(409, 'The agreement is not in force'),
  'not-lapsed': entry(409, 'It can still be exercised'),
  'not-reversible': entry(409, 'It cannot be reversed alone'),
  'not-superseded': entry(409, 'It is not superseded'),
  'not-terminated': entry(409, 'No notice has been given'),
  'not-waiting': entry(409, 'Nothing waits for approval'),
  'not-yet-exercisable': entry(409, 'It cannot be exercised yet'),
  'nothing-to-release': entry(409, 'Nothing can be released'),
  'option-not-settled': entry(409, 'The option is open'),
  'option-settled': entry(409, 'The option is settled already'),
  'personal-data': entry(409, 'Personal data would stand where it cannot be erased'),
  'plan-exceeds-allocated': entry(409, 'The plan is larger than what is left to pay'),
  'programme-exceeded': entry(409, 'The programme would be exceeded'),
  'programme-not-open': entry(409, 'The programme is not open'),
  'proration-needs-a-day': entry(409, 'The agreement’s days are not known'),
  'proration-needs-a-month': entry(409, 'The agreement’s months are not known'),
  'report-overdue': entry(409, 'A report is overdue'),
  'not-the-proposer': entry(409, 'Only the proposer withdraws it'),
  'same-person': entry(409, 'Two persons are needed'),
  'share-not-stated': entry(409, 'The shares are not stated'),
  'too-many': entry(409, 'There are too many already'),
  'too-many-programmes': entry(409, 'There are too many programmes'),
  'transfer-returned': entry(409, 'The transfer came back'),
  'transfer-settled': entry(409, 'The transfer is settled already'),
  'transfer-under-way': entry(409, 'A transfer is under way'),
  waiting: entry(409, 'A change waits for approval'),
};

export type ProblemCode = keyof typeof own | RefusalCode;

/** The one table of errors: code → status and title. docs/openapi.json lists it. */
export const problems: Readonly<Record<ProblemCode, Entry>> = { ...own, ...refusals };

export interface ProblemOptions {
  errors?: FieldError[];
  /** Where it is not the table's: input that a decider found invalid is 400 whatever its code. */
  status?: number;
  retryAfterSeconds?: number;
  /** Further members of the problem detail, such as the stream's revision. */
  extra?: Record<string, string>;
  cause?: unknown;
}

/**
 * An answer that is an RFC 9457 problem detail. Thrown anywhere below a controller; {@link ProblemFilter} sends it.
 * `detail` is for people and must hold nothing secret or personal.
 */
export class Problem extends Error {
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly extra: Record<string, string> | undefined;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    { errors, status, retryAfterSeconds, extra, cause }: ProblemOptions = {},
  ) {
    super(`${code}: ${detail}`, { cause });
    this.status = status ?? problems[code].status;
    this.errors = errors;
    this.retryAfterSeconds = retryAfterSeconds ?? (this.status === 503 ? 1 : undefined);
    this.extra = extra;
  }

  /** The body that goes out, in English; told.ts has it in other languages. `requestId` is what the log and the stored metadata know the request by. */
  body(requestId: string): ProblemBody {
    return {
      type: `urn:anslag:problem:${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      code: this.code,
      detail: this.detail,
      instance: `urn:uuid:${requestId}`,
      ...(this.errors && { errors: this.errors }),
      ...this.extra,
    };
  }
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  instance: string;
  errors?: FieldError[];
}

/** Bad input: 400 with every field that was found wrong. */
export function invalidInput(errors: FieldError[]): Problem {
  const detail = errors.length === 1 ? errors[0]!.detail : `${errors.length} fields are wrong; see errors.`;
  return new Problem('invalid-input', detail, { errors });
}
