declare module 'organisationsnummer' {
  export default class Organisationsnummer {
    static valid(input: string): boolean;
    static parse(input: string): Organisationsnummer;
    isPersonnummer(): boolean;
  }
}
