import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { deadlineKinds, dueKinds, type DeadlineKind, type DueKind } from '@anslag/read-models/deadline-row';
import { ApiProperty } from '@nestjs/swagger';
import { Sureness, UncertainDay } from '../agreements/agreement-answers.dto';
import { Optional } from '../http/validation/field';
import { Day, Id, OneOf } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from './basis.dto';

export class DeadlinesQueryDto extends PageQueryDto {
  /** Only what can fall due on this day or earlier. */
  @Optional() @Day() until?: string;

  @Optional() @Id() bodyId?: string;

  @Optional() @Id() agreementId?: string;

  /** Whose it is: of a report, claim or instalment, the recipient. */
  @Optional() @Id() partyId?: string;

  @Optional() @OneOf(deadlineKinds) kind?: DeadlineKind;
}

export class DeadlineRowDto {
  /** Of an allocation: the agreement that it is under, if any. */
  agreementId: string | null;
  agreementName: string | null;
  bodyId: string;
  /** The allocation that it is about and the budget year that has it now; null where it is about an agreement. */
  year: number | null;
  allocationId: string | null;
  /**
   * notice: the last day to give it, counted back from an option's last day or from the end of the term. report: one that is
   * owed on an allocation. claim: money that was demanded back. instalment: money to be disbursed by an allocation's plan.
   */
  @ApiProperty({ enum: deadlineKinds }) kind: DeadlineKind;
  /** The option, deliverable, reporting duty, claim or instalment that falls due; null where it is the agreement itself. */
  subjectId: string | null;
  /** What is to be done, in words, where that was said. */
  what: string | null;
  /** Whose it is, where that is stated; of an instalment, whom it is paid to. */
  partyId: string | null;
  @UncertainDay() dueOn: UncertainDate;
  @Sureness() dueOnCertainty: Certainty | null;
  /** The days that dueOn can mean. */
  earliest: string;
  latest: string;
  /** Whether all of them have passed. */
  overdue: boolean;
  /** Whether nothing is disbursed on the allocation while it is overdue; null where it is no reporting duty. */
  withholds: boolean | null;
  /** The reporting duty that must be received or waived before an instalment is paid, if any. */
  afterDutyId: string | null;
  /** What is outstanding of a claim or instalment; null where it is none. */
  amount: string | null;
  currency: string | null;
}

export class DueTotalDto {
  @ApiProperty({ enum: dueKinds }) kind: DueKind;
  currency: string;
  amount: string;
}

export class DeadlinesAnswer {
  basis: BasisDto;
  /** effectiveAt, or today without it: what is past by then is left out, unless it was to be done and was not. */
  on: string;
  /** By the earliest day that each can mean. */
  rows: DeadlineRowDto[];
  /** What is outstanding of claims and of instalments in all rows, those of other pages too. */
  totals: DueTotalDto[];
  next: string | null;
}
