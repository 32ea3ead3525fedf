/** What a forecast is of; null: any. */
export interface ForecastFilters {
  fromYear: number;
  toYear: number;
  bodyId: string | null;
  agreementId: string | null;
  recipientId: string | null;
}
