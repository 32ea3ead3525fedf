import { isCurrency } from '@anslag/money/currency';
import { plainDecimal } from '../decimal-text';

/** An organisation as a grant names it. */
export interface Organisation {
  id: string;
  name: string;
}

/** Who is granted something; of an individual the name is personal data, and the id is one that the funder made up. */
export interface Recipient extends Organisation {
  isIndividual?: boolean;
}

/** What the ledger keeps of a 360Giving grant. */
export interface Grant {
  id: string;
  title: string;
  description?: string;
  /** ISO 4217. */
  currency: string;
  /** A plain decimal in major units, above zero. */
  amountAwarded: string;
  amountDisbursed?: string;
  /** A day. */
  awardDate: string;
  recipient: Recipient;
  funder: Organisation & { department?: string };
  programme?: { code?: string; title?: string };
}

/** A grant's fields by their path in 360Giving's JSON, as texts, numbers as they are written. */
export type Fields = ReadonlyMap<string, string>;

export const recipientPath = 'recipientOrganization/0';
export const individualPath = 'recipientIndividual';
export const funderPath = 'fundingOrganization/0';
export const programmePath = 'grantProgramme/0';

/** Why a row cannot be taken; `code` is stable. */
export interface RefusedRow {
  /** Counts from 1 in a JSON list; in CSV it is the line where the row begins. */
  row: number;
  /** The grant's published id; null where it has none. */
  id: string | null;
  code: string;
  reason: string;
}

export interface GrantRow {
  row: number;
  grant: Grant;
}

/** Makes a grant of a row's fields, or says why not. Nothing is guessed and nothing rounded. */
export function grantOf(row: number, fields: Fields): GrantRow | RefusedRow {
  const id = fields.get('id') ?? null;
  const refused = (code: string, reason: string): RefusedRow => ({ row, id, code, reason });
  const isIndividual = [...fields.keys()].some((path) => path.startsWith(individualPath));
  if (isIndividual && (fields.has(`${recipientPath}/id`) || fields.has(`${recipientPath}/name`)))
    return refused(
      'several-recipients',
      'The grant names an individual and an organisation, and not how it is shared.',
    );
  const recipientAt = isIndividual ? individualPath : recipientPath;
  const several = [recipientPath, funderPath].find((path) => fields.has(`${path.slice(0, -1)}1/id`));
  if (several)
    return refused(
      'several-organisations',
      `The grant names several in ${several.slice(0, -2)}, and not how it is shared.`,
    );
  const missing = [...required, `${recipientAt}/id`, `${recipientAt}/name`].find((path) => !fields.has(path));
  if (missing) return refused('missing-field', `The grant has no ${missing.replace('/0/', '/')}.`);
  const of = (path: string) => fields.get(path)!;

  const currency = of('currency');
  if (!isCurrency(currency)) return refused('not-a-currency', `No budget can be kept in "${currency}".`);
  const amountAwarded = plainDecimal(of('amountAwarded'));
  if (amountAwarded === null) return refused('not-an-amount', `The amount "${of('amountAwarded')}" is not a number.`);
  if (amountAwarded === '0' || amountAwarded.startsWith('-'))
    return refused('not-above-zero', `The amount awarded is ${amountAwarded}; an allocation is above zero.`);
  const awardDate = dayOf(of('awardDate'));
  if (awardDate === null)
    return refused('not-a-date', `The award date "${of('awardDate')}" is not a day (YYYY-MM-DD).`);

  const description = fields.get('description');
  const department = fields.get(`${funderPath}/department`);
  const [code, title] = [fields.get(`${programmePath}/code`), fields.get(`${programmePath}/title`)];
  const grant: Grant = {
    id: of('id'),
    title: of('title'),
    ...(description !== undefined && { description }),
    currency,
    amountAwarded,
    awardDate,
    recipient: {
      id: of(`${recipientAt}/id`),
      name: of(`${recipientAt}/name`),
      ...(isIndividual && { isIndividual }),
    },
    funder: {
      id: of(`${funderPath}/id`),
      name: of(`${funderPath}/name`),
      ...(department !== undefined && { department }),
    },
    ...((code ?? title) !== undefined && {
      programme: { ...(code !== undefined && { code }), ...(title !== undefined && { title }) },
    }),
  };
  return { row, grant };
}

const required = ['id', 'title', 'currency', 'amountAwarded', 'awardDate', `${funderPath}/id`, `${funderPath}/name`];

/** The day of a date or a date-time, as it is written: no time zone moves it. */
function dayOf(text: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(T[0-9:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)?.[1];
  if (day === undefined) return null;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) ? day : null;
}
