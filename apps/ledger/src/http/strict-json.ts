import { isUtf8 } from 'node:buffer';
import { visit } from 'jsonc-parser';
import { Problem } from './problem';
import { pointerTo } from './validation/validate';

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const loneSurrogate = /\p{Surrogate}/u;

type Path = readonly (string | number)[];

/** What is parsed, in an error's words, and how deep it may nest. */
export interface Parsed {
  called: 'body' | 'line';
  deepest: number;
}

const aBody: Parsed = { called: 'body', deepest: 16 };

/**
 * Parses a body as strictly as a ledger has to: JSON (RFC 8259) without a byte order mark, whose meaning cannot depend on
 * the reader (RFC 7493, I-JSON). Refuses what JSON.parse lets pass: duplicate keys however they are spelled, numbers
 * outside the safe integers, lone surrogates (canonical JSON cannot hold them), `__proto__`, and deep nesting.
 * `raw` is the body's bytes, or undefined where there was none. Throws a {@link Problem}.
 */
export function parseStrictJson(raw: unknown, what: Parsed = aBody): unknown {
  if (!Buffer.isBuffer(raw) || raw.length === 0)
    refuse('body-required', 'A JSON body is needed; {} where there is nothing to say.', []);
  if (!isUtf8(raw)) refuse('not-utf-8', `The ${what.called} must be UTF-8.`, []);
  const text = raw.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    inspect(text, what);
    return refuse('not-json', `The ${what.called} is not JSON.`, []);
  }
  // Looks for what is wrong, and where, only where something can be.
  if (!isPlain(value, text, what.deepest)) inspect(text, what);
  return value;
}

const atTheTop = (): Path => [];

function refuse(code: string, detail: string, path: Path): never {
  throw new Problem('malformed-json', detail, { errors: [{ pointer: pointerTo(path), code, detail }] });
}

/** One pass over the tokens, which tells the first thing that is wrong and where. */
function inspect(text: string, { called, deepest }: Parsed): void {
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  /** Where the last token stood, for errors that have no place of their own. */
  let place = atTheTop;
  const enter = (keys: Set<string> | null, path: () => Path) => {
    place = path;
    if (open.push(keys) > deepest) refuse('too-deep', `The ${called} nests deeper than ${deepest} levels.`, path());
  };
  const leave = () => void open.pop();
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, _line, _character, path) => enter(new Set(), path),
      onObjectEnd: leave,
      onArrayBegin: (_offset, _length, _line, _character, path) => enter(null, path),
      onArrayEnd: leave,
      onObjectProperty: (name, _offset, _length, _line, _character, path) => {
        const keys = open.at(-1)!;
        if (keys.has(name)) refuse('duplicate-key', 'The key stands twice.', [...path(), name]);
        if (name === '__proto__') refuse('unknown-field', 'There is no such field.', [...path(), name]);
        if (loneSurrogate.test(name)) refuse('lone-surrogate', 'A key holds half a character.', path());
        keys.add(name);
        place = path;
      },
      onLiteralValue: (value: unknown, _offset, _length, _line, _character, path) => {
        if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER))
          refuse('unsafe-number', 'The number is outside the safe integers; amounts are strings.', path());
        if (typeof value === 'string' && loneSurrogate.test(value))
          refuse('lone-surrogate', 'The text holds half a character.', path());
        place = path;
      },
      onError: (_error, offset) => refuse('not-json', `The ${called} is not JSON at character ${offset + 1}.`, place()),
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}

/**
 * Whether a parsed text certainly is strict JSON. An object that lost a duplicate key has fewer keys than the text has
 * colons outside of its strings; half a character can only have come from an escape, since the bytes were UTF-8.
 */
function isPlain(value: unknown, text: string, deepest: number): boolean {
  if (text.includes('\\u')) return false;
  const keys = keysIn(value, deepest);
  return keys >= 0 && keys === colonsIn(text);
}

const notPlain = Number.NEGATIVE_INFINITY;

/** How many keys the objects in a value have; below zero where there is something that strict JSON refuses. */
function keysIn(value: unknown, deepest: number): number {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : notPlain;
  if (typeof value !== 'object' || value === null) return 0;
  if (deepest === 0) return notPlain;
  let keys = 0;
  if (Array.isArray(value)) {
    for (const item of value) keys += keysIn(item, deepest - 1);
    return keys;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return notPlain;
    keys += 1 + keysIn((value as Record<string, unknown>)[key], deepest - 1);
  }
  return keys;
}

/** Colons between a key and its value, in a text that is JSON. */
function colonsIn(text: string): number {
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === colon) colons += 1;
    else if (code === quote) at = endOfString(text, at);
  }
  return colons;
}

/** Where the string that begins there ends. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === backslash) before -= 1;
  return (at - before) % 2 === 1;
}
