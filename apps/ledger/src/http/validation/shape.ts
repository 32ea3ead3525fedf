/** What the validator knows of one field of a DTO beyond the rules that class-validator runs. */
export interface FieldShape {
  /** The DTO that the field holds, or holds a list of. */
  nested?: () => DtoClass;
  list?: boolean;
  /** An amount: `1`, `1.5` and `1.50` are one in a command's hash. */
  amount?: boolean;
  /** Reads a query's or path's text; what is no such value is handed on as it is, for the rules to refuse. */
  read?: (text: string) => unknown;
}

export type DtoClass<T extends object = object> = abstract new () => T;

const own = new WeakMap<object, Map<string, FieldShape>>();
const whole = new WeakMap<object, ReadonlyMap<string, FieldShape>>();

/** Makes a property a field: what is not one is refused as unknown. */
export function addField(dto: object, name: string, shape: FieldShape): void {
  const fields = own.get(dto) ?? new Map<string, FieldShape>();
  own.set(dto, fields.set(name, { ...fields.get(name), ...shape }));
}

/** The fields of a DTO, inherited ones first. A class without any is a programming error and throws. */
export function fieldsOf(dto: object): ReadonlyMap<string, FieldShape> {
  const known = whole.get(dto);
  if (known) return known;
  const parent: unknown = Object.getPrototypeOf(dto);
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? fieldsOf(parent) : [];
  const fields = new Map([...inherited, ...(own.get(dto) ?? [])]);
  whole.set(dto, fields);
  return fields;
}
