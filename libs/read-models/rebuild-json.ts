import type { RebuildStatus } from './rebuilds';

type AsText = 'requestedAt' | 'endedAt' | 'position' | 'target' | 'comparedAt';

/** How a rebuild stands, as it is told outside: instants in UTC, and positions as text. */
export interface RebuildJson extends Omit<RebuildStatus, AsText> {
  requestedAt: string;
  endedAt: string | null;
  position: string | null;
  target: string | null;
  comparedAt: string | null;
}

export function rebuildJson(rebuild: RebuildStatus): RebuildJson {
  return {
    ...rebuild,
    requestedAt: new Date(rebuild.requestedAt).toISOString(),
    endedAt: rebuild.endedAt === null ? null : new Date(rebuild.endedAt).toISOString(),
    position: textOf(rebuild.position),
    target: textOf(rebuild.target),
    comparedAt: textOf(rebuild.comparedAt),
  };
}

const textOf = (position: bigint | null): string | null => (position === null ? null : String(position));
