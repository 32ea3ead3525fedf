import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ndjson } from '../ndjson';
import { publicRoutes } from '../roles';
import { commandExamples } from './examples';
import { asJsonSchema } from './json-schema';
import { acceptLanguage, problemResponses, problemSchemas } from './problem-responses';

interface Operation {
  parameters?: object[];
  requestBody?: { content: Record<string, { example?: object }> };
  responses: Record<string, object>;
  security?: object[];
}

/** The OpenAPI 3.1 document of an application's routes. Nothing in it depends on time or machine. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Anslag')
    .setVersion('1')
    .setDescription(
      'An event-sourced ledger of budgets and grant allocations. Amounts are decimal strings, never numbers; bodies are ' +
        'strict JSON: unknown fields and duplicate keys are refused. Each operation says in x-roles who may use it. ' +
        'Checks come in this order: 401, 404 for a route, 403, 400, 404 for a thing, 409.',
    )
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .addSecurityRequirements('token')
    .build();
  const document = asJsonSchema(
    SwaggerModule.createDocument(app, config, {
      operationIdFactory: (controller, method) => `${controller.replace(/(Queries)?Controller$/, '')}.${method}`,
    }),
  );
  const paths = sorted(document.paths);
  for (const [path, item] of Object.entries(paths))
    for (const operation of Object.values(item)) complete(path, operation as Operation);
  const schemas = sorted({ ...document.components?.schemas, ...problemSchemas });
  return {
    ...document,
    paths,
    components: {
      ...document.components,
      schemas,
      responses: problemResponses(),
      parameters: { AcceptLanguage: acceptLanguage },
    },
  } as OpenAPIObject;
}

/** Adds what follows from the kind of operation: its example, and the errors that every one of its kind can give. */
function complete(path: string, operation: Operation): void {
  if (publicRoutes.includes(path)) {
    operation.security = [];
    return;
  }
  operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/AcceptLanguage' }];
  const statuses = ['400', '401', '403', '404', '503'];
  if (operation.requestBody) {
    statuses.push(...(operation.requestBody.content[ndjson] ? ['415'] : ['409', '412', '413', '415']));
    const json = operation.requestBody.content['application/json'];
    const example = commandExamples[path];
    if (json && !example) throw new Error(`${path} has no example in openapi/examples.ts`);
    if (json) json.example = example!;
  }
  for (const status of statuses) operation.responses[status] ??= { $ref: `#/components/responses/Problem${status}` };
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
