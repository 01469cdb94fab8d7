import { defineWords, type Phrase } from '#shared/words.ts'
import { usePhrase, useWords } from '#ui/words.tsx'
import type { AuditEntry } from '../contracts/audit.ts'
import { auditWords } from '../words.ts'

/** The first part of an action: what it is about. Every module's actions are read by this trail. */
export const auditNouns = defineWords({
  visit: ['来店', 'Visit'],
  visits: ['来店', 'Visits'],
  visitor: ['来客', 'Visitor'],
  rotation: ['轮排', 'Rotation'],
  appointment: ['预约', 'Appointment'],
  leave: ['休假', 'Leave'],
  customer: ['客户', 'Customer'],
  phone: ['号码', 'Number'],
  opportunity: ['潜客卡', 'Card'],
  contact: ['联系', 'Contact'],
  import: ['导入', 'Import'],
  operation: ['批量操作', 'Operation'],
  metric: ['数据', 'Numbers'],
  form: ['表单', 'Form'],
  lead: ['线索', 'Lead'],
  consent: ['同意', 'Consent'],
  day_note: ['日报批注', 'Daily note'],
  person: ['员工', 'Staff'],
  role: ['角色', 'Role'],
  team: ['团队', 'Team'],
  store: ['门店', 'Store'],
  region: ['大区', 'Region'],
  group: ['集团', 'Group'],
  api_key: ['接口密钥', 'API key'],
  option: ['字典', 'Dictionary'],
  calendar: ['日历', 'Calendar'],
  brand: ['品牌', 'Brand'],
  series: ['车系', 'Series'],
  model: ['车型', 'Model'],
})

const verbs = defineWords({
  rescheduled: ['改期', 'moved'],
  shown: ['到店', 'shown'],
  missed: ['爽约', 'missed'],
  skills_changed: ['修改技能', 'skills changed'],
  planned: ['安排', 'planned'],
  asked: ['申请', 'asked for'],
  approved: ['批准', 'approved'],
  refused: ['不批准', 'refused'],
  added: ['新增', 'added'],
  made: ['新增', 'made'],
  created: ['新建', 'created'],
  opened: ['打开', 'opened'],
  started: ['开始', 'started'],
  changed: ['修改', 'changed'],
  corrected: ['更正', 'corrected'],
  deleted: ['删除', 'deleted'],
  closed: ['关闭', 'closed'],
  assigned: ['分配', 'assigned'],
  identified: ['认出客户', 'customer recognised'],
  looked_up: ['查询', 'looked up'],
  entered_by_model: ['按车型补录', 'entered by model'],
  checked: ['撞单检查', 'checked for a collision'],
  revealed: ['查看完整号码', 'revealed in full'],
  phone_added: ['新增号码', 'number added'],
  phone_removed: ['移除号码', 'number removed'],
  vehicle_added: ['新增车辆', 'vehicle added'],
  recorded: ['记录', 'recorded'],
  contacted: ['跟踪', 'contacted'],
  handed_over: ['移交', 'handed over'],
  level_drifted: ['级别随时间变化', 'level moved with time'],
  expectation_changed: ['修改预计购买日', 'expected date changed'],
  uploaded: ['上传', 'uploaded'],
  done: ['完成', 'done'],
  failed: ['失败', 'failed'],
  full_numbers: ['显示完整号码', 'shown with full numbers'],
  written: ['填写', 'written'],
  received: ['收到', 'received'],
  promoted: ['转潜客卡', 'promoted'],
  reopened: ['重新打开', 'opened again'],
  given: ['同意', 'given'],
  withdrawn: ['撤回', 'withdrawn'],
  do_not_contact: ['设置不要联系', 'set not to contact'],
  erased: ['删除个人资料', 'personal data erased'],
  access_package: ['导出本人资料包', 'access package made'],
  retention_changed: ['修改保存期限', 'retention changed'],
  cancelled: ['取消', 'cancelled'],
  undone: ['撤销', 'taken back'],
  refused_downloaded: ['下载未导入的行', 'refused rows downloaded'],
  exported: ['导出', 'exported'],
  left: ['停用', 'deactivated'],
  returned: ['恢复', 'reactivated'],
  roles_set: ['设置角色', 'roles set'],
  link_made: ['生成登录链接', 'link made'],
  password_set: ['用链接设置密码', 'password set by link'],
  password_changed: ['修改密码', 'password changed'],
  profile_changed: ['修改个人资料', 'own profile changed'],
  authenticator_on: ['启用验证器', 'authenticator on'],
  authenticator_off: ['关闭验证器', 'authenticator off'],
  session_ended: ['退出其他设备', 'sessions ended'],
  revoked: ['吊销', 'revoked'],
  marked: ['标记', 'marked'],
  unmarked: ['取消标记', 'unmarked'],
})

/** An action in words; one without words stands as it is written. */
export function useAction(): (action: string) => string {
  const phrase = usePhrase()
  const say = (words: Record<string, Phrase>, key: string) => {
    const found = words[key]
    return found ? phrase(found) : key.replaceAll('_', ' ')
  }
  return (action) => {
    const [noun = '', verb = ''] = action.split('.')
    return `${say(auditNouns, noun)} · ${say(verbs, verb)}`
  }
}

/** Who did it, in words: a person, a person's key, or the product itself. */
export function useActor(): (entry: AuditEntry) => string {
  const t = useWords(auditWords)
  return (entry) => {
    if (entry.actorKind === 'system') return t('system')
    const name = entry.actorName ?? '—'
    return entry.actorKind === 'api_key' ? `${name} (${t('byKey')})` : name
  }
}
