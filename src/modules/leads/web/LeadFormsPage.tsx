import { useRef, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { sayError } from '#ui/call.ts'
import { useCopy } from '#ui/copy.ts'
import { Badge } from '#ui/light/Badge.tsx'
import { Button } from '#ui/light/Button.tsx'
import { EmptyState, Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { When } from '#ui/When.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type BinEntry,
  changeLeadForm,
  decideBinEntry,
  type LeadForm,
  listFormBin,
  listLeadForms,
} from '../contracts/lead-forms.ts'
import { leadSettingsWords } from '../settings-words.ts'
import { definitionOf, LeadFormSheet } from './LeadFormSheet.tsx'
import './leads.css'

/** The forms a store puts on other sites, their code, and what machines sent. */
export function LeadFormsPage() {
  const t = useWords(leadSettingsWords)
  const locale = useLocale()
  const toast = useToast()
  const answer = useAsk(listLeadForms, {})
  const change = useDo(changeLeadForm, { refresh: [listLeadForms] })
  const [editing, setEditing] = useState<LeadForm | 'new'>()
  const [shown, setShown] = useState<LeadForm>()
  const forms = answer.data?.items ?? []
  const toggle = (form: LeadForm) =>
    change
      .mutateAsync({
        params: { id: form.id },
        body: { ...definitionOf(form), isOpen: !form.isOpen, version: form.version },
      })
      .then(
        () => toast(t('saved')),
        (error: unknown) => toast(sayError(error, locale)),
      )
  const make = (
    <Button kind="primary" onClick={() => setEditing('new')}>
      {t('newForm')}
    </Button>
  )
  return (
    <div className="k-stack leads-narrow">
      <div className="k-spread">
        <h1>{t('forms')}</h1>
        {forms.length > 0 ? make : null}
      </div>
      {answer.error ? (
        <Failure error={answer.error} onRetry={() => void answer.refetch()} />
      ) : answer.data === undefined ? (
        <Skeleton rows={3} height={80} />
      ) : forms.length === 0 ? (
        <EmptyState title={t('formsEmpty')} action={make}>
          {t('formsHint')}
        </EmptyState>
      ) : (
        forms.map((form) => (
          <section key={form.id} className="k-card k-stack" aria-label={form.name}>
            <div className="k-spread">
              <span className="k-line">
                <strong>{form.name}</strong>
                <Badge tone={form.isOpen ? 'done' : 'blocked'}>
                  {t(form.isOpen ? 'isOpen' : 'isClosed')}
                </Badge>
              </span>
              <span className="k-muted">
                {t('takenN', { n: form.taken })} · {t('version', { n: form.consentVersion })}
              </span>
            </div>
            <div className="k-line">
              <Button onClick={() => setShown(form)}>{t('preview')}</Button>
              <Button onClick={() => setEditing(form)}>{t('edit')}</Button>
              <Button onClick={() => void toggle(form)}>
                {t(form.isOpen ? 'close' : 'reopen')}
              </Button>
            </div>
          </section>
        ))
      )}
      <Bin />
      {editing ? (
        <LeadFormSheet
          form={editing === 'new' ? undefined : editing}
          series={answer.data?.series ?? []}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
      {shown ? <CodeSheet form={shown} onClose={() => setShown(undefined)} /> : null}
    </div>
  )
}

/** The form as visitors see it, and the code that puts it on a site. */
function CodeSheet({ form, onClose }: { form: LeadForm; onClose: () => void }) {
  const t = useWords(leadSettingsWords)
  const { origin } = window.location
  const page = `${origin}${form.pagePath}`
  const codes: [string, string][] = [
    [t('page'), page],
    [
      t('script'),
      `<script src="${origin}${form.scriptPath}" data-form="${form.pagePath}" data-title="${form.title.replaceAll('"', '&quot;')}" async></script>`,
    ],
    [
      t('frame'),
      `<iframe src="${page}" title="${form.title.replaceAll('"', '&quot;')}" style="width:100%;height:600px;border:0"></iframe>`,
    ],
  ]
  return (
    <Sheet open title={`${t('preview')} · ${form.name}`} onClose={onClose}>
      <div className="k-stack">
        {codes.map(([label, code]) => (
          <Code key={label} label={label} code={code} />
        ))}
        {form.isOpen ? (
          <a className="k-button" href={form.pagePath} target="_blank" rel="noreferrer">
            {t('page')}
          </a>
        ) : null}
      </div>
    </Sheet>
  )
}

function Code({ label, code }: { label: string; code: string }) {
  const t = useWords(leadSettingsWords)
  const copy = useCopy()
  const shown = useRef<HTMLElement>(null)
  return (
    <div>
      <div className="k-spread">
        <strong>{label}</strong>
        <Button kind="quiet" onClick={() => void copy(code, shown.current)}>
          {t('copy')}
        </Button>
      </div>
      <code ref={shown} className="leads-snippet">
        {code}
      </code>
    </div>
  )
}

function Bin() {
  const t = useWords(leadSettingsWords)
  const locale = useLocale()
  const toast = useToast()
  const { go } = useNavigation()
  const answer = useAsk(listFormBin, { query: { limit: 50 } }, { live: ['leads.*'] })
  const decide = useDo(decideBinEntry, { refresh: [listFormBin, listLeadForms] })
  const run = (entry: BinEntry, decision: 'rescue' | 'discard') =>
    decide.mutateAsync({ params: { id: entry.id }, body: { decision } }).then(
      ({ leadId }) => {
        toast(t(leadId ? 'rescued' : 'discarded'))
        if (leadId) go(`/leads/${leadId}`)
      },
      (error: unknown) => toast(sayError(error, locale)),
    )
  const items = answer.data?.items ?? []
  return (
    <section className="k-stack" aria-label={t('bin')}>
      <h2>
        {t('bin')} {answer.data?.count ? answer.data.count : ''}
      </h2>
      <p className="k-muted">{items.length === 0 ? t('binEmpty') : t('binHint')}</p>
      {items.map((entry) => (
        <div key={entry.id} className="k-card k-spread">
          <span>
            <strong>{entry.name ?? t('gone')}</strong> {entry.maskedPhone}{' '}
            <Badge tone="blocked">{t(entry.why)}</Badge>
            <span className="k-muted">
              {' '}
              {entry.formName} · <When at={entry.at} /> {entry.note}
            </span>
          </span>
          <span className="k-line">
            {entry.mayRescue ? (
              <Button onClick={() => void run(entry, 'rescue')}>{t('rescue')}</Button>
            ) : null}
            <Button onClick={() => void run(entry, 'discard')}>{t('discard')}</Button>
          </span>
        </div>
      ))}
    </section>
  )
}
