/**
 * ISO 4217 alphabetic codes that a budget may have, with the number of decimals of their minor unit.
 * Source: ISO 4217 list one; funds, metals and test codes are left out because no budget is kept in them.
 */
const minorDigits: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP ' +
    'CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES ' +
    'KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK ' +
    'NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB ' +
    'TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
};

const scales = new Map<string, number>(
  Object.entries(minorDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
  ),
);

/** Whether `code` is a currency that amounts can be kept in. */
export function isCurrency(code: string): boolean {
  return scales.has(code);
}

/** Decimals of the currency's minor unit: 2 for SEK (öre), 0 for JPY. Throws on a code that {@link isCurrency} refuses. */
export function scaleOf(currency: string): number {
  const scale = scales.get(currency);
  if (scale === undefined) throw new RangeError('Not a currency');
  return scale;
}

export const currencies: readonly string[] = [...scales.keys()].sort();
