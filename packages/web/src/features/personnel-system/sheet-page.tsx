import { SheetPlan, StageSheet } from '@fengni/server/modules/personnel-system/contract';
import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { sendFile } from '../../lib/send-file.ts';
import { useActor } from '../../lib/session.ts';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { UnitPicker } from '../../ui/unit-picker.tsx';
import '../../ui/register.css';

const faultsShownMax = 50;
const fileNameCharsMax = 80;

/** A list of people out of the personnel system, read and compared; nothing changes before somebody decides. */
export function PersonnelSheetPage() {
  const actor = useActor();
  const router = useRouter();
  const id = useId();
  const [unitId, setUnitId] = useState<string | null>(actor.duties[0]?.unitId ?? actor.unitId);
  const [plan, setPlan] = useState<{ readonly read: SheetPlan; readonly fileName: string } | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  async function read(file: File | undefined) {
    if (file === undefined || unitId === null) return;
    setBusy(true);
    setFault(null);
    setPlan(null);
    try {
      const response = await sendFile('/api/personnel-system/sheets', { file, request: { unitId } });
      setPlan({
        read: SheetPlan.parse(await response.json()),
        fileName: file.name.slice(-fileNameCharsMax),
      });
    } catch (caught) {
      setFault(presentError(caught));
    } finally {
      setBusy(false);
    }
  }
  return (
    <PageFrame
      title={t('step.sheet')}
      crumbs={[{ label: t('nav.step'), to: paths.personnelSystem() }, { label: t('step.sheet') }]}
      sub={t('step.sheet.sub')}
    >
      <Card title={t('step.sheet.file')}>
        <div className="form">
          <div className="field">
            <label htmlFor={`${id}-unit`}>{t('step.sheet.unit')}</label>
            <UnitPicker id={`${id}-unit`} value={unitId} onChange={setUnitId} />
          </div>
          <div className="field">
            <label htmlFor={id}>{t('step.sheet.choose')}</label>
            <input
              id={id}
              className="native-field"
              type="file"
              accept=".xlsx,.xls,.csv,.et"
              disabled={busy || unitId === null}
              aria-describedby={`${id}-why`}
              onChange={(event) => void read(event.target.files?.[0])}
            />
            <p id={`${id}-why`} className="why">
              {t('step.sheet.columns')}
            </p>
          </div>
          {busy ? <output className="loading">{t('step.sheet.reading')}</output> : null}
          {fault === null ? null : <FaultBox text={fault} />}
        </div>
      </Card>
      {plan === null ? null : <Faults plan={plan.read} />}
      {plan === null || plan.read.people.length === 0 || plan.read.faults.length > 0 ? null : (
        <Card title={t('step.sheet.read', { n: plan.read.people.length })}>
          <FormShell
            label={t('step.sheet')}
            contract={StageSheet}
            command="personnelSystem.stageSheet"
            fixed={{ unitId, fileName: plan.fileName, people: plan.read.people }}
            initial={{ whole: false }}
            submitLabel={t('step.sheet.compare')}
            onDone={(result) => {
              const made = result['deliveryId'];
              router.history.push(
                typeof made === 'string' ? paths.personnelDelivery(made) : paths.personnelSystem(),
              );
            }}
            fields={[
              { name: 'whole', label: t('step.sheet.whole'), kind: 'toggle', why: t('step.sheet.whole.why') },
            ]}
          />
        </Card>
      )}
    </PageFrame>
  );
}

/** What is wrong with which row: mended in the list itself, since nothing of a faulty one is taken. */
function Faults({ plan }: { plan: SheetPlan }) {
  if (plan.faults.length === 0) return null;
  return (
    <Card title={t('step.sheet.faults', { n: plan.faults.length })} late flush>
      <ul className="lines">
        {plan.faults.slice(0, faultsShownMax).map((fault) => (
          <li key={`${fault.row} ${fault.zh}`}>
            <span className="num">{t('step.sheet.row', { row: fault.row })}</span>
            <span className="grow">{pick(fault)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
