import { partyKinds, type PartyKind } from '@anslag/domain/party/events';
import { DecisionDto } from '../http/decision.dto';
import { Nested, NestedList, Optional } from '../http/validation/field';
import { Day, FreeText, Id, Line, Matching, OneOf } from '../http/validation/fields';

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
