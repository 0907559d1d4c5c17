/**
 * The three entity types as Microsoft's metadata declares them: schemas/beta-Prod.csdl of microsoftgraph/msgraph-metadata,
 * commit 0564689b82afc308d5aa8be54edfb9e5f1e0539f (2026-08-03). `id` comes from the abstract type `entity`.
 */
export interface CsdlProperty {
  readonly type: 'String' | 'Int32' | 'DateTimeOffset' | 'macOSSoftwareUpdateCategory' | 'macOSSoftwareUpdateState';
  readonly nullable: boolean;
  /** Not Microsoft's word but ours: whether it names a person, or a device's owner. */
  readonly personal?: true;
}
export interface CsdlType {
  readonly properties: Readonly<Record<string, CsdlProperty>>;
  /** Navigation properties that contain their objects. */
  readonly contains: readonly string[];
}

const text: CsdlProperty = { type: 'String', nullable: false };
const optionalText: CsdlProperty = { type: 'String', nullable: true };
const personalText: CsdlProperty = { ...optionalText, personal: true };
const int32: CsdlProperty = { type: 'Int32', nullable: false };
const date: CsdlProperty = { type: 'DateTimeOffset', nullable: false };

export const csdl = {
  macOSSoftwareUpdateAccountSummary: {
    properties: {
      id: text,
      deviceId: optionalText,
      deviceName: personalText,
      displayName: text,
      failedUpdateCount: int32,
      lastUpdatedDateTime: date,
      osVersion: optionalText,
      successfulUpdateCount: int32,
      totalUpdateCount: int32,
      userId: personalText,
      userPrincipalName: personalText,
    },
    contains: ['categorySummaries'],
  },
  macOSSoftwareUpdateCategorySummary: {
    properties: {
      id: text,
      deviceId: optionalText,
      displayName: text,
      failedUpdateCount: int32,
      lastUpdatedDateTime: date,
      successfulUpdateCount: int32,
      totalUpdateCount: int32,
      updateCategory: { type: 'macOSSoftwareUpdateCategory', nullable: false },
      userId: personalText,
    },
    contains: ['updateStateSummaries'],
  },
  macOSSoftwareUpdateStateSummary: {
    properties: {
      id: text,
      displayName: text,
      lastUpdatedDateTime: date,
      productKey: optionalText,
      state: { type: 'macOSSoftwareUpdateState', nullable: false },
      updateCategory: { type: 'macOSSoftwareUpdateCategory', nullable: false },
      updateVersion: optionalText,
    },
    contains: [],
  },
} as const satisfies Readonly<Record<string, CsdlType>>;
