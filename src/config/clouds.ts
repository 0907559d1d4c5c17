/** Microsoft's clouds: the hosts that belong together, and the audience of a managed identity's token in each. */
export const clouds = [
  {
    authorities: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com'],
    graphs: ['graph.microsoft.com'],
    exchange: 'api://AzureADTokenExchange',
  },
  {
    authorities: ['login.microsoftonline.us'],
    graphs: ['graph.microsoft.us', 'dod-graph.microsoft.us'],
    exchange: 'api://AzureADTokenExchangeUSGov',
  },
  {
    authorities: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
    graphs: ['microsoftgraph.chinacloudapi.cn'],
    exchange: 'api://AzureADTokenExchangeChina',
  },
] as const satisfies readonly Cloud[];

export interface Cloud {
  readonly authorities: readonly [string, ...string[]];
  readonly graphs: readonly string[];
  readonly exchange: string;
}

/** The audiences of tokens for Graph: its application id, and its host in each cloud. */
export const graphAudiences: readonly string[] = [
  '00000003-0000-0000-c000-000000000000',
  ...clouds.flatMap(({ graphs }) => graphs),
];

export function cloudOfAuthority(host: string): Cloud | undefined {
  return clouds.find(({ authorities }: Cloud) => authorities.includes(host));
}

export function cloudOfGraph(host: string): Cloud | undefined {
  return clouds.find(({ graphs }: Cloud) => graphs.includes(host));
}
