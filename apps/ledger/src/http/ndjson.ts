import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes, ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Role, RouteAccess } from './roles';

/** A JSON value a line. */
export const ndjson = 'application/x-ndjson';

/** A route whose body arrives unread, to be taken line by line; and who may use it, in the place of @Roles. */
export function TakesLines(allowed: readonly Role[]): MethodDecorator {
  return applyDecorators(
    RouteConfig({ roles: allowed, takesLines: true } satisfies RouteAccess),
    ApiExtension('x-roles', [...allowed]),
    ApiConsumes(ndjson),
  );
}

export const takesLines = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as RouteAccess | undefined)?.takesLines === true;
