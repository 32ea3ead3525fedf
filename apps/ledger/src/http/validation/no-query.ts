import { UseGuards, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../problem';

class RefuseQuery implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const names = Object.keys(context.switchToHttp().getRequest<FastifyRequest>().query as object);
    if (names.length === 0) return true;
    const detail = 'There is no such query field here.';
    throw invalidInput(names.map((name) => ({ in: 'query', name, code: 'unknown-field', detail })));
  }
}

/** A route that takes no query: a field there is refused as unknown, as everywhere else. */
export const NoQuery = (): MethodDecorator => UseGuards(RefuseQuery);
