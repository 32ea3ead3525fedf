import { registerAs, type ConfigType } from '@nestjs/config';
import { z } from 'zod';
import { placesOf, readEnvironment, whereabouts, type Places } from '../../projector/src/settings';
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
  ...whereabouts,
  ANSLAG_PROJECTOR: z.enum(['hosted', 'apart']).default('hosted'),
  ANSLAG_KEYS: z
    .string()
    .regex(/^(sqlite:.|postgres(ql)?:\/\/.)/, 'must be sqlite:DIRECTORY or postgres://…')
    .optional(),
  ANSLAG_MASTER_KEY: z
    .string()
    .refine((text) => Buffer.from(text.trim(), 'base64').length === 32, 'must be 32 bytes in base64')
    .optional(),
  ANSLAG_TIME_ZONE: timeZone.default('Europe/Stockholm'),
  ANSLAG_TOKEN_CONTROLLER: token,
  ANSLAG_TOKEN_APPROVER: token,
  ANSLAG_TOKEN_AUDITOR: token,
  ANSLAG_TOKEN_VIEWER: token,
  ANSLAG_TOKEN_ADMIN: token,
});

export interface Settings extends Places {
  host: string;
  port: number;
  /** Whether this process keeps the read models up itself, or a projector in a process apart does. */
  projector: 'hosted' | 'apart';
  /** Where the keys of personal data are, and the key that wraps them: one of the data directory's own unless said. */
  keys: { url: string; masterKey: string | undefined };
  /** The funder's time zone, in which a day is a day. */
  timeZone: string;
  /** Fixed tokens by role; where there is any, none is made. */
  tokens: Partial<Record<Role, string>>;
}

/** Reads the environment; throws with every variable that is wrong. Never repeats a value: some are secret. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const data = readEnvironment(environment, env);
  const places = placesOf(data);
  const tokens = roles.flatMap((role) => {
    const fixed = data[`ANSLAG_TOKEN_${role.toUpperCase() as Uppercase<Role>}`];
    return fixed ? [[role, fixed] as const] : [];
  });
  return {
    host: data.ANSLAG_HOST,
    port: data.ANSLAG_PORT,
    ...places,
    keys: { url: data.ANSLAG_KEYS ?? `sqlite:${places.dataDir}`, masterKey: data.ANSLAG_MASTER_KEY },
    projector: data.ANSLAG_PROJECTOR,
    timeZone: data.ANSLAG_TIME_ZONE,
    tokens: Object.fromEntries(tokens),
  };
}

/** Inject with `@Inject(settings.KEY) settings: Settings`. */
export const settings = registerAs('anslag', (): Settings => readSettings(process.env));

export type SettingsConfig = ConfigType<typeof settings>;
