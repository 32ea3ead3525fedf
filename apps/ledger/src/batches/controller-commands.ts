import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PARAMTYPES_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { CommandAnswer } from '../http/answer.dto';
import type { Role, RouteAccess } from '../http/roles';
import { howSent, type Sent } from '../http/sent';
import type { DtoClass } from '../http/validation/shape';

/** A route that takes a command, as its controller's decorators say it. */
export interface CommandRoute {
  /** Its path's parts without /api/v1; `:name` is a parameter. */
  parts: readonly string[];
  roles: readonly Role[];
  path: DtoClass | null;
  body: DtoClass;
  /** The controller's own method; `path` and `body` are DTOs. */
  carryOut(path: object | null, body: object, sent: Sent): Promise<CommandAnswer>;
}

type Method = (...args: unknown[]) => Promise<CommandAnswer>;

/** What Nest keeps of a parameter's decorator; the key begins with its kind. */
type Parameters = Record<string, { index: number; factory?: unknown }>;

/** The routes of a controller that take a command: those that ask how it was sent. */
export function commandsOf(controller: object): CommandRoute[] {
  const prototype = Object.getPrototypeOf(controller) as Record<string, Method>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as Method | undefined;
    if (typeof method !== 'function' || !Reflect.hasMetadata(PATH_METADATA, method)) return [];
    const route = commandOf(controller, name, method);
    return route ? [route] : [];
  });
}

function commandOf(controller: object, name: string, method: Method): CommandRoute | null {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller.constructor, name) ?? {}) as Parameters;
  const types = Reflect.getMetadata(PARAMTYPES_METADATA, controller, name) as DtoClass[];
  const place = (wanted: (kind: string, factory: unknown) => boolean): number =>
    Object.entries(parameters).find(([key, { factory }]) => wanted(key.split(':')[0]!, factory))?.[1].index ?? -1;
  const sentAt = place((_kind, factory) => factory === howSent);
  if (sentAt < 0) return null;
  const pathAt = place((kind) => kind === String(RouteParamtypes.PARAM));
  const bodyAt = place((kind) => kind === String(RouteParamtypes.BODY));
  const config = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, method) as RouteAccess;
  const takes = [sentAt, pathAt, bodyAt].filter((at) => at >= 0).length;
  if (bodyAt < 0 || takes !== types.length || Reflect.getMetadata(METHOD_METADATA, method) !== RequestMethod.POST)
    throw new Error(`${controller.constructor.name}.${name} takes a command in a way that a batch does not know`);
  const paths = [PATH_METADATA, PATH_METADATA].map((key, index) =>
    String(Reflect.getMetadata(key, index === 0 ? controller.constructor : method)),
  );
  return {
    parts: paths.join('/').split('/').filter(Boolean).slice(2),
    roles: config.roles!,
    path: pathAt < 0 ? null : types[pathAt]!,
    body: types[bodyAt]!,
    carryOut(path: object | null, body: object, sent: Sent) {
      const args: unknown[] = [];
      if (pathAt >= 0) args[pathAt] = path;
      args[bodyAt] = body;
      args[sentAt] = sent;
      return method.apply(controller, args);
    },
  };
}
