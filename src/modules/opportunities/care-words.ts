import { defineWords } from '#shared/words.ts'
import { careTitles } from './care-titles.ts'

/** Words of promises moved by hand, of what rose to the manager, and of the rules of levels. */
export const careWords = defineWords({
  ...careTitles,
  // Moving and pinning
  movePromise: ['改期', 'Move'],
  moveTo: ['改到', 'Move to'],
  moveHint: [
    '最晚到 {latest}（上次联系后 {gap} 天）；再晚请找经理',
    'Until {latest} at the latest ({gap} days after the last contact); further needs a manager',
  ],
  moveManagerHint: ['经理最晚可推到 {latest}', 'A manager may put it off until {latest}'],
  reasonWhenLater: ['推迟要写原因', 'Putting it off needs a reason'],
  moved: ['已改到 {day}', 'Moved to {day}'],
  undoMove: ['撤销改期', 'Take the move back'],
  moveUndone: ['已改回 {day}', 'Back to {day}'],
  doToday: ['今天就做', 'Do it today'],
  pin: ['置顶', 'Pin'],
  unpin: ['取消置顶', 'Unpin'],
  pinned: ['置顶', 'Pinned'],
  snoozed: ['已推迟 {n} 次', 'Put off {n} {n|time|times}'],
  standsInFor: ['代 {name}', 'For {name}'],
  daysAtLevel: ['{level} 级 {n} 天', '{n} {n|day|days} at {level}'],
  lastContactOn: ['上次 {day}', 'Last {day}'],
  unanswered: ['{n} 天未接通', '{n} {n|day|days} unanswered'],
  // Rules of levels
  levelRule: ['{limit} · 每 {gap} 天联系', '{limit} · every {gap} {gap|day|days}'],
  within: ['{n} 天内', 'within {n} days'],
  beyond: ['{n} 天以上', 'beyond {n} days'],
  nextByRule: [
    '按 {level} 级规则，最迟 {day} 再联系',
    'By the rule of level {level}, the next contact is due by {day}',
  ],
  // Tomorrow
  forecast: [
    '按今天的进度，{day} 会有 {n} 个跟踪违约',
    'At today’s pace {n} {n|follow-up|follow-ups} will break {day}',
  ],
  forecastWhy: [
    '每天能做 {capacity} 个；今天已完成 {done}，还剩 {today}，{day} 到期 {next}',
    '{capacity} a day; {done} done today, {today} left, {next} due {day}',
  ],
  showThem: ['看是哪些', 'Show them'],
  hideThem: ['收起', 'Hide'],
  // Escalations
  escalationsHint: [
    '逾期超过本店上限，或连续三天联系不上的客户会自动出现在这里',
    'Follow-ups overdue beyond the store’s limit, and customers unanswered on three days, come here by themselves',
  ],
  noEscalations: ['没有需要经理处理的跟踪', 'Nothing has risen'],
  open: ['待处理', 'Open'],
  settled: ['已处理', 'Dealt with'],
  overdueSince: ['{day} 到期，逾期 {n} 天', 'Due {day}, {n} {n|day|days} overdue'],
  unansweredSince: ['连续三天联系不上（{day}）', 'Unanswered on three days ({day})'],
  settle: ['处理', 'Deal with it'],
  howSettled: ['怎么处理', 'How'],
  comment: ['说明', 'Comment'],
  talked: ['已与顾问沟通', 'Talked to the consultant'],
  met: ['亲自见客户', 'Met the customer'],
  handed_over: ['已移交', 'Handed over'],
  accepted: ['同意延后', 'Accepted the delay'],
  kept: ['已联系上', 'Contacted since'],
  tried: ['已再次尝试', 'Tried again since'],
  ended: ['卡已结束', 'The card has ended'],
  settledBy: ['{name} · {outcome}', '{name} · {outcome}'],
  myEscalations: ['您有 {n} 个跟踪已上报经理', '{n} of your follow-ups rose to the manager'],
  openIt: ['打开', 'Open'],
  // Moves of levels
  levelMovesHint: [
    '升降级和随日期自动升级都会留下记录',
    'Every move of a level, by hand or by the date, is kept',
  ],
  noLevelMoves: ['这段时间没有级别变动', 'No level moved in this period'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  up: ['升级 {n}', '{n} up'],
  down: ['降级 {n}', '{n} down'],
  drifted: ['自动升级 {n}', '{n} by the date'],
  everybody: ['全部顾问', 'All consultants'],
  byDate: ['随日期自动升级', 'By the date'],
  noReason: ['未写原因', 'No reason given'],
  firstOnly: ['只显示最近 {n} 条，共 {count} 条', 'The latest {n} of {count}'],
  // Pool
  putIntoPool: ['放入公海', 'Put into the pool'],
  putHint: [
    '由公海保管人看管，其他顾问可以领取；历史和跟踪都保留。',
    'Kept by the keeper of the pool until a consultant takes it; history and follow-up stay.',
  ],
  putDone: ['已把 {n} 位客户放入公海', '{n} {n|customer|customers} put into the pool'],
  putTitle: ['把 {n} 位客户放入公海', 'Put {n} {n|customer|customers} into the pool'],
})
