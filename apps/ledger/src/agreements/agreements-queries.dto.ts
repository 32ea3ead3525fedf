import { ApiProperty } from '@nestjs/swagger';
import { agreementKinds, type AgreementKind } from '@anslag/domain/agreement/events';
import type { InForce } from '@anslag/domain/agreement/in-force';
import { Optional } from '../http/validation/field';
import { Id, Line } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from '../reports/basis.dto';

export class AgreementsQueryDto extends PageQueryDto {
  @Optional() @Id() bodyId?: string;

  /** Looked for in ids and names, whatever the case. */
  @Optional() @Line(200) q?: string;
}

export class AgreementSummaryDto {
  agreementId: string;
  name: string;
  @ApiProperty({ enum: agreementKinds }) kind: AgreementKind;
  bodyId: string;
  parties: string[];
  decision: unknown;
  term: unknown;
  note: string | null;
  /** On inForceOn: effectiveAt, or today without it. */
  @ApiProperty({ enum: ['yes', 'no', 'unknown'] }) inForce: InForce;
  inForceOn: string;
}

export class FundingTermsAnswerDto {
  recipientId: string;
  /** null where none is stated. */
  amount: string | null;
  currency: string;
  firstYear: number;
  lastYear: number | null;
  decision: unknown;
}

export class FundedYearDto {
  year: number;
  allocationId: string;
  amount: string;
}

export class AgreementsAnswer {
  basis: BasisDto;
  agreements: AgreementSummaryDto[];
  next: string | null;
}

export class AgreementAnswer extends AgreementSummaryDto {
  basis: BasisDto;
  fundingTerms: FundingTermsAnswerDto[];
  years: FundedYearDto[];
}
