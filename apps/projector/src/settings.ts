import { z } from 'zod';
import { CannotStart } from './cannot-start';

/** The variables that say where the event store and the read models are: the ledger's and the projector's alike. */
export const whereabouts = {
  ANSLAG_STORE: z
    .string()
    .regex(/^(sqlite:.|esdb(\+discover)?:\/\/.)/, 'must be sqlite:DIRECTORY or esdb://…')
    .default('sqlite:var/ledger'),
  ANSLAG_READ_DB: z
    .string()
    .regex(/^(sqlite:.|postgres(ql)?:\/\/.)/, 'must be sqlite:DIRECTORY or postgres://…')
    .optional(),
  ANSLAG_DATA_DIR: z.string().min(1).default('var/ledger'),
  ANSLAG_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
};

const environment = z.object(whereabouts);

export interface Places {
  /** `sqlite:DIRECTORY` or `esdb://…`. */
  store: string;
  /** `sqlite:DIRECTORY` or `postgres://…`: where the read models are; beside a SQLite store unless said. */
  readDb: string;
  /** Where tokens.json is. */
  dataDir: string;
  logLevel: string;
}

/** The projector's own settings, from the environment. Throws with every variable that is wrong. */
export function readPlaces(env: NodeJS.ProcessEnv): Places {
  return placesOf(readEnvironment(environment, env));
}

export function placesOf(data: z.infer<typeof environment>): Places {
  const { ANSLAG_STORE: store, ANSLAG_READ_DB: readDb, ANSLAG_DATA_DIR: directory, ANSLAG_LOG_LEVEL: logLevel } = data;
  const dataDir = store.startsWith('sqlite:') ? store.slice('sqlite:'.length) : directory;
  return { store, readDb: readDb ?? `sqlite:${dataDir}`, dataDir, logLevel };
}

/** Reads the environment; throws with every variable that is wrong. Never repeats a value: some are secret. */
export function readEnvironment<T extends z.ZodType>(schema: T, env: NodeJS.ProcessEnv): z.infer<T> {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('ANSLAG_') && value));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new CannotStart(`The environment is wrong: ${problems.join('; ')}`);
}
