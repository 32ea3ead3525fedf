/** One thing that a field's value must be. */
export interface Rule {
  /** Stable; what `errors[].code` says. */
  code: string;
  detail: string;
  test(value: unknown, dto: object): boolean;
  /** Which part of a list or map is wrong, as reference tokens of a JSON pointer. */
  at?(value: unknown, dto: object): string[];
}

/** What kind of field it is, beyond its rules. */
export interface FieldShape {
  /** The DTO that the field holds, or holds a list of. */
  nested?: () => DtoClass;
  list?: boolean;
  /** An amount: `1`, `1.5` and `1.50` are one in a command's hash. */
  amount?: boolean;
  /** Reads a query's or path's text; what is no such value is handed on as it is, for the rules to refuse. */
  read?: (text: string) => unknown;
}

/** All that the validator knows of a field: the rules run in order, where all the conditions hold. */
export interface Field extends FieldShape {
  rules: Rule[];
  conditions: ((dto: object, value: unknown) => boolean)[];
}

export type DtoClass<T extends object = object> = abstract new () => T;

const own = new WeakMap<object, Map<string, Field>>();
const whole = new WeakMap<object, ReadonlyMap<string, Field>>();

/** A property of a class, as its decorators describe it one after another. */
function fieldOf(dto: object, name: string): Field {
  const fields = own.get(dto) ?? new Map<string, Field>();
  own.set(dto, fields);
  const field = fields.get(name) ?? { rules: [], conditions: [] };
  fields.set(name, field);
  return field;
}

/** Makes a property a field: what is not one is refused as unknown. */
export function addField(dto: object, name: string, shape: FieldShape): void {
  Object.assign(fieldOf(dto, name), shape);
}

export function addRule(dto: object, name: string, rule: Rule): void {
  fieldOf(dto, name).rules.push(rule);
}

export function addCondition(dto: object, name: string, holds: Field['conditions'][number]): void {
  fieldOf(dto, name).conditions.push(holds);
}

/** The fields of a DTO: its own first, then those of the class that it extends. */
export function fieldsOf(dto: object): ReadonlyMap<string, Field> {
  const known = whole.get(dto);
  if (known) return known;
  const parent: unknown = Object.getPrototypeOf(dto);
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? fieldsOf(parent) : [];
  const fields = new Map([...(own.get(dto) ?? []), ...inherited]);
  for (const [name, field] of own.get(dto) ?? []) fields.set(name, field);
  whole.set(dto, fields);
  return fields;
}
