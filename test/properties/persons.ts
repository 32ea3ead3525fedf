/** A list kept by hand of who is a person and who was erased; says what an event about one does wrong. */
export class Persons {
  readonly #persons = new Set<string>();
  readonly #erased = new Set<string>();

  wrongIn({ type, data }: { type: string; data: unknown }): string[] {
    if (!type.startsWith('Party') && type !== 'ErasureRecorded') return [];
    const { partyId, kind, name, identifiers, id, sealed } = data as Record<string, unknown>;
    const who = partyId as string;
    if (kind === 'person') this.#persons.add(who);
    const isPerson = this.#persons.has(who);
    const wrong: string[] = [];
    if (isPerson && (name ?? identifiers ?? id) !== undefined) wrong.push(`${type} of a person in plain text`);
    if (!isPerson && sealed !== undefined) wrong.push(`${type} of no person is sealed`);
    if (this.#erased.has(who) && (sealed !== undefined || type === 'ErasureRecorded'))
      wrong.push(`${type} once erased`);
    if (type === 'ErasureRecorded') {
      if (!isPerson) wrong.push('no person was erased');
      this.#erased.add(who);
    }
    return wrong;
  }
}
