import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { OrNull, Optional } from './validation/field';
import { Certainty, Id, Line, Sha256, UncertainDay } from './validation/fields';

/** What a board decided and where that can be looked up. */
export class DecisionDto {
  /** The deciding body's partyId. */
  @Id() bodyId: string;

  /** As precise as the source: a day, a month, a year, or null where it is not stated. */
  @OrNull() @UncertainDay() decidedOn: UncertainDate;

  /** `stated` unless said. */
  @Optional() @Certainty() decidedOnCertainty?: CertaintyOf;

  @Optional() @Line(200) caseNumber?: string;

  /** The minute item. */
  @Optional() @Line(200) item?: string;

  /** Of the document, in lower-case hexadecimal. */
  @Optional() @Sha256() documentSha256?: string;
}
