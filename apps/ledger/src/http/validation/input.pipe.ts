import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { invalidInput } from '../problem';
import { parseStrictJson } from '../strict-json';
import { fieldsOf, type DtoClass } from './shape';
import { validated } from './validate';

/**
 * Turns a body's raw text, a path or a query into its DTO. The body is parsed here and not by Fastify, so that whoever may
 * not use the route hears that first. Parameters of any other type are handed on as they are.
 */
@Injectable()
export class InputPipe implements PipeTransform<unknown, unknown> {
  transform(input: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || metatype === undefined) return input;
    const dto = metatype as DtoClass;
    if (fieldsOf(dto).size === 0 && type !== 'body') return input;
    const found =
      type === 'body'
        ? validated(dto, parseStrictJson(input), 'body')
        : validated(dto, input, type === 'param' ? 'path' : 'query');
    if (Array.isArray(found)) throw invalidInput(found);
    return found;
  }
}
