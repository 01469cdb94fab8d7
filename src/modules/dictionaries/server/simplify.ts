import { foldText } from '#shared/full-width.ts'

// Pairs traditional+simplified of the characters that dealers' words are made of: models, media,
// makers, occupations. Not a general converter.
const pairs =
  '騰腾邁迈寶宝達达來来爾尔嶽岳攬揽觀观豐丰產产東东風风廣广電电視视報报紙纸網网絡络車车戶户紹绍臺台訊讯過过轉转親亲員员營营銷销聯联異异業业駕驾課课論论壇坛尋寻廠厂動动態态' +
  '單单頁页傳传雜杂誌志戲戏遊游樂乐買买賣卖購购換换個个體体務务農农醫医師师軍军職职學学機机關关團团貿贸製制構构築筑險险銀银鐵铁運运輸输飛飞馬马龍龙長长鵬鹏蘭兰凱凯羅罗陽阳' +
  '領领驅驱銳锐興兴帥帅賓宾麗丽輝辉悅悦豔艳藍蓝綠绿紅红黃黄頂顶級级後后專专熱热線线續续現现額额貸贷質质門门間间開开閉闭時时舊旧歐欧國国際际點点對对應应當当實实館馆場场訪访' +
  '話话談谈認认識识請请試试騎骑軒轩籟籁銘铭薩萨競竞爭争優优價价顏颜選选擇择離离遠远絕绝無无沒没約约預预奧奥賽赛維维護护養养繕缮歸归屬属給给讓让從从與与書书畫画攝摄釣钓魚鱼' +
  '鄉乡縣县區区'

const simplified = new Map<string, string>()
const characters = Array.from(pairs)
for (let i = 0; i + 1 < characters.length; i += 2) {
  simplified.set(characters[i] as string, characters[i + 1] as string)
}

/**
 * The form in which words of a dictionary are compared: folded (half width, lower case, no
 * spaces) and with traditional characters made simplified, so that 速騰 and 速腾 are one word.
 */
export function foldWord(text: string): string {
  const folded = foldText(text)
  let out = ''
  for (const character of folded) out += simplified.get(character) ?? character
  return out
}
