import * as fc from 'fast-check';
import type { Role } from './ledger-process';
import { filled, routes, type Route } from './routes';

/** A request that the ledger must refuse, with where its problem detail has to point. */
export interface BadRequest {
  method: string;
  path: string;
  as: Role | null;
  raw?: string;
  headers?: Record<string, string>;
  /** The pointer's beginning, or the field of a path, query or header; null where no field is to blame. */
  at: { pointer: string } | { in: string; name: string } | null;
}

/** Things that are there, so that only the badness of a request keeps it from being booked. */
export const present = {
  partyId: 'novahuset',
  allocationId: 'engangs',
  appropriationId: 'ram',
  subject: 'bo',
  dutyId: 'slut',
  claimId: 'k',
  dimensionId: 'konto',
  agreementId: 'iop-novahuset',
  transferId: 'flytt',
  /** Of things of the agreement; as with rebuilds, there need not be any. */
  optionId: 'o',
  deliverableId: 'd',
  /** Of a rebuild; there need not be one, since a bad request is refused before it is looked for. */
  id: '1',
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Place {
  path: (string | number)[];
  value: Json;
}

function placesIn(value: Json, path: (string | number)[] = []): Place[] {
  const here = { path, value };
  if (Array.isArray(value)) return [here, ...value.flatMap((item, index) => placesIn(item, [...path, index]))];
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))];
}

const pointerTo = (path: readonly (string | number)[]): string =>
  path.map((token) => `/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** The value with another one at a place; `undefined` takes the key away. */
function changed(value: Json, [token, ...rest]: (string | number)[], to: Json | undefined): Json | undefined {
  if (token === undefined) return to;
  if (Array.isArray(value)) return value.map((item, index) => (index === token ? changed(item, rest, to)! : item));
  const { [token]: item, ...others } = value as { [key: string]: Json };
  const after = changed(item ?? null, rest, to);
  return after === undefined ? others : { ...others, [token]: after };
}

const mayBeNull = new Set(
  (
    'amount decidedOn from to joinedOn leftOn endsOn noticeOn supersededOn before after ' +
    'exercisableFrom exercisableUntil extendsTo exercisedOn declinedOn plannedFrom adoptBy ' +
    'dueOn followedUpOn email share total publishedOn effectiveFrom'
  ).split(' '),
);
const amounts = new Set(['amount', 'difference', 'above', 'limit']);
const badAmounts = [
  '0',
  '+1',
  '1e3',
  ' 1',
  '01',
  '1,5',
  'NaN',
  'Infinity',
  '1.',
  '٣',
  '1'.repeat(20),
  `1.${'1'.repeat(19)}`,
];

/** What no field takes that holds such a value in a good body. */
function notLike({ value, path }: Place): fc.Arbitrary<Json> {
  const key = String(path.at(-1) ?? '');
  const never: Json[] = mayBeNull.has(key) ? [] : [null];
  switch (typeof value) {
    case 'number':
      return fc.oneof(
        fc.constantFrom<Json>(...never, '2019', 2019.5, 1899, 3000, -1, true, [], {}),
        fc.double({ max: 0 }).map(finite),
      );
    case 'boolean':
      return fc.constantFrom<Json>(...never, 'true', 0, 1, [], {});
    case 'string': {
      const texts = amounts.has(key) ? badAmounts : ['', ' ', '\u0000', '\ud800', 'x'.repeat(10_001), 'a\u007fb'];
      return fc.oneof(
        fc.constantFrom<Json>(...never, 7, 1e300, false, [], {}, ['x'], { a: 1 }, ...texts),
        fc.integer(),
      );
    }
    default:
      // Where nothing is stated a text may stand instead.
      if (value === null && mayBeNull.has(key)) return fc.constantFrom<Json>(7, true, [], {});
      return fc.oneof(fc.constantFrom<Json>(...never, 'x', 7, true, Array.isArray(value) ? {} : []), fc.string());
  }
}

const finite = (number: number): number => (Number.isFinite(number) && !Number.isInteger(number) ? number : -1.5);

/** A good body made bad in one place. */
function badBody(example: { [key: string]: Json }, required: string[]): fc.Arbitrary<Pick<BadRequest, 'raw' | 'at'>> {
  const places = placesIn(example);
  const objects = places.filter(({ value, path }) => isObject(value) && path.at(-1) !== 'dimensions');
  const good = JSON.stringify(example);
  const wrongValue = fc
    .constantFrom(...places)
    .chain((place) => notLike(place).map((value) => ({ place, value })))
    .map(({ place: { path }, value }) => ({
      raw: JSON.stringify(changed(example, path, value)),
      at: { pointer: pointerTo(path) },
    }));
  const missing = fc
    .nat()
    .map((nth) => required[nth % required.length]!)
    .map((key) => ({
      raw: JSON.stringify(changed(example, [key], undefined)),
      at: { pointer: pointerTo([key]) },
    }));
  const unknownField = fc
    .record({
      at: fc.constantFrom(...objects),
      key: fc.oneof(
        fc.string(),
        fc.constantFrom('constructor', 'toString', '__proto__', 'actor', 'recordedAt', 'a/b~c'),
      ),
      value: fc.jsonValue(),
    })
    .filter(({ at, key }) => !(key in (at.value as object)) || Object.hasOwn(Object.prototype, key))
    .map(({ at, key, value }) => ({
      raw: spliced(good, JSON.stringify(at.value), `${JSON.stringify(key)}:${JSON.stringify(value)}`),
      at: { pointer: pointerTo(at.path) },
    }));
  const twice = fc.constantFrom(...objects.filter(({ value }) => Object.keys(value as object).length > 0)).map((at) => {
    const [key, value] = Object.entries(at.value as object)[0] as [string, Json];
    return {
      raw: spliced(good, JSON.stringify(at.value), `${JSON.stringify(key)}:${JSON.stringify(value)}`),
      at: { pointer: pointerTo([...at.path, key]) },
    };
  });
  const noJson = fc
    .oneof(
      fc.nat(good.length - 1).map((end) => good.slice(0, end)),
      fc.string({ minLength: 1 }).map((junk) => good + junk.replaceAll(/\s/g, '!')),
      fc.constantFrom(
        `${good},`,
        `[${good}`,
        good.replaceAll('"', "'"),
        good.replace(':', '='),
        `//x\n${good}`,
        `\ufeff${good}`,
      ),
      fc.string().map((text) => `{${text}`),
    )
    .map((raw) => ({ raw, at: { pointer: '' } }));
  const noObject = fc
    .oneof(fc.array(fc.jsonValue()), fc.string(), fc.integer(), fc.constantFrom(null, true))
    .map((value) => ({ raw: JSON.stringify(value), at: { pointer: '' } }));
  return fc.oneof(
    { arbitrary: wrongValue, weight: 6 },
    { arbitrary: unknownField, weight: 2 },
    { arbitrary: twice, weight: 1 },
    ...(required.length > 0 ? [{ arbitrary: missing, weight: 1 }] : []),
    { arbitrary: noJson, weight: 2 },
    { arbitrary: noObject, weight: 1 },
  );
}

const isObject = (value: Json): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text with one more member in an object; JSON.stringify could not hold a key twice, nor `__proto__`. */
function spliced(text: string, object: string, member: string): string {
  const start = text.indexOf(object);
  return `${text.slice(0, start + 1)}${member}${object === '{}' ? '' : ','}${text.slice(start + 1)}`;
}

const badValues: Record<string, string[]> = {
  limit: ['0', '1001', 'ten', '-1', '1.5'],
  effectiveAt: ['2019-02-29', '2019-11', 'today'],
  knownAt: ['yesterday', '2019-13-01T00:00:00Z'],
  knownPosition: ['-1', 'x', '99999999999999999'],
  atLeast: ['-1', 'x'],
  cursor: ['x', 'e30'],
  year: ['19', 'x', '3000'],
  mine: ['1', 'yes', ''],
  until: ['2019-02-29', '2019'],
};

function badQuery({ query }: Route): fc.Arbitrary<{ search: string; at: BadRequest['at'] }> {
  const known = query.flatMap((name) => (badValues[name] ?? []).map((value) => ({ name, value })));
  // What a query must have, or its lack would be told instead.
  const needed: Record<string, string> = query.includes('againstEffectiveAt')
    ? { againstEffectiveAt: '2019-01-01' }
    : {};
  const unknown = fc
    .tuple(fc.string({ minLength: 1 }), fc.string())
    .filter(([name]) => !query.includes(name) && !/\p{Surrogate}/u.test(name))
    .map(([name, value]) => ({ name, value }));
  return fc.oneof(unknown, ...(known.length > 0 ? [fc.constantFrom(...known)] : [])).map(({ name, value }) => ({
    search: `?${new URLSearchParams({ ...needed, [name]: value })}`,
    at: { in: 'query', name },
  }));
}

/** A path as the client takes it. */
const asCalled = (path: string): string => (path.startsWith('/api/v1/') ? path.slice('/api/v1'.length) : `/${path}`);

/** One bad request to a route. */
function badRequestTo(route: Route): fc.Arbitrary<BadRequest> {
  const { method, path, roles, example, isCommand, required } = route;
  const good = {
    method,
    path: asCalled(filled(path, present)),
    as: roles[0] as Role,
    ...(example && { raw: JSON.stringify(example) }),
  };
  const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const kinds: fc.Arbitrary<BadRequest>[] = [
    badQuery(route).map(({ search, at }) => ({ ...good, path: good.path + search, at })),
    fc.constantFrom(null, 'nobody').map((who) => ({
      ...good,
      as: null,
      at: null,
      ...(who && { headers: { authorization: `Bearer ${who}` } }),
    })),
  ];
  if (parameters.length > 0)
    kinds.push(
      fc
        .tuple(
          fc.constantFrom(...parameters),
          fc.constantFrom('A', '-', '%20', 'x%2Fy', '%00', '%F0%9F%98%80', 'x'.repeat(101)),
          fc.constantFrom('%20', 'x%20y', '%00', '%F0%9F%98%80', 'x'.repeat(256)),
        )
        // What signs in is called as its issuer likes.
        .map(([name, id, subject]) => [name, name === 'subject' ? subject : id] as const)
        .map(([name, value]) => ({
          ...good,
          path: asCalled(filled(path, { ...present, [name]: value })),
          at: { in: 'path', name },
        })),
    );
  if (example)
    kinds.push(
      badBody(example as { [key: string]: Json }, required).map((bad) => ({ ...good, ...bad })),
      fc.constantFrom('text/plain', 'application/xml', 'multipart/form-data', 'x').map((type) => ({
        ...good,
        headers: { 'content-type': type },
        at: null,
      })),
    );
  if (isCommand)
    kinds.push(
      fc.constantFrom('', ' ', 'a b', 'x'.repeat(201)).map((key) => ({
        ...good,
        headers: { 'idempotency-key': key },
        at: { in: 'header', name: 'Idempotency-Key' },
      })),
      fc.constantFrom('*', 'W/"1"', '1', '"x"', '"1","2"', '"9999999999999999"').map((tag) => ({
        ...good,
        headers: { 'if-match': tag },
        at: { in: 'header', name: 'If-Match' },
      })),
    );
  const weights = kinds.map((arbitrary, index) => ({
    arbitrary,
    weight: index === (parameters.length > 0 ? 3 : 2) ? 12 : 1,
  }));
  return fc.oneof(...weights);
}

export const badRequest: fc.Arbitrary<BadRequest> = fc
  .constantFrom(...routes.filter(({ open }) => !open))
  .chain(badRequestTo);
