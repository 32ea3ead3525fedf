/**
 * What a value in a sentence looks like. `{0}` is one word (an id, a day, a number); `{0:number}` a whole number, where another
 * word would make another sentence; `{0:money}` an amount with its currency; `{0:list}` words with commas or `or` between them;
 * `{0:text}` anything.
 */
export type Form = 'word' | 'number' | 'money' | 'list' | 'text';

/** A piece of a template: its own text, or a place for a value. */
export type Piece = string | { place: number; form: Form };

const placeholder = /\{(\d+)(?::(number|money|list|text))?\}/;

/** `Budgeten {0} är stängd.` in its pieces. Empty braces are text. */
export function piecesOf(template: string): Piece[] {
  const parts = template.split(placeholder);
  const pieces: Piece[] = [];
  for (let at = 0; at < parts.length; at += 3) {
    if (parts[at] !== '') pieces.push(parts[at]!);
    if (at + 1 < parts.length) pieces.push({ place: Number(parts[at + 1]), form: (parts[at + 2] ?? 'word') as Form });
  }
  return pieces;
}

const looks: Record<Form, string> = {
  word: '\\S+',
  number: '\\d+',
  money: '-?[\\d.]+ [A-Z]{3}',
  list: '\\S+(?: or \\S+|(?<=,) \\S+)*',
  text: '.+',
};

export interface Template {
  english: RegExp;
  swedish: readonly Piece[];
}

/** An English sentence with its Swedish one, which says what form each value has. */
export function templateOf(english: string, swedish: string): Template {
  const pieces = piecesOf(swedish);
  const source = piecesOf(english).map((piece) =>
    typeof piece === 'string'
      ? piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
      : `(${looks[formIn(pieces, piece.place)]})`,
  );
  return { english: new RegExp(`^${source.join('')}$`, 's'), swedish: pieces };
}

/** The form of a value. One that the sentence leaves out, which the catalogue's spec finds, is taken for a word. */
export function formIn(pieces: readonly Piece[], place: number): Form {
  for (const piece of pieces) if (typeof piece !== 'string' && piece.place === place) return piece.form;
  return 'word';
}

/** The Swedish sentence with the values that were found in the English one. Amounts and ids keep their form. */
export function filled(pieces: readonly Piece[], values: readonly string[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : shown(piece.form, values[piece.place]!))).join('');
}

const shown = (form: Form, value: string): string => (form === 'list' ? value.replaceAll(' or ', ' eller ') : value);
