import { isUtf8 } from 'node:buffer';
import { visit } from 'jsonc-parser';
import { Problem, type FieldError } from './problem';
import { pointerTo } from './validation/validate';

const deepest = 16;

/**
 * Parses a body as strictly as a ledger has to: JSON (RFC 8259) without a byte order mark, whose meaning cannot depend on
 * the reader (RFC 7493, I-JSON). Refuses what JSON.parse lets pass: duplicate keys however they are spelled, numbers
 * outside the safe integers, lone surrogates (canonical JSON cannot hold them), `__proto__`, and deep nesting.
 * `raw` is the body's bytes, or undefined where there was none. Throws a {@link Problem}.
 */
export function parseStrictJson(raw: unknown): unknown {
  if (!Buffer.isBuffer(raw) || raw.length === 0)
    throw malformed({ pointer: '', code: 'body-required', detail: 'A JSON body is needed; {} where there is nothing to say.' });
  if (!isUtf8(raw)) throw malformed({ pointer: '', code: 'not-utf-8', detail: 'The body must be UTF-8.' });
  const text = raw.toString('utf8');
  inspect(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed({ pointer: '', code: 'not-json', detail: 'The body is not JSON.' });
  }
}

function malformed(error: FieldError): Problem {
  return new Problem('malformed-json', error.detail, { errors: [error] });
}

/** One pass over the tokens, before anything is built from them. */
function inspect(text: string): void {
  const keys: Set<string>[] = [];
  let depth = 0;
  let lastPath: (string | number)[] = [];
  const refuse = (code: string, detail: string, path: readonly (string | number)[]): never => {
    throw malformed({ pointer: pointerTo(path), code, detail });
  };
  const enter = (path: () => (string | number)[]) => {
    if (++depth > deepest) refuse('too-deep', `The body nests deeper than ${deepest} levels.`, path());
  };
  visit(
    text,
    {
      onObjectBegin: (_offset, _length, _line, _character, path) => {
        enter(path);
        keys.push(new Set());
      },
      onObjectEnd: () => {
        depth--;
        keys.pop();
      },
      onArrayBegin: (_offset, _length, _line, _character, path) => enter(path),
      onArrayEnd: () => {
        depth--;
      },
      onObjectProperty: (name, _offset, _length, _line, _character, path) => {
        const known = keys.at(-1)!;
        if (known.has(name)) refuse('duplicate-key', 'The key stands twice.', [...path(), name]);
        if (name === '__proto__') refuse('unknown-field', 'There is no such field.', [...path(), name]);
        if (!name.isWellFormed()) refuse('lone-surrogate', 'A key holds half a character.', path());
        known.add(name);
      },
      onLiteralValue: (value: unknown, _offset, _length, _line, _character, path) => {
        if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER))
          refuse('unsafe-number', 'The number is outside the safe integers; amounts are strings.', path());
        if (typeof value === 'string' && !value.isWellFormed())
          refuse('lone-surrogate', 'The text holds half a character.', path());
        lastPath = path();
      },
      onError: (_error, offset) => refuse('not-json', `The body is not JSON at character ${offset + 1}.`, lastPath),
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
}
