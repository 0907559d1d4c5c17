/** Graph's `macOSSoftwareUpdateCategory`, in Graph's spelling. */
import { registerEnumType } from 'type-graphql';

export const MacOSSoftwareUpdateCategory = {
  critical: 'critical',
  configurationDataFile: 'configurationDataFile',
  firmware: 'firmware',
  other: 'other',
} as const;
export type MacOSSoftwareUpdateCategory = keyof typeof MacOSSoftwareUpdateCategory;

registerEnumType(MacOSSoftwareUpdateCategory, {
  name: 'MacOSSoftwareUpdateCategory',
  description: 'What kind of update it is.',
  valuesConfig: {
    critical: { description: 'A critical update.' },
    configurationDataFile: { description: 'A configuration data file.' },
    firmware: { description: 'Firmware.' },
    other: { description: 'Any other update.' },
  },
});
