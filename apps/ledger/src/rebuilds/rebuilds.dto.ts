import type { RebuildState } from '@anslag/read-models/rebuilds';
import { ApiProperty } from '@nestjs/swagger';
import { Optional } from '../http/validation/field';
import { FreeText, Limit, Line, Matching } from '../http/validation/fields';

const states = [
  ...(['requested', 'building', 'comparing', 'differs', 'accepted'] as const),
  ...(['done', 'refused', 'failed', 'withdrawn'] as const),
] as const satisfies readonly RebuildState[];

export class RebuildPath {
  @Matching('not-a-number', 'Must be the number of a rebuild.', /^[1-9]\d{0,8}$/) id: string;
}

export class RequestRebuildDto {
  /** A read model, as /health names it. */
  @Line(100) projection: string;
}

export class DecideRebuildDto {
  /** Why the rows may differ, or why the rebuild is given up. */
  @FreeText() reason: string;
}

export class DifferencesQueryDto {
  /** 100 unless said. */
  @Optional() @Limit() limit?: number;

  /** `next` of the page before. */
  @Optional() @Matching('not-a-cursor', 'Must be the `next` of a page before.', /^\d{1,9}$/) cursor?: string;
}

/** A read model made anew beside the one that is in use. */
export class RebuildAnswer {
  id: number;
  projection: string;
  version: number;
  /** `differs` waits for acceptance or withdrawal; `done`, `refused`, `failed` and `withdrawn` are its ends. */
  @ApiProperty({ enum: states }) state: RebuildState;
  requestedBy: string;
  requestedAt: string;
  /** How far the new tables have come, and how far those in use are. */
  position: string | null;
  target: string | null;
  /** Rows compared so far, and all there are. */
  compared: number | null;
  toCompare: number | null;
  differences: number | null;
  /** The position at which both were compared. */
  comparedAt: string | null;
  decidedBy: string | null;
  reason: string | null;
  /** Why it was refused or failed. */
  detail: string | null;
  endedAt: string | null;
}

export class RebuildsAnswer {
  rebuilds: RebuildAnswer[];
}

/** A row that is not the same; amounts in minor units. A side without the row is null, else it has what differs. */
export class DifferenceDto {
  table: string;
  key: Record<string, unknown>;
  live: Record<string, unknown> | null;
  rebuilt: Record<string, unknown> | null;
}

export class DifferencesAnswer {
  differences: DifferenceDto[];
  next: string | null;
}
