/** Graph's `macOSSoftwareUpdateState`, in Graph's spelling. Graph numbers them: 0 done, 1xxx on the way, 2xxx failed. */
import { enumeration } from '../schema/enumeration.js';

export const MacOSSoftwareUpdateState = enumeration(
  'MacOSSoftwareUpdateState',
  'How far one update got on one Mac. A field whose state this schema does not know is null with an error.',
  {
    success: 'Installed.',
    downloading: 'On the way: it is being downloaded.',
    downloaded: 'On the way: downloaded.',
    installing: 'On the way: it is being installed.',
    idle: 'On the way: nothing happens at the moment.',
    available: 'On the way: available to the Mac.',
    scheduled: 'On the way: scheduled.',
    downloadFailed: 'Failed while downloading.',
    downloadInsufficientSpace: 'Failed: too little space to download it.',
    downloadInsufficientPower: 'Failed: too little power to download it.',
    downloadInsufficientNetwork: 'Failed: too little network to download it.',
    installInsufficientSpace: 'Failed: too little space to install it.',
    installInsufficientPower: 'Failed: too little power to install it.',
    installFailed: 'Failed while installing.',
    commandFailed: 'Failed: the command to the Mac failed.',
  },
);
export type MacOSSoftwareUpdateState = keyof typeof MacOSSoftwareUpdateState;
