import { BasisDto } from '../reports/basis.dto';

/** A programme as known at the basis; with a null id what is under none. Reversals are netted. */
export class ProgrammeRowDto {
  programmeId: string | null;
  name: string | null;
  /** none, warn or stop; of what is under no programme the budget's. */
  control: string;
  appropriated: string;
  /** Moved to it from elsewhere in the budget, less what was moved away. */
  moved: string;
  /** null where it has no limit: control none, and nothing given to it. It spends of what no programme has then. */
  available: string | null;
  reserved: string;
  committed: string;
  disbursed: string;
  returned: string;
  lapsed: string;
  carriedIn: string;
  carriedOut: string;
  transferredIn: string;
  transferredOut: string;
  priorYear: string;
}

export class ProgrammesAnswer {
  basis: BasisDto;
  bodyId: string;
  year: number;
  currency: string;
  /** Of the budget's stream, as known at the basis. */
  revision: string;
  /** By programmeId, what is under none last. Each figure of all rows adds up to the budget's. */
  rows: ProgrammeRowDto[];
}
