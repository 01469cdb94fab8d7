/** The one theme file: every colour, size and shadow of the product comes from here. */
export type Mode = 'light' | 'dark'

const fontFamily =
  "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif"

/** Sizes shared by both modes; spacing counts in steps of 4 px. */
const sizes = {
  space: 4,
  radius: 6,
  row: 40,
  touch: 44,
  deskText: 14,
  phoneText: 16,
  nav: 176,
  header: 52,
  form: 720,
  breakpoint: 768,
} as const

const light = {
  page: '#f5f6f8',
  surface: '#ffffff',
  sunken: '#eceef1',
  text: '#1b1f24',
  muted: '#565f6b',
  line: '#dfe3e8',
  outline: '#868f9b',
  accent: '#1c5bc9',
  onAccent: '#ffffff',
  levelH: '#b92a17',
  levelA: '#96500a',
  levelB: '#1c5bc9',
  levelC: '#565f6b',
  due: '#1c5bc9',
  overdue: '#b92a17',
  done: '#19703a',
  blocked: '#6f5a08',
  shadow: '0 1px 2px rgb(20 24 30 / 8%), 0 6px 20px rgb(20 24 30 / 10%)',
  shade: 'rgb(20 24 30 / 45%)',
}

const dark: typeof light = {
  page: '#121519',
  surface: '#1a1e23',
  sunken: '#242a31',
  text: '#e7eaee',
  muted: '#a2abb7',
  line: '#2f363e',
  outline: '#7c8692',
  accent: '#8ab0ff',
  onAccent: '#0e1b36',
  levelH: '#ff9582',
  levelA: '#f5b068',
  levelB: '#8ab0ff',
  levelC: '#a9b2bd',
  due: '#8ab0ff',
  overdue: '#ff9582',
  done: '#74d093',
  blocked: '#dcc065',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 6px 20px rgb(0 0 0 / 45%)',
  shade: 'rgb(0 0 0 / 60%)',
}

export type Colour = keyof typeof light
export const theme = { fontFamily, sizes, colours: { light, dark } } as const

/** Series colours of charts; they differ in lightness too, so that a grey print stays readable. */
export const chartColours: Record<Mode, string[]> = {
  light: ['#1c5bc9', '#e08a1e', '#19703a', '#b92a17', '#7aa6ee', '#6f5a08'],
  dark: ['#8ab0ff', '#f5b068', '#74d093', '#ff9582', '#4d73c4', '#dcc065'],
}

/** The tokens as CSS custom properties: `levelH` is `--level-h`, sizes end in px. */
export function cssVariables(mode: Mode): Record<string, string> {
  const found: Record<string, string> = { '--font': fontFamily }
  for (const [name, value] of Object.entries(theme.colours[mode])) found[cssName(name)] = value
  for (const [name, value] of Object.entries(sizes)) found[cssName(name)] = `${value}px`
  return found
}

/** Writes the tokens onto the document; called at start and when the person changes the mode. */
export function applyTheme(mode: Mode, root: HTMLElement): void {
  for (const [name, value] of Object.entries(cssVariables(mode)))
    root.style.setProperty(name, value)
  root.style.colorScheme = mode
  root.dataset.mode = mode
}

function cssName(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
