import { Inject, Injectable } from '@nestjs/common';
import { settings, type Settings } from './settings';

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
      const parts = new Map(this.#format.formatToParts(now).map(({ type, value }) => [type, value]));
      this.#today = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
      this.#minute = minute;
    }
    return this.#today;
  }
}
