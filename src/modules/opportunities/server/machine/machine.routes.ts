import { serve } from '#foundation/http/serve.ts'
import * as approvals from '../../contracts/approvals.ts'
import * as machine from '../../contracts/machine.ts'
import {
  askApproval,
  decideApproval,
  listApprovals,
  readApprovalsOf,
  withdrawApproval,
} from './approvals.ts'
import { readMachine, readMachineHistory, readStages, saveMachine } from './rules.ts'

export const machineRoutes = [
  serve(machine.readMachine, (ctx) => readMachine(ctx)),
  serve(machine.saveMachine, (ctx, { body }) => saveMachine(ctx, body)),
  serve(machine.listMachineHistory, (ctx) => readMachineHistory(ctx)),
  serve(machine.listStages, (ctx) => readStages(ctx)),
  serve(approvals.askApproval, (ctx, { params, body }) => askApproval(ctx, params.id, body)),
  serve(approvals.decideApproval, (ctx, { params, body }) => decideApproval(ctx, params.id, body)),
  serve(approvals.withdrawApproval, (ctx, { params, body }) =>
    withdrawApproval(ctx, params.id, body.reason),
  ),
  serve(approvals.listApprovals, (ctx, { query }) => listApprovals(ctx, query)),
  serve(approvals.approvalsOfCard, async (ctx, { params }) => ({
    items: await readApprovalsOf(ctx, params.id),
  })),
]
