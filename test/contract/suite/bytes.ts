import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { noStream } from '@anslag/event-store/port';
import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { newEvent } from '../events';
import type { OpenLedger } from '../stores';

const vectors = join(process.env['ANSLAG_SHARED'] ?? resolve(__dirname, '../../../../shared'), 'data/jcs');
if (!existsSync(vectors)) {
  console.warn(`The test vectors of RFC 8785 are not at ${vectors} (set ANSLAG_SHARED): they are skipped.`);
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const big = (character: string, size: number) => `{"text":"${character.repeat(size)}"}`;
const canonical = (value: unknown) => canonicalize(value) as string;

/** What is stored is what the ledger signed: canonical JSON, byte for byte, and again what a reader parses. */
export function bytes(open: OpenLedger): void {
  async function expectKept(texts: readonly string[]): Promise<void> {
    const { store, prefix, raw } = await open();
    const stream = `${prefix}bytes`;
    const events = texts.map((data) => newEvent('', { data, metadata: `{"of":${data}}` }));
    expect(await store.append(stream, noStream, events, 5000)).toMatchObject({ outcome: 'appended' });

    const read = await store.readStream(stream, 0, events.length + 1);
    expect(read.map(({ data }) => sha256(canonical(data)))).toEqual(events.map(({ data }) => sha256(data)));
    expect(read.map(({ metadata }) => sha256(canonical(metadata)))).toEqual(
      events.map(({ metadata }) => sha256(metadata)),
    );
    const stored = await raw(stream, events.length);
    expect(stored.map(({ data }) => data.toString())).toEqual(events.map(({ data }) => data));
    expect(stored.map(({ metadata }) => metadata.toString())).toEqual(events.map(({ metadata }) => metadata));
    expect(stored.every(({ json }) => json)).toBe(true);
  }

  it('keeps an event’s JSON byte for byte, whatever JavaScript would make of it', () =>
    expectKept([
      '{"10":"years sort as text","9":"before nine"}',
      '{"":"","__proto__":{"a":1},"constructor":null,"toJSON":"x"}',
      '{"amount":"30000000.00","big":9007199254740991,"small":1e-7,"zero":0}',
      '{"a":"\\u0000\\u001f\\"\\\\\\b\\t","å":"Höganäs – 漢字 😀","€":"\u2028\u2029"}',
      '[]',
      '{}',
    ]));

  (existsSync(vectors) ? it : it.skip)('keeps the test vectors of RFC 8785 byte for byte', async () => {
    const names = readdirSync(join(vectors, 'output'));
    const outputs = names.map((name) => readFileSync(join(vectors, 'output', name), 'utf8').trim());
    const inputs = names.map((name) => canonical(JSON.parse(readFileSync(join(vectors, 'input', name), 'utf8'))));
    expect(inputs).toEqual(outputs);
    await expectKept(outputs);
  });

  it('keeps any JSON byte for byte', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' })), {
          minLength: 1,
          maxLength: 20,
        }),
        (values) => expectKept(values.map(canonical)),
      ),
      { numRuns: 15 },
    ));

  it('keeps events of 256 KiB, and appends of 512 KiB', async () => {
    await expectKept([big('a', 256 * 1024 - 11)]);
    await expectKept([big('a', 120 * 1024), big('å', 60 * 1024)]);
    const { store, prefix } = await open();
    const many = Array.from({ length: 1700 }, (_, index) => newEvent(`${index}`.padStart(240, ' ')));
    const appended = await store.append(`${prefix}many`, noStream, many, 5000);
    expect(appended).toMatchObject({ outcome: 'appended', revision: 1699 });
    expect(await store.readStream(`${prefix}many`, 0, 2000)).toHaveLength(1700);
  });
}
