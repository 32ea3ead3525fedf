import { Optional } from '../http/validation/field';
import { Day, Limit, Matching, Position } from '../http/validation/fields';
import { Instant } from './instant';

/** What every query takes. */
export class QueryDto {
  /** A command's position: the answer waits until it shows that command, two seconds at most. */
  @Optional() @Position() atLeast?: string;
}

/** Where a report stands on the two time axes, which are independent. */
export class BasisQueryDto extends QueryDto {
  /** Entries that take effect up to this day count; without it all of them, future ones too. */
  @Optional() @Day() effectiveAt?: string;

  /** What the ledger knew at this instant. */
  @Optional() @Instant() knownAt?: string;

  /** What the ledger knew at this position, as an answer's `basis` gave it. */
  @Optional() @Position() knownPosition?: string;
}

/** A list's page. The cursor brings its list's filters and basis along; sent with it, they must be the same. */
export class PageQueryDto extends BasisQueryDto {
  /** 100 unless said. */
  @Optional() @Limit() limit?: number;

  /** `next` of the page before. */
  @Optional()
  @Matching('not-a-cursor', 'Must be the `next` of a page before.', /^[A-Za-z0-9_-]{1,4000}$/)
  cursor?: string;
}

/** Where an answer stood: asked again with this position it is the same. Absent ones are null. */
export class BasisDto {
  position: string;
  effectiveAt: string | null;
  knownAt: string | null;
  projectionVersion: number;
}
