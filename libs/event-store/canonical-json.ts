/**
 * A JSON value as RFC 8785 writes it: members in the order of their names' UTF-16 code units, no white space. Members that
 * are undefined are left out. What has no canonical form (a lone surrogate, NaN, a function, a date) throws a TypeError.
 */
export function canonicalJson(value: unknown): string {
  const copy = inOrder(value);
  if (copy === impossible) return spelled(value);
  const text = JSON.stringify(copy);
  // JSON.stringify writes half a character so; a text that holds a backslash and "ud" looks the same and is looked at twice.
  return text.includes('\\ud') ? spelled(value) : text;
}

const writesItself = (object: object): boolean => 'toJSON' in object && typeof object.toJSON === 'function';

/** Stands for what an object cannot hold in canonical order: names that are numbers come first, whatever order they are set in. */
const impossible = Symbol('no copy in canonical order');

/**
 * A copy whose members JSON.stringify meets in canonical order, which is several times as fast as writing each by itself; the
 * very value where that is in order already.
 */
function inOrder(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? listInOrder(value) : membersInOrder(value as Record<string, unknown>);
    case 'number':
      return Number.isFinite(value) ? value : impossible;
    default:
      return impossible;
  }
}

function listInOrder(list: readonly unknown[]): unknown {
  let copy: unknown[] | null = null;
  for (let index = 0; index < list.length; index++) {
    const ordered = inOrder(list[index]);
    if (ordered === impossible) return impossible;
    if (ordered !== list[index]) (copy ??= [...list])[index] = ordered;
  }
  return copy ?? list;
}

function membersInOrder(object: Record<string, unknown>): unknown {
  const order = orderOf(Object.keys(object));
  if (order === null || writesItself(object)) return impossible;
  let copy: Record<string, unknown> | null = order.isAsIs ? null : {};
  for (const name of order.names) {
    const member = object[name];
    const ordered = typeof member === 'string' || member === undefined ? member : inOrder(member);
    if (ordered === impossible) return impossible;
    // Whatever comes later in the copy of an object in order is set again, in its place.
    if (copy === null && ordered !== member) copy = { ...object };
    if (copy !== null && ordered !== undefined) copy[name] = ordered;
  }
  return copy ?? object;
}

interface Order {
  names: readonly string[];
  /** They stood so already. */
  isAsIs: boolean;
}

/** Names in canonical order by how they stand in the objects met so far, which are of few kinds; null: `impossible`. */
const orders = new Map<string, Order | null>();
const ordersKept = 1000;
const likeAnIndex = /^\d+$/;
const loneSurrogate = /\p{Surrogate}/u;

function orderOf(names: string[]): Order | null {
  const met = names.join('\n');
  const known = orders.get(met);
  // A name that holds a line break could make other names of few; those are not as many.
  if (known !== undefined) return known?.names.length === names.length ? known : null;
  const isPossible = !names.some((name) => likeAnIndex.test(name) || name === '__proto__' || name.includes('\n'));
  const sorted = names.toSorted();
  const order = isPossible ? { names: sorted, isAsIs: sorted.every((name, index) => name === names[index]) } : null;
  if (orders.size >= ordersKept) orders.clear();
  orders.set(met, order);
  return order;
}

/** Any value, written part by part. */
function spelled(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (loneSurrogate.test(value)) throw new TypeError('Half a character has no canonical form');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical form`);
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      if (writesItself(value)) throw new TypeError('What says itself how it is written has no canonical form');
      return Array.isArray(value)
        ? `[${Array.from(value, spelled).join()}]`
        : spelledMembers(value as Record<string, unknown>);
    default:
      throw new TypeError(`A ${typeof value} has no canonical form`);
  }
}

function spelledMembers(object: Record<string, unknown>): string {
  const names = Object.keys(object).sort();
  const said = names.filter((name) => object[name] !== undefined);
  return `{${said.map((name) => `${spelled(name)}:${spelled(object[name])}`).join()}}`;
}
