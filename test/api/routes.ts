import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Route {
  method: string;
  /** With /api/v1 and `{parameters}`. */
  path: string;
  /** What the document says of who may use it. */
  roles: string[];
  /** A good body, where it takes one. */
  example: Record<string, unknown> | undefined;
  /** Whether it records something in the ledger: such routes take a key to be sent again under. */
  isCommand: boolean;
  /** Fields that the body must have. */
  required: string[];
  /** Query fields. */
  query: string[];
  /** Whether it answers without a token. */
  open: boolean;
}

interface Operation {
  'x-roles'?: string[];
  security?: unknown[];
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { example: Record<string, unknown>; schema: { $ref: string } }> };
}

const document = JSON.parse(readFileSync(resolve(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { required?: string[] }> };
};

function requiredIn({ requestBody }: Operation): string[] {
  const schema = requestBody?.content['application/json']?.schema.$ref.split('/').at(-1);
  return (schema && document.components.schemas[schema]?.required) || [];
}

/** Every route of the service, from docs/openapi.json, which the drift check keeps true: no new route is forgotten. */
export const routes: readonly Route[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    roles: operation['x-roles'] ?? [],
    example: operation.requestBody?.content['application/json']?.example,
    isCommand: (operation.parameters ?? []).some(({ name }) => name === 'Idempotency-Key'),
    required: requiredIn(operation),
    query: (operation.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
    open: operation.security?.length === 0,
  })),
);

/** A path with its parameters filled in: ids of things that need not exist. */
export function filled(path: string, values: Record<string, string> = {}): string {
  const known: Record<string, string> = { bodyId: 'hsn', year: '2019', ...values };
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? 'nobody');
}
