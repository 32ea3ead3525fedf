import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { possibleDays } from '@anslag/domain/decision';
import {
  agreementKinds,
  prorations,
  type AgreementKind,
  type Proration,
  type Term,
} from '@anslag/domain/agreement/events';
import { roundings, type Rounding } from '@anslag/money/fraction';
import { DecisionDto } from '../http/decision.dto';
import { isUncertainDate } from '../http/validation/dates';
import { Also, Nested, Optional, OrNull } from '../http/validation/field';
import {
  AmountText,
  Certainty,
  Currency,
  Day,
  FreeText,
  Id,
  Line,
  OneOf,
  TextList,
  TextMap,
  UncertainDay,
  WholeNumber,
  Year,
  YearText,
} from '../http/validation/fields';
import { id } from '../http/validation/rules';

export class AgreementPath {
  @Id() agreementId: string;
}

export class AgreementYearPath extends AgreementPath {
  @YearText() year: number;
}

/** When an agreement holds. */
export class TermDto {
  /** The first day. Left out or null: no start is known. */
  @Optional() @OrNull() @UncertainDay() from?: UncertainDate;

  @Optional() @Certainty() fromCertainty?: CertaintyOf;

  /** As the source puts it, or what the date was inferred from. */
  @Optional() @Line(1000) fromEvidence?: string;

  /** The last day. Left out or null: it has no end. */
  @Optional()
  @OrNull()
  @UncertainDay()
  @Also({ code: 'ends-before-start', detail: 'The term ends before it begins.', test: endsAfterStart })
  to?: UncertainDate;

  @Optional() @Certainty() toCertainty?: CertaintyOf;

  /** As the source puts it, or what the date was inferred from. */
  @Optional() @Line(1000) toEvidence?: string;
}

function endsAfterStart(_to: unknown, { from, to }: Term): boolean {
  if (!isUncertainDate(from) || !isUncertainDate(to)) return true;
  return possibleDays(from)!.first <= possibleDays(to)!.last;
}

export class RegisterAgreementDto {
  @Id() agreementId: string;

  @Line(500) name: string;

  @OneOf(agreementKinds) kind: AgreementKind;

  /** The body whose budgets fund it. */
  @Id() bodyId: string;

  /** partyIds. */
  @TextList([id], 500) parties: string[];

  /** `unknown`: there may be others. `stated` unless said. */
  @Optional() @Certainty() partiesCertainty?: CertaintyOf;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @Nested(() => TermDto) term?: TermDto;

  @Optional() @FreeText() note?: string;
}

/** By which index series an amount follows prices. */
export class IndexTermsDto {
  @Id() indexId: string;

  /** In whose prices the amount is stated; no later than the year that the first funded year's prices are of. */
  @Year() baseYear: number;

  /** How many years before a funded year the one is whose value it is put up to; 0 unless said. */
  @Optional() @WholeNumber(0, 10) lagYears?: number;

  /** Of an amount that falls half way between two; half-even unless said. */
  @Optional() @OneOf(roundings) rounding?: Rounding;
}

export class FundingTermsDto {
  @Id() recipientId: string;

  /** A year's amount; null where the source states none. */
  @OrNull() @AmountText() amount: string | null;

  @Currency() currency: string;

  @Year() firstYear: number;

  /** Left out: until further notice. */
  @Optional()
  @Year()
  @Also({
    code: 'ends-before-start',
    detail: 'The last year is before the first.',
    test: (last, { firstYear }: FundingTermsDto) => typeof firstYear !== 'number' || (last as number) >= firstYear,
  })
  lastYear?: number;

  /**
   * How much of the amount is given in a year that the agreement holds in part: all of it (`none`, unless said), 1/12 for
   * each month that it holds in on any day, or 1/365 (1/366) for each day; rounded half-even.
   */
  @Optional() @OneOf(prorations) proration?: Proration;

  /** Left out: the amount is the same every year. */
  @Optional() @Nested(() => IndexTermsDto) indexation?: IndexTermsDto;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class FundYearDto {
  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @Day() effectiveOn?: string;

  /** As of an allocation: in a budget that has opened programmes the id of one; else any text. */
  @Optional() @Line(200) programme?: string;

  /** As of an allocation. */
  @Optional() @TextMap(50, 100, 500) dimensions?: Record<string, string>;

  @Optional() @FreeText() note?: string;
}

export class FundAgreementYearDto extends FundYearDto {
  /** In whose budget, of those that the agreement's shares name; the agreement's own body unless said. */
  @Optional() @Id() bodyId?: string;
}
