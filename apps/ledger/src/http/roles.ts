import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';

/** Who may do what (contract.md). The order matters: a token is the subject of the first role that it was given for. */
export const roles = ['controller', 'approver', 'auditor', 'viewer', 'admin'] as const;

export type Role = (typeof roles)[number];

/** For routes that every signed-in subject may use: reports, parties, agreements, budgets. */
export const everyone: readonly Role[] = roles;

/** The only routes that answer without a token. Whatever is not here needs one, and a route needs {@link Roles}. */
export const publicRoutes: readonly string[] = ['/health'];

/** What Fastify keeps beside a route, where the access hook finds it before the body is read. */
export interface RouteAccess {
  roles?: readonly Role[];
  /** Whether its body is lines, of any number. */
  takesLines?: boolean;
}

/** Says which roles may use a route. A route that says nothing stops the service from starting. */
export function Roles(...allowed: readonly Role[]): MethodDecorator {
  return applyDecorators(RouteConfig({ roles: allowed } satisfies RouteAccess), ApiExtension('x-roles', [...allowed]));
}
