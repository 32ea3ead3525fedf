export class StoreHealthDto {
  reachable: boolean;
  /** Of the last event; null where there is none, or the store is away. */
  position: string | null;
}

/** Without it there are no reports; commands are recorded all the same. */
export class ReadDatabaseHealthDto {
  reachable: boolean;
}

export class LagDto {
  /** Events not folded yet; null where the store's positions cannot tell. */
  events: number | null;
  seconds: number;
}

export class ProjectionHealthDto {
  name: string;
  version: number;
  /** The position that it has folded up to; null before the first event. */
  position: string | null;
  lag: LagDto;
  /** Why it has stopped, where it has. */
  stopped?: string;
}

/** Without it names of persons cannot be read or recorded; amounts can. */
export class KeysHealthDto {
  reachable: boolean;
  /** Of how many persons the key is gone though nobody erased them: their names cannot be read until it is restored. */
  missing: number;
}

export class HealthAnswer {
  status: 'ready' | 'not-ready';
  live: boolean;
  ready: boolean;
  store: StoreHealthDto;
  readDatabase: ReadDatabaseHealthDto;
  keys: KeysHealthDto;
  projections: ProjectionHealthDto[];
}
