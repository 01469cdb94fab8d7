import { type FormEvent, useState } from 'react'
import { PhotoButton } from '#modules/notes/web/panels.tsx'
import { useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select, TextInput } from '#ui/light/TextInput.tsx'
import { sayDate } from '#ui/format.ts'
import { uiWords } from '#ui/ui-words.ts'
import { useLocale, useWords } from '#ui/words.tsx'
import { checkLicence, getTestDrive, licenceClasses, listTestDrives } from '../contract.ts'
import { testDriveWords } from '../words.ts'
import type { DriveView } from './drive-view.ts'

/** Looks at the licence: the one known from before, or typed in, with a photograph if wanted. */
export function LicencePart({ drive, onDone }: { drive: DriveView; onDone: () => void }) {
  const t = useWords(testDriveWords)
  const check = useDo(checkLicence, { refresh: [getTestDrive, listTestDrives] })
  const [licenceClass, setClass] = useState<(typeof licenceClasses)[number]>('C1')
  const [holder, setHolder] = useState(drive.customer?.name ?? '')
  const [number, setNumber] = useState('')
  const [validUntil, setUntil] = useState('')
  const [photoId, setPhoto] = useState<string | null>(null)
  const [isTried, setTried] = useState(false)
  const locale = useLocale()
  const ui = useWords(uiWords)
  const params = { id: drive.id }
  const { version, knownLicence: known } = drive
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if ([holder, number, validUntil].some((value) => value.trim() === '')) return
    check.mutate(
      { params, body: { version, licenceClass, holder, number, validUntil, photoId } },
      { onSuccess: onDone },
    )
  }
  const errorOf = (value: string) =>
    isTried && value.trim() === '' ? { error: ui('required') } : {}
  return (
    <form className="k-form" noValidate onSubmit={submit}>
      {known ? (
        <Notice
          action={
            <Button
              busy={check.isPending}
              onClick={() =>
                check.mutate(
                  { params, body: { version, knownId: known.id } },
                  { onSuccess: onDone },
                )
              }
            >
              {t('useKnown')}
            </Button>
          }
        >
          {known.licenceClass} · {known.maskedHolder} · {known.maskedNumber} · {t('validUntil')}{' '}
          {sayDate(known.validUntil, locale)}
        </Notice>
      ) : null}
      <div className="drive-two">
        <Field label={t('licenceClass')} required>
          <Select
            value={licenceClass}
            onChange={(value) => setClass(value as (typeof licenceClasses)[number])}
            options={licenceClasses.map((one) => ({
              value: one,
              label: one === 'other' ? t('other') : one,
            }))}
          />
        </Field>
        <Field label={t('validUntil')} required {...errorOf(validUntil)}>
          <TextInput type="date" min={drive.day} value={validUntil} onChange={setUntil} />
        </Field>
      </div>
      <Field label={t('holder')} required {...errorOf(holder)}>
        <TextInput value={holder} onChange={setHolder} maxLength={60} />
      </Field>
      <Field label={t('number')} required {...errorOf(number)}>
        <TextInput value={number} onChange={setNumber} maxLength={30} inputMode="text" />
      </Field>
      <div className="k-line">
        {drive.customer ? (
          <PhotoButton customerId={drive.customer.id} note={t('licence')} onPhoto={setPhoto}>
            {t('photo')}
          </PhotoButton>
        ) : null}
        {photoId ? <span className="k-muted">{t('photoKept')}</span> : null}
      </div>
      {check.error ? <Failure error={check.error} /> : null}
      <Button type="submit" kind="primary" wide busy={check.isPending}>
        {t('checkLicence')}
      </Button>
    </form>
  )
}
