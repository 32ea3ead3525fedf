import type { BookedPosting, Booking } from './booking';

/**
 * An id as a part of an account's name or of a description. Ids of the ledger stay as they are; whatever else might stand
 * there (spaces, colons, semicolons, other scripts) becomes `%XX` of its UTF-8, so that two ids never share a name.
 */
export function idText(id: string): string {
  const encoded = id
    .toWellFormed()
    .replace(/[^A-Za-z0-9._-]/gu, (char) =>
      Array.from(Buffer.from(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    );
  // No part of a name may be empty; a lone % is no other id's.
  return encoded === '' ? '%' : encoded;
}

/**
 * The account of a posting: `hsn:2019:COMMITTED:primarvarden`. What can still be given is the budget's alone; every other
 * account has one below it for each party that its money is with.
 */
export function accountName(
  { bodyId, year }: Pick<Booking, 'bodyId' | 'year'>,
  { account, recipientId }: Pick<BookedPosting, 'account' | 'recipientId'>,
): string {
  const parts = [bodyId, String(year), account];
  if (recipientId !== null && account !== 'AVAILABLE') parts.push(recipientId);
  return parts.map(idText).join(':');
}

/** A comment line's tag. A comma or a line's end would end the value, so it has a semicolon and a space instead. */
export function tag(name: string, value: string): string {
  const oneLine = value
    .toWellFormed()
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replaceAll(',', ';')
    .trim();
  return `${name}:${oneLine}`;
}
