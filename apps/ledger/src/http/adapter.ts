import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticated, installAccess } from './access';
import { Problem } from './problem';
import { ProblemFilter, problemOf, sendProblem } from './problem.filter';
import type { Stopping } from './stopping';
import { ndjson, takesLines } from './ndjson';
import type { Tokens } from './tokens';
import { InputPipe } from './validation/input.pipe';

/** A body's limit; a larger one is 413. */
export const bodyLimit = 1024 * 1024;

export interface HttpOptions {
  stopping: Stopping;
  /** Asked for each request, since the tokens are read after the adapter is made. */
  tokens: () => Tokens;
}

/**
 * Fastify as the ledger uses it: access is decided before a body is read, bodies arrive as bytes (the input pipe parses
 * them), and whatever goes wrong below Nest is a problem detail too.
 */
export function createAdapter({ stopping, tokens }: HttpOptions): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit,
    genReqId: () => randomUUID(),
    // A path's id may have 100 characters, and more when percent-encoded; what is longer is told as a bad id.
    routerOptions: { maxParamLength: 1000 },
    return503OnClosing: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      badUrl(error, request, reply, tokens()),
    clientErrorHandler: unreadable,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  stopping.install(fastify);
  installAccess(fastify, tokens);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(/^application\/json *(;|$)/i, { parseAs: 'buffer' }, takeBytes);
  fastify.addContentTypeParser(/^application\/x-ndjson *(;|$)/i, takeLines);
  return adapter;
}

/** What every application on that adapter uses, once it is created. `bodyParser: false` keeps Nest's own parser out. */
export function installHttp(app: NestFastifyApplication): void {
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(new ProblemFilter());
}

function takeBytes(request: FastifyRequest, body: Buffer, done: (error: Error | null, body?: Buffer) => void): void {
  if (isUtf8(request)) done(null, body);
  else done(new Problem('unsupported-media-type', 'JSON is sent as UTF-8.'));
}

/** Hands the body on unread, and so without a limit, to a route that takes lines. */
function takeLines(
  request: FastifyRequest,
  body: IncomingMessage,
  done: (error: Error | null, body?: unknown) => void,
) {
  if (takesLines(request) && isUtf8(request)) done(null, body);
  else done(new Problem('unsupported-media-type', `This route takes no ${ndjson}, or not in that encoding.`));
}

function isUtf8({ headers }: FastifyRequest): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

/** The router could not read the URL, and no hook has run yet. */
function badUrl(error: Error, request: FastifyRequest, reply: FastifyReply, tokens: Tokens): void {
  let problem: Problem;
  try {
    authenticated(request, tokens);
    problem = new Problem('malformed-request', 'The path is not a valid URL path.', {
      errors: [{ in: 'path', name: '', code: 'not-a-path', detail: 'The path is not a valid URL path.' }],
      cause: error,
    });
  } catch (refused) {
    problem = problemOf(refused);
  }
  sendProblem(reply, problem, request.id);
}

/** Not even HTTP, or too much of it. */
function unreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem('headers-too-large', 'The header fields are too large.')
      : new Problem('malformed-request', 'That is not an HTTP request.');
  const body = JSON.stringify(problem.body(randomUUID()));
  socket.end(
    `HTTP/1.1 ${problem.status} Bad Request\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
