/** The property of each row that a statistic is computed from, as a decorator, so that Graph is asked for no other. */
import { Extensions } from 'type-graphql';
import { rowPropertyExtension } from '../../schema/source.decorators.js';

export type StatisticsProperty =
  'osVersion' | 'successfulUpdateCount' | 'failedUpdateCount' | 'totalUpdateCount' | 'lastUpdatedDateTime';

/** A statistic without it needs to know only that the rows exist. */
export function OfRows(property: StatisticsProperty): MethodDecorator & PropertyDecorator {
  return Extensions({ [rowPropertyExtension]: property });
}
