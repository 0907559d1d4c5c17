/** Graph's `macOSSoftwareUpdateCategory`, in Graph's spelling. */
import { enumeration } from './schema/enumeration.js';

export const MacOSSoftwareUpdateCategory = enumeration(
  'MacOSSoftwareUpdateCategory',
  'The kind of an update. A field whose category this schema does not know is null with an error.',
  {
    critical: 'A critical update.',
    configurationDataFile: 'A configuration data file.',
    firmware: 'Firmware.',
    other: 'Any other update.',
  },
);
export type MacOSSoftwareUpdateCategory = keyof typeof MacOSSoftwareUpdateCategory;
