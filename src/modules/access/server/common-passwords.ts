/** The most common passwords of ten or more characters, in lower case (public leak statistics). */
export const commonPasswords: ReadonlySet<string> = new Set(
  `1234567890 0123456789 0987654321 12345678910 123456789a 123456789q 123456789z a123456789 q123456789
   z123456789 aa123456789 qq123456789 abc123456789 123123123123 1231231231 1234512345 1212121212
   1122334455 112233445566 1029384756 147258369a 1472583690 7894561230 9876543210 5201314520
   1314520520 5211314521 woaini1314 woaini520520 woaini1314520 iloveyou1314 woaini5201314 5201314woaini
   1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc qazwsxedcrfv qwertyuiop qwertyuiop123 qwerty123456 qwerty12345
   asdfghjkl123 asdfghjklz zxcvbnm123 zxcvbnm12345 123qweasdzxc qweasdzxc123 qwe123456789 asd123456789
   abc1234567 abcd123456 abcd1234567 abcdef123456 password10 password12 password123 password1234
   password12345 passw0rd123 p@ssw0rd123 p@ssword123 administrator admin12345 admin123456 admin1234567
   admin@123456 root123456 test123456 user123456 welcome123 welcome1234 letmein123 iloveyou123
   iloveyou12 football123 baseball123 superman123 dragon12345 monkey12345 sunshine123 princess123
   changeme123 default123 guest123456 888888888888 keyuan123456 keyuankeyuan keyuan12345 kehu123456`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
