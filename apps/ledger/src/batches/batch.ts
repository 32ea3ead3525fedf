import { Logger } from '@nestjs/common';
import type { Language } from '../http/language';
import { Problem, type ProblemBody } from '../http/problem';
import { logProblem, problemOf } from '../http/problem.filter';
import { Sent, type Answering } from '../http/sent';
import type { CommandAnswer } from '../http/answer.dto';
import { problemIn } from '../http/told';
import type { Subject } from '../http/tokens';
import { readLine } from './batch-line';
import type { CommandRoutes } from './command-routes';
import { isBlank, type RawLine } from './split-lines';
import { Turns, type LineTurn } from './turns';

/** Lines that may be under way, or answered and not taken by the client yet: as many as a few group commits hold. */
const mostLines = 2_000;

/** And how many bytes they were sent as; a single longer line is taken alone. */
const mostBytes = 8 * 1024 * 1024;

/** How much text is made of answers at once. */
const textAtOnce = 64 * 1024;

/** For how long a store that was found away is not asked again, ms: each line would wait for it in its turn. */
const awayMs = 1_000;

/** The store was away a moment ago, and the line was not tried. */
class NotTried extends Problem {
  constructor() {
    super('store-unavailable', 'The event store is away, and this line was not tried; send it again.');
  }
}

export interface BatchOptions {
  routes: CommandRoutes;
  subject: Subject;
  requestId: string;
  dryRun: boolean;
  /** What all its lines are answered in. */
  language: Language;
  /** Aborted when the service stops: lines that come after it are not carried out. */
  stopping: AbortSignal;
}

/** A line on its way, and then its answer. */
class Line implements Answering {
  next: Line | null = null;
  turn: LineTurn | null = null;
  body: CommandAnswer | ProblemBody | null = null;
  status = 201;

  constructor(
    readonly number: number,
    readonly bytes: number,
  ) {}

  code(status: number): void {
    this.status = status;
  }
}

/** Carries out the lines of one batch, and answers them in their order. */
export class Batch {
  readonly #logger = new Logger('Batches');
  readonly #options: BatchOptions;
  readonly #turns = new Turns();
  /** Lines that are not answered yet, or whose answers nobody has taken: from the first to the last. */
  #first: Line | null = null;
  #last: Line | null = null;
  #lines = 0;
  #bytes = 0;
  #number = 0;
  #ended = false;
  #isLeft = false;
  #roomAgain: (() => void) | null = null;
  #newsForAnswers: (() => void) | null = null;
  #telling = false;
  /** On the clock of `performance.now()`. */
  #awayUntil = 0;
  readonly #logged = new Set<string>();

  constructor(options: BatchOptions) {
    this.#options = options;
  }

  /** Whether a further line has to wait. */
  get full(): boolean {
    return this.#lines >= mostLines || this.#bytes >= mostBytes;
  }

  /** Resolves when answers have been taken, or nobody is there any more who would take them. */
  room(): Promise<void> {
    return new Promise((resolve) => (this.#roomAgain = resolve));
  }

  /** Starts the next line. Blank lines are counted and have no answer. */
  take(raw: RawLine): void {
    this.#number += 1;
    if (this.#ended || (raw && isBlank(raw))) return;
    const line = new Line(this.#number, raw?.length ?? 0);
    this.#append(line);
    try {
      if (this.#options.stopping.aborted)
        throw new Problem('stopping', 'The service is stopping; try again elsewhere or soon.');
      if (performance.now() < this.#awayUntil) throw new NotTried();
      this.#start(line, raw);
    } catch (thrown) {
      this.#failed(line, thrown);
    }
  }

  /** No further line comes, or none will be taken. */
  end(): void {
    this.#ended = true;
    this.#tell();
  }

  /** Nobody is there any more for the answers. What waits for its turn is let go of; what was handed over is finished. */
  leave(): void {
    this.#ended = true;
    this.#isLeft = true;
    for (let line = this.#first; line; line = line.next) line.turn?.abandon();
    this.#first = this.#last = null;
    this.#lines = this.#bytes = 0;
    this.#roomAgain?.();
    this.#tell();
  }

  /** The answers as NDJSON, in the order of the lines. As long as nobody takes them, no further lines are taken. */
  async *answers(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const text = this.#answered();
        if (text !== '') yield Buffer.from(text);
        else if (this.#ended && !this.#first) return;
        else await new Promise<void>((resolve) => (this.#newsForAnswers = resolve));
      }
    } finally {
      this.leave();
    }
  }

  #start(line: Line, raw: RawLine): void {
    const { routes, subject, requestId, dryRun, language } = this.#options;
    const { route, path, key, at, body } = readLine(raw, routes, subject);
    // A dry run changes nothing that another line could see.
    const turn = dryRun ? null : this.#turns.next();
    line.turn = turn;
    const sent = new Sent(subject.id, requestId, 'POST', path, key, undefined, dryRun, line, language, turn);
    route.carryOut(at, body, sent).then(
      (answer) => this.#done(line, answer),
      (thrown: unknown) => this.#failed(line, thrown),
    );
    turn?.passed();
  }

  #append(line: Line): void {
    if (this.#last) this.#last.next = line;
    else this.#first = line;
    this.#last = line;
    this.#lines += 1;
    this.#bytes += line.bytes;
  }

  #failed(line: Line, thrown: unknown): void {
    if (this.#isLeft) return line.turn?.done();
    const problem = problemOf(thrown);
    if (problem.status >= 500) this.#log(line, problem, thrown);
    if (problem.code === 'store-unavailable' && !(problem instanceof NotTried)) this.#storeIsAway();
    line.status = problem.status;
    const { language, requestId } = this.#options;
    this.#done(line, problemIn(language, problem.body(requestId)));
  }

  /** Those that wait for their turn would find it away one after the other, each after some seconds. */
  #storeIsAway(): void {
    // A group fails as one: nothing has begun to wait since the first of it.
    if (performance.now() < this.#awayUntil) return;
    this.#awayUntil = performance.now() + awayMs;
    const lines: Line[] = [];
    for (let line = this.#first; line; line = line.next) if (!line.body) lines.push(line);
    for (const line of lines.toReversed()) line.turn?.letGo(new NotTried());
  }

  /** A store that is away fails thousands of lines: of each kind of problem that others have too, the first is told. */
  #log({ number }: Line, problem: Problem, thrown: unknown): void {
    if (problem.code !== 'internal' && this.#logged.has(problem.code)) return;
    this.#logged.add(problem.code);
    logProblem(this.#logger, problem, thrown, { requestId: this.#options.requestId, line: number });
  }

  #done(line: Line, body: CommandAnswer | ProblemBody): void {
    line.turn?.done();
    line.turn = null;
    line.body = body;
    if (line === this.#first) this.#tell();
  }

  /** Says that there may be answers, once for all that come in this turn of the event loop. */
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      this.#newsForAnswers?.();
    });
  }

  /** The next lines' answers, as far as they are there; makes room for as many lines. */
  #answered(): string {
    let text = '';
    for (let line = this.#first; line?.body && text.length < textAtOnce; line = line.next) {
      text += `{"line":${line.number},"status":${line.status},"body":${JSON.stringify(line.body)}}\n`;
      this.#first = line.next;
      this.#lines -= 1;
      this.#bytes -= line.bytes;
    }
    if (!this.#first) this.#last = null;
    if (!this.full) this.#roomAgain?.();
    return text;
  }
}
