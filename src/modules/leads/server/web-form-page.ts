import { readFileSync } from 'node:fs'
import type { Locale } from '#shared/errors.ts'
import { type Phrase, say } from '#shared/words.ts'
import type { formFields } from '../contracts/lead-forms.ts'
import { formPageWords as words } from '../form-words.ts'

export interface PageParts {
  title: string
  store: string
  consentText: string
  consentVersion: number
  fields: readonly (typeof formFields)[number][]
  series: readonly { id: string; name: string }[]
  colour: string
  thanks: string
  sendTo: string
  stamp: string
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

/** The hosted page of a form: no data of the store but what the form offers; works at 320 px. */
export function pageOf(parts: PageParts, locale: Locale): string {
  const t = (phrase: Phrase) => safe(say(phrase, locale))
  const field = (name: string, label: Phrase, control: string) =>
    `<label class="field"><span>${t(label)}</span>${control}</label>`
  const asked = parts.fields.map((name) => {
    switch (name) {
      case 'sex':
        return field(
          'sex',
          words.sex,
          `<select name="sex"><option value=""></option><option value="male">${t(words.male)}</option><option value="female">${t(words.female)}</option></select>`,
        )
      case 'series':
        return field(
          'series',
          words.series,
          `<select name="seriesId"><option value=""></option>${parts.series.map(({ id, name: series }) => `<option value="${safe(id)}">${safe(series)}</option>`).join('')}</select>`,
        )
      case 'city':
        return field(
          'city',
          words.city,
          '<input name="city" maxlength="100" autocomplete="address-level2">',
        )
      case 'visitDay':
        return field('visitDay', words.visitDay, '<input name="visitDay" type="date">')
      case 'note':
        return field(
          'note',
          words.note,
          '<textarea name="note" rows="3" maxlength="2000"></textarea>',
        )
    }
  })
  return `<!doctype html>
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${safe(parts.title)} · ${safe(parts.store)}</title><style>${style(parts.colour)}</style></head>
<body><main><h1>${safe(parts.title)}</h1><p class="store">${safe(parts.store)}</p>
<form data-to="${safe(parts.sendTo)}" data-stamp="${safe(parts.stamp)}" data-version="${parts.consentVersion}" data-thanks="${safe(parts.thanks)}" data-failed="${t(words.failed)}" novalidate>
${field('name', words.name, '<input name="name" required maxlength="60" autocomplete="name">')}
${field('phone', words.phone, '<input name="phone" type="tel" required maxlength="40" autocomplete="tel" inputmode="tel">')}
${asked.join('\n')}
<label class="trap" aria-hidden="true"><span>Website</span><input name="website" tabindex="-1" autocomplete="off"></label>
<label class="consent"><input name="consent" type="checkbox" required><span>${safe(parts.consentText)}</span></label>
<p class="error" role="alert" hidden></p>
<button type="submit">${t(words.send)}</button>
<noscript><p class="error">${t(words.needsScript)}</p></noscript>
</form></main><script src="/api/web-forms/form.js"></script></body></html>`
}

const style = (colour: string): string => `
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1d2329;background:#fff}
main{max-width:520px;margin:0 auto;padding:16px}h1{font-size:20px;margin:0}.store{color:#59636e;margin:0 0 12px}
.field,.consent{display:block;margin:0 0 12px}.field span{display:block;font-size:14px;margin-bottom:4px}
input:not([type=checkbox]),select,textarea{width:100%;min-height:44px;padding:8px 10px;border:1px solid #8a94a0;border-radius:6px;font:inherit;background:#fff}
[aria-invalid=true]{border-color:#b3261e}
.consent{display:flex;gap:8px;font-size:14px;color:#3d4650}.consent input{width:20px;height:20px;flex:none}
button{width:100%;min-height:48px;border:0;border-radius:6px;background:${colour};color:#fff;font:inherit;font-weight:600}
button[disabled]{opacity:.6}.error{color:#b3261e}.trap{position:absolute;left:-10000px;height:1px;overflow:hidden}
:focus-visible{outline:3px solid #5aa7e0;outline-offset:1px}`

const scripts = {
  'form.js': readFileSync(new URL('./web-form/form.js', import.meta.url), 'utf8'),
  'embed.js': readFileSync(new URL('./web-form/embed.js', import.meta.url), 'utf8'),
}

/** The scripts that run in pages of other people: as they lie in the folder, no build in between. */
export const scriptOf = (file: keyof typeof scripts): string => scripts[file]
