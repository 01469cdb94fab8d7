import { parseMoney } from '#shared/money.ts'
import { useDo } from '#ui/ask.ts'
import { Form } from '#ui/Form.tsx'
import { Field } from '#ui/light/Field.tsx'
import { Sheet } from '#ui/light/Sheet.tsx'
import { TextInput } from '#ui/light/TextInput.tsx'
import { useToast } from '#ui/light/Toast.tsx'
import { useLocale, useWords } from '#ui/words.tsx'
import { changeModel, createModel, listModelsRoute, type Model } from '../contract.ts'
import { catalogWords } from '../words.ts'
import { nameOf } from './name-of.ts'
import { RestButton } from './RestButton.tsx'

interface Values {
  name: string
  nameEn: string
  year: string
  /** In yuan, as typed. */
  price: string
}

const isYear = (text: string) => /^(?:19[5-9]\d|20\d\d|2100)$/.test(text.trim())
const isPrice = (text: string) => {
  const fen = parseMoney(text)
  return fen !== undefined && fen >= 0 && fen <= 10_000_000_000
}

/** Adds a model to a series, or changes one. */
export function ModelSheet(props: {
  seriesId: string
  model: Model | undefined
  onClose: () => void
}) {
  const { model, onClose } = props
  const t = useWords(catalogWords)
  const locale = useLocale()
  const toast = useToast()
  const create = useDo(createModel, { refresh: [listModelsRoute] })
  const change = useDo(changeModel, { refresh: [listModelsRoute] })
  const save = async (values: Values) => {
    const body = {
      name: values.name,
      nameEn: values.nameEn,
      year: values.year.trim() === '' ? null : Number(values.year),
      guidePriceFen: values.price.trim() === '' ? null : (parseMoney(values.price) ?? null),
    }
    if (model)
      await change.mutateAsync({
        params: { id: model.id },
        body: { version: model.version, ...body },
      })
    else await create.mutateAsync({ body: { seriesId: props.seriesId, ...body } })
    toast(t('saved'))
    onClose()
  }
  return (
    <Sheet open onClose={onClose} title={t(model ? 'editModel' : 'addModel')}>
      <Form<Values>
        initial={{
          name: model?.name ?? '',
          nameEn: model?.nameEn ?? '',
          year: model?.year ? String(model.year) : '',
          price:
            model?.guidePriceFen === null || model === undefined
              ? ''
              : String(model.guidePriceFen / 100),
        }}
        draft={`model.${model?.id ?? props.seriesId}`}
        required={['name']}
        check={(values) => ({
          ...(values.year.trim() === '' || isYear(values.year) ? {} : { year: t('wrongYear') }),
          ...(values.price.trim() === '' || isPrice(values.price)
            ? {}
            : { price: t('wrongPrice') }),
        })}
        onSubmit={save}
        onCancel={onClose}
        actions={
          model ? (
            <RestButton
              name={nameOf(model, locale)}
              isActive={model.isActive}
              version={model.version}
              change={(version, isActive) =>
                change.mutateAsync({ params: { id: model.id }, body: { version, isActive } })
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
            <Field label={t('year')} {...form.field('year')}>
              <TextInput inputMode="numeric" maxLength={4} {...form.input('year')} />
            </Field>
            <Field label={t('guidePrice')} {...form.field('price')}>
              <TextInput inputMode="decimal" maxLength={20} {...form.input('price')} />
            </Field>
          </>
        )}
      </Form>
    </Sheet>
  )
}
