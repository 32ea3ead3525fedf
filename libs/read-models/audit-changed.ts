import type { Json } from './shape';

/** Only what differs; `before` is null where the thing was not there. */
export function changed(state: Json | null, before: Json, after: Json) {
  const differing = Object.keys(after).filter((name) => after[name] !== before[name]);
  const only = (of: Json) => Object.fromEntries(differing.map((name) => [name, of[name] ?? null]));
  const nothing = differing.length === 0;
  return { state: after, before: state === null || nothing ? null : only(before), after: nothing ? null : only(after) };
}
