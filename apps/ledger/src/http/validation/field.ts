import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { addField, type DtoClass, type FieldShape } from './shape';

/** One thing that a field's value must be. */
export interface Rule {
  /** Stable; what `errors[].code` says. */
  code: string;
  detail: string;
  test(value: unknown, dto: object): boolean;
  /** Which part of a list or map is wrong, as reference tokens of a JSON pointer. */
  at?(value: unknown, dto: object): string[];
}

/** A field of a DTO: its rules in order (the first broken one is told), what it holds, and its OpenAPI schema. */
export function field(rules: readonly Rule[], schema: ApiPropertyOptions, shape: FieldShape = {}): PropertyDecorator {
  return (target, property) => {
    addField(target.constructor, String(property), shape);
    ApiProperty(schema)(target, property);
    for (const rule of rules) addRule(target, String(property), rule);
  };
}

function addRule(target: object, property: string, rule: Rule): void {
  const validator = {
    validate: (value: unknown, args?: { object: object }) => rule.test(value, args!.object),
    defaultMessage: () => rule.detail,
  };
  ValidateBy({ name: rule.code, validator }, { context: rule })(target, property);
}

/** The field may be left out; null is still refused. */
export function Optional(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ required: false })(target, property);
    ValidateIf((_dto, value) => value !== undefined)(target, String(property));
  };
}

/** The field is looked at only where that holds; a field that then isn't looked at must have been left out. */
export function OnlyIf<D extends object>(holds: (dto: D) => boolean): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ required: false })(target, property);
    ValidateIf((dto) => holds(dto as D))(target, String(property));
  };
}

/** The field may be null, which says that the source states nothing. */
export function OrNull(): PropertyDecorator {
  return (target, property) => {
    ApiProperty({ nullable: true })(target, property);
    ValidateIf((_dto, value) => value !== null)(target, String(property));
  };
}

/** Another DTO inside this one. */
export function Nested(dto: () => DtoClass): PropertyDecorator {
  return field([anObject], { type: () => dto() }, { nested: dto });
}

/** Told by the validator's walk for everything but null, which only this rule sees. */
const anObject: Rule = {
  code: 'not-an-object',
  detail: 'Must be a JSON object.',
  test: (value) => typeof value === 'object' && value !== null,
};

/** A list of at most `most` DTOs. */
export function NestedList(dto: () => DtoClass, most: number, least = 0): PropertyDecorator {
  const schema: ApiPropertyOptions = { type: () => dto(), isArray: true, minItems: least, maxItems: most };
  return field([listOf(most, least)], schema, { nested: dto, list: true });
}

export function listOf(most: number, least: number): Rule {
  return {
    code: 'not-a-list',
    detail: `Must be a list of ${least} to ${most}.`,
    test: (value) => Array.isArray(value) && value.length <= most && value.length >= least,
  };
}

/** A further rule of a field, run after those of the decorators that stand below it. */
export function Also<D extends object>(
  rule: Omit<Rule, 'test'> & { test(value: unknown, dto: D): boolean },
): PropertyDecorator {
  return (target, property) => addRule(target, String(property), rule as Rule);
}
