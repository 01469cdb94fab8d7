import { useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Choice } from '#ui/light/Choice.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { usePhrase, useWords } from '#ui/words.tsx'
import { getImport, getUndoPreview, listImports, undoImport } from '../contract.ts'
import { type Import, importRecords } from '../contracts/import-record.ts'
import { importWords, recordLabels } from './words.ts'

type Touched = 'keep' | 'take_back'

/** Says what taking the import back does, and asks about records somebody worked on since. */
export function UndoSheet({ one, onClose }: { one: Import; onClose: () => void }) {
  const t = useWords(importWords)
  const toast = useToast()
  const preview = useAsk(getUndoPreview, { params: { id: one.id } })
  const undo = useDo(undoImport, { refresh: [getImport, listImports] })
  const [touched, setTouched] = useState<Touched>('keep')
  const phrase = usePhrase()
  const what = preview.data
  const sayWithdrawn = (counts: NonNullable<typeof what>['withdrawn']) =>
    importRecords
      .flatMap((record) => {
        const count = counts[record] ?? 0
        return count > 0 ? [`${phrase(recordLabels[record])} ${count}`] : []
      })
      .join('、')
  const takeBack = () =>
    undo.mutate(
      { params: { id: one.id }, body: { touched } },
      {
        onSuccess: ({ takenBack }) => {
          toast(takenBack.kept > 0 ? t('keptSome', { n: takenBack.kept }) : t('undone'))
          onClose()
        },
      },
    )
  return (
    <Sheet open onClose={onClose} title={t('takeBackTitle')}>
      <div className="k-stack">
        {preview.error ? <Failure error={preview.error} /> : null}
        {what === undefined && !preview.error ? <Skeleton rows={3} /> : null}
        {what ? (
          <p>
            {t('takeBackWhat', {
              what: sayWithdrawn(what.withdrawn) || t('nothing'),
              restored: what.restored,
            })}
          </p>
        ) : null}
        {what && what.touchedTotal > 0 ? (
          <>
            <h3>{t('touchedTitle', { n: what.touchedTotal })}</h3>
            <ul className="import-touched">
              {what.touched.map((record) => (
                <li key={record.id}>
                  {t('touchedOne', {
                    record: phrase(recordLabels[record.record]),
                    name: record.name ?? '—',
                  })}{' '}
                  {record.day ? <When at={record.day} /> : null}
                </li>
              ))}
            </ul>
            <Field label={t('touchedQuestion')} group required>
              <Choice<Touched>
                label={t('touchedQuestion')}
                value={touched}
                onChange={setTouched}
                options={[
                  { value: 'keep', label: t('touchedKeep') },
                  { value: 'take_back', label: t('touchedTake') },
                ]}
              />
            </Field>
          </>
        ) : null}
        {undo.error ? <Failure error={undo.error} /> : null}
        <div className="import-actions">
          <Button kind="danger" busy={undo.isPending} disabled={!what} onClick={takeBack}>
            {t('confirmTakeBack')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
