import { UnitPage } from '@fengni/kernel/org/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import { postGradeWords } from './personnel-words.ts';

/** The field of a form that takes a post: its unit first, then one of the posts there. */
export function postField(label: string, why: string, name = 'postId'): FieldSpec {
  return {
    name,
    label,
    kind: 'custom',
    grouped: true,
    optional: 'null',
    why,
    control: (control) => <PostPicker {...control} />,
  };
}

function PostPicker(control: CustomControl) {
  const [unitId, setUnitId] = useState<string | null>(null);
  const unit = useQueryData({
    name: 'org.unit',
    input: { unitId: unitId ?? '' },
    output: UnitPage,
    enabled: unitId !== null,
  });
  const posts = unitId === null ? [] : (unit.data?.posts ?? []);
  return (
    <span className="form-grid">
      <UnitPicker
        id={control.id}
        aria-invalid={control['aria-invalid']}
        value={unitId}
        onChange={(next) => {
          setUnitId(next);
          control.onChange('');
        }}
      />
      <select
        className="native-field"
        aria-label={t('personnel.post')}
        aria-invalid={control['aria-invalid']}
        value={typeof control.value === 'string' ? control.value : ''}
        disabled={unitId === null}
        onChange={(event) => control.onChange(event.target.value)}
      >
        <option value="">{t('form.none')}</option>
        {posts.map((post) => (
          <option key={post.id} value={post.id}>{`${post.name}（${postGradeWords(post.grade)}）`}</option>
        ))}
      </select>
    </span>
  );
}
