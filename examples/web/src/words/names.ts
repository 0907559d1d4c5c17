/** Reports may lack names. Each place of the dashboard shows the same words then. */
interface Named {
  readonly displayName: string;
  readonly deviceName?: string | null | undefined;
  readonly userPrincipalName?: string | null | undefined;
}

export const macName = ({ deviceName, displayName }: Named): string => deviceName || displayName;
export const userName = ({ userPrincipalName }: Named): string => userPrincipalName || 'No user';
export const versionName = (osVersion: string | null | undefined): string => osVersion || 'No version';
