/** Refusals about parties. */
export const partySentences = {
  'There is no party {0}.': 'Det finns ingen part {0}.',
  'There is no party {0} in the ledger; register it first.':
    'Parten {0} är inte registrerad; den måste registreras först.',
  'The party {0} is registered already.': 'Parten {0} är redan registrerad.',
  '{0} has that identifier in {1} already.': '{0} har redan den identifieraren i {1}.',
  'The same identifier stands twice.': 'Samma identifierare står två gånger.',
  'Natural persons and sole traders cannot be recorded yet: the ledger has no way to erase their data.':
    'Fysiska personer och enskilda näringsidkare kan inte registreras än: deras uppgifter skulle inte kunna raderas.',
  'A party cannot own itself.': 'En part kan inte äga sig själv.',
  'The shares sum to more than the whole.': 'Andelarnas summa är större än ett.',
  '{0} stands in the list already.': '{0} finns redan i listan.',
  'A party cannot be merged into itself.': 'En part kan inte gå upp i sig själv.',
  '{0} is merged into {1} already, and that is done once.':
    '{0} har redan gått upp i {1}, och det kan bara ske en gång.',
  '{0} is merged from {1}; {2} stands for it.': 'Från och med {1} är {0} en del av {2}.',
};
