/**
 * Graph's `macOSSoftwareUpdateState`, in Graph's spelling. Graph numbers them: 0 is done, 1xxx in progress, 2xxx
 * failed.
 */
import { enumeration } from '../schema/enumeration.js';

export const MacOSSoftwareUpdateState = enumeration(
  'MacOSSoftwareUpdateState',
  'How far one update got on one Mac. A field whose state this schema does not know is null with an error.',
  {
    success: 'Installed.',
    downloading: 'In progress: downloading.',
    downloaded: 'In progress: downloaded.',
    installing: 'In progress: installing.',
    idle: 'In progress: idle.',
    available: 'In progress: available to the Mac.',
    scheduled: 'In progress: scheduled.',
    downloadFailed: 'Failed while downloading.',
    downloadInsufficientSpace: 'Failed: not enough space to download it.',
    downloadInsufficientPower: 'Failed: not enough power to download it.',
    downloadInsufficientNetwork: 'Failed: not enough network to download it.',
    installInsufficientSpace: 'Failed: not enough space to install it.',
    installInsufficientPower: 'Failed: not enough power to install it.',
    installFailed: 'Failed while installing.',
    commandFailed: 'Failed: the command to the Mac failed.',
  },
);
export type MacOSSoftwareUpdateState = keyof typeof MacOSSoftwareUpdateState;
