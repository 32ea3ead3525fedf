import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Subject } from './tokens';

/** The parameter of a route whose answer depends on who asks. */
export const WhoAsks = createParamDecorator(
  (_: unknown, context: ExecutionContext): Subject => context.switchToHttp().getRequest<FastifyRequest>().subject!,
);
