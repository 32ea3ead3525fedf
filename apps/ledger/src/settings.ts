import { registerAs, type ConfigType } from '@nestjs/config';
import { z } from 'zod';
import { CannotStart } from './cannot-start';
import { roles, type Role } from './http/roles';

const token = z
  .string()
  .regex(/^[\x21-\x7e]*$/, 'must be visible ASCII without spaces')
  .optional();

const timeZone = z.string().refine((name) => {
  try {
    return new Intl.DateTimeFormat('sv-SE', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}, 'must be a time zone of the IANA database, such as Europe/Stockholm');

const environment = z.object({
  ANSLAG_HOST: z.string().min(1).default('127.0.0.1'),
  ANSLAG_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port')
    .default('3400')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port'),
  ANSLAG_STORE: z
    .string()
    .regex(/^(sqlite:.|esdb(\+discover)?:\/\/.)/, 'must be sqlite:DIRECTORY or esdb://…')
    .default('sqlite:var/ledger'),
  ANSLAG_READ_DB: z
    .string()
    .regex(/^sqlite:./, 'must be sqlite:DIRECTORY')
    .optional(),
  ANSLAG_DATA_DIR: z.string().min(1).default('var/ledger'),
  ANSLAG_TIME_ZONE: timeZone.default('Europe/Stockholm'),
  ANSLAG_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  ANSLAG_TOKEN_CONTROLLER: token,
  ANSLAG_TOKEN_APPROVER: token,
  ANSLAG_TOKEN_AUDITOR: token,
  ANSLAG_TOKEN_VIEWER: token,
  ANSLAG_TOKEN_ADMIN: token,
});

export interface Settings {
  host: string;
  port: number;
  /** `sqlite:DIRECTORY` or `esdb://…`. */
  store: string;
  /** `sqlite:DIRECTORY`: where the read models are; beside a SQLite store unless said. */
  readDb: string;
  /** Where tokens.json is. */
  dataDir: string;
  /** The funder's time zone, in which a day is a day. */
  timeZone: string;
  logLevel: string;
  /** Fixed tokens by role; where there is any, none is made. */
  tokens: Partial<Record<Role, string>>;
}

/** Reads the environment; throws with every variable that is wrong. Never repeats a value: some are secret. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('ANSLAG_') && value));
  const read = environment.safeParse(given);
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new CannotStart(`The environment is wrong: ${problems.join('; ')}`);
  }
  const { data } = read;
  const dataDir = data.ANSLAG_STORE.startsWith('sqlite:')
    ? data.ANSLAG_STORE.slice('sqlite:'.length)
    : data.ANSLAG_DATA_DIR;
  const tokens = roles.flatMap((role) => {
    const fixed = data[`ANSLAG_TOKEN_${role.toUpperCase() as Uppercase<Role>}`];
    return fixed ? [[role, fixed] as const] : [];
  });
  return {
    host: data.ANSLAG_HOST,
    port: data.ANSLAG_PORT,
    store: data.ANSLAG_STORE,
    readDb: data.ANSLAG_READ_DB ?? `sqlite:${dataDir}`,
    dataDir,
    timeZone: data.ANSLAG_TIME_ZONE,
    logLevel: data.ANSLAG_LOG_LEVEL,
    tokens: Object.fromEntries(tokens),
  };
}

/** Inject with `@Inject(settings.KEY) settings: Settings`. */
export const settings = registerAs('anslag', (): Settings => readSettings(process.env));

export type SettingsConfig = ConfigType<typeof settings>;
