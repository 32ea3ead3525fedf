/**
 * A map of which every version stays as it was: setting yields the next version. Values are never undefined; iteration is in
 * the order in which names were first set. Meant for histories that mostly go on from their end: the newest version is a
 * plain hash table, and each older one says only in what it differs from the one after it (after H. Baker, "Shallow binding
 * makes functional arrays fast", 1991). Going on from an older version, or iterating over it, takes as many steps as lie
 * between; looking something up in it does, too, and leaves the newest one alone. An older version keeps all after it alive.
 */
export class VersionedMap<K, V> {
  /** The entries, in the version that was last worked on; the others hold what differs from `#next`. */
  #table: Map<K, V> | null;
  #next: VersionedMap<K, V> | null = null;
  #key: K | undefined = undefined;
  /** What this version has under `#key`, where the next one has something else; undefined: nothing. */
  #value: V | undefined = undefined;

  private constructor(table: Map<K, V>) {
    this.#table = table;
  }

  static of<K, V>(entries: Iterable<readonly [K, V]> = []): VersionedMap<K, V> {
    return new VersionedMap(new Map(entries));
  }

  get(key: K): V | undefined {
    // oxlint-disable-next-line typescript/no-this-alias -- the walk begins here
    let version: VersionedMap<K, V> = this;
    while (version.#table === null) {
      if (version.#key === key) return version.#value;
      version = version.#next!;
    }
    return version.#table.get(key);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  get size(): number {
    return this.#worked().size;
  }

  set(key: K, value: V): VersionedMap<K, V> {
    const table = this.#worked();
    // Many histories may begin with the same empty version, and shall not be one another's.
    if (table.size === 0) return new VersionedMap(new Map([[key, value]]));
    const next = new VersionedMap(table);
    this.#stepTo(next, key, table.get(key));
    table.set(key, value);
    return next;
  }

  /** The entries as they are in this version, whatever is set meanwhile. */
  entries(): [K, V][] {
    return [...this.#worked()];
  }

  keys(): K[] {
    return [...this.#worked().keys()];
  }

  values(): V[] {
    return [...this.#worked().values()];
  }

  [Symbol.iterator](): Iterator<[K, V]> {
    return this.entries()[Symbol.iterator]();
  }

  /** The table, with the entries of this version: what was set since is undone, and noted in the versions that have it. */
  #worked(): Map<K, V> {
    if (this.#table !== null) return this.#table;
    const older: VersionedMap<K, V>[] = [];
    // oxlint-disable-next-line typescript/no-this-alias -- the walk begins here
    let version: VersionedMap<K, V> = this;
    for (; version.#table === null; version = version.#next!) older.push(version);
    const table = version.#table;
    for (const before of older.toReversed()) {
      const key = before.#key as K;
      const value = before.#value;
      version.#stepTo(before, key, table.get(key));
      if (value === undefined) table.delete(key);
      else table.set(key, value);
      before.#table = table;
      before.#next = null;
      before.#key = before.#value = undefined;
      version = before;
    }
    return table;
  }

  #stepTo(next: VersionedMap<K, V>, key: K, value: V | undefined): void {
    this.#table = null;
    this.#next = next;
    this.#key = key;
    this.#value = value;
  }
}
