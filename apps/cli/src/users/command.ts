import type { Command } from 'commander';
import { subjectId } from '../arguments';
import { Connection, connects, type ConnectionOptions } from '../connection';
import { table } from '../table';

interface User {
  subject: string;
  name: string;
  email: string | null;
}

interface Page {
  users: User[];
  next: string | null;
}

const more = `
Events name who recorded them by an opaque id: whom a token stands for. Who that is stands in a directory beside the log and
in no event, so that it can be changed and taken out: then the name is gone from every report at once, and the id stays.

Listing takes any role but viewer; putting in and taking out the role admin.

Examples:
  anslag users
  anslag users put u-4711 --name "Greta Registersdotter" --email greta@example.org
  anslag users remove u-4711`;

/** The directory of users of a running ledger. */
export function addUsers(program: Command): void {
  const users = program
    .command('users')
    .summary('list, put in and take out the names of users')
    .description('Says who is behind the ids of actors.')
    .addHelpText('after', more);
  connects(
    users.command('list', { isDefault: true }).description('Lists the users, in order of their ids; the default.'),
  )
    .option('--json', 'as JSON: {users}')
    .action(list);
  connects(
    users
      .command('put')
      .description('Puts a user in, or in the place of what stood there before.')
      .argument('<subject>', 'the id that events have as their actor', subjectId)
      .requiredOption('--name <name>', 'what people call the user'),
  )
    .option('--email <address>', 'the user’s e-mail address; left out, there is none')
    .action(put);
  connects(
    users
      .command('remove')
      .description('Takes a user out.')
      .argument('<subject>', 'the id that events have as their actor', subjectId),
  ).action(remove);
}

async function list(options: ConnectionOptions & { json?: boolean }): Promise<void> {
  const users: User[] = [];
  for await (const page of new Connection(options).pages<Page>('/users')) users.push(...page.users);
  process.stdout.write(`${options.json ? JSON.stringify({ users }, null, 2) : shown(users)}\n`);
}

async function put(
  subject: string,
  { name, email, ...options }: ConnectionOptions & { name: string; email?: string },
): Promise<void> {
  await new Connection(options).post<User>('/users', { subject, name, ...(email !== undefined && { email }) });
  process.stdout.write(`${subject} is in the directory.\n`);
}

async function remove(subject: string, options: ConnectionOptions): Promise<void> {
  await new Connection(options).post('/users/removal', { subject });
  process.stdout.write(`${subject} is taken out: no report names this user any more.\n`);
}

function shown(users: readonly User[]): string {
  if (users.length === 0) return 'No user is in the directory.';
  return table<User>(
    [
      { title: 'Id', of: ({ subject }) => subject },
      { title: 'Name', of: ({ name }) => name },
      { title: 'E-mail', of: ({ email }) => email },
    ],
    users,
  );
}
