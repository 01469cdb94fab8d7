import { defineWords } from '#shared/words.ts'
import { offlineTitles } from './titles.ts'

/** The words of working without network. */
export const offlineWords = defineWords({
  ...offlineTitles,
  newCard: ['建卡', 'New card'],
  completion: ['完成跟踪', 'Follow-up'],
  reveal: ['拨打客户电话（留痕）', 'Call (logged)'],
  customerEdit: ['修改客户资料', 'Customer data'],
  cardEdit: ['修改潜客卡', 'Card'],
  expectationEdit: ['修改预计购车日期或级别', 'Expected date or level'],
  comment: ['评论', 'Comment'],
  attachment: ['附件', 'File'],
  roadStep: ['勾选销售流程', 'Step of the sale'],
  driveFeedback: ['试驾反馈', 'Test drive feedback'],
  appointment: ['预约', 'Appointment'],
  waiting: ['等待网络', 'Waiting for the network'],
  refused: ['被退回', 'Sent back'],
  allSent: ['全部已发送', 'Everything is sent'],
  allSentHint: [
    '没有网络时录入的内容会先放在这里，联网后按顺序自动发送',
    'What you enter without network waits here and is sent in order once the network is back',
  ],
  sendNow: ['立即同步', 'Sync now'],
  sending: ['正在发送', 'Sending'],
  sendAgain: ['再发一次', 'Send again'],
  change: ['修改', 'Change'],
  phone: ['电话', 'Phone'],
  name: ['姓名', 'Name'],
  note: ['备注', 'Note'],
  discard: ['放弃', 'Discard'],
  discardSure: [
    '放弃后这一项将从设备上删除，确定吗？',
    'It will be removed from this device. Discard it?',
  ],
  waitsForThat: ['等待上面被退回的一项', 'Waits for what was sent back above'],
  logInToSend: ['请重新登录后继续发送', 'Log in again to go on sending'],
  leaveWithUnsent: [
    '还有 {n} 项没有发送。现在退出会删除它们，确定退出吗？',
    '{n} {n|item has|items have} not been sent. Logging out now deletes {n|it|them}. Log out anyway?',
  ],
  keptTitle: ['离线录入（未采用）', 'Entered without network, not taken over'],
  keptEdit: [
    '{name} 填写“{entered}”，以“{stands}”为准',
    '{name} entered "{entered}"; "{stands}" stands',
  ],
  keptCard: ['{name} 离线建卡：{entered}', '{name} made a card without network: {entered}'],
  collisionKept: [
    '您填写的内容已留在这位客户的记录里，并已通知{owner}',
    'What you entered is kept with the customer, and {owner} was told',
  ],
})
