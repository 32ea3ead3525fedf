/** Whom a token stands for. `subject` is the opaque id that events keep as their actor; the name is nowhere but here. */
export interface User {
  subject: string;
  name: string;
  email: string | null;
}

/** The directory of users: outside the event log and the read models, so that an entry can be taken out again. */
export interface UserTable {
  /** Adds an entry, or puts it in place of the subject's. */
  put(user: User): Promise<void>;
  /** Whether there was one. */
  remove(subject: string): Promise<boolean>;
  /** The entries of those subjects that have one. */
  find(subjects: readonly string[]): Promise<User[]>;
  /** In order of their subjects, after one. */
  list(after: string, limit: number): Promise<User[]>;
  close(): Promise<void>;
}
