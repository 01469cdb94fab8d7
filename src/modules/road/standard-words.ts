import type { RoadStep, StepWords } from '#shared/road-steps.ts'

const items = (...lines: [key: string, zh: string, en: string][]) =>
  lines.map(([key, zh, en]) => ({ key, zh, en }))

/** The words every group begins with; managers write their own over them. */
export const standardWords: Record<RoadStep, StepWords> = {
  first_contact: {
    todo: [
      '三十秒内上前问候，递名片、请坐、倒水；先问怎么知道本店、今天主要想看什么，再请客户留下称呼和电话。来电则约定到店时间。',
      'Greet within thirty seconds, offer your card, a seat and a drink. Ask how they found us and what they came to see, then ask for a name and number. On the phone, agree on a time to visit.',
    ],
    say: [
      '“您好，欢迎光临，我是销售顾问小李，您贵姓？今天是先随便看看，还是已经有看好的车型？”\n“资料和活动价我发到您手机上，您留个电话或微信，方便吗？”',
      '“Good morning and welcome, I’m Li. May I ask your name? Are you just looking round, or is there a car you have in mind?”\n“I’ll send you the brochure and this week’s offer. Which number may I use?”',
    ],
    items: items(
      ['greeted', '问候、递名片、入座', 'Greeted, card given, seated'],
      ['source', '问清从哪里知道本店', 'Asked how they found us'],
      ['phone', '留下称呼和电话', 'Name and number taken'],
      ['companions', '记住同行人，招呼到每一位', 'Noted and greeted everyone in the party'],
    ),
  },
  needs: {
    todo: [
      '先听后说：问用途、谁开谁坐、预算和付款、现在开什么车、还看了哪些品牌、谁拿主意、打算什么时候提车。最后复述一遍请客户确认。',
      'Listen before you talk: what it is for, who drives and rides, budget and payment, the present car, what else they looked at, who decides, and by when. Then repeat it back and have it confirmed.',
    ],
    say: [
      '“平时主要是上下班，还是常带家人出去？”\n“您现在开的车，最满意和最不满意的地方是什么？”\n“除了我们，您还对比了哪几款？最看重哪一点？”\n“我跟您确认一下：预算二十万左右，一家五口，要省油、后排宽，国庆前提车，对吗？”',
      '“Is it mostly for commuting, or do you often travel with the family?”\n“What do you like best, and least, about the car you drive now?”\n“Which other cars have you compared, and what matters most to you?”\n“Let me check: about 200,000, five people, low consumption, a roomy rear seat, and you want it before the holidays. Is that right?”',
    ],
    items: items(
      ['use', '用途和使用人', 'Use, and who drives'],
      ['budget', '预算和付款方式', 'Budget and payment'],
      ['current', '现有车辆、是否置换', 'Present car, trade-in or not'],
      ['rivals', '正在对比的竞品', 'Cars compared'],
      ['decider', '决策人、购车时间', 'Who decides, and when'],
      ['repeated', '复述需求并得到确认', 'Repeated back and confirmed'],
    ),
  },
  presentation: {
    todo: [
      '按六方位绕车，只讲客户在意的三点，每点都说“配置—好处—用在您身上”。请客户坐进去、摸一摸。提到竞品时先肯定，再讲我们的不同。',
      'Walk round the car in six positions, but dwell on the three points this customer cares about: feature, benefit, and what it does for them. Let them sit in and touch. When a rival comes up, agree first, then show the difference.',
    ],
    say: [
      '“您说常带老人，请坐到后排试试：腿部还有两拳，门开到九十度，上下不用低头。”\n“那款车确实不错。您刚说最看重油耗，我们这款百公里能省一升多，一年下来两千块。”',
      '“You mentioned your parents, so do try the rear seat: two fists of legroom, and the door opens wide enough to step straight in.”\n“That is a good car indeed. Since you care about fuel, ours uses over a litre less per 100 km, some 2,000 yuan a year.”',
    ],
    items: items(
      ['six', '六方位绕车', 'Six-position walk-round'],
      ['three', '讲透客户在意的三点', 'The three points that matter to them'],
      ['seat', '请客户坐进车内体验', 'Customer sat in the car'],
      ['rival', '回应竞品比较', 'Answered the comparison'],
    ),
  },
  test_drive: {
    todo: [
      '主动邀约试驾：先核对驾驶证、签协议，讲清路线；去程顾问示范，换手后少说话，在客户关心的路段提醒体验。还车后趁热问感受、打分，并问“这台车是不是您想要的？”',
      'Offer the drive yourself: check the licence, sign the agreement, explain the route. Drive first, then change over and speak little; point out what they care about where the road shows it. On return ask for points, and whether this is the car they want.',
    ],
    say: [
      '“光看不如开一圈，二十分钟，我带您走一段快速路和一段烂路，您感受一下隔音和底盘。”\n“开下来哪一点最满意？跟您现在的车比怎么样？”',
      '“Twenty minutes tell you more than an hour of talk. We’ll take a fast road and a rough one, so that you feel how quiet and composed it is.”\n“What did you like best? How does it compare with your present car?”',
    ],
    items: items(
      ['licence', '核对驾驶证、签协议', 'Licence checked, agreement signed'],
      ['route', '说明路线和安全事项', 'Route and safety explained'],
      ['felt', '记录试驾感受', 'What they felt is written down'],
      ['ask', '试驾后提出成交', 'Asked for the deal afterwards'],
    ),
  },
  quote: {
    todo: [
      '坐下来谈：先确认车型、颜色、付款和时间，再报一个完整的落地价；让步要有交换，超出权限找经理。听到“再考虑”，问清到底差在哪里。成交信号出现就递合同。',
      'Sit down to it: confirm model, colour, payment and date first, then quote one complete on-the-road price. Give only in exchange, and ask your manager beyond your limit. To “I’ll think about it”, ask what is missing. When they signal yes, offer the contract.',
    ],
    say: [
      '“车型、颜色和付款都合适的话，今天就能定下来吗？”\n“我给您算一个落地价：车价、购置税、保险、上牌都在里面，没有别的费用。”\n“您是觉得价格还差一点，还是要跟家里商量？差在哪里，我们一起想办法。”',
      '“If model, colour and payment are right, could you decide today?”\n“Here is the whole price: car, tax, insurance and plates. There is nothing else to pay.”\n“Is it the price, or would you like to talk it over at home? Tell me what is missing and we’ll find a way.”',
    ],
    items: items(
      ['full', '报完整落地价', 'Whole price quoted'],
      ['finance', '介绍贷款和置换方案', 'Finance and trade-in offered'],
      ['objection', '问清并记录异议', 'Objections asked for and noted'],
      ['close', '提出签约', 'Asked them to sign'],
    ),
  },
  delivery: {
    todo: [
      '提前一天电话确认时间和携带证件，车辆洗净、加油、PDI 合格。交车时逐项点交、教会功能、介绍服务顾问、合影留念，说明首保和回访。',
      'Call the day before to confirm time and papers. The car is washed, fuelled and inspected. Hand it over item by item, explain the controls, introduce the service advisor, take a photo, and explain the first service and our call.',
    ],
    say: [
      '“恭喜您提新车！先跟您把手续和随车物品核对一遍，再教您几个常用功能。”\n“这是您的服务顾问小王，以后保养找他。过两三天客服会给您打电话，有什么不满意尽管说。”',
      '“Congratulations on your new car! Let us go through the papers and the kit, then I’ll show you what you’ll use every day.”\n“This is Wang, your service advisor. Our care team will call in a few days; do tell them anything that is not right.”',
    ],
    items: items(
      ['ready', '车辆清洁、PDI 合格', 'Car clean and inspected'],
      ['papers', '发票、合格证、保单点交', 'Papers handed over'],
      ['taught', '功能讲解', 'Controls explained'],
      ['advisor', '介绍服务顾问', 'Service advisor introduced'],
      ['photo', '合影', 'Photograph taken'],
    ),
  },
  after_work: {
    todo: [
      '提车当晚问平安，三天内问用车感受，一周内解决遗留问题，一个月时提醒首保并请客户转介绍。每次都记下来。',
      'Ask the same evening whether they got home well, within three days how the car is, settle what is open within a week, and after a month remind of the first service and ask for a referral. Write each down.',
    ],
    say: [
      '“到家了吧？一路还顺吗？有不会用的功能随时问我。”\n“开了一个月，还满意吗？身边有朋友想看车，请介绍给我，您和朋友都有礼。”',
      '“Home safely? How was the drive? Ask me anything about the controls.”\n“A month with the car: are you happy with it? If a friend is looking for one, send them to me; there is a gift for both of you.”',
    ],
    items: items(
      ['evening', '提车当天问候', 'Asked the same evening'],
      ['three', '三天内回访', 'Called within three days'],
      ['solved', '遗留问题已解决', 'What was open is settled'],
      ['referral', '请客户转介绍', 'Asked for a referral'],
    ),
  },
  keep_contact: {
    todo: [
      '没有成交的客户按级别跟踪：每次联系都要有新内容——新政策、到店新车、试驾、活动；说好下次联系的时间。再忙也不断线。',
      'Those who have not bought are followed by their level. Every contact brings something new: an offer, a car that came in, a drive, an event. Agree on the next time. Never let the line go dead.',
    ],
    say: [
      '“王先生，您上次看的那款这周到了白色现车，周六上午方便过来开一下吗？”\n“您这边决定得怎么样了？需要我再帮您算一版方案吗？”',
      '“Mr Wang, the model you looked at has just come in, in white. Would Saturday morning suit you for a drive?”\n“How far have you got with your decision? Shall I work out another offer for you?”',
    ],
    items: items(
      ['news', '带着新内容联系', 'Brought something new'],
      ['next', '约定下次联系时间', 'Agreed on the next time'],
    ),
  },
}
