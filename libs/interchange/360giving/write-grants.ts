import { stringify } from 'csv-stringify/sync';
import { columns } from './columns';
import { individualPath, type Grant, type Recipient } from './grant';

/** A JSON number as its text says it, which no float has touched (ECMAScript's JSON.rawJSON). */
const rawNumber = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

/** Amounts as 360Giving has them: `30000` for 30000.00, `2.5` for 2.50. */
export const shortest = (amount: string): string =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;

/** Grants as a 360Giving JSON package, in pieces. The standard asks for at least one grant. */
export async function* writeGrantsJson(grants: AsyncIterable<Grant>): AsyncIterable<string> {
  let separator = '{\n"version": "1.4",\n"grants": [\n';
  for await (const grant of grants) {
    yield separator + JSON.stringify(packaged(grant));
    separator = ',\n';
  }
  yield '\n]\n}\n';
}

/** Grants as CSV with 360Giving's headings (RFC 4180), in pieces; those of individuals are there where some are to come. */
export async function* writeGrantsCsv(
  grants: AsyncIterable<Grant>,
  { individuals }: { individuals: boolean },
): AsyncIterable<string> {
  const written = individuals ? columns : columns.filter(([, path]) => !path.startsWith(individualPath));
  yield line(written.map(([heading]) => heading));
  for await (const grant of grants) {
    const fields = flattened(packaged(grant));
    yield line(written.map(([, path]) => fields.get(path) ?? ''));
  }
}

const line = (cells: string[]): string => stringify([cells], { record_delimiter: 'windows' });

function packaged(grant: Grant): object {
  const { id, title, description, currency, awardDate, recipient, funder, programme } = grant;
  return {
    id,
    title,
    ...(description !== undefined && { description }),
    currency,
    amountAwarded: rawNumber(shortest(grant.amountAwarded)),
    ...(grant.amountDisbursed !== undefined && { amountDisbursed: rawNumber(shortest(grant.amountDisbursed)) }),
    awardDate,
    ...recipientIn(recipient),
    fundingOrganization: [funder],
    ...(programme && { grantProgramme: [programme] }),
  };
}

const recipientIn = ({ isIndividual, ...recipient }: Recipient): object =>
  isIndividual ? { recipientIndividual: recipient } : { recipientOrganization: [recipient] };

function flattened(value: unknown, path = '', fields = new Map<string, string>()): Map<string, string> {
  const raw = (JSON as unknown as { isRawJSON(value: unknown): boolean }).isRawJSON(value);
  if (raw) fields.set(path, JSON.stringify(value));
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) flattened(one, path === '' ? key : `${path}/${key}`, fields);
  else if (value !== undefined) fields.set(path, String(value));
  return fields;
}
