import { NumberText, parseLossless, type LosslessJson } from '../lossless-json';
import { grantOf, type GrantRow, type RefusedRow } from './grant';

/** The file is no 360Giving data. */
export class Not360Giving extends Error {
  override name = 'Not360Giving';
}

/**
 * The grants of a 360Giving JSON package, numbers never taken through a float. Throws {@link Not360Giving}, or MalformedJson
 * where the text is no JSON.
 */
export function* readGrantsJson(text: string): Iterable<GrantRow | RefusedRow> {
  const read = parseLossless(text.startsWith('\ufeff') ? text.slice(1) : text);
  const grants = isObject(read) ? read['grants'] : undefined;
  if (!Array.isArray(grants)) throw new Not360Giving('It has no list of grants.');
  for (const [index, grant] of grants.entries()) {
    const row = index + 1;
    if (!isObject(grant)) yield { row, id: null, code: 'not-a-grant', reason: 'It is not an object.' };
    else yield typed(row, grant) ?? grantOf(row, fieldsOf(grant));
  }
}

const isObject = (value: LosslessJson | undefined): value is Record<string, LosslessJson> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);

/** Texts that JSON has as something else, and an amount that it has as a text, are not guessed at. */
function typed(row: number, grant: Record<string, LosslessJson>): RefusedRow | null {
  const id = typeof grant['id'] === 'string' ? grant['id'] : null;
  const refused = (reason: string): RefusedRow => ({ row, id, code: 'wrong-type', reason });
  const text = ['id', 'title', 'description', 'currency', 'awardDate'].find(
    (field) => grant[field] !== undefined && typeof grant[field] !== 'string',
  );
  if (text) return refused(`${text} is not a text.`);
  if (grant['amountAwarded'] !== undefined && !(grant['amountAwarded'] instanceof NumberText))
    return refused('amountAwarded is not a number.');
  return null;
}

/** All texts and numbers of a grant by their path, such as `recipientOrganization/0/id`. Empty ones are absent. */
function fieldsOf(grant: LosslessJson, path = '', fields = new Map<string, string>()): Map<string, string> {
  if (grant instanceof NumberText) fields.set(path, grant.text);
  else if (typeof grant === 'string') {
    if (grant.trim() !== '') fields.set(path, grant);
  } else if (typeof grant === 'object' && grant !== null)
    for (const [key, value] of Object.entries(grant)) fieldsOf(value, path === '' ? key : `${path}/${key}`, fields);
  return fields;
}
