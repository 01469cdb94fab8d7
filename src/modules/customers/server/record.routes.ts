import { serve } from '#foundation/http/serve.ts'
import * as changes from '../contracts/changes.ts'
import * as list from '../contracts/list.ts'
import * as questions from '../contracts/questions.ts'
import * as relations from '../contracts/relations.ts'
import { listChanges } from './changes.service.ts'
import { listCustomers, readDistribution } from './list.service.ts'
import { answerQuestion, readCompleteness } from './questions.service.ts'
import {
  addRelation,
  changeRelation,
  listRelations,
  removeRelation,
  restoreRelation,
  revealRelation,
} from './relations.service.ts'

export const recordRoutes = [
  serve(list.listCustomers, (ctx, { query }) => listCustomers(ctx, query)),
  serve(list.getDistribution, (ctx, { query }) => readDistribution(ctx, query)),
  serve(questions.getCompleteness, (ctx, { params, query }) =>
    readCompleteness(ctx, params.id, query.level),
  ),
  serve(questions.answerQuestion, (ctx, { params, body }) => answerQuestion(ctx, params.id, body)),
  serve(changes.listChanges, (ctx, { params, query }) => listChanges(ctx, params.id, query)),
  serve(relations.listRelations, (ctx, { params }) => listRelations(ctx, params.id)),
  serve(relations.addRelation, (ctx, { params, body }) => addRelation(ctx, params.id, body)),
  serve(relations.changeRelation, (ctx, { params, body }) =>
    changeRelation(ctx, params.id, params.relationId, body),
  ),
  serve(relations.removeRelation, (ctx, { params, query }) =>
    removeRelation(ctx, params.id, params.relationId, query.version),
  ),
  serve(relations.restoreRelation, (ctx, { params }) =>
    restoreRelation(ctx, params.id, params.relationId),
  ),
  serve(relations.revealRelation, (ctx, { params, body }) =>
    revealRelation(ctx, params.id, params.relationId, body.reason),
  ),
]
