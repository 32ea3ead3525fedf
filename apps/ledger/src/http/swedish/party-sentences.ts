/** Refusals about parties. */
export const partySentences = {
  'There is no party {0}.': 'Det finns ingen part {0}.',
  'There is no party {0} in the ledger; register it first.':
    'Parten {0} är inte registrerad; den måste registreras först.',
  'The party {0} is registered already.': 'Parten {0} är redan registrerad.',
  '{0} has that identifier in {1} already.': '{0} har redan den identifieraren i {1}.',
  'The same identifier stands twice.': 'Samma identifierare står två gånger.',
  'A party cannot own itself.': 'En part kan inte äga sig själv.',
  'The shares sum to more than the whole.': 'Andelarnas summa är större än ett.',
  '{0} stands in the list already.': '{0} finns redan i listan.',
  'A party cannot be merged into itself.': 'En part kan inte gå upp i sig själv.',
  '{0} is merged into {1} already, and that is done once.':
    '{0} har redan gått upp i {1}, och det kan bara ske en gång.',
  '{0} is merged from {1}; {2} stands for it.': 'Från och med {1} är {0} en del av {2}.',

  // persons
  'A person’s name is nothing that a body backs, and would stay for ever.':
    'En persons namn är inget som en nämnd ställer sig bakom, och det skulle stå kvar för alltid.',
  '{0} is no person and no sole trader; its name and numbers are public.':
    '{0} är varken en fysisk person eller en enskild näringsidkare; namn och nummer är offentliga.',
  'The data of {0} has been erased already.': 'Uppgifterna om {0} är redan raderade.',
  'The data of {0} was erased on request; nothing new is recorded of this person.':
    'Uppgifterna om {0} är raderade på begäran; inget nytt registreras om personen.',
  'This is a personal number: it is kept, sealed, of a party of kind person or sole-trader only.':
    'Detta är ett personnummer: det sparas, förseglat, bara för en part av slaget person eller sole-trader.',
  'An id stays in the log for ever, so a person’s must not hold their name or number; take another one.':
    'Ett id står kvar i loggen för alltid, så en persons id får inte innehålla namn eller nummer; ett annat behövs.',
  'The recipient is a person, whose name stands sealed with the party alone; leave recipientNameAsPublished out.':
    'Mottagaren är en person vars namn bara står, förseglat, hos parten; recipientNameAsPublished ska utelämnas.',
  'The text holds the name or the number of the recipient, a person; what is written here cannot be erased.':
    'Texten innehåller mottagarens namn eller nummer, och mottagaren är en person; det som skrivs här kan inte raderas.',
  'The erasure is recorded, and the key is destroyed as soon as the key store answers again.':
    'Raderingen är registrerad, och nyckeln förstörs så snart nyckellagret svarar igen.',
};
