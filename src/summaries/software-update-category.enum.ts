/** Graph's `macOSSoftwareUpdateCategory`, in Graph's spelling. */
import { enumeration } from './schema/enumeration.js';

export const MacOSSoftwareUpdateCategory = enumeration('MacOSSoftwareUpdateCategory', 'What kind of update it is.', {
  critical: 'A critical update.',
  configurationDataFile: 'A configuration data file.',
  firmware: 'Firmware.',
  other: 'Any other update.',
});
export type MacOSSoftwareUpdateCategory = keyof typeof MacOSSoftwareUpdateCategory;
