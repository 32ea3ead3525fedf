import { deadlineKinds, type DeadlineKind } from '@anslag/domain/agreement/deadlines';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
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

  @Optional() @OneOf(deadlineKinds) kind?: DeadlineKind;
}

export class DeadlineRowDto {
  agreementId: string;
  agreementName: string;
  bodyId: string;
  /** notice: the last day to give it, counted back from an option's last day or from the end of the term. */
  @ApiProperty({ enum: deadlineKinds }) kind: DeadlineKind;
  /** The option or deliverable that falls due; null where it is the agreement itself. */
  subjectId: string | null;
  /** Whose it is, where that is stated. */
  partyId: string | null;
  @UncertainDay() dueOn: UncertainDate;
  @Sureness() dueOnCertainty: Certainty | null;
  /** The days that dueOn can mean. */
  earliest: string;
  latest: string;
  /** Whether all of them have passed. */
  overdue: boolean;
}

export class DeadlinesAnswer {
  basis: BasisDto;
  /** effectiveAt, or today without it: what is past by then is left out, unless it was to be done and was not. */
  on: string;
  /** By the earliest day that each can mean. */
  rows: DeadlineRowDto[];
  next: string | null;
}
