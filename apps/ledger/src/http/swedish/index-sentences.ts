/** Refusals about index series and the amounts that follow them. */
export const indexSentences = {
  'The index series {0} is registered already.': 'Indexserien {0} är redan registrerad.',
  'There is no index series {0}.': 'Det finns ingen indexserie {0}.',
  'There is no index series {0} in the ledger; register it first.':
    'Indexserien {0} är inte registrerad; registrera den först.',
  '{0} has a publication {1} already.': 'Publiceringen {1} av {0} finns redan.',
  'The value of {0} for {1} is final already; only another final one can take its place.':
    'Värdet av {0} för {1} är redan fastställt; bara ett annat fastställt värde kan ersätta det.',
  'An index number is above zero.': 'Ett indextal är större än noll.',
  'A change is more than -100 per cent.': 'En förändring är större än -100 procent.',
  'A value is a JSON string of digits with an optional minus and decimal point, such as "112.4" or "-0.3".':
    'Ett värde är en JSON-sträng av siffror, eventuellt med minus och decimalpunkt, till exempel "112.4" eller "-0.3".',
  'The first funded year would be in prices from before the base year.':
    'Det första året som finansieras skulle ha priser från tiden före basåret.',
  'No value of {0} for {1} is recorded.': 'Inget värde av {0} för {1} är registrerat.',
  'The amount of {0} was not computed with an index.': 'Beloppet för {0} är inte uppräknat med index.',
  'The difference that the newest values make waits for approval already.':
    'Skillnaden enligt de senaste värdena väntar redan på attest.',
  'Nothing newer than what the amount was computed with is published in {0}.':
    'Inget nyare än det som beloppet räknades upp med är publicerat i {0}.',
};
