import { Logger } from '@nestjs/common';
import type { Language } from '../http/language';
import { Problem } from '../http/problem';
import { logProblem, problemOf } from '../http/problem.filter';
import { sentenceIn } from '../http/told';

/** How many things are under way together: their events are one append, or few. */
const atOnce = 256;

/** Why a run stopped before its end, in the asker's language. */
export interface RunStop {
  code: string;
  detail: string;
}

/** The lines of some things, as NDJSON; `away` where it is no use to go on. */
export interface Piece {
  text: string;
  away: Problem | null;
}

interface InPieces {
  /** In the order in which they are decided. */
  ids: readonly string[];
  piece(ids: readonly string[]): Promise<Piece>;
  total(stop: RunStop | null): object;
  isStopping: () => boolean;
  language: Language;
  requestId: string;
}

const logger = new Logger('Run');

/** What a run answers: the lines of all pieces, one after the other, and the totals. It says so where it had to stop. */
export async function* linesInPieces(run: InPieces): AsyncGenerator<Buffer> {
  const { ids, language, requestId } = run;
  let stopped: Problem | null = null;
  for (let from = 0; from < ids.length && !stopped; from += atOnce) {
    try {
      if (run.isStopping()) throw new Problem('stopping', 'The service is stopping; run it again soon.');
      const { text, away } = await run.piece(ids.slice(from, from + atOnce));
      stopped = away;
      if (text !== '') yield Buffer.from(text);
    } catch (thrown) {
      stopped = problemOf(thrown);
      if (stopped.code !== 'stopping') logProblem(logger, stopped, thrown, { requestId });
    }
  }
  const stop = stopped && { code: stopped.code, detail: sentenceIn(language, stopped.detail) };
  yield Buffer.from(`${JSON.stringify({ total: run.total(stop) })}\n`);
}
