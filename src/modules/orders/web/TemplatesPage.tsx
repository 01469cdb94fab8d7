import { useRef, useState } from 'react'
import { uuidv7 } from '#shared/ids.ts'
import { useAsk, useDo } from '#ui/ask.ts'
import { download, sayError } from '#ui/call.ts'
import { Form } from '#ui/Form.tsx'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Notice, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { contractWords } from '../contract-words.ts'
import {
  changeTemplate,
  type ContractTemplate,
  listPlaceholders,
  listTemplates,
  templateFile,
  uploadTemplate,
} from '../contracts/documents.ts'
import { DealTabs } from './DealTabs.tsx'

/** The store's Word templates of the contract, and everything they may name. */
export function TemplatesPage() {
  const t = useWords(contractWords)
  const answer = useAsk(listTemplates, {})
  const [open, setOpen] = useState<ContractTemplate | 'new'>()
  return (
    <div className="k-stack">
      <div className="k-spread">
        <h1>{t('templates')}</h1>
        <Button kind="primary" onClick={() => setOpen('new')}>
          {t('upload')}
        </Button>
      </div>
      <DealTabs />
      <p className="k-muted">{t('templatesHint')}</p>
      <p className="k-muted">{t('pdfHint')}</p>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data ? (
        answer.data.items.map((template) => (
          <Template
            key={template.id ?? 'builtin'}
            template={template}
            onNew={() => setOpen(template)}
          />
        ))
      ) : (
        <Skeleton rows={3} height={64} />
      )}
      <Placeholders />
      {open ? (
        <UploadSheet
          {...(open === 'new' ? {} : { template: open })}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </div>
  )
}

function Template({ template, onNew }: { template: ContractTemplate; onNew: () => void }) {
  const t = useWords(contractWords)
  const locale = useLocale()
  const toast = useToast()
  const change = useDo(changeTemplate, { refresh: [listTemplates] })
  const { id } = template
  const say = (error: unknown) => toast(sayError(error, locale))
  const set = (body: { isDefault?: boolean; isActive?: boolean }) => {
    if (id === null) return
    void change
      .mutateAsync({ params: { id }, body: { version: template.version, ...body } })
      .then(() => toast(t('saved')), say)
  }
  const gaps = template.files.find((file) => file.version === template.lastVersion)?.pdfGaps ?? []
  const get = (version?: number, as: 'word' | 'pdf' = 'word') =>
    void download(templateFile, {
      query: { ...(id === null ? {} : { templateId: id }), ...(version ? { version } : {}), as },
    }).catch(say)
  return (
    <section className="k-card k-stack" aria-label={template.name}>
      <div className="k-line">
        <strong>{template.name}</strong>
        {template.isDefault ? <Badge tone="done">{t('usual')}</Badge> : null}
        {template.isActive ? null : <Badge tone="blocked">{t('outOfUse')}</Badge>}
      </div>
      {id === null ? <p className="k-muted">{t('builtInHint')}</p> : null}
      <div className="k-line">
        <Button onClick={() => get()}>{t('download')}</Button>
        <Button onClick={() => get(undefined, 'pdf')}>{t('preview')}</Button>
        {id === null ? null : (
          <>
            <Button onClick={onNew}>{t('newVersion')}</Button>
            {template.isActive && !template.isDefault ? (
              <Button onClick={() => set({ isDefault: true })}>{t('makeUsual')}</Button>
            ) : null}
            <Button kind="quiet" onClick={() => set({ isActive: !template.isActive })}>
              {t(template.isActive ? 'stop' : 'use')}
            </Button>
          </>
        )}
      </div>
      {gaps.length > 0 ? (
        <Notice>
          {t('gapsTitle')}
          <ul>
            {gaps.map((gap) => (
              <li key={gap}>{t(`gap_${gap}`)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {template.files.length > 0 ? (
        <details>
          <summary>{t('versions')}</summary>
          <ul className="order-history">
            {template.files.map((file) => (
              <li key={file.version} className="k-line">
                <Button kind="quiet" onClick={() => get(file.version)}>
                  {file.version} · {file.fileName}
                </Button>
                <When at={file.uploadedAt} />
                <span className="k-muted">{file.uploadedBy}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  )
}

function UploadSheet({ template, onClose }: { template?: ContractTemplate; onClose: () => void }) {
  const t = useWords(contractWords)
  const toast = useToast()
  const file = useRef<File>(undefined)
  const [name, setName] = useState('')
  const upload = useDo(uploadTemplate, { refresh: [listTemplates], file: () => file.current })
  return (
    <Sheet open title={t(template ? 'newVersion' : 'upload')} onClose={onClose}>
      <Form<{ id: string; name: string; file: string }>
        initial={{ id: uuidv7(), name: template?.name ?? '', file: '' }}
        required={['name']}
        check={() => (file.current ? {} : { file: t('chooseFile') })}
        submit={t('upload')}
        onSubmit={async (values) => {
          const made = await upload.mutateAsync({
            query: {
              id: values.id,
              name: values.name,
              ...(template?.id ? { templateId: template.id } : {}),
            },
          })
          toast(t('uploaded', { name: made.name }))
          onClose()
        }}
      >
        {(form) => (
          <>
            {template ? null : (
              <Field label={t('name')} {...form.field('name')}>
                <TextInput maxLength={60} {...form.input('name')} />
              </Field>
            )}
            <Field label={t('file')} {...form.field('file')} hint={name} required>
              <input
                type="file"
                className="k-input"
                accept=".docx"
                aria-label={t('file')}
                onChange={(event) => {
                  file.current = event.target.files?.[0]
                  setName(file.current?.name ?? '')
                }}
              />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}

function Placeholders() {
  const t = useWords(contractWords)
  const locale = useLocale()
  const { data } = useAsk(listPlaceholders, {})
  if (!data) return null
  const loops = [...new Set(data.items.map((one) => one.loop))]
  return (
    <section className="k-card k-stack" aria-label={t('placeholders')}>
      <h2>{t('placeholders')}</h2>
      {loops.map((loop) => (
        <div key={loop ?? ''} className="k-stack">
          {loop ? <p className="k-muted">{t('inLoop', { loop })}</p> : null}
          <table className="order-lines">
            <thead>
              <tr>
                <th scope="col">{t('placeholder')}</th>
                <th scope="col">{t('meaning')}</th>
                <th scope="col" data-wide>
                  {t('example')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items
                .filter((one) => one.loop === loop)
                .map((one) => (
                  <tr key={one.name}>
                    <td>
                      <code>{`{${one.name}}`}</code>
                    </td>
                    <td>{locale === 'zh' ? one.zh : one.en}</td>
                    <td data-wide>{one.example}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  )
}
