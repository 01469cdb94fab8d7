export const rule = 2
