import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { type Duty, listDuties, putDuty } from '../contract.ts'
import { checkWords } from '../words.ts'
import { useRoleNames } from './DutyNote.tsx'
import './checks.css'

/** Which roles execute and which check each kind of work of the store. */
export function DutiesPage() {
  const t = useWords(checkWords)
  const names = useRoleNames()
  const mayManage = useCan('checks.manage')
  const duties = useAsk(listDuties, {}, { live: ['checks.duties_changed'] })
  const [working, setWorking] = useState<Duty>()
  return (
    <div className="k-stack">
      <h1>{t('duties')}</h1>
      <p className="k-muted">{t('dutiesHint')}</p>
      {duties.error ? <Failure error={duties.error} onRetry={() => void duties.refetch()} /> : null}
      {duties.data === undefined && !duties.error ? <Skeleton rows={6} /> : null}
      {(duties.data?.items ?? []).map((duty) => (
        <section key={duty.work} className="k-card k-spread" aria-label={t(duty.work)}>
          <div>
            <h2>{t(duty.work)}</h2>
            <p className="check-text">
              {t('executors')}: {names(duty.executors)}
            </p>
            <p className="check-text">
              {t('checkers')}: {names(duty.checkers)}
            </p>
          </div>
          {mayManage ? (
            <Button aria-label={`${t('edit')} ${t(duty.work)}`} onClick={() => setWorking(duty)}>
              {t('edit')}
            </Button>
          ) : null}
        </section>
      ))}
      {working ? (
        <DutySheet key={working.work} duty={working} onClose={() => setWorking(undefined)} />
      ) : null}
    </div>
  )
}

function DutySheet({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const t = useWords(checkWords)
  const toast = useToast()
  const [executors, setExecutors] = useState(duty.executors)
  const [checkers, setCheckers] = useState(duty.checkers)
  const put = useDo(putDuty, { refresh: [listDuties] })
  const isReady = executors.length > 0 && checkers.length > 0
  const save = async () => {
    if (!isReady) return
    await put.mutateAsync({
      params: { work: duty.work },
      body: { version: duty.version, executors, checkers },
    })
    onClose()
    toast(t('saved'))
  }
  return (
    <Sheet open onClose={onClose} title={t(duty.work)}>
      <div className="k-form">
        <Field label={t('executors')} group required>
          <Roles chosen={executors} onChange={setExecutors} />
        </Field>
        <Field label={t('checkers')} group required>
          <Roles chosen={checkers} onChange={setCheckers} />
        </Field>
        {put.error ? <Failure error={put.error} /> : null}
        <Button
          kind="primary"
          wide
          busy={put.isPending}
          aria-disabled={!isReady || undefined}
          onClick={() => void save().catch(() => undefined)}
        >
          {t('save')}
        </Button>
      </div>
    </Sheet>
  )
}

function Roles(props: { chosen: string[]; onChange: (keys: string[]) => void }) {
  const locale = useLocale()
  const roles = useAsk(listDuties, {}).data?.roles ?? []
  const { chosen, onChange } = props
  return (
    <div className="check-roles">
      {roles.map((role) => (
        <label key={role.key}>
          <input
            type="checkbox"
            checked={chosen.includes(role.key)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...chosen, role.key]
                  : chosen.filter((key) => key !== role.key),
              )
            }
          />
          {locale === 'en' ? role.nameEn : role.name}
        </label>
      ))}
    </div>
  )
}
