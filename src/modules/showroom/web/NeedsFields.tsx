import { useAsk } from '#ui/ask.ts'
import { Field } from '#ui/light/Field.tsx'
import { Select } from '#ui/light/TextInput.tsx'
import { useWords } from '#ui/words.tsx'
import {
  getRotation,
  type VisitorKind,
  type VisitorLanguage,
  visitorKinds,
  visitorLanguages,
} from '../contract.ts'
import { showroomWords } from '../words.ts'
import { kindWords, languageWords, type Needs, saidNeeds } from './needs.ts'
import { useOwnSeries } from './SeriesButtons.tsx'

/** A model, a language, a kind of visitor, or somebody asked for; and who would be next then. */
export function NeedsFields(props: {
  needs: Needs
  onChange: (needs: Needs) => void
  askedFor: string
  onAskedFor: (personId: string) => void
}) {
  const t = useWords(showroomWords)
  const { needs, onChange, askedFor } = props
  const { series = [] } = useOwnSeries()
  const rotation = useAsk(getRotation, { query: saidNeeds(needs) }, { live: ['showroom.*'] })
  const places = rotation.data?.places ?? []
  const next = places.find((one) => one.personId === rotation.data?.nextId)
  return (
    <div className="k-stack">
      <Field label={t('askedFor')}>
        <Select
          value={askedFor}
          onChange={props.onAskedFor}
          placeholder={t('nobodyAskedFor')}
          options={places.map((one) => ({ value: one.personId, label: one.name }))}
        />
      </Field>
      {askedFor ? null : (
        <>
          <Field label={t('model')}>
            <Select
              value={needs.seriesId ?? ''}
              onChange={(seriesId) => onChange({ ...needs, seriesId })}
              placeholder={t('modelUnknown')}
              options={series.map((one) => ({ value: one.id, label: one.name }))}
            />
          </Field>
          <Field label={t('language')}>
            <Select
              value={needs.language ?? ''}
              onChange={(value) =>
                onChange({
                  ...needs,
                  language: (value || undefined) as VisitorLanguage | undefined,
                })
              }
              placeholder={t('mandarin')}
              options={visitorLanguages.map((one) => ({
                value: one,
                label: t(languageWords[one]),
              }))}
            />
          </Field>
          <Field label={t('visitorKind')}>
            <Select
              value={needs.visitorKind ?? ''}
              onChange={(value) =>
                onChange({ ...needs, visitorKind: (value || undefined) as VisitorKind | undefined })
              }
              placeholder={t('anyVisitor')}
              options={visitorKinds.map((one) => ({ value: one, label: t(kindWords[one]) }))}
            />
          </Field>
          <p className="k-muted">
            {next ? t('wouldReceive', { name: next.name }) : t('wouldWait')}
          </p>
        </>
      )}
    </div>
  )
}
