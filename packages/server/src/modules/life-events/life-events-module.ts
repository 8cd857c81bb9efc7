import type { Module } from '@fengni/kernel/command/define';
import { lifeEventCommands } from './commands.ts';
import { lifeEventErrors, lifeEventObligations } from './contract.ts';
import { lifeEventPapers } from './papers.ts';
import { lifeEventQueries, lifeEventReadings } from './queries.ts';
import { lifeEventAnswerTitles, lifeEventAnswers, lifeEventTitle } from './rules.ts';

/** What people report of their lives, answered by rule (PER-6). */
export const lifeEventsModule: Module = {
  name: 'life-events',
  commands: lifeEventCommands,
  queries: lifeEventQueries,
  files: [...lifeEventReadings, ...lifeEventPapers],
  errors: lifeEventErrors,
  audits: [],
  clockwork: [],
  obligations: lifeEventObligations,
  pages: ['life_event'],
  trail: [
    {
      id: 'life-events.reported',
      title: { zh: '个人有关事项', en: 'Reported events' },
      table: 'life_event',
      sql: 'select * from life_event_trail($1, $2, $3)',
      explain({ kind, late, answer }) {
        const title = lifeEventTitle(kind);
        const given = lifeEventAnswers.find((one) => one === answer);
        const days = Number(late);
        return {
          zh: [
            title.zh,
            days > 0 ? `迟报${days}天` : '',
            given === undefined ? '' : lifeEventAnswerTitles[given].zh,
          ]
            .filter((one) => one !== '')
            .join('，'),
          en: [
            title.en,
            days > 0 ? `${days} days late` : '',
            given === undefined ? '' : lifeEventAnswerTitles[given].en,
          ]
            .filter((one) => one !== '')
            .join(', '),
        };
      },
    },
    {
      id: 'life-events.inquiries',
      title: { zh: '提请复审', en: 'Reviews asked for' },
      table: 'life_event',
      hiddenFromPerson: true,
      sql: 'select * from life_event_inquiry_trail($1, $2, $3)',
      explain({ kind }) {
        const title = lifeEventTitle(kind);
        return { zh: `因“${title.zh}”提请复审`, en: `a review was asked for because of: ${title.en}` };
      },
    },
  ],
};
