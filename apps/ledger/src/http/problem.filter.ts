import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BrokenStream, StoreUnavailable } from '@anslag/event-store/port';
import { KeysUnavailable } from '@anslag/personal-data/keys';
import { ReadDatabaseUnavailable } from '@anslag/read-models/read-from';
import { routeNotFound } from './access';
import { languageOf } from './language';
import { Problem } from './problem';
import { languageHeaders, problemIn } from './told';

/** Sends whatever was thrown as a problem detail. What nobody foresaw is a 500 that says nothing of the inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = problemOf(thrown);
    const { id, method, routeOptions } = request;
    if (problem.status >= 500)
      logProblem(this.#logger, problem, thrown, { requestId: id, method, route: routeOptions?.url });
    sendProblem(http.getResponse<FastifyReply>(), problem, request.id);
  }
}

/** A problem that is the ledger's own, with what the client is not told. */
export function logProblem(logger: Logger, problem: Problem, thrown: unknown, where: object): void {
  const told = { ...where, code: problem.code };
  if (problem.code === 'internal' || problem.code === 'broken-stream')
    logger.error({ ...told, err: problem.cause ?? thrown });
  else logger.warn({ ...told, cause: String(problem.cause ?? problem.detail) });
}

export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="anslag"');
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
  if (problem.code === 'stopping') void reply.header('connection', 'close');
  if (problem.code === 'body-too-large' || problem.code === 'unsupported-media-type') dropRest(reply);
  const language = languageOf(reply.request.headers['accept-language']);
  void reply
    .code(problem.status)
    .headers({ ...languageHeaders(language), 'content-type': 'application/problem+json; charset=utf-8' })
    .send(JSON.stringify(problemIn(language, problem.body(requestId))));
}

/** The problem that an exception is answered with. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof StoreUnavailable)
    return new Problem('store-unavailable', 'The event store cannot be reached; try again.', { cause: thrown });
  if (thrown instanceof ReadDatabaseUnavailable)
    return new Problem('read-database-unavailable', 'The reports cannot be read just now; try again.', {
      cause: thrown.cause,
    });
  if (thrown instanceof KeysUnavailable)
    return new Problem('keys-unavailable', 'The keys of personal data cannot be read just now; try again.', {
      cause: thrown.cause,
    });
  if (thrown instanceof BrokenStream)
    return new Problem('broken-stream', 'History of this stream is missing or closed; nothing is decided on it.', {
      cause: thrown,
      retryAfterSeconds: 60,
    });
  return (
    fromFramework(thrown) ?? new Problem('internal', 'Something went wrong; the log knows more.', { cause: thrown })
  );
}

/** Fastify's own errors, which Nest wraps: what a client did wrong keeps its status, their texts are not passed on. */
function fromFramework(thrown: unknown): Problem | null {
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: unknown })?.statusCode;
  switch (status) {
    case 404:
      return routeNotFound();
    case 413:
      return new Problem('body-too-large', 'A body may have 1 MiB at most.');
    case 415:
      return new Problem('unsupported-media-type', 'Send the body as application/json.');
  }
  return typeof status === 'number' && status >= 400 && status < 500
    ? new Problem('malformed-request', 'The request could not be read.', { cause: thrown })
    : null;
}

/**
 * A body that is not wanted is read to its end and dropped. Fastify would close the connection instead, and a sender that is
 * still sending would find it broken, and never see the answer. Node's request timeout ends one that never stops.
 */
function dropRest(reply: FastifyReply): void {
  void reply.removeHeader('connection');
  reply.request.raw.resume();
}
