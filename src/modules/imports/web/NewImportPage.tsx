import { type DragEvent, useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk } from '#ui/ask.ts'
import { call, download } from '#ui/call.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { Link, useNavigation } from '#ui/navigation.tsx'
import { useWords } from '#ui/words.tsx'
import { getImportTemplate, listImportKinds, uploadImport } from '../contract.ts'
import { keepSentFile } from './sent-file.ts'
import { StepBar } from './StepBar.tsx'
import { importWords } from './words.ts'
import './import.css'

/** The first step: a file is dropped or chosen, read, and tried; nothing is written. */
export function NewImportPage() {
  const t = useWords(importWords)
  const { go, search, setSearch } = useNavigation()
  const kinds = useAsk(listImportKinds, {}, { keep: true }).data?.items ?? []
  const kind = kinds.find((one) => one.key === search.kind)
  const input = useRef<HTMLInputElement>(null)
  // Made once per file: a lost answer and another try give one import, not two.
  const intent = useRef<{ file: File; id: string; key: string } | undefined>(undefined)
  const [reading, setReading] = useState<string>()
  const [error, setError] = useState<unknown>()
  const [isOver, setIsOver] = useState(false)

  const send = async (file: File) => {
    if (intent.current?.file !== file) intent.current = { file, id: uuidv7(), key: uuidv7() }
    const { id, key } = intent.current
    setReading(file.name)
    setError(undefined)
    try {
      const made = await call(
        uploadImport,
        {
          query: {
            id,
            ...(kind ? { kind: kind.key } : {}),
            ...(search.sheet ? { sheet: search.sheet } : {}),
          },
        },
        { file, key },
      )
      keepSentFile(made.id, file)
      go(`/imports/${made.id}?step=columns`, { replace: true })
    } catch (failure) {
      setError(failure)
    } finally {
      setReading(undefined)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file && reading === undefined) void send(file)
  }

  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('newImport')}</h1>
        <Link to="/imports">{t('toList')}</Link>
      </div>
      <StepBar step="file" />
      {error ? (
        <Failure
          error={error}
          onRetry={() => (intent.current ? void send(intent.current.file) : undefined)}
        />
      ) : null}
      <Field label={t('whatIsIt')} {...(kind ? { hint: kind.about } : {})}>
        <Select
          value={kind?.key ?? ''}
          disabled={reading !== undefined}
          options={[
            { value: '', label: t('tellByHeaders') },
            ...kinds.map((one) => ({ value: one.key, label: one.title })),
          ]}
          onChange={(key) => setSearch({ kind: key === '' ? undefined : key })}
        />
      </Field>
      {search.sheet ? (
        <p className="k-line">
          {t('willRead', { name: search.sheet })}
          <Button kind="quiet" onClick={() => setSearch({ sheet: undefined })}>
            {t('firstSheet')}
          </Button>
        </p>
      ) : null}
      <section
        className="import-drop"
        data-over={isOver || undefined}
        aria-label={t('dropHere')}
        aria-busy={reading !== undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        {reading === undefined ? (
          <>
            <strong>{t('dropHere')}</strong>
            <span className="k-muted">{t('orChoose')}</span>
            <Button kind="primary" onClick={() => input.current?.click()}>
              {t('chooseFile')}
            </Button>
            <span className="k-muted">{t('fileKinds')}</span>
          </>
        ) : (
          <>
            <strong role="status">{t('reading', { name: reading })}</strong>
            <div className="import-bar import-bar-unknown" aria-hidden="true">
              <div />
            </div>
          </>
        )}
        <input
          ref={input}
          className="import-file"
          type="file"
          aria-label={t('chooseFile')}
          tabIndex={-1}
          accept=".xlsx,.xls,.csv,.txt"
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) void send(file)
          }}
        />
      </section>
      <div className="k-spread">
        <span className="k-muted">{t('nothingWritten')}</span>
      </div>
      <div className="import-templates">
        {kinds
          .filter((one) => kind === undefined || one.key === kind.key)
          .map((one) => (
            <Button
              key={one.key}
              kind="quiet"
              onClick={() =>
                void download(getImportTemplate, { params: { kind: one.key } }).catch(setError)
              }
            >
              {t('templateOf', { kind: one.title })}
            </Button>
          ))}
      </div>
    </div>
  )
}
