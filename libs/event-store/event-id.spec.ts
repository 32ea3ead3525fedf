import { newEventId } from './event-id';

const ids = Array.from({ length: 3000 }, newEventId);

test('an event id is a UUID of version 4, and none comes twice', () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  expect(ids.filter((id) => !form.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('all of an event id but its version is random: every digit stands in every place', () => {
  const fixed = new Set([8, 13, 14, 18, 19, 23]);
  const places = Array.from({ length: 36 }, (_, place) => place).filter((place) => !fixed.has(place));
  const digits = places.map((place) => new Set(ids.map((id) => id[place])).size);
  expect(digits).toEqual(places.map(() => 16));
});
