import type { MacOSSoftwareUpdateCategory } from '../api/generated/graphql';

export const categories: Readonly<Record<MacOSSoftwareUpdateCategory, string>> = {
  critical: 'Critical updates',
  configurationDataFile: 'Configuration data files',
  firmware: 'Firmware',
  other: 'Other updates',
};

export const categoryInWords = (category: MacOSSoftwareUpdateCategory | null | undefined): string =>
  category ? categories[category] : 'Unknown category';
