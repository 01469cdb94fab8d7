import { widget } from '../ui/widget.ts'

export const impure = widget
