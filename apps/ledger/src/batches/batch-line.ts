import { bodyLimit } from '../http/adapter';
import { invalidInput, Problem, type FieldError } from '../http/problem';
import { keyPattern } from '../http/sent';
import { parseStrictJson, type Parsed } from '../http/strict-json';
import { pointerTo, validated } from '../http/validation/validate';
import type { RawLine } from './split-lines';
import { pathOf, type CommandRoutes } from './command-routes';
import type { CommandRoute } from './controller-commands';
import type { Subject } from '../http/tokens';

/** A line that a command has been read from. */
export interface ReadLine {
  route: CommandRoute;
  /** As asked for, with /api/v1. */
  path: string;
  key: string;
  at: object | null;
  body: object;
}

/** A line is a body with a member around it. */
const aLine: Parsed = { called: 'line', deepest: 17 };

/**
 * Reads a line. Throws a {@link Problem}: 422 where it is not a line that a batch takes, and otherwise what the command's own
 * route would answer before it carries anything out.
 */
export function readLine(raw: RawLine, routes: CommandRoutes, subject: Subject): ReadLine {
  if (raw === null)
    throw invalidLine([
      { pointer: '', code: 'line-too-long', detail: `A line may have ${bodyLimit / 2 ** 20} MiB at most.` },
    ]);
  const { path, key, body } = members(parsed(raw));
  const address = routes.find(path);
  if (!address)
    throw invalidLine([{ pointer: '/path', code: 'no-such-command', detail: 'There is no command under that path.' }]);
  const { route } = address;
  if (!route.roles.some((role) => subject.roles.has(role)))
    throw new Problem('forbidden', `This needs the role ${route.roles.join(' or ')}.`);
  const at = pathOf(address);
  const read = validated(route.body, body, 'body');
  if (Array.isArray(read)) throw invalidInput(read as FieldError[]);
  return { route, path: address.path, key, at, body: read };
}

function parsed(raw: Buffer): unknown {
  try {
    return parseStrictJson(raw, aLine);
  } catch (refused) {
    if (!(refused instanceof Problem)) throw refused;
    throw invalidLine(refused.errors!);
  }
}

function members(line: unknown): { path: string; key: string; body: unknown } {
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    throw invalidLine([{ pointer: '', code: 'not-an-object', detail: 'Must be a JSON object.' }]);
  const { path, key, body } = line as Record<string, unknown>;
  const errors: FieldError[] = [];
  const wrong = (name: string, code: string, detail: string) => {
    if (errors.length < 50) errors.push({ pointer: pointerTo([name]), code, detail });
  };
  if (path === undefined) wrong('path', 'required', 'Must be given.');
  else if (typeof path !== 'string') wrong('path', 'not-a-path', 'Must be a path such as /parties.');
  if (key === undefined) wrong('key', 'required', 'Must be given, so that the line can be sent again.');
  else if (typeof key !== 'string' || !keyPattern.test(key))
    wrong('key', 'not-a-key', 'Must be 1 to 200 visible ASCII characters.');
  if (body === undefined) wrong('body', 'required', 'Must be given; {} where there is nothing to say.');
  for (const name of Object.keys(line)) if (!isMember(name)) wrong(name, 'unknown-field', 'There is no such field.');
  if (errors.length > 0) throw invalidLine(errors);
  return { path: path as string, key: key as string, body };
}

const isMember = (name: string): boolean => name === 'path' || name === 'key' || name === 'body';

function invalidLine(errors: FieldError[]): Problem {
  const detail = errors.length === 1 ? errors[0]!.detail : `${errors.length} fields are wrong; see errors.`;
  return new Problem('invalid-line', detail, { errors });
}
