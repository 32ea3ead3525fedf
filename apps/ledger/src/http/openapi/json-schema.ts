/**
 * Nest writes its schemas in OpenAPI 3.0's dialect. In 3.1 a schema is JSON Schema: null is a type, and `example` a list.
 */
export function asJsonSchema<T>(part: T): T {
  return convert(part) as T;
}

function convert(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(convert);
  if (typeof part !== 'object' || part === null) return part;
  const { nullable, example, ...rest } = part as Record<string, unknown>;
  const converted = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, convert(value)]));
  // The compiler's order of a union's members depends on what it compiled before.
  if (Array.isArray(converted['enum'])) converted['enum'].sort();
  if (example !== undefined) {
    if ('type' in rest) converted['examples'] = [example];
    else converted['example'] = example;
  }
  return nullable === true ? orNull(converted) : converted;
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...values, null] }) };
}
