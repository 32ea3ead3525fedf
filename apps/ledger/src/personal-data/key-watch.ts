import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { partyDecider } from '@anslag/domain/party/decide';
import { StreamWriter } from '@anslag/event-store/stream-writer';
import { Keys } from '@anslag/personal-data/keys';
import { ReadSide } from '@anslag/read-models/basis';
import { parties } from '@anslag/read-models/parties';
import { personsAfter, type Person } from '@anslag/read-models/persons';
import { Stopping } from '../http/stopping';

const firstLookMs = 500;
const lookAgainMs = 30_000;
const now = { effectiveAt: null, knownAt: null, knownPosition: null, pinned: null, atLeast: null };

/**
 * Sees to it that the key store and the log agree: an erased person's key is destroyed, also where the process that recorded the
 * erasure was killed before it could, or an old copy of the keys was restored; and every other person's key is there. The read
 * models say where to look, the person's own stream whether a key is destroyed.
 */
@Injectable()
export class KeyWatch implements OnApplicationBootstrap {
  readonly #log = new Logger('Keys');
  #missing: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly keys: Keys,
    private readonly writer: StreamWriter,
    private readonly side: ReadSide,
    private readonly stopping: Stopping,
  ) {}

  onApplicationBootstrap(): void {
    this.#lookIn(firstLookMs);
    this.stopping.onBegin(() => clearTimeout(this.#timer ?? undefined));
  }

  /** Of how many persons the key is gone though nobody erased them: their names cannot be read. */
  get missing(): number {
    return this.#missing.size;
  }

  /** Some were found missing while an answer was made. */
  report(subjects: readonly string[]): void {
    if (subjects.every((subject) => this.#missing.has(subject))) return;
    this.#say(new Set([...this.#missing, ...subjects]));
  }

  #lookIn(ms: number): void {
    if (this.stopping.begun) return;
    this.#timer = setTimeout(() => {
      void this.#look()
        .then((done) => this.#lookIn(done ? lookAgainMs : firstLookMs))
        .catch((error: Error) => {
          this.#log.warn(`The keys of personal data could not be looked through: ${error.message}`);
          this.#lookIn(lookAgainMs);
        });
    }, ms).unref();
  }

  /** False where the read models have not come so far yet. */
  async #look(): Promise<boolean> {
    const missing = new Set<string>();
    let after: string | null = '';
    while (after !== null && !this.stopping.begun) {
      const from: string = after;
      const reported = await this.side.report([parties], now, (cut) => personsAfter(cut, from));
      if ('refused' in reported) return false;
      for (const subject of await this.#settle(reported.answer)) missing.add(subject);
      after = reported.answer.at(-1)?.partyId ?? null;
    }
    this.#say(missing);
    return true;
  }

  /** Of some persons those whose keys are missing; destroys what is left of the erased ones'. */
  async #settle(persons: readonly Person[]): Promise<string[]> {
    const missing: string[] = [];
    const found = await this.keys.look(persons.map(({ partyId }) => partyId));
    for (const { partyId, erased } of persons) {
      const kept = found.get(partyId);
      if (kept === (erased ? 'destroyed' : 'there')) continue;
      const { state } = await this.writer.read(partyDecider, `party-${partyId}`);
      if (state?.erased) {
        await this.keys.destroy(partyId);
        if (kept === 'there') this.#log.warn('The key of an erased person was still there and is destroyed now.');
      } else if (kept !== 'there') missing.push(partyId);
    }
    return missing;
  }

  #say(missing: ReadonlySet<string>): void {
    if (missing.size > this.#missing.size)
      this.#log.error(
        `The keys of ${missing.size} persons are missing from the key store, though nobody erased them: restore it.`,
      );
    this.#missing = missing;
  }
}
