import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { invalidInput, Problem } from '../http/problem';
import { Roles } from '../http/roles';
import { NoQuery } from '../http/validation/no-query';
import { Users } from './users';
import { PutUserDto, RemoveUserDto, UserDto, UsersAnswer, UsersQueryDto } from './users.dto';

/** Not commands: names are kept outside the log, so that they can be changed and taken out. */
@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(private readonly users: Users) {}

  @Post()
  @HttpCode(200)
  @Roles('admin')
  @NoQuery()
  @ApiOperation({ summary: 'Say who is behind the id of an actor, or say it anew' })
  async put(@Body() { subject, name, email = null }: PutUserDto): Promise<UserDto> {
    const user = { subject, name, email };
    await this.users.put(user);
    return user;
  }

  @Post('removal')
  @HttpCode(200)
  @Roles('admin')
  @NoQuery()
  @ApiOperation({ summary: 'Take an entry out: the name is gone from every answer, at once' })
  async remove(@Body() { subject }: RemoveUserDto): Promise<Pick<UserDto, 'subject'>> {
    if (!(await this.users.remove(subject))) throw new Problem('user-not-found', 'There is no such user.');
    return { subject };
  }

  @Get()
  @Roles('controller', 'approver', 'auditor', 'admin')
  @ApiOperation({ summary: 'Who is behind the ids of actors, in order of the ids' })
  async list(@Query() { limit = 100, cursor }: UsersQueryDto): Promise<UsersAnswer> {
    const read = await this.users.list(cursor === undefined ? '' : subjectIn(cursor), limit + 1);
    const users = read.slice(0, limit);
    return { users, next: read.length > limit ? cursorAfter(users.at(-1)!.subject) : null };
  }
}

const cursorAfter = (subject: string): string => Buffer.from(JSON.stringify(['users', subject])).toString('base64url');

/** Throws the 400 for what {@link cursorAfter} has not made. */
function subjectIn(cursor: string): string {
  try {
    const [list, subject] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (list === 'users' && typeof subject === 'string' && /^[\x21-\x7e]{1,255}$/.test(subject)) return subject;
  } catch {
    // As bad as any other.
  }
  const detail = 'Not a cursor that this list has handed out.';
  throw invalidInput([{ in: 'query', name: 'cursor', code: 'bad-cursor', detail }]);
}
