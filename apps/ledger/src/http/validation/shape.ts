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

/** What a field's value must be, and when that is asked. The same rules as class-validator has, for {@link keepsRules}. */
interface Checks {
  asked: ((dto: object, value: unknown) => boolean)[];
  rules: ((value: unknown, dto: object) => boolean)[];
}

export type DtoClass<T extends object = object> = abstract new () => T;

const own = new WeakMap<object, Map<string, FieldShape>>();
const checks = new WeakMap<object, Map<string, Checks>>();
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

/** Notes a rule of a field. */
export function addRuleCheck(dto: object, name: string, holds: Checks['rules'][number]): void {
  checksAt(dto, name).rules.push(holds);
}

/** Notes a condition under which a field's rules are asked at all. */
export function addCondition(dto: object, name: string, holds: Checks['asked'][number]): void {
  checksAt(dto, name).asked.push(holds);
}

function checksAt(dto: object, name: string): Checks {
  const known = checks.get(dto) ?? new Map<string, Checks>();
  checks.set(dto, known);
  const ofField = known.get(name) ?? { asked: [], rules: [] };
  known.set(name, ofField);
  return ofField;
}

const compiled = new WeakMap<object, readonly (Checks & { name: string })[]>();

/**
 * Whether every rule holds that is asked: the same question that class-validator answers at thirty times the price, since it
 * looks up its metadata anew for each object. What is wrong, and in which order it is told, is left to that.
 */
export function keepsRules(dto: DtoClass, built: Record<string, unknown>): boolean {
  let all = compiled.get(dto);
  if (!all) compiled.set(dto, (all = checksOf(dto)));
  return all.every(({ name, asked, rules }) => {
    const value = built[name];
    return !asked.every((test) => test(built, value)) || rules.every((test) => test(value, built));
  });
}

function checksOf(dto: object): (Checks & { name: string })[] {
  const parent: unknown = Object.getPrototypeOf(dto);
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? checksOf(parent) : [];
  return [...inherited, ...[...(checks.get(dto) ?? [])].map(([name, ofField]) => ({ name, ...ofField }))];
}
