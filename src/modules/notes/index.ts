export { keepFile, type NewAttachment, openFile } from './server/attachments.ts'
