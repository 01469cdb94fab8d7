import { defineWords } from '#shared/words.ts'
import { analysisHeads } from './heads.ts'

/** What the desk says of what it found; read by the server, which writes the readings. */
const sentences = defineWords({
  noTraffic: [
    '这段时间没有集客记录。登记来店来电后，当天就能看到数字；判断差异需要几十批。',
    'No parties were recorded in these days. Numbers appear on the day visits are recorded; telling differences takes some dozens of parties.',
  ],
  noFiled: [
    '这段时间没有新建档，建档约两个月后才能看成交。',
    'Nobody was filed in these days; closing can be read about two months after filing.',
  ],
  noDeals: [
    '这段时间没有成交。签订合同后显示建档到成交的天数。',
    'No deal was signed in these days. Once contracts are signed, the days from filing to closing show here.',
  ],
  noLosses: [
    '这段时间没有确认的流失。流失确认后按车系和原因显示。',
    'No loss was confirmed in these days. Confirmed losses show here by model and reason.',
  ],
  marksNote: [
    '标出节假日和调休；点击打开记录',
    'Holidays and make-up workdays are marked; a click opens the records',
  ],
  tooFewOpen: ['n 少于 {n} 的不画', 'Not drawn below n = {n}'],
  chartNote: [
    '线段为 95% 区间；n 少于 {n} 的不画、不判断',
    'Whiskers are 95% intervals; below n = {n} nothing is drawn or said',
  ],
  intervalNote: ['线段为 95% 区间', 'Whiskers are 95% intervals'],
  trafficFinding: [
    '共 {traffic} 批；按 {n} 个整{unit}平均每{unit} {mean} 批，最多的是 {most}（{mostTraffic} 批）。',
    '{traffic} parties; {mean} on average over {n} whole {units}, most in {most} ({mostTraffic}).',
  ],
  trafficTotal: [
    '共 {traffic} 批，还不满一{unit}。',
    '{traffic} parties, of less than a whole {unit}.',
  ],
  ratesNeed: ['n 少于 {n} 的比率不列', 'Rates on fewer than n = {n} are not shown'],
  ratesFinding: [
    '留档率 {filing}，成交 {deals} 单：留档成交率 {filed}，集客成交率 {traffic}。',
    'Filing rate {filing}; {deals} deals: {filed} of the newly filed, {traffic} of the traffic.',
  ],
  trafficMethod: [
    '集客量 = 未留档 + 新建档（批），按来店来电日计。',
    'Traffic = unfiled visits + newly filed prospects, on the day of the visit.',
  ],
  ratesMethod: [
    '成交率为同期比率：期内成交 ÷ 期内新建档（或集客量）。',
    'Close rates are of the period: deals signed in it ÷ newly filed (or traffic) of it.',
  ],
  rhythmMissing: [
    '只有 {n} 个普通营业日，至少需要 {least} 个才能看星期规律；月份规律需要两年。',
    'Only {n} ordinary open days so far; weekdays need {least}, months need two years.',
  ],
  indexOf: ['{name}（指数 {index}，{n} 天）', '{name} (index {index}, {n} days)'],
  indexHigher: ['集客明显高于其他：{list}。', 'Traffic clearly above the others: {list}.'],
  indexLower: ['集客明显低于其他：{list}。', 'Traffic clearly below the others: {list}.'],
  indexNote: ['100 为平均；线段为 95% 区间', '100 is the average; whiskers are 95% intervals'],
  seasonNeeds: [
    '还看不出月份规律：每个月份要有两年的数据，才能与增长分开。',
    'Months cannot be read yet: each needs two years before season can be told from growth.',
  ],
  rhythmMethod: [
    '指数 = 该星期（月份）的批次 ÷ 其他条件相同时应有的批次：星期扣除季节与水平，月份扣除星期与年份。',
    'Index = parties ÷ what other things equal would expect: weekdays net of season and level, months net of weekdays and year.',
  ],
  rhythmMarks: [
    '节假日、调休日、闭店日和已保存的媒体评价的日子不计入。',
    'Holidays, make-up workdays, closed days and the days of kept evaluations are left out.',
  ],
  adjusted: [
    '同时比较多组时按 Holm 法校正：全无差异时，一张表误报的可能不超过 5%。区间是每组单独的，判读以校正后的 p 值为准。',
    'Adjusted for the number of comparisons (Holm): where all are equal, at most 5% of such tables accuse anybody. Intervals are of each by itself; the reading goes by the adjusted p.',
  ],
  adjustedNot: [
    '一次评价不校正；保存多次评价后看合并结果。',
    'One evaluation is not adjusted; keep several and read them together.',
  ],
  holidaysMissing: [
    '这段时间没有已过去的节假日，或还没有集客记录。需要假日前后各约两周的记录。',
    'No holiday lies in these days, or no traffic was recorded. About two weeks on each side of a holiday are needed.',
  ],
  holidaysCannot: [
    '{n} 个假日都无法判断：批次或可比日太少。',
    'None of {n} holidays can be judged: too few parties or comparable days.',
  ],
  holidayLower: [
    '{name}集客明显下降 {change}（区间 {range}）：{seen} 批，应有 {expected} 批。',
    '{name} clearly lowered traffic: {change} (range {range}); {seen} parties where {expected} were to be expected.',
  ],
  holidayHigher: [
    '{name}集客明显上升 {change}（区间 {range}）：{seen} 批，应有 {expected} 批。',
    '{name} clearly raised traffic: {change} (range {range}); {seen} parties where {expected} were to be expected.',
  ],
  holidayTimes: ['{name}（{from}–{to} 年 {n} 次合并）', '{name} ({n} times, {from}–{to})'],
  timesOf: ['{from}–{to} 年，{n} 次', '{n} times, {from}–{to}'],
  holidaysUnclear: [
    '看不出明显影响（与应有批次之差）：{list}。',
    'No clear effect (against what was to be expected): {list}.',
  ],
  holidayTogetherMethod: [
    '同一假日有两次以上时，各次的批次与应有批次分别相加再比较：单独一年看不出的，合起来可能看得出。',
    'A holiday seen more than once is also read with its years together, parties and expected parties summed: what one year cannot show, several may.',
  ],
  holidayNote: [
    '0 为可比日水平；线段为 95% 区间',
    '0 is the level of comparable days; whiskers are 95% intervals',
  ],
  holidayMethod: [
    '假日的营业日与前后各四周同一星期的普通营业日相比；闭店日不计；应有少于 20 批或可比日少于 14 天时不判断。',
    'Open days of a holiday against the same weekdays of ordinary open days four weeks before and after; closed days do not count; below 20 expected parties or 14 comparable days nothing is said.',
  ],
  lowerThanOthers: [
    '{name}的{rate}明显低于其他：{share}（n={n}），其他合计 {others}。',
    '{name}: {rate} clearly lower than the others, {share} (n={n}) against {others}.',
  ],
  higherThanOthers: [
    '{name}的{rate}明显高于其他：{share}（n={n}），其他合计 {others}。',
    '{name}: {rate} clearly higher than the others, {share} (n={n}) against {others}.',
  ],
  nobodyStandsOut: [
    '{rate}：{n} 组之间没有明显差异，高低属于偶然。',
    '{rate}: no clear difference among {n}; what differs may be chance.',
  ],
  leftOut: [
    '{n} 组样本太少（n 少于 {least} 或太少成功/失败），不作判断。',
    '{n} {n|group is|groups are} too small to judge (n below {least}, or too few either way).',
  ],
  coachFiling: [
    '建议陪同接待、演练留档话术。',
    'Sit in on receptions and practise asking for contact data.',
  ],
  coachClosing: [
    '建议看跟踪是否按时、试驾与报价是否到位。',
    'Look at follow-ups kept, test drives and quotes.',
  ],
  slackHint: ['请看这一天的现场管理。', 'Look at how the floor is run on that day.'],
  notSettled: [
    '这段时间建档的都不满 {n} 天，还可能成交，先不比较成交率。',
    'Whoever was filed in these days may still buy (less than {n} days ago): closing is not compared yet.',
  ],
  settledNote: [
    '只看 {from} 至 {to} 建档的：最近 {n} 天建档的还可能成交。',
    'Only those filed {from} – {to}: whoever was filed in the last {n} days may still buy.',
  ],
  standingMethod: [
    '每一组与其余各组合计相比（两比例检验），区间为 Wilson 95% 区间。',
    'Each against all the others together (two-proportion test); intervals are Wilson’s at 95%.',
  ],
  powerNote: [
    '每店每天约 10 批时：留档差异三个月可见，成交差异约需四年数据才能稳定看出。',
    'At about 10 parties a day: differences in filing show within three months, in closing reliably only with about four years.',
  ],
  dailyNote: [
    '单日样本小，只看走势，不作判断',
    'Single days are small samples: read the run, not the day',
  ],
  mediaMissing: [
    '选一个决策日（广告、活动的第一天）和前后天数。要作出判断，之前需要约一个月的集客记录。',
    'Choose a decision day (the first day of an advertisement or event) and the days before and after. A judgement needs about a month of traffic before it.',
  ],
  growthCannot: [
    '无法计算增长率：{from} 至 {to} 没有集客。',
    'No growth can be told: no traffic from {from} to {to}.',
  ],
  growthNotOver: [
    '{from} 至 {to} 还没有过完，暂不计算增长率（之前 {before} 批）。',
    'The days from {from} to {to} are not over: no growth is told yet ({before} parties before).',
  ],
  campaignsOverlap: [
    '同一段时间还有其他已保存的投放（{names}），效果无法分开。',
    'Other kept campaigns ran on the same days ({names}): their effects cannot be told apart.',
  ],
  growthFinding: [
    '前 {n} 天 {before} 批，后 {n} 天（{from} 至 {to}）{after} 批，增长率 {growth}。',
    '{before} parties in the {n} days before, {after} in the {n} days from {from} to {to}: growth {growth}.',
  ],
  effectLift: [
    '扣除星期、季节和近期水平后，集客明显多 {effect}（区间 {range}）：{seen} 批，应有 {expected} 批。',
    'Beyond weekday, season and recent level, traffic was clearly up {effect} (range {range}): {seen} parties where {expected} were to be expected.',
  ],
  effectDrop: [
    '扣除星期、季节和近期水平后，集客明显少 {effect}（区间 {range}）：{seen} 批，应有 {expected} 批。',
    'Beyond weekday, season and recent level, traffic was clearly down {effect} (range {range}): {seen} parties where {expected} were to be expected.',
  ],
  effectUnclear: [
    '与常态相比 {effect}（区间 {range}），无法与偶然区分：{seen} 批，应有 {expected} 批。',
    'Against the usual {effect} (range {range}), not to be told from chance: {seen} parties where {expected} were to be expected.',
  ],
  effectNote: [
    '应有 {expected} 批：按 {base} 个基准日推算，比较 {n} 个普通营业日',
    '{expected} parties expected from {base} days of baseline; {n} ordinary open days compared',
  ],
  whyNotOver: ['后一段时间还没有结束', 'the days after are not over yet'],
  whyNoHistory: ['之前的普通营业日不足三周', 'fewer than three weeks of ordinary open days before'],
  whyMarked: ['后一段全是节假日或闭店日', 'the days after are all holidays or closed'],
  whyTooFew: ['批次太少（应有 {n} 批）', 'too few parties ({n} expected)'],
  cannotTellHistory: [
    '无法判断：之前的记录不足，或之后还没有结束。',
    'Cannot tell: too little history, or the days after are not over.',
  ],
  bySourceNote: [
    '各来源单独计算；▲▼ 按来源个数校正后才标出',
    'Each source by itself; ▲▼ only after adjusting for their number',
  ],
  togetherFinding: [
    '{name}：{n} 次评价合并，效果 {effect}（区间 {range}）。',
    '{name}: {n} evaluations together, effect {effect} (range {range}).',
  ],
  mediaMethod: [
    '增长率 = 决策日起 N 天（按延迟顺延）集客 ÷ 之前 N 天集客 − 1；决策日算在之后。',
    'Growth = traffic of the N days from the decision day (shifted by the lag) ÷ the N days before − 1; the decision day belongs to the days after.',
  ],
  baselineMethod: [
    '应有批次按三年内的星期和季节规律，以及之前八周的水平推算；节假日、调休、闭店和其他评价的日子不参与；离散程度按本店实际。',
    'The expected parties follow the weekdays and season of up to three years and the level of the eight weeks before; holidays, make-up days, closed days and other evaluations stay out; scatter is the store’s own.',
  ],
  lagMethod: [
    '对 {n} 个延迟逐一比较，按个数校正，取提升最明显的一个。',
    '{n} delays are tried one by one and adjusted for their number; the clearest lift is named.',
  ],
  lagCaution: [
    '试过多个延迟后选出的最好结果会偏高；请在下一次活动上验证。',
    'The best of many tries flatters itself: confirm the delay with the next campaign.',
  ],
  lagFound: [
    '延迟 {lag} 天时提升最明显：{effect}（区间 {range}），共试了 {n} 个延迟。',
    'The lift is clearest after {lag} {lag|day|days}: {effect} (range {range}), of {n} delays tried.',
  ],
  lagNone: ['{n} 个延迟中没有一个有明显提升。', 'None of {n} delays shows a clear lift.'],
  targetMissing: [
    '{from} 至 {to} 没有留档率或成交率，请在上方填写比率。',
    '{from} – {to} have no filing or closing rate; type rates above.',
  ],
  targetFinding: [
    '要成交 {volume} 单，按留档率 {filing}、留档成交率 {closing}，需要集客 {needed} 批。',
    '{volume} deals at a filing rate of {filing} and a close rate of {closing} need {needed} visiting parties.',
  ],
  targetDaily: [
    '约每天 {n} 批；近三个月每月 {had} 批。',
    'About {n} a day; the last three months had {had} a month.',
  ],
  targetRange: [
    '基数是三个月 {deals} 单，按其偶然起伏，需要的集客约在 {low} – {high} 批之间。',
    'The base is {deals} deals of three months: by their scatter alone the traffic needed may lie between {low} and {high}.',
  ],
  baseThin: [
    '基数较薄（新建档 {n}），比率不稳。',
    'The base is thin ({n} newly filed): the rates may move.',
  ],
  planNote: [
    '去年同月集客低于需要的，需要增加集客活动',
    'Where last year had less than needed, more has to be done for traffic',
  ],
  targetMethod: [
    '月度集客目标 = 销量目标 ÷（留档率 × 留档成交率），向上取整。',
    'Monthly traffic target = volume target ÷ (filing rate × close rate), rounded up.',
  ],
  baseMethod: [
    '两个比率取全店近三个整月。',
    'Both rates are of the whole store over the last three whole months.',
  ],
  staffingMissing: [
    '有起止时间的来店接待只有 {n} 批，至少需要 {least} 批。',
    'Only {n} receptions have both times; {least} are needed.',
  ],
  minutesFinding: [
    '一批来店平均接待 {mean} 分钟（n={n}）。',
    'A walk-in reception lasts {mean} minutes on average (n={n}).',
  ],
  peakFinding: [
    '最忙在{day} {hour}:00–{next}:00，每小时 {perHour} 批：要让超过 {wait} 分钟等待的不多于 {share}，需要 {need} 名顾问在岗，当天平均 {had} 名。',
    'Busiest on {day} {hour}:00–{next}:00 with {perHour} parties an hour: to keep waits beyond {wait} minutes within {share}, {need} consultants are needed on the floor; {had} received that day on average.',
  ],
  needNote: [
    '等待超过 {wait} 分钟的不多于 {share}',
    'At most {share} wait longer than {wait} minutes',
  ],
  perOpenDay: ['每个营业日平均', 'Mean per open day'],
  capacityNote: [
    '来店的未留档、新建档和再次来店都算接待，来电不算',
    'Unfiled, newly filed and repeat walk-ins are receptions; calls are not',
  ],
  needByHourNote: [
    '所需顾问（每小时批次）；最后一列按当天平均在岗人数计算高峰时的超时比例',
    'Consultants needed (parties an hour); the last column is the share waiting too long at the peak with the day’s average staff',
  ],
  growthMissing: [
    '还不能推算未来各月：需要两年完整的集客记录。',
    'Coming months cannot be estimated yet: two whole years of traffic are needed.',
  ],
  comingFinding: [
    '近一年集客增长 {growth}；按此 {month} 最忙，约 {traffic} 批，高峰需 {need} 名在岗，配备 {people} 名。',
    'Traffic grew {growth} in a year; at that {month} is busiest with about {traffic} parties: {need} on the floor at the peak, {people} employed.',
  ],
  comingNote: [
    '去年同月 × 近十二个月增长 {growth}；每人每周工作五天',
    'Same month last year × growth of twelve months {growth}; five working days a week each',
  ],
  erlangMethod: [
    '所需人数按 Erlang C 排队公式：到达随机，一名顾问一次接待一批。',
    'Staff by Erlang’s C formula: random arrivals, one party per consultant at a time.',
  ],
  staffingAssumptions: [
    '只计来店（来电不占展厅）；接待时长取本店平均；不计整理资料和外出时间，实际应略多。',
    'Walk-ins only (calls hold nobody on the floor); the store’s mean reception; desk work and errands are not in it, so plan a little more.',
  ],
  mainReason: [
    '流失最多的原因是{name}：{share}（n={n}）。',
    'Most losses are for “{name}”: {share} (n={n}).',
  ],
  reasonMore: [
    '{model}因“{reason}”流失明显多于其他车系：{share}（n={n}），其他 {others}。',
    '{model} is lost for “{reason}” clearly more often than other models: {share} (n={n}) against {others}.',
  ],
  reasonLess: [
    '{model}因“{reason}”流失明显少于其他车系：{share}（n={n}），其他 {others}。',
    '{model} is lost for “{reason}” clearly less often than other models: {share} (n={n}) against {others}.',
  ],
  reasonsAlike: [
    '各车系的流失原因没有明显差别。',
    'The reasons do not clearly differ between models.',
  ],
  modelsLeftOut: [
    '样本太少、不作判断的车系（n 少于 {least}）：{names}。',
    'Too few losses to judge (n below {least}): {names}.',
  ],
  countsNote: [
    'n 少于 {least} 的只列数、不列占比',
    'Below n = {least} counts stand without shares',
  ],
  lossMethod: [
    '按确认日计入流失；每个车系的每个原因与其他车系合计相比；期望少于 5 的不比较。',
    'Losses count on the day confirmed; each reason of each model against all other models; expected counts below 5 are not compared.',
  ],
  cohortFinding: [
    '建档当月成交 {same}（n={n}），{lag} 个月内共 {end}；其中当月占 {share}。',
    '{same} of those filed buy in the same month (n={n}), {end} within {lag} months; {share} of these in the same month.',
  ],
  peaksFinding: [
    '已满六个月的建档中，成交的 {same} 在当月，{late} 在半年及以后（成交 n={n}）。',
    'Of the deals of months that are over, {same} closed in the same month and {late} after half a year or more (n={n}).',
  ],
  cohortsOpen: [
    '最近 {n} 个建档月还没满六个月，数字会继续增加。',
    'The latest {n} months of filing are not six months old: more may still close.',
  ],
  curveNote: [
    '每一步只用已走到这一步的建档月，逐步连乘（寿命表法），曲线不会因新月份加入而回落',
    'Each step counts only the months of filing that have come so far and is chained to those before (life table), so that younger months never make the curve fall',
  ],
  cohortMethod: [
    '按建档月：期内新建档中，首个未取消合同签在建档后第几个月。',
    'By month of filing: of the newly filed, how many months later their first contract that stands was signed.',
  ],
  censored: [
    '尚未过完的月份标“未结束”，不当作零。',
    'Months that are not over say so and are not zero.',
  ],
  closingFinding: [
    '成交中 {share} 是当月建档（n={n}）。',
    '{share} of deals were filed in the same month (n={n}).',
  ],
  closingDays: [
    '{month} 从建档到成交的中位为 {median} 天，中间一半 {from} – {to} 天（n={n}）。',
    'In {month} the median from filing to closing was {median} days, the middle half {from} – {to} (n={n}).',
  ],
  sameMonthWarning: [
    '{months} 的成交九成以上为当月建档：当月没成交的客户可能没有跟踪，后续约一半的成交正在流失。',
    'In {months} more than 90% of deals were filed the same month: who does not buy at once may not be followed up, and about half of the later deals are being lost.',
  ],
  tooFewDeals: ['成交只有 {n} 单，不作判断。', 'Only {n} deals: too few to judge.'],
  closingMethod: [
    '按成交月：期内未取消的合同，看其潜客卡何时建档。',
    'By month of closing: contracts that stand, by the month their card was opened.',
  ],
  warningMethod: [
    '当月建档占比超过 90% 时提醒。',
    'A share filed in the same month above 90% is a warning.',
  ],
  storeMean: [
    '{n} 家门店有记录，平均每店每月 {mean} 批（{months} 个月）。',
    '{n} stores recorded traffic, {mean} parties per store and month on average ({months} months).',
  ],
  perStoreMonth: ['全部门店平均 {mean}', 'Mean of all stores {mean}'],
  funnelMethod: [
    '每家店与其余门店合计相比；小店区间宽，只有超出偶然的才标出。',
    'Each store against all others together; small stores have wide intervals, and only what is beyond chance is marked.',
  ],
  peersTooFew: [
    '{name}：不足 {least} 家其他门店有数据，不显示平均。',
    '{name}: fewer than {least} other stores have data, so no average is shown.',
  ],
  peersPast: [
    '其他店的平均只保留近一年（{from} 起），请选近一年的时间段。',
    'Averages of other stores are kept for a year (from {from}): choose days within it.',
  ],
  noPeers: [
    '同集团有数据的其他门店不足 {least} 家，只显示本店，不显示平均。',
    'Fewer than {least} other stores of the group have data: only this store is shown, no average.',
  ],
  peerFinding: [
    '{month} {name}：本店 {own}，其他店平均 {peers}。',
    '{name} in {month}: {own} here, {peers} on average elsewhere.',
  ],
  peerNote: ['平均至少来自其他 {least} 家店', 'Averages are over at least {least} other stores'],
  peerMethod: [
    '平均由系统每晚按至少 {least} 家其他门店计算，不含本店，不显示店名。',
    'Every night the product averages at least {least} other stores, without this one and without names.',
  ],
})

export const analysisWords = { ...analysisHeads, ...sentences }
