/** The permission tables of Graph's reference, from least to most privileged. A caller needs one of the permissions. */
import type { Access } from './token-source.js';

export const graphPermissions: Readonly<Record<Access, readonly [string, ...string[]]>> = {
  read: ['DeviceManagementConfiguration.Read.All', 'DeviceManagementConfiguration.ReadWrite.All'],
  write: ['DeviceManagementConfiguration.ReadWrite.All'],
};
