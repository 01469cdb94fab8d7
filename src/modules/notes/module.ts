import type { Module } from '#foundation/module.ts'
import { notesRoutes } from './server/notes.routes.ts'

export const notesModule: Module = {
  name: 'notes',
  routes: [...notesRoutes],
  customerTables: [
    {
      table: 'attachments',
      customerColumn: 'customer_id',
      title: ['附件', 'Files'],
      shown: [
        { column: 'uploaded_at', title: ['时间', 'Time'] },
        { column: 'name', title: ['文件名', 'File name'] },
        { column: 'size', title: ['大小（字节）', 'Size (bytes)'] },
        { column: 'note', title: ['说明', 'Note'] },
      ],
      merged: 'move',
      // The pieces go with their file.
      erased: 'delete',
    },
    {
      table: 'comments',
      customerColumn: 'customer_id',
      title: ['评论', 'Comments'],
      shown: [
        { column: 'at', title: ['时间', 'Time'] },
        { column: 'text', title: ['内容', 'Text'] },
      ],
      merged: 'move',
      erased: ['text'],
    },
  ],
}
