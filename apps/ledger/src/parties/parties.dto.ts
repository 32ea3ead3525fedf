import { partyKinds, type PartyKind } from '@anslag/domain/party/events';
import type { Certainty as CertaintyOf, UncertainDate } from '@anslag/domain/decision';
import { DecisionDto } from '../http/decision.dto';
import { Nested, NestedList, Optional, OrNull } from '../http/validation/field';
import { Certainty, Day, Fraction, FreeText, Id, Line, Matching, OneOf, UncertainDay } from '../http/validation/fields';

export class PartyPath {
  @Id() partyId: string;
}

export class IdentifierDto {
  /** An org-id.guide code, such as SE-ON. */
  @Matching('not-a-scheme', 'Must be a code of org-id.guide, such as SE-ON.', /^[A-Z0-9]{2,10}(-[A-Z0-9_]{1,30}){0,3}$/)
  scheme: string;

  @Line(100) id: string;
}

export class RegisterPartyDto {
  @Id() partyId: string;

  @Line(500) name: string;

  @OneOf(partyKinds) kind: PartyKind;

  @Optional() @NestedList(() => IdentifierDto, 50) identifiers?: IdentifierDto[];
}

export class RenamePartyDto {
  @Line(500) name: string;

  /** The day from which the name holds. */
  @Day() effectiveFrom: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class OwnerDto {
  @Id() ownerId: string;

  /** Which part of it, as an exact fraction. null: not stated. */
  @OrNull() @Fraction() share: string | null;
}

/** All of its owners from a day on, as far as they are known. */
export class RecordOwnershipDto {
  @NestedList(() => OwnerDto, 500, 1) owners: OwnerDto[];

  /** null: not stated. */
  @OrNull() @UncertainDay() effectiveFrom: UncertainDate;

  @Optional() @Certainty() effectiveFromCertainty?: CertaintyOf;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class EndorseRenameDto {
  @Line(500) name: string;

  @Nested(() => DecisionDto) decision: DecisionDto;

  @Optional() @FreeText() note?: string;
}

export class IdentifyPartyDto extends IdentifierDto {
  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class MergePartyDto {
  /** The party that stands for it from then on; it must not be merged itself. */
  @Id() into: string;

  /** The day from which reports count the two as one. */
  @Day() effectiveFrom: string;

  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}

export class ErasePartyDto {
  /** Stays in the log for ever: on whose request and by which rule, and nothing of the person. */
  @FreeText() reason: string;

  @Optional() @Nested(() => DecisionDto) decision?: DecisionDto;
}
