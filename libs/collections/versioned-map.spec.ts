import * as fc from 'fast-check';
import { VersionedMap } from './versioned-map';

/** What to do next: set a name in some version, or read one through and through. */
const steps = fc.array(
  fc.record({
    version: fc.nat(),
    isNewest: fc.boolean(),
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    value: fc.nat(9),
    does: fc.constantFrom('set', 'set', 'look', 'list'),
  }),
  { maxLength: 60 },
);

test('every version stays as it was, from whichever one the next is made and whichever is read', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const versions = [{ map: VersionedMap.of([['a', 100]] as [string, number][]), copy: new Map([['a', 100]]) }];
      for (const { version, isNewest, name, value, does } of all) {
        const { map, copy } = versions[isNewest ? versions.length - 1 : version % versions.length]!;
        if (does === 'set') versions.push({ map: map.set(name, value), copy: new Map(copy).set(name, value) });
        else if (does === 'look') expect([map.get(name), map.has(name)]).toEqual([copy.get(name), copy.has(name)]);
        else expect([...map].sort()).toEqual([...copy].sort());
      }
      for (const { map, copy } of versions)
        for (const name of ['a', 'b', 'c', 'd', 'e']) expect(map.get(name)).toBe(copy.get(name));
      for (const { map, copy } of versions) {
        expect(map.size).toBe(copy.size);
        expect(map.keys().sort()).toEqual([...copy.keys()].sort());
        expect(map.values().sort()).toEqual([...copy.values()].sort());
      }
    }),
    { numRuns: 500 },
  );
});

test('what is listed is in the order in which it was first set, also after a look at older versions', () => {
  const first = VersionedMap.of<string, number>();
  const second = first.set('z', 1).set('a', 2);
  const third = second.set('m', 3).set('z', 4);
  expect(first.entries()).toEqual([]);
  expect(second.keys()).toEqual(['z', 'a']);
  expect(third.entries()).toEqual([
    ['z', 4],
    ['a', 2],
    ['m', 3],
  ]);
});

test('what is set while a list is gone through is not in it', () => {
  let map = VersionedMap.of([['a', 1]]);
  const seen: string[] = [];
  for (const [name] of map) {
    seen.push(name);
    map = map.set(`${name}'`, 2);
  }
  expect(seen).toEqual(['a']);
});

test('a version that began another history is left as it was by both', () => {
  const base = VersionedMap.of([['a', 1]]);
  const [one, other] = [base.set('b', 2), base.set('b', 3).set('a', 4)];
  expect([base.entries(), one.entries(), other.entries()]).toEqual([
    [['a', 1]],
    [
      ['a', 1],
      ['b', 2],
    ],
    [
      ['a', 4],
      ['b', 3],
    ],
  ]);
});
