import type { Ctx } from '#foundation/ctx.ts'
import { dayInZone } from '#shared/days.ts'
import { say } from '#shared/words.ts'
import { hintOf, type ImportKind, labelOf } from './kind.ts'

/** The page in an archive that says what its files and columns are. */
export function readmeOf(
  ctx: Ctx,
  kinds: readonly ImportKind[],
  given: { files: readonly { file: string; rows: number }[]; phones: boolean },
): string {
  const isZh = ctx.locale === 'zh'
  const head = isZh
    ? [
        `${ctx.store.name}（${ctx.store.code}） ${dayInZone(ctx.now, ctx.store.timeZone)} 的全部数据`,
        given.phones
          ? '号码为完整号码，请妥善保管。'
          : '号码已隐去中间几位；隐去的号码不能再导入。',
        '每个文件都可以用“导入”原样导回。',
      ]
    : [
        `Everything of ${ctx.store.nameEn || ctx.store.name} (${ctx.store.code}) on ${dayInZone(ctx.now, ctx.store.timeZone)}`,
        given.phones
          ? 'Numbers are whole: keep this file safe.'
          : 'Numbers are masked; masked numbers cannot be imported again.',
        'Each file can be imported again as it is.',
      ]
  const parts = kinds.map((kind, index) => {
    const { file = '', rows = 0 } = given.files[index] ?? {}
    const columns = Object.entries(kind.fields)
      .filter(([, field]) => !field.isOurs)
      .map(([key, field]) => {
        const hint = hintOf(field, ctx.locale)
        return `  ${labelOf(kind, key, ctx.locale)}${hint ? `: ${hint}` : ''}`
      })
    return [`${file}.xlsx (${rows})`, say(kind.about, ctx.locale), ...columns].join('\r\n')
  })
  return `\ufeff${[...head, '', parts.join('\r\n\r\n')].join('\r\n')}\r\n`
}
