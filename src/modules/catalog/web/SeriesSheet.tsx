import { joinAliases, splitAliases } from '#shared/alias-text.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { Select, TextArea, TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useNavigation } from '#ui/navigation.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import {
  type Brand,
  changeSeries,
  createSeries,
  listSeriesRoute,
  type Series,
} from '../contract.ts'
import { catalogWords } from '../words.ts'
import { nameOf } from './name-of.ts'
import { RestButton } from './RestButton.tsx'

interface Values {
  brandId: string
  name: string
  nameEn: string
  aliases: string
}

/** Adds a series to a brand, or changes one. */
export function SeriesSheet(props: {
  series: Series | undefined
  brand: Brand | undefined
  brands: readonly Brand[]
  onClose: () => void
}) {
  const { series, onClose } = props
  const t = useWords(catalogWords)
  const locale = useLocale()
  const toast = useToast()
  const { setSearch } = useNavigation()
  const create = useDo(createSeries, { refresh: [listSeriesRoute] })
  const change = useDo(changeSeries, { refresh: [listSeriesRoute] })
  const save = async (values: Values) => {
    const body = { ...values, aliases: splitAliases(values.aliases) }
    if (series) {
      const params = { id: series.id }
      await change.mutateAsync({ params, body: { version: series.version, ...body } })
    } else {
      const added = await create.mutateAsync({ body })
      setSearch({ series: added.id })
    }
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t(series ? 'editSeries' : 'addSeries')}>
      <Form<Values>
        initial={{
          brandId: series?.brandId ?? props.brand?.id ?? '',
          name: series?.name ?? '',
          nameEn: series?.nameEn ?? '',
          aliases: joinAliases(series?.aliases ?? []),
        }}
        draft={`series.${series?.id ?? props.brand?.id ?? 'new'}`}
        required={['brandId', 'name']}
        onSubmit={save}
        onCancel={onClose}
        actions={
          series ? (
            <RestButton
              name={nameOf(series, locale)}
              isActive={!series.isResting}
              version={series.version}
              change={(version, isActive) =>
                change.mutateAsync({ params: { id: series.id }, body: { version, isActive } })
              }
              onDone={onClose}
            />
          ) : null
        }
      >
        {(form) => (
          <>
            <Field label={t('name')} {...form.field('name')}>
              <TextInput maxLength={60} {...form.input('name')} />
            </Field>
            <Field label={t('nameEn')} {...form.field('nameEn')}>
              <TextInput maxLength={60} {...form.input('nameEn')} />
            </Field>
            <Field label={t('aliases')} hint={t('aliasesHint')} {...form.field('aliases')}>
              <TextArea rows={3} {...form.input('aliases')} />
            </Field>
            <Field label={t('brand')} {...form.field('brandId')}>
              <Select
                {...form.input('brandId')}
                options={props.brands.map((one) => ({
                  value: one.id,
                  label: nameOf(one, locale),
                }))}
              />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
