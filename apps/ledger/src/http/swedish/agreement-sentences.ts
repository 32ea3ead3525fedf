/** Refusals about agreements. */
export const agreementSentences = {
  'There is no agreement {0}.': 'Det finns inget avtal {0}.',
  'There is no agreement {0} in the ledger.': 'Avtalet {0} är inte registrerat.',
  'The agreement {0} is registered already.': 'Avtalet {0} är redan registrerat.',

  // parties
  '{0} is a party to {1} already.': '{0} är redan part i {1}.',
  '{0} is no party to {1}.': '{0} är inte part i {1}.',
  '{0} joined later than that.': '{0} blev part efter den dagen.',

  // term
  'The term ends before it begins.': 'Avtalstiden slutar innan den börjar.',
  'The term ends before it starts.': 'Avtalstiden slutar innan den börjar.',
  '{0} has no end that could be extended.': '{0} har inget slutdatum och kan därför inte förlängas.',
  '{0} ends no earlier than that already.': '{0} gäller redan till den dagen eller längre.',
  '{0} would have ended before notice was given.': '{0} skulle ha upphört innan det sades upp.',
  '{0} starts later than that.': '{0} börjar gälla efter den dagen.',
  'No notice has been given of {0}.': '{0} är inte uppsagt.',
  'Notice of {0} has been given; withdraw it first.': '{0} är uppsagt; uppsägningen måste tas tillbaka först.',
  '{0} is superseded by {1} already.': '{0} är redan ersatt av {1}.',
  '{0} is superseded by {1} itself, at once or by way of others.':
    '{0} är självt ersatt av {1}, direkt eller genom andra avtal.',
  'No agreement has taken the place of {0}.': 'Inget avtal har ersatt {0}.',
  'An agreement cannot supersede itself.': 'Ett avtal kan inte ersätta sig självt.',

  // options
  '{0} has an option {1} already.': 'Optionen {1} finns redan i {0}.',
  '{0} has no option {1}.': 'Optionen {1} finns inte i {0}.',
  'It could be exercised last before it could be first.':
    'Den sista dagen för att utnyttja optionen är före den första.',
  '{0} can only be exercised later.': '{0} kan utnyttjas först senare.',
  '{0} could be exercised earlier only.': '{0} kunde bara utnyttjas tidigare.',
  '{0} can still be exercised, as far as is known.': '{0} kan, såvitt känt, fortfarande utnyttjas.',
  '{0} has been neither exercised, declined nor lapsed.': '{0} har varken utnyttjats, avböjts eller förfallit.',
  '{0} was exercised already.': '{0} har redan utnyttjats.',
  '{0} was declined already.': '{0} har redan avböjts.',
  '{0} was lapsed already.': '{0} har redan förfallit.',

  // entry into force
  '{0} does not say that {1} must adopt it.': 'Enligt {0} behöver {1} inte anta avtalet.',
  '{0} has recommended {1} already.': '{0} har redan rekommenderat att {1} antas.',
  '{0} has adopted {1} already.': '{0} har redan antagit {1}.',
  '{0} has adopted {1}; withdraw that first.': '{0} har antagit {1}; antagandet måste tas tillbaka först.',
  '{0} has refused {1} already.': '{0} har redan avslagit {1}.',
  '{0} has not adopted {1}.': '{0} har inte antagit {1}.',

  // contents
  '{0} has version {1} of annex {2} already.': 'Version {1:text} av bilaga {2} finns redan i {0}.',
  '{0} has an area {1} already.': 'Området {1} finns redan i {0}.',
  '{0} has a deliverable {1} already.': 'Åtagandet {1} finns redan i {0}.',
  '{0} has no deliverable {1}.': 'Åtagandet {1} finns inte i {0}.',
  '{0} has a source {1} already.': 'Källan {1} finns redan för {0}.',

  // funding
  'The last funded year is before the first.': 'Det sista finansierade året är före det första.',
  'The last year is before the first.': 'Det sista året är före det första.',
  'The shares must sum to one, or to less where one is not stated.':
    'Andelarnas summa måste vara ett, eller mindre där någon andel inte är angiven.',
  '{0} bears nothing of {1} in {2}.': '{0} bär inget av kostnaden för {1} år {2}.',
  'Who bears which part of {0} in {1} is not stated in full.':
    'Hur kostnaden för {0} fördelas {1} är inte angivet i sin helhet.',

  // a year in part
  'The part of {0} that {1} gives in {2} rounds to nothing.': 'Den del av {0} som {1} ger {2} avrundas till noll.',
  'The agreement {0} is not in force in {1}.': 'Avtalet {0} är inte i kraft under {1}.',
  'Its terms are prorated by month, and on which month of {0} the agreement {1} begins or ends is not known.':
    'Villkoren räknas om per månad, och det är inte känt vilken månad {0} som avtalet {1} börjar eller slutar.',
  'Its terms are prorated by month, and on which day of {0} the agreement {1} begins or ends is not known.':
    'Villkoren räknas om per månad, och det är inte känt vilken dag {0} som avtalet {1} börjar eller slutar.',
  'Its terms are prorated by day, and on which month of {0} the agreement {1} begins or ends is not known.':
    'Villkoren räknas om per dag, och det är inte känt vilken månad {0} som avtalet {1} börjar eller slutar.',
  'Its terms are prorated by day, and on which day of {0} the agreement {1} begins or ends is not known.':
    'Villkoren räknas om per dag, och det är inte känt vilken dag {0} som avtalet {1} börjar eller slutar.',
};
