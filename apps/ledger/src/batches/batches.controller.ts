import { Readable } from 'node:stream';
import { Controller, HttpCode, Logger, Post, Req, Res, type OnApplicationBootstrap } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyLimit } from '../http/adapter';
import { languageOf } from '../http/language';
import { ndjson, TakesLines } from '../http/ndjson';
import { Problem } from '../http/problem';
import type { Role } from '../http/roles';
import { dryRunWithoutKey } from '../http/sent';
import { Stopping } from '../http/stopping';
import { languageHeaders } from '../http/told';
import { Batch } from './batch';
import { DescribesBatch } from './batch-docs';
import { CommandRoutes } from './command-routes';
import { SplitLines } from './split-lines';

/** How long after a stop has begun lines are still read, to be told so, ms. */
const farewell = 3_000;
/** How long after an answer that came before the body's end the rest of the body is read and thrown away, ms. */
const lingering = 1_000;

/** Whoever has any command. */
const allowed: readonly Role[] = ['controller', 'approver'];

@ApiTags('batches')
@Controller('api/v1/batches')
export class BatchesController implements OnApplicationBootstrap {
  readonly #stop = new AbortController();

  constructor(
    private readonly routes: CommandRoutes,
    stopping: Stopping,
  ) {
    stopping.onBegin(() => this.#stop.abort());
  }

  onApplicationBootstrap(): void {
    for (const role of this.routes.roles)
      if (!allowed.includes(role)) throw new Error(`The role ${role} has commands and may not send batches of them`);
  }

  @Post()
  @HttpCode(200)
  @TakesLines(allowed)
  @DescribesBatch()
  carryOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const dryRun = dryRunWithoutKey(request, {
      code: 'not-for-a-batch',
      detail: 'Each line of a batch has its own key.',
    });
    const lines = request.body;
    if (!(lines instanceof Readable)) throw new Problem('unsupported-media-type', `Send the lines as ${ndjson}.`);
    const language = languageOf(request.headers['accept-language']);
    const batch = new Batch({
      routes: this.routes,
      subject: request.subject!,
      requestId: request.id,
      dryRun,
      language,
      stopping: this.#stop.signal,
    });
    void read(lines, batch);
    this.#endInTime(batch, request, reply);
    void reply
      .code(200)
      .headers({ ...languageHeaders(language), 'content-type': ndjson })
      .send(Readable.from(batch.answers(), { objectMode: false }));
  }

  /** A stop ends the batch, though its client might go on sending for ever. */
  #endInTime(batch: Batch, { raw }: FastifyRequest, reply: FastifyReply): void {
    const { signal } = this.#stop;
    let timer: NodeJS.Timeout | undefined;
    const stop = () => void (timer = setTimeout(() => batch.end(), farewell));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
    reply.raw.once('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      // Closed at once, the connection would be reset and the client might never read the end of its answers.
      if (!raw.complete) setTimeout(() => raw.destroy(), lingering).unref();
    });
  }
}

/** How a body ends whose client is no longer there. */
const gone = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE'];

/** Reads the body no faster than lines are answered and their answers taken. */
async function read(body: Readable, batch: Batch): Promise<void> {
  const split = new SplitLines(bodyLimit);
  try {
    for await (const piece of body)
      for (const line of split.take(piece as Buffer)) {
        while (batch.full) await batch.room();
        batch.take(line);
      }
    for (const line of split.end()) batch.take(line);
    batch.end();
  } catch (error) {
    // The connection broke. Its last line may be cut short, and nobody is there to be answered.
    if (!gone.includes((error as NodeJS.ErrnoException).code ?? '')) new Logger('Batches').error(error);
    batch.leave();
  }
}
