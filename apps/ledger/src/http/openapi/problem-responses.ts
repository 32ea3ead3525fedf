import { problems, type ProblemCode } from '../problem';

const codesOf = (status: number): ProblemCode[] =>
  (Object.keys(problems) as ProblemCode[]).filter((code) => problems[code].status === status).sort();

const fieldError = {
  type: 'object',
  description: 'What is wrong with one field.',
  properties: {
    pointer: { type: 'string', description: 'A JSON pointer into the body.', examples: ['/decision/decidedOn'] },
    in: { type: 'string', enum: ['path', 'query', 'header'], description: 'Instead of a pointer.' },
    name: { type: 'string', description: 'Which field of the path, query or header.' },
    code: { type: 'string' },
    detail: { type: 'string' },
  },
  required: ['code', 'detail'],
  oneOf: [{ required: ['pointer'] }, { required: ['in', 'name'] }],
};

const problem = {
  type: 'object',
  description: 'A problem detail (RFC 9457). `code` is stable; `title` and `detail` are for people.',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems).sort() },
    detail: { type: 'string' },
    instance: {
      type: 'string',
      format: 'uri',
      description: "The request's id, which the log and the events have too.",
    },
    errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
    revision: { type: 'string', description: 'With 412: the revision that the stream has.' },
    path: { type: 'string', description: 'With `moved` and the like: where to go instead, under /api/v1.' },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
};

export const problemSchemas = { FieldError: fieldError, Problem: problem };

/** One response for each status that the table of problems has: `#/components/responses/Problem409` and so on. */
export function problemResponses(): Record<string, object> {
  const statuses = [...new Set(Object.values(problems).map(({ status }) => status))].sort();
  return Object.fromEntries(statuses.map((status) => [`Problem${status}`, responseOf(status)]));
}

/** On every operation that may be refused. */
export const acceptLanguage = {
  in: 'header',
  name: 'Accept-Language',
  required: false,
  description:
    'The language of `title`, of each `detail`, and of the warnings of a command: Swedish where it prefers `sv`, else ' +
    'English. Everything else is the same in both; a line of a batch is answered in the language of its request.',
  schema: { type: 'string' },
  example: 'sv-SE, en;q=0.5',
};

function responseOf(status: number): object {
  const codes = codesOf(status);
  const headers = {
    ...(status === 503 && {
      'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } },
    }),
    'Content-Language': { description: '`sv`; not sent with English.', schema: { type: 'string' } },
    ...(status === 401 && { 'WWW-Authenticate': { schema: { type: 'string' } } }),
  };
  return {
    description: `\`code\` is one of: ${codes.join(', ')}.`,
    headers,
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        example: exampleOf(codes.includes('budget-exceeded') ? 'budget-exceeded' : codes[0]!, status),
      },
    },
  };
}

function exampleOf(code: ProblemCode, status: number): object {
  return {
    type: `urn:anslag:problem:${code}`,
    title: problems[code].title,
    status,
    code,
    detail: `${problems[code].title}.`,
    instance: 'urn:uuid:3f1f0c52-8d8a-4b0e-9c0e-2f4f6f8f3a11',
    ...(status === 400 && {
      errors: [{ pointer: '/amount', code: 'not-an-amount', detail: 'An amount is a JSON string of digits.' }],
    }),
  };
}
