import { Readable } from 'node:stream';
import type { CommandBus, Command } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, type Language } from '../http/language';
import { ndjson } from '../http/ndjson';
import { dryRunWithoutKey } from '../http/sent';
import { languageHeaders } from '../http/told';

/** Who asked for a run, and how. */
export interface RunAsked {
  actor: string;
  requestId: string;
  dryRun: boolean;
  language: Language;
}

/** A run, not begun yet: it begins when its lines are read. */
interface Run {
  lines(): AsyncGenerator<Buffer>;
}

/**
 * Answers a request for a run with its lines, as they come. Takes no Idempotency-Key: `detail` says why. `count` is the header that
 * says how many things the run is about, and how many that are.
 */
export async function sendRun<R extends Run>(
  commands: CommandBus,
  request: FastifyRequest,
  reply: FastifyReply,
  detail: string,
  command: (by: RunAsked) => Command<R>,
  count: (run: R) => [header: string, many: number],
): Promise<void> {
  const dryRun = dryRunWithoutKey(request, { code: 'not-for-a-run', detail });
  const language = languageOf(request.headers['accept-language']);
  const run = await commands.execute(command({ actor: request.subject!.id, requestId: request.id, dryRun, language }));
  const [header, many] = count(run);
  void reply
    .code(200)
    .headers({ ...languageHeaders(language), 'content-type': ndjson })
    .header(header, String(many))
    .send(Readable.from(run.lines(), { objectMode: false }));
}
