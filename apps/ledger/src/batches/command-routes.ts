import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { invalidInput, type FieldError } from '../http/problem';
import type { Role } from '../http/roles';
import { validated } from '../http/validation/validate';
import { commandsOf, type CommandRoute } from './controller-commands';

/** A command's path as it was asked for. */
export interface Address {
  route: CommandRoute;
  /** With /api/v1 and decoded: what the hash of a command holds. */
  path: string;
  /** The path's DTO, or what is wrong with it. */
  at: object | null | FieldError[];
}

const root = '/api/v1';
/** A batch mostly repeats a few paths. */
const mostRemembered = 1_000;

/**
 * Every command that the ledger takes, found in the controllers themselves: a route that gets a new rule, DTO or role has it
 * in a batch at once.
 */
@Injectable()
export class CommandRoutes implements OnApplicationBootstrap {
  #routes: CommandRoute[] = [];
  readonly #addresses = new Map<string, Address>();

  constructor(private readonly discovery: DiscoveryService) {}

  onApplicationBootstrap(): void {
    this.#routes = this.discovery.getControllers().flatMap(({ instance }) => commandsOf(instance as object));
  }

  /** The roles that have any command. */
  get roles(): ReadonlySet<Role> {
    return new Set(this.#routes.flatMap(({ roles }) => roles));
  }

  /** Where a path leads to, with or without /api/v1; null where to no command. */
  find(asked: string): Address | null {
    const known = this.#addresses.get(asked);
    if (known) return known;
    const address = this.#look(asked);
    if (this.#addresses.size >= mostRemembered) this.#addresses.clear();
    if (address) this.#addresses.set(asked, address);
    return address;
  }

  #look(asked: string): Address | null {
    const [, ...parts] = (asked.startsWith(`${root}/`) ? asked.slice(root.length) : asked).split('/').map(decoded);
    if (!asked.startsWith('/') || asked.includes('?') || parts.includes(undefined)) return null;
    const route = this.#routes.find((one) => leadsTo(one.parts, parts as string[]));
    if (!route) return null;
    const values = Object.fromEntries(
      route.parts.flatMap((part, index) => (part.startsWith(':') ? [[part.slice(1), parts[index]]] : [])),
    );
    const at = route.path && validated(route.path, values, 'path');
    return { route, path: `${root}/${parts.join('/')}`, at: at && Object.freeze(at) };
  }
}

export function pathOf({ at }: Address): object | null {
  if (Array.isArray(at)) throw invalidInput(at as FieldError[]);
  return at;
}

function leadsTo(route: readonly string[], parts: readonly string[]): boolean {
  return route.length === parts.length && route.every((part, index) => part.startsWith(':') || part === parts[index]);
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
