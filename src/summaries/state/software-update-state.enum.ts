/** Graph's `macOSSoftwareUpdateState`, in Graph's spelling. Graph numbers them: 0 done, 1xxx on the way, 2xxx failed. */
import { registerEnumType } from 'type-graphql';

export const MacOSSoftwareUpdateState = {
  success: 'success',
  downloading: 'downloading',
  downloaded: 'downloaded',
  installing: 'installing',
  idle: 'idle',
  available: 'available',
  scheduled: 'scheduled',
  downloadFailed: 'downloadFailed',
  downloadInsufficientSpace: 'downloadInsufficientSpace',
  downloadInsufficientPower: 'downloadInsufficientPower',
  downloadInsufficientNetwork: 'downloadInsufficientNetwork',
  installInsufficientSpace: 'installInsufficientSpace',
  installInsufficientPower: 'installInsufficientPower',
  installFailed: 'installFailed',
  commandFailed: 'commandFailed',
} as const;
export type MacOSSoftwareUpdateState = keyof typeof MacOSSoftwareUpdateState;

registerEnumType(MacOSSoftwareUpdateState, {
  name: 'MacOSSoftwareUpdateState',
  description: 'How far one update got on one Mac.',
  valuesConfig: {
    success: { description: 'Installed.' },
    downloading: { description: 'On the way: it is being downloaded.' },
    downloaded: { description: 'On the way: downloaded.' },
    installing: { description: 'On the way: it is being installed.' },
    idle: { description: 'On the way: nothing happens at the moment.' },
    available: { description: 'On the way: available to the Mac.' },
    scheduled: { description: 'On the way: scheduled.' },
    downloadFailed: { description: 'Failed while downloading.' },
    downloadInsufficientSpace: { description: 'Failed: too little space to download it.' },
    downloadInsufficientPower: { description: 'Failed: too little power to download it.' },
    downloadInsufficientNetwork: { description: 'Failed: too little network to download it.' },
    installInsufficientSpace: { description: 'Failed: too little space to install it.' },
    installInsufficientPower: { description: 'Failed: too little power to install it.' },
    installFailed: { description: 'Failed while installing.' },
    commandFailed: { description: 'Failed: the command to the Mac failed.' },
  },
});
