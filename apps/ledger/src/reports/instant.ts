import { isCalendarDay } from '../http/validation/dates';
import { field, type Rule } from '../http/validation/field';

const form = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const instant: Rule = {
  code: 'not-an-instant',
  detail: 'Must be an instant such as 2019-11-12T14:30:00Z, with its offset from UTC.',
  test: (value) => typeof value === 'string' && isCalendarDay(form.exec(value)?.[1]),
};

/** An RFC 3339 instant in a query. (A `+` of an offset is sent as %2B.) */
export const Instant = (): PropertyDecorator =>
  field([instant], { type: 'string', format: 'date-time', example: '2019-11-12T14:30:00Z' });
