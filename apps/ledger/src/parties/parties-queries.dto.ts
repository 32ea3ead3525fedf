import { partyKinds, type PartyKind } from '@anslag/domain/party/events';
import type { Certainty, UncertainDate } from '@anslag/domain/decision';
import { ApiProperty } from '@nestjs/swagger';
import { Optional } from '../http/validation/field';
import { Line } from '../http/validation/fields';
import { BasisDto, PageQueryDto } from '../reports/basis.dto';

export class PartiesQueryDto extends PageQueryDto {
  /**
   * Looked for in ids, in all names and in identifiers, whatever the case. In those of persons and sole traders only where a
   * controller asks; see personsSearched.
   */
  @Optional() @Line(200) q?: string;
}

export class PartyNameDto {
  name: string;
  /** null: from ever, as far as the ledger knows. */
  effectiveFrom: string | null;
}

export class PartyIdentifierDto {
  scheme: string;
  id: string;
}

export class PartyMergerDto {
  partyId: string;
  effectiveFrom: string;
}

export class PartyDto {
  partyId: string;
  @ApiProperty({ enum: partyKinds }) kind: PartyKind;
  /** At effectiveAt; without it the latest, future ones too. Of a person a mask, unless a controller asks. */
  name: string;
  names: PartyNameDto[];
  identifiers: PartyIdentifierDto[];
  /** Whom it has gone up in; null: in nobody, at effectiveAt. */
  mergedInto: PartyMergerDto | null;
  /** Who stands for it in the end, and is counted with it in reports: itself where it is not merged. */
  survivorId: string;
  /** Those merged into it, directly or through others. */
  mergedFrom: string[];
  /** Whether the data of this person was erased: nobody can read it any more, at no point of the axes. */
  erased: boolean;
}

export class PartiesAnswer {
  basis: BasisDto;
  parties: PartyDto[];
  /**
   * Whether `q` was looked for in names and identifiers of persons: not for other roles than controller, nor where the ledger
   * has more than 10,000 of them. null without `q`.
   */
  personsSearched: boolean | null;
  next: string | null;
}

/** At effectiveAt; without it those of the latest day recorded, a future one too. */
export class OwningDto {
  partyId: string;
  partyName: string | null;
  ownerId: string;
  ownerName: string | null;
  /** An exact fraction; null where it is not stated. */
  share: string | null;
  @ApiProperty({ type: String, nullable: true }) effectiveFrom: UncertainDate;
  @ApiProperty({ enum: ['stated', 'inferred', 'unknown'], nullable: true, type: String })
  effectiveFromCertainty: Certainty | null;
}

export class EndorsedNameDto {
  name: string;
  decision: unknown;
  note: string | null;
}

export class PartyAnswer extends PartyDto {
  basis: BasisDto;
  owners: OwningDto[];
  /** Of what it is an owner. */
  owns: OwningDto[];
  /** Names that bodies have backed: they are none of `names` until the party is renamed. */
  endorsedNames: EndorsedNameDto[];
}
