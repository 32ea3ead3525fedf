import { CivilDay } from './civil-day';

test.each([
  ['Europe/Stockholm', '2019-06-30T21:59:59.999Z', '2019-06-30'],
  ['Europe/Stockholm', '2019-06-30T22:00:00.000Z', '2019-07-01'],
  ['Europe/Stockholm', '2019-12-31T22:59:59.999Z', '2019-12-31'],
  ['Europe/Stockholm', '2019-12-31T23:00:00.000Z', '2020-01-01'],
  ['America/Godthab', '2020-01-01T02:59:00.000Z', '2019-12-31'],
  ['UTC', '2020-02-29T00:00:00.000Z', '2020-02-29'],
])('in %s, at %s it is %s', (timeZone, instant, day) => {
  expect(new CivilDay({ timeZone }).today(Date.parse(instant))).toBe(day);
});

test('the day changes on the minute, also for one who has just asked', () => {
  const day = new CivilDay({ timeZone: 'Europe/Stockholm' });
  const midnight = Date.parse('2019-12-31T23:00:00.000Z');
  expect([midnight - 1, midnight, midnight - 1].map((now) => day.today(now))).toEqual([
    '2019-12-31',
    '2020-01-01',
    '2019-12-31',
  ]);
});
