import { isUtf8 } from 'node:buffer';
import { visit } from 'jsonc-parser';
import { Problem } from './problem';
import { pointerTo } from './validation/validate';

const deepest = 16;

const loneSurrogate = /\p{Surrogate}/u;

type Path = readonly (string | number)[];

/**
 * Parses a body as strictly as a ledger has to: JSON (RFC 8259) without a byte order mark, whose meaning cannot depend on
 * the reader (RFC 7493, I-JSON). Refuses what JSON.parse lets pass: duplicate keys however they are spelled, numbers
 * outside the safe integers, lone surrogates (canonical JSON cannot hold them), `__proto__`, and deep nesting.
 * `raw` is the body's bytes, or undefined where there was none. Throws a {@link Problem}.
 */
export function parseStrictJson(raw: unknown): unknown {
  if (!Buffer.isBuffer(raw) || raw.length === 0)
    refuse('body-required', 'A JSON body is needed; {} where there is nothing to say.', []);
  if (!isUtf8(raw)) refuse('not-utf-8', 'The body must be UTF-8.', []);
  const text = raw.toString('utf8');
  inspect(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse('not-json', 'The body is not JSON.', []);
  }
}

const atTheTop = (): Path => [];

function refuse(code: string, detail: string, path: Path): never {
  throw new Problem('malformed-json', detail, { errors: [{ pointer: pointerTo(path), code, detail }] });
}

/** One pass over the tokens, before anything is built from them. */
function inspect(text: string): void {
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  /** Where the last token stood, for errors that have no place of their own. */
  let place = atTheTop;
  const enter = (keys: Set<string> | null, path: () => Path) => {
    place = path;
    if (open.push(keys) > deepest) refuse('too-deep', `The body nests deeper than ${deepest} levels.`, path());
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
      onError: (_error, offset) => refuse('not-json', `The body is not JSON at character ${offset + 1}.`, place()),
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}
