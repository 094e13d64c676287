/** What a column may say about a person. */
export type PersonalKind = 'email' | 'phone' | 'resident-id' | 'bank-card' | 'name' | 'address' | 'birth-date' | 'document';

/** Values looked at: enough to know, few enough for a column of a million texts. */
const SAMPLE = 2000;

/** Column names in English and Chinese that announce personal data. */
const NAMES: readonly (readonly [PersonalKind, RegExp])[] = [
  ['email', /e[-_ ]?mail|邮箱|电子邮件/i],
  ['phone', /(^|[^a-z])(phone|mobile|telephone|tel|cellphone|msisdn)([^a-z]|$)|手机|电话|联系方式/i],
  ['resident-id', /(^|[^a-z])(id_?card|resident_?id|national_?id|ssn)([^a-z]|$)|身份证/i],
  ['bank-card', /(^|[^a-z])(card_?(no|number)|bank_?card|iban|pan)([^a-z]|$)|银行卡|卡号/i],
  ['document', /(^|[^a-z])(passport|driver_?licen[cs]e)([^a-z]|$)|护照|驾驶证|驾照/i],
  ['birth-date', /birth|(^|[^a-z])dob([^a-z]|$)|生日|出生日期/i],
  ['address', /(^|[^a-z])(addr|address|street|postal_address)([^a-z]|$)|地址|住址/i],
  [
    'name',
    /^((first|last|full|family|given|customer|client|person)[-_ ]?name|sur_?name|name)$|^(姓名|名字|客户姓名|用户姓名|联系人|收件人)$/i,
  ],
];

/** What a column's name announces; null for an ordinary one. Only names of a length that people write are looked at. */
export function personalByName(name: string): PersonalKind | null {
  if (name.length > 200) return null;
  // customerEmail and customer_email are one name.
  const spaced = name.replaceAll(/([a-z])([A-Z])/g, '$1_$2');
  return NAMES.find(([, pattern]) => pattern.test(spaced))?.[0] ?? null;
}

interface Check {
  readonly kind: PersonalKind;
  readonly matches: (words: string) => boolean;
  /** The share of values that must match. Checksums let one random number in ten through, so they ask for nearly all. */
  readonly share: number;
}

const CHECKS: readonly Check[] = [
  { kind: 'email', matches: (words) => /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/i.test(words), share: 0.5 },
  { kind: 'resident-id', matches: isResidentId, share: 0.8 },
  { kind: 'phone', matches: isPhone, share: 0.8 },
  { kind: 'bank-card', matches: isBankCard, share: 0.9 },
];

/** What the texts of a column look like, by a sample of its levels. */
export function personalByTexts(dictionary: readonly string[], counts: Int32Array): PersonalKind | null {
  const stride = Math.max(1, Math.floor(dictionary.length / SAMPLE));
  const sample: string[] = [];
  for (let code = 0; code < dictionary.length; code += stride)
    if ((counts[code] as number) > 0) sample.push((dictionary[code] ?? '').slice(0, 300).trim());
  return matchSample(sample);
}

/** What the numbers of a column look like: phone and card numbers survive as whole numbers. */
export function personalByNumbers(sorted: Float64Array): PersonalKind | null {
  const stride = Math.max(1, Math.floor(sorted.length / SAMPLE));
  const sample: string[] = [];
  for (let i = 0; i < sorted.length; i += stride) {
    const value = sorted[i] as number;
    // Beyond 2^53 the digits of a whole number are no longer its own.
    if (!Number.isSafeInteger(value) || value < 1e10) return null;
    sample.push(String(value));
  }
  return matchSample(sample);
}

function matchSample(sample: readonly string[]): PersonalKind | null {
  // One or two values prove nothing.
  if (sample.length < 3) return null;
  const found = CHECKS.find(({ matches, share }) => sample.filter(matches).length >= share * sample.length);
  return found?.kind ?? null;
}

/** A Chinese mobile number, or an international one written with its plus sign or in the usual groups. */
function isPhone(words: string): boolean {
  const plain = words.replaceAll(/[\s().-]/g, '');
  if (/^(\+?86)?1[3-9]\d{9}$/.test(plain)) return true;
  return /^\+\d{8,15}$/.test(plain) || /^(\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}$/.test(words);
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** A Chinese resident identity number: 17 digits with a date of birth, and the check character of ISO 7064 MOD 11-2 (GB 11643-1999). */
export function isResidentId(words: string): boolean {
  const found = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(words);
  if (found === null) return false;
  const [year, month, day] = found.slice(1, 4).map(Number) as [number, number, number];
  if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(words[i]), 0);
  return '10X98765432'[sum % 11] === words[17]?.toUpperCase();
}

/** A payment card: 13 to 19 digits with the check digit of Luhn (ISO/IEC 7812-1), and not all the same. */
export function isBankCard(words: string): boolean {
  const digits = words.replaceAll(/[\s-]/g, '');
  if (!/^[2-9]\d{12,18}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 1 ? 2 * digit : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
