import { UnitPage } from '@fengni/kernel/org/contract';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { CustomControl } from '../../ui/form-field.tsx';
import { PersonPicker } from '../../ui/person-picker.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';

/** The value of a scope field: what the contract takes, and names to show; the contract drops the names. */
const ScopeValue = z.object({
  personIds: z.array(z.string()).default([]),
  postIds: z.array(z.string()).default([]),
  names: z.record(z.string(), z.string()).default({}),
});

/** Who may know: persons, and posts whose holders change. */
export function ScopePicker(control: CustomControl) {
  const parsed = ScopeValue.safeParse(control.value ?? {});
  const scope = parsed.success ? parsed.data : { personIds: [], postIds: [], names: {} };
  const [round, setRound] = useState(0);
  const [unitId, setUnitId] = useState<string | null>(null);
  const id = useId();
  const unit = useQueryData({
    name: 'org.unit',
    input: { unitId },
    output: UnitPage,
    enabled: unitId !== null,
  });
  const posts = (unit.data?.posts ?? []).filter((post) => !scope.postIds.includes(post.id));

  function add(kind: 'personIds' | 'postIds', one: { readonly id: string; readonly name: string }) {
    const ids = scope[kind].includes(one.id) ? scope[kind] : [...scope[kind], one.id];
    control.onChange({ ...scope, [kind]: ids, names: { ...scope.names, [one.id]: one.name } });
    setRound(round + 1);
  }
  function remove(kind: 'personIds' | 'postIds', one: string) {
    control.onChange({ ...scope, [kind]: scope[kind].filter((other) => other !== one) });
  }
  const chosen = [
    ...scope.personIds.map((one) => ({
      kind: 'personIds' as const,
      id: one,
      name: scope.names[one] ?? t('picker.chosen'),
    })),
    ...scope.postIds.map((one) => ({
      kind: 'postIds' as const,
      id: one,
      name: t('scope.post', { post: scope.names[one] ?? t('picker.chosen') }),
    })),
  ];
  return (
    <div className="people-list">
      {chosen.length === 0 ? null : (
        <ul className="chosen-people">
          {chosen.map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <Button
                size="small"
                type="text"
                aria-label={t('picker.remove', { name: one.name })}
                onClick={() => remove(one.kind, one.id)}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="scope-line">
        <label htmlFor={control.id}>{t('scope.person')}</label>
        <PersonPicker
          key={round}
          id={control.id}
          value={null}
          aria-invalid={control['aria-invalid']}
          onChange={() => undefined}
          onPerson={(person) => add('personIds', person)}
        />
      </div>
      <div className="scope-line">
        <label htmlFor={`${id}-unit`}>{t('scope.posts')}</label>
        <UnitPicker id={`${id}-unit`} value={unitId} onChange={setUnitId} />
      </div>
      {unitId === null ? null : (
        <fieldset className="plain-set likely-people" aria-label={t('scope.posts')}>
          {posts.map((post) => (
            <Button
              key={post.id}
              size="small"
              onClick={() =>
                add('postIds', {
                  id: post.id,
                  name: t('scope.post.of', { unit: unit.data?.name ?? '', post: post.name }),
                })
              }
            >
              + {post.name}
            </Button>
          ))}
          {unit.data !== undefined && posts.length === 0 ? (
            <span className="why">{t('scope.posts.none')}</span>
          ) : null}
        </fieldset>
      )}
    </div>
  );
}
