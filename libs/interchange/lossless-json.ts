import { visit } from 'jsonc-parser';

/** A JSON number as it is written: what a float would round is kept to the last digit. */
export class NumberText {
  constructor(readonly text: string) {}
}

export type LosslessJson = string | boolean | null | NumberText | LosslessJson[] | { [key: string]: LosslessJson };

/** The text is no JSON, or its meaning would depend on the reader. `line` counts from 1. */
export class MalformedJson extends Error {
  override name = 'MalformedJson';

  constructor(
    what: string,
    readonly line: number,
  ) {
    super(`${what} at line ${line}`);
  }
}

const deepest = 100;

/**
 * Parses JSON (RFC 8259) with its numbers as text. Throws {@link MalformedJson} where it is none, nests deeper than 100
 * levels, or has a key twice in one object, of which other readers would drop one without a word.
 */
export function parseLossless(text: string): LosslessJson {
  const root: LosslessJson[] = [];
  const open: (LosslessJson[] | Record<string, LosslessJson>)[] = [root];
  let key = '';

  const put = (value: LosslessJson) => {
    const into = open.at(-1)!;
    if (Array.isArray(into)) into.push(value);
    // Defined and not assigned: a key may be called __proto__.
    else Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
  };
  const enter = (value: LosslessJson[] | Record<string, LosslessJson>, line: number) => {
    put(value);
    if (open.push(value) > deepest) throw new MalformedJson('It nests too deep', line + 1);
  };
  const leave = () => void open.pop();

  visit(
    text,
    {
      onObjectBegin: (_offset, _length, line) => enter({}, line),
      onObjectEnd: leave,
      onArrayBegin: (_offset, _length, line) => enter([], line),
      onArrayEnd: leave,
      onObjectProperty: (name, _offset, _length, line) => {
        if (Object.hasOwn(open.at(-1)!, name)) throw new MalformedJson(`The key ${name} stands twice`, line + 1);
        key = name;
      },
      onLiteralValue: (value: string | number | boolean | null, offset, length) =>
        put(typeof value === 'number' ? new NumberText(text.slice(offset, offset + length)) : value),
      onError: (_error, _offset, _length, line) => {
        throw new MalformedJson('It is not JSON', line + 1);
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
  return root[0]!;
}
