import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from './problem';
import { publicRoutes, type RouteAccess } from './roles';
import type { Subject, Tokens } from './tokens';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who the request is from; null on a public route only. */
    subject: Subject | null;
  }
}

/**
 * Decides on every request before its body is read: 401 without a valid token, 404 for a route that there is not, 403 where
 * the role does not allow it. Must be installed before any route, since it also refuses to start with a route that says
 * nothing about who may use it.
 */
export function installAccess(fastify: FastifyInstance, tokens: () => Tokens): void {
  fastify.decorateRequest('subject', null);

  fastify.addHook('onRoute', ({ url, method, config }) => {
    if (publicRoutes.includes(url)) return;
    const { roles } = (config ?? {}) as RouteAccess;
    if (!roles?.length) throw new Error(`${String(method)} ${url} does not say which roles may use it (@Roles)`);
  });

  fastify.addHook('onRequest', (request, _reply, done) => {
    try {
      admit(request, tokens());
      done();
    } catch (refused) {
      done(refused as Error);
    }
  });
}

function admit(request: FastifyRequest, tokens: Tokens): void {
  const { url, config } = request.routeOptions;
  if (url !== undefined && publicRoutes.includes(url)) return;
  const subject = authenticated(request, tokens);
  // Here and not in a handler: Fastify would read, and perhaps refuse, the body of a request to no route first.
  if (request.is404) throw routeNotFound();
  const { roles } = config as RouteAccess;
  if (!roles?.some((role) => subject.roles.has(role)))
    throw new Problem('forbidden', `This needs the role ${roles?.join(' or ') ?? 'of nobody'}.`);
  request.subject = subject;
}

/** Whom the request's bearer token stands for. Throws the 401 where there is none or an unknown one. */
export function authenticated({ headers }: FastifyRequest, tokens: Tokens): Subject {
  const found = /^Bearer +([\x21-\x7e]+) *$/i.exec(headers.authorization ?? '');
  const subject = found && tokens.subjectOf(found[1]!);
  if (!subject) throw new Problem('unauthenticated', 'Send a valid token as "Authorization: Bearer …".');
  return subject;
}

export const routeNotFound = (): Problem =>
  new Problem('route-not-found', 'There is no such route, or it does not take this method.');
