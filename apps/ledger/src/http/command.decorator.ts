import { applyDecorators, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Roles, type Role } from './roles';
import { DescribesCommand } from './openapi/command-docs';

/** A route that takes a command: who may send it, and what it does in a few words. */
export function Command(path: string, allowed: readonly Role[], summary: string): MethodDecorator {
  return applyDecorators(Post(path), Roles(...allowed), ApiOperation({ summary }), DescribesCommand());
}
