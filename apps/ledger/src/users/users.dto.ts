import { Optional, OrNull } from '../http/validation/field';
import { Limit, Line, Matching, SubjectId } from '../http/validation/fields';

export class PutUserDto {
  /** Whom a token stands for: the id that events have as their actor. */
  @SubjectId() subject: string;

  @Line(200) name: string;

  @Optional()
  @OrNull()
  @Matching('not-an-email', 'Must be an e-mail address of at most 254 characters.', /^[^\s@]{1,64}@[^\s@]{1,189}$/)
  email?: string | null;
}

/** Nothing else is said of it: that a name is taken out leaves no trace. */
export class RemoveUserDto {
  @SubjectId() subject: string;
}

export class UserDto {
  subject: string;
  name: string;
  email: string | null;
}

export class UsersQueryDto {
  /** 100 unless said. */
  @Optional() @Limit() limit?: number;

  /** `next` of the page before. */
  @Optional()
  @Matching('not-a-cursor', 'Must be the `next` of a page before.', /^[A-Za-z0-9_-]{1,800}$/)
  cursor?: string;
}

export class UsersAnswer {
  users: UserDto[];
  next: string | null;
}
