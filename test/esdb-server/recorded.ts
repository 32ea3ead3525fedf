/** An event as a writer hands it in; ids are lower-case UUIDs. */
export interface Proposed {
  id: string;
  type: string;
  json: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}

/** A stored event. `position` is both its commit and its prepare position; `created` counts 100 ns since 1970. */
export interface Recorded extends Proposed {
  stream: string;
  revision: bigint;
  position: number;
  created: bigint;
}
