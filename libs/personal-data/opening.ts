import type { Keys, Kept } from './keys';
import { lastDigits } from './masking';
import { erasedText, isSealedText, partsOf, type SealedText } from './sealed-text';
import { NotSealedSo, type Field, type SubjectKey } from './subject-key';

/** Shown for a text whose key is lost. Never `(erased)`: nobody has asked for that. */
export const unreadableText = '(unreadable: key missing)';

export interface OpeningOptions {
  /** Called with the subjects whose keys are missing though nobody destroyed them. */
  onMissing?: (subjects: string[]) => void;
}

/** Turns the sealed texts in an answer into what whoever asks may see. */
export class Opener {
  constructor(
    private readonly keys: Keys,
    private readonly options: OpeningOptions = {},
  ) {}

  /**
   * JSON in which no sealed text is left. `plainly`: opened; else masked. The value itself is not changed. Throws KeysUnavailable
   * where a key is needed and the store does not answer.
   */
  async shown<T>(answer: T, plainly: boolean): Promise<T> {
    const found = new Map<string, SealedText>();
    collect(answer, found);
    if (found.size === 0) return answer;
    const needed = [...found.values()].filter(({ digits }) => plainly || digits);
    const keys = needed.length === 0 ? new Map<string, Kept>() : await this.keys.find(needed.map((one) => one.subject));
    const missing = new Set<string>();
    const texts = new Map<string, string>();
    for (const [text, sealed] of found) texts.set(text, textOf(sealed, keys.get(sealed.subject), plainly, missing));
    if (missing.size > 0) this.options.onMissing?.([...missing]);
    return replaced(answer, texts) as T;
  }

  /** The plain text of each sealed text that can be opened. */
  async opened(texts: readonly string[]): Promise<Map<string, string>> {
    const all = texts.filter(isSealedText).map((text) => [text, partsOf(text)] as const);
    const keys = await this.keys.find(all.map(([, { subject }]) => subject));
    const opened = new Map<string, string>();
    for (const [text, { subject, field, sealed }] of all) {
      const key = keys.get(subject);
      const plain = key && key !== 'destroyed' ? openedBy(key, field, sealed) : null;
      if (plain !== null) opened.set(text, plain);
    }
    return opened;
  }
}

function textOf(text: SealedText, key: Kept | undefined, plainly: boolean, missing: Set<string>): string {
  const { mask, subject, field, digits, sealed } = text;
  if (!plainly && !digits) return mask;
  if (key === 'destroyed') return erasedText;
  const opened = key === undefined ? null : openedBy(key, field, sealed);
  if (opened !== null) return plainly ? opened : lastDigits(opened);
  missing.add(subject);
  return plainly ? unreadableText : mask;
}

/** Null for what was sealed with another key: one that is lost, and was made anew. */
function openedBy(key: SubjectKey, field: Field, sealed: string): string | null {
  try {
    return key.open(field, sealed);
  } catch (error) {
    if (error instanceof NotSealedSo) return null;
    throw error;
  }
}

function collect(value: unknown, found: Map<string, SealedText>): void {
  if (typeof value === 'string') {
    if (isSealedText(value) && !found.has(value)) found.set(value, partsOf(value));
  } else if (isPlain(value)) for (const one of Object.values(value)) collect(one, found);
}

function replaced(value: unknown, texts: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return texts.get(value) ?? value;
  if (!isPlain(value)) return value;
  if (Array.isArray(value)) return value.map((one) => replaced(one, texts));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, replaced(one, texts)]));
}

/** Lists and objects of data; not streams, buffers and the like. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
