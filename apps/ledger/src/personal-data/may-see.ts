import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Subject } from '../http/tokens';

/** RFC 7240: a client that wants masks although it may see more, such as an export that will be published. */
const masked = /(^|,)\s*personal-data\s*=\s*"?masked"?\s*(;|,|$)/i;

/** Whether an answer shows names and numbers of persons: to controllers, unless they ask for masks. */
export function maySee({ subject, headers }: Pick<FastifyRequest, 'subject' | 'headers'>): boolean {
  const prefer = headers['prefer'];
  return isController(subject) && !masked.test(Array.isArray(prefer) ? prefer.join(',') : (prefer ?? ''));
}

const isController = (subject: Subject | null): boolean => subject?.roles.has('controller') ?? false;

/** The parameter of a route that looks into what is sealed before it answers. */
export const MaySee = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  maySee(context.switchToHttp().getRequest<FastifyRequest>()),
);
