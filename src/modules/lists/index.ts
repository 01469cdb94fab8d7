export { logExport } from './server/log-export.ts'
