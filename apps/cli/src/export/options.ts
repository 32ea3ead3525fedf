import type { ConnectionOptions } from '../connection';

export const formats = ['360giving-json', '360giving-csv', 'hledger'] as const;

export interface ExportOptions extends ConnectionOptions {
  format: (typeof formats)[number];
  body?: string;
  year?: string;
  effectiveAt?: string;
  knownAt?: string;
  knownPosition?: string;
  store?: string;
  out?: string;
}
