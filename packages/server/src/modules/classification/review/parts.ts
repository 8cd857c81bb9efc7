import { reviewCommands } from './commands.ts';
import { statisticsFiles } from './papers.ts';
import { reviewQueries } from './queries.ts';
import { statisticsCommands, statisticsQueries } from './statistics.ts';

/** The yearly review and the statistics: the part of classification that asks whether it still must be (CLS-8). */
export const reviewParts = {
  commands: [...reviewCommands, ...statisticsCommands],
  queries: [...reviewQueries, ...statisticsQueries],
  files: statisticsFiles,
};
