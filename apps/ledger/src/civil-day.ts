import { Inject, Injectable } from '@nestjs/common';
import { settings, type Settings } from './settings';

const hour = 3_600_000;

/** Offsets from UTC are multiples of this in every zone that a funder can be in. */
const quarter = 900_000;

/** The civil date in the funder's time zone. */
@Injectable()
export class CivilDay {
  readonly #format: Intl.DateTimeFormat;
  #minute = -1;
  #today = '';

  constructor(@Inject(settings.KEY) { timeZone }: Pick<Settings, 'timeZone'>) {
    this.#format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  }

  /** `2019-11-12`. Formatted once a minute, since a day begins on a full minute everywhere. */
  today(now = Date.now()): string {
    const minute = Math.floor(now / 60_000);
    if (minute !== this.#minute) {
      this.#today = this.#dateAt(now);
      this.#minute = minute;
    }
    return this.#today;
  }

  /** The instant at which a day begins in the funder's time zone, ms since 1970. */
  beginOf(day: string): number {
    // A day that begins without a midnight (a clock set forward) begins when the date first shows. No zone is further from
    // UTC than this.
    const midnight = Date.parse(`${day}T00:00:00Z`);
    let [before, by] = [midnight - 15 * hour, midnight + 15 * hour];
    while (by - before > quarter) {
      const middle = before + Math.floor((by - before) / quarter / 2) * quarter;
      if (this.#dateAt(middle) < day) before = middle;
      else by = middle;
    }
    return by;
  }

  /** The instant at which a day has ended, ms since 1970. */
  endOf(day: string): number {
    return this.beginOf(new Date(Date.parse(day) + 24 * hour).toISOString().slice(0, 10));
  }

  #dateAt(instant: number): string {
    const parts = new Map(this.#format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  }
}
