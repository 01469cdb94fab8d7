import { type FormEvent, useState } from 'react'
import { useAsk, useDo } from '#ui/ask.ts'
import { Button } from '#ui/light/Button.tsx'
import { Failure, Skeleton } from '#ui/light/Feedback.tsx'
import { Field } from '#ui/light/Field.tsx'
import { List, Row } from '#ui/light/List.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useCan } from '#ui/session.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getRotation,
  type VisitorKind,
  type VisitorLanguage,
  visitorKinds,
  visitorLanguages,
} from '../contract.ts'
import { listSkills, type PersonSkills, putSkills } from '../contracts/rotation.ts'
import { showroomWords } from '../words.ts'
import { kindWords, languageWords } from './needs.ts'
import { useOwnSeries } from './SeriesButtons.tsx'

/** What each person can take; the manager changes it. */
export function SkillsPart() {
  const t = useWords(showroomWords)
  const plans = useCan('rotation.plan', 'store')
  const skills = useAsk(listSkills, {}, { live: ['showroom.*'] })
  const { series = [] } = useOwnSeries()
  const [chosen, setChosen] = useState<string>()
  const one = skills.data?.items.find((row) => row.person.id === chosen)
  const say = (row: PersonSkills) =>
    [
      ...row.seriesIds.map((id) => series.find((s) => s.id === id)?.name ?? '…'),
      ...row.languages.map((code) => t(languageWords[code])),
      ...row.visitorKinds.map((kind) => t(kindWords[kind])),
    ].join('、') || t('everything')
  return (
    <section className="k-stack" aria-label={t('skills')}>
      <p className="k-muted">{t('skillsHint')}</p>
      {skills.error ? <Failure error={skills.error} onRetry={() => void skills.refetch()} /> : null}
      {skills.data === undefined && !skills.error ? <Skeleton rows={6} /> : null}
      {skills.data ? (
        <List label={t('skills')}>
          {skills.data.items.map((row) => (
            <Row
              key={row.person.id}
              end={
                plans ? (
                  <Button
                    aria-label={t('skillsOf', { name: row.person.name })}
                    onClick={() => setChosen(row.person.id)}
                  >
                    {t('edit')}
                  </Button>
                ) : null
              }
            >
              <strong>{row.person.name}</strong>
              <div className="k-muted">{say(row)}</div>
            </Row>
          ))}
        </List>
      ) : null}
      {one ? <SkillsSheet skills={one} onClose={() => setChosen(undefined)} /> : null}
    </section>
  )
}

function SkillsSheet({ skills, onClose }: { skills: PersonSkills; onClose: () => void }) {
  const t = useWords(showroomWords)
  const toast = useToast()
  const { series = [] } = useOwnSeries()
  const [seriesIds, setSeries] = useState(skills.seriesIds)
  const [languages, setLanguages] = useState(skills.languages)
  const [kinds, setKinds] = useState(skills.visitorKinds)
  const save = useDo(putSkills, { refresh: [listSkills, getRotation] })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(
      {
        params: { personId: skills.person.id },
        body: { seriesIds, languages, visitorKinds: kinds, version: skills.version },
      },
      {
        onSuccess: () => {
          onClose()
          toast(t('skillsSaved'))
        },
      },
    )
  }
  return (
    <Sheet open onClose={onClose} title={t('skillsOf', { name: skills.person.name })}>
      <form className="k-form" onSubmit={submit}>
        <Field label={t('model')} group>
          <Checks
            chosen={seriesIds}
            onChange={setSeries}
            options={series.map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field label={t('language')} group>
          <Checks<VisitorLanguage>
            chosen={languages}
            onChange={setLanguages}
            options={visitorLanguages.map((one) => ({ value: one, label: t(languageWords[one]) }))}
          />
        </Field>
        <Field label={t('visitorKind')} group>
          <Checks<VisitorKind>
            chosen={kinds}
            onChange={setKinds}
            options={visitorKinds.map((one) => ({ value: one, label: t(kindWords[one]) }))}
          />
        </Field>
        {save.error ? <Failure error={save.error} /> : null}
        <Button type="submit" kind="primary" wide busy={save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Sheet>
  )
}

function Checks<T extends string>(props: {
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  options: readonly { value: T; label: string }[]
}) {
  const { chosen, options } = props
  return (
    <div className="door-checks">
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) =>
              props.onChange(
                event.target.checked
                  ? [...chosen, option.value]
                  : chosen.filter((one) => one !== option.value),
              )
            }
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}
