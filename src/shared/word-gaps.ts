/** What of a Word document the PDF made of it cannot show as it stands. */
export const wordGaps = [
  'textbox',
  'floating',
  'shape',
  'chart',
  'equation',
  'footnote',
  'columns',
  'tracked',
  'picture',
  'embedded',
  'watermark',
] as const
export type WordGap = (typeof wordGaps)[number]
