import type { PlaceView } from '@fengni/server/modules/catalogue/contract';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { RuleNote } from '../../ui/rule-note.tsx';
import { pageAction } from '../keeping/copy-words.ts';
import { placeKindWords, placeStateWords } from './catalogue-words.ts';
import type { PlaceAct } from './place-dialog.tsx';

export interface PlacesCardProps {
  readonly places: readonly PlaceView[];
  readonly onAct: (act: PlaceAct) => void;
}

/** Key departments and sites: why each is one, who answers for it, whether the bureau has confirmed it. */
export function PlacesCard({ places, onAct }: PlacesCardProps) {
  return (
    <Card title={t('three.places')} flush>
      {places.length === 0 ? (
        <EmptyState title={t('three.places.empty')} first={t('three.places.first')} />
      ) : (
        <ul className="lines">
          {places.map((place) => (
            <li key={place.id}>
              <PlaceFacts place={place} />
              <LevelChip mark={place.levelWords} level={place.colour} />
              {place.state === 'ended' ? null : (
                <ActionBar next={null} about={place.name} actions={actionsOf(place, onAct)} />
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="card-body">
        <RuleNote text={t('three.places.rule')} source={t('three.places.source')} confidence="verified" />
      </div>
    </Card>
  );
}

function PlaceFacts({ place }: { place: PlaceView }) {
  const keeper = [place.keeper, place.post].filter((part) => part !== '').join(' · ');
  return (
    <span className="grow">
      <span className="num why">{place.ordinal}</span> {place.name}{' '}
      <span className="why">
        {[placeKindWords(place.kind), place.unit, place.place].filter((part) => part !== '').join(' · ')}
      </span>
      <br />
      <span className="why">{place.reason}</span>
      <br />
      {keeper === '' ? (
        <span className="late">{t('place.keeper.none')}</span>
      ) : (
        <span>{t('place.keeper.of', { who: keeper })}</span>
      )}{' '}
      <StateWords place={place} />
    </span>
  );
}

function StateWords({ place }: { place: PlaceView }) {
  if (place.approvalId !== null)
    return <AppLink to={paths.approval(place.approvalId)}>{placeStateWords(place.state, true)}</AppLink>;
  if (place.state !== 'determined') return <span className="why">{placeStateWords(place.state)}</span>;
  if (place.confirmedOn === null) return <span className="late">{t('place.unconfirmed')}</span>;
  return (
    <span className="ok">
      {t('place.confirmed', { day: formatDay(place.confirmedOn), who: place.confirmedBy })}
    </span>
  );
}

function actionsOf(place: PlaceView, onAct: (act: PlaceAct) => void): PageAction[] {
  const act = (key: PlaceAct['key']) => () => onAct({ key, place });
  const { actions } = place;
  if (place.state === 'proposed') {
    return [
      pageAction(actions, { command: 'keyPlace.submit', label: t('place.submit'), onDo: act('submit') }),
      pageAction(actions, { command: 'keyPlace.change', label: t('place.change'), onDo: act('change') }),
      pageAction(actions, {
        command: 'keyPlace.drop',
        label: t('place.drop'),
        onDo: act('drop'),
        danger: true,
      }),
    ];
  }
  return [
    pageAction(actions, {
      command: 'keyPlace.recordConfirmation',
      label: t('place.confirm'),
      onDo: act('confirm'),
    }),
    pageAction(actions, {
      command: 'keyPlace.nameKeeper',
      label: t('place.name-keeper'),
      onDo: act('keeper'),
    }),
    pageAction(actions, { command: 'keyPlace.end', label: t('place.end'), onDo: act('end'), danger: true }),
  ];
}
