import { serve } from '#foundation/http/serve.ts'
import { loadCustomer, peopleWhoSee } from '#modules/customers/index.ts'
import * as contract from '../contract.ts'
import {
  attachFile,
  downloadFile,
  previewFile,
  readAttachments,
  setRemoved,
} from './attachments.ts'
import { changeText, comment, readComments, setCommentRemoved } from './comments.ts'

export const notesRoutes = [
  serve(contract.listAttachments, async (ctx, { params }) => ({
    items: await readAttachments(ctx, params.id),
  })),
  serve(contract.addAttachment, (ctx, { params, query, file }) =>
    attachFile(ctx, params.id, file, query),
  ),
  serve(contract.showAttachment, (ctx, { params }) => previewFile(ctx, params.id)),
  serve(contract.downloadAttachment, (ctx, { params }) => downloadFile(ctx, params.id)),
  serve(contract.removeAttachment, (ctx, { params }) => setRemoved(ctx, params.id, true)),
  serve(contract.restoreAttachment, (ctx, { params }) => setRemoved(ctx, params.id, false)),
  serve(contract.listComments, (ctx, { params, query }) => readComments(ctx, params.id, query)),
  serve(contract.addComment, (ctx, { params, body }) => comment(ctx, params.id, body)),
  serve(contract.changeComment, (ctx, { params, body }) => changeText(ctx, params.id, body)),
  serve(contract.removeComment, (ctx, { params }) => setCommentRemoved(ctx, params.id, true)),
  serve(contract.restoreComment, (ctx, { params }) => setCommentRemoved(ctx, params.id, false)),
  serve(contract.listMentionable, async (ctx, { params }) => {
    const people = await peopleWhoSee(ctx, await loadCustomer(ctx, params.id))
    return {
      items: people
        .filter((one) => one.id !== ctx.actor.personId)
        .map((one) => ({ id: one.id, name: one.name, keys: one.nameKeys })),
    }
  }),
]
