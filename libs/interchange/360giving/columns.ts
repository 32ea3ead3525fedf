import { funderPath, individualPath, programmePath, recipientPath } from './grant';

/** 360Giving's headings of a flattened grant, in the order of its spreadsheet template, with the path that each stands for. */
export const columns: readonly (readonly [heading: string, path: string])[] = [
  ['Identifier', 'id'],
  ['Title', 'title'],
  ['Description', 'description'],
  ['Currency', 'currency'],
  ['Amount Applied For', 'amountAppliedFor'],
  ['Amount Awarded', 'amountAwarded'],
  ['Amount Disbursed', 'amountDisbursed'],
  ['Award Date', 'awardDate'],
  ['URL', 'url'],
  ['Planned Dates:Start Date', 'plannedDates/0/startDate'],
  ['Planned Dates:End Date', 'plannedDates/0/endDate'],
  ['Planned Dates:Duration (months)', 'plannedDates/0/duration'],
  ['Recipient Org:Identifier', `${recipientPath}/id`],
  ['Recipient Org:Name', `${recipientPath}/name`],
  ['Recipient Org:Charity Number', `${recipientPath}/charityNumber`],
  ['Recipient Org:Company Number', `${recipientPath}/companyNumber`],
  ['Recipient Org:Street Address', `${recipientPath}/streetAddress`],
  ['Recipient Org:City', `${recipientPath}/addressLocality`],
  ['Recipient Org:County', `${recipientPath}/addressRegion`],
  ['Recipient Org:Country', `${recipientPath}/addressCountry`],
  ['Recipient Org:Postal Code', `${recipientPath}/postalCode`],
  ['Recipient Org:Description', `${recipientPath}/description`],
  ['Recipient Org:Web Address', `${recipientPath}/url`],
  ['Recipient Ind:Identifier', `${individualPath}/id`],
  ['Recipient Ind:Name', `${individualPath}/name`],
  ['Beneficiary Location:Name', 'beneficiaryLocation/0/name'],
  ['Beneficiary Location:Country Code', 'beneficiaryLocation/0/countryCode'],
  ['Beneficiary Location:Latitude', 'beneficiaryLocation/0/latitude'],
  ['Beneficiary Location:Longitude', 'beneficiaryLocation/0/longitude'],
  ['Beneficiary Location:Geographic Code', 'beneficiaryLocation/0/geoCode'],
  ['Beneficiary Location:Geographic Code Type', 'beneficiaryLocation/0/geoCodeType'],
  ['Funding Org:Identifier', `${funderPath}/id`],
  ['Funding Org:Name', `${funderPath}/name`],
  ['Funding Org:Department', `${funderPath}/department`],
  ['Grant Programme:Code', `${programmePath}/code`],
  ['Grant Programme:Title', `${programmePath}/title`],
  ['Grant Programme:URL', `${programmePath}/url`],
  ['From an open call?', 'fromOpenCall'],
  ['Related Activity', 'relatedActivity/0'],
  ['Last modified', 'dateModified'],
  ['Data Source', 'dataSource'],
];

const spelled = (heading: string): string => heading.trim().toLowerCase();

const paths = new Map(columns.map(([heading, path]) => [spelled(heading), path]));

/** The path that a heading stands for, whatever its case; null where it is none of these. */
export function pathOf(heading: string): string | null {
  return paths.get(spelled(heading)) ?? null;
}

/** Without these headings, and those of one kind of recipients, a file holds no grants that could be recorded. */
export const requiredHeadings: readonly string[] = [
  'Identifier',
  'Title',
  'Currency',
  'Amount Awarded',
  'Award Date',
  'Funding Org:Identifier',
  'Funding Org:Name',
];

export const recipientHeadings = {
  organisation: ['Recipient Org:Identifier', 'Recipient Org:Name'],
  individual: ['Recipient Ind:Identifier', 'Recipient Ind:Name'],
} as const;
