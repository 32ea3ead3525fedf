import { hash, randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CommandRequest } from '@anslag/event-store/decider';
import { commandHash, type Digest } from './command-hash';
import { languageOf, type Language } from './language';
import { invalidInput, type FieldError } from './problem';
import { languageHeaders } from './told';
import type { Turn } from './turn';

export const keyPattern = /^[\x21-\x7e]{1,200}$/;
const revisionTag = /^"(0|[1-9]\d{0,14})"$/;

/** Where the status of a command's answer is set: Fastify's reply, or a line of a batch. */
export interface Answering {
  code(status: number): unknown;
}

/** How a command was sent: by whom, under which key, and on which condition. */
export class Sent {
  #commandId: string | null = null;

  constructor(
    /** The authenticated subject; what the events keep as their actor. */
    readonly actor: string,
    readonly requestId: string,
    readonly method: string,
    /** The path that was asked for, decoded and without its query. */
    readonly path: string,
    readonly key: string | undefined,
    /** If-Match. */
    readonly expectedRevision: number | undefined,
    readonly dryRun: boolean,
    readonly reply: Answering,
    /** What its warnings are told in. */
    readonly language: Language,
    /** Its place in a batch; null for a command that was sent alone and waits for nobody. */
    readonly turn: Turn | null = null,
  ) {}

  /** The same for the same subject, key and stream; another each time where there is no key. */
  commandId(stream: string): string {
    return (this.#commandId ??= this.key === undefined ? randomUUID() : keyedId(this.actor, stream, this.key));
  }

  /** The command as the stream writer takes it. `body` is the DTO as sent, of which the hash is made. */
  request<C>(
    stream: string,
    command: C,
    body: object,
    basedOn: CommandRequest<C>['basedOn'],
    digest?: Digest,
  ): CommandRequest<C> {
    const commandId = this.commandId(stream);
    return {
      command,
      commandId,
      commandHash: commandHash(this.method, this.path, body, digest),
      actor: this.actor,
      correlationId: this.requestId,
      causationId: commandId,
      ...(basedOn && basedOn.length > 0 && { basedOn }),
      ...(this.expectedRevision !== undefined && { expectedRevision: this.expectedRevision }),
    };
  }
}

/** A UUID (version 8) made of a subject, a stream and a key: a key is scoped by the other two. */
function keyedId(subject: string, stream: string, key: string): string {
  const id = hash('sha256', JSON.stringify([subject, stream, key]), 'buffer');
  id[6] = (id[6]! & 0x0f) | 0x80;
  id[8] = (id[8]! & 0x3f) | 0x80;
  const hex = id.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The parameter of a command's route that says how it was sent. Refuses headers and query fields that are wrong. */
export const HowSent = createParamDecorator(howSent);

/** What {@link HowSent} takes from a request; a route that has it takes a command. */
export function howSent(_: unknown, context: ExecutionContext): Sent {
  const http = context.switchToHttp();
  return sentBy(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
}

function sentBy(request: FastifyRequest, reply: FastifyReply): Sent {
  const errors: FieldError[] = [];
  const { headers } = request;
  const key = headers['idempotency-key'];
  if (key !== undefined && !keyPattern.test(String(key)))
    errors.push({
      in: 'header',
      name: 'Idempotency-Key',
      code: 'not-a-key',
      detail: 'Must be 1 to 200 visible ASCII characters.',
    });
  const tag = headers['if-match'];
  const revision = tag === undefined ? undefined : revisionTag.exec(tag)?.[1];
  if (tag !== undefined && revision === undefined)
    errors.push({
      in: 'header',
      name: 'If-Match',
      code: 'not-a-revision',
      detail: 'Must be one revision in double quotes, such as "4".',
    });
  const dryRun = dryRunIn(request.query as Record<string, unknown>, errors);
  if (errors.length > 0) throw invalidInput(errors);
  const language = languageOf(headers['accept-language']);
  void reply.headers(languageHeaders(language));
  return new Sent(
    request.subject!.id,
    request.id,
    request.method,
    pathOf(request.url),
    key as string | undefined,
    revision === undefined ? undefined : Number(revision),
    dryRun,
    reply,
    language,
  );
}

/** The query that a command or a batch of them takes; what is wrong is added to `errors`. */
export function dryRunIn(query: Record<string, unknown>, errors: FieldError[]): boolean {
  for (const [name, value] of Object.entries(query)) {
    if (name !== 'dryRun')
      errors.push({ in: 'query', name, code: 'unknown-field', detail: 'There is no such query field here.' });
    else if (value !== 'true' && value !== 'false')
      errors.push({ in: 'query', name, code: 'not-a-flag', detail: 'Must be true or false.' });
  }
  return query['dryRun'] === 'true';
}

/** Whether many commands in one request are to be a dry run. It has no key and no condition, as each of them has its own. */
export function dryRunWithoutKey({ headers, query }: FastifyRequest, why: { code: string; detail: string }): boolean {
  const errors: FieldError[] = [];
  for (const name of ['Idempotency-Key', 'If-Match'])
    if (headers[name.toLowerCase()] !== undefined) errors.push({ in: 'header', name, ...why });
  const dryRun = dryRunIn(query as Record<string, unknown>, errors);
  if (errors.length > 0) throw invalidInput(errors);
  return dryRun;
}

/** Fastify has matched the path, so it decodes. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return path.includes('%') ? decodeURIComponent(path) : path;
}
