const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Divisions of the first two digits of an address code (GB/T 2260); 9 begins foreigners' cards. */
const provinces = new Set(
  [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
  ].concat([61, 62, 63, 64, 65, 71, 81, 82, 83]),
);

/** The check digit of an 18-digit resident identity number (GB 11643-1999, MOD 11-2). */
export function hasCitizenCheck(digits: string): boolean {
  const sum = weigh(digits, citizenWeights, (sign) => Number(sign));
  return digits.charAt(17).toUpperCase() === '10X98765432'.charAt(sum % 11);
}

/** The check sign of an 18-sign unified social credit code (GB 32100-2015, MOD 31). */
export function hasCreditCheck(code: string): boolean {
  const sum = weigh(code, creditWeights, (sign) => creditAlphabet.indexOf(sign));
  return creditAlphabet.indexOf(code.charAt(17)) === (31 - (sum % 31)) % 31;
}

/** The check sign of a 9-sign organisation code (GB 11714-1997), without hyphen. */
export function hasOrganisationCheck(code: string): boolean {
  const sum = weigh(code, organisationWeights, (sign) => Number.parseInt(sign, 36));
  const check = 11 - (sum % 11);
  return code.charAt(8) === (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}

/** The check digit of a bank card (ISO/IEC 7812-1, Luhn). */
export function hasLuhnCheck(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, place = 0; at >= 0; at -= 1, place += 1) {
    const digit = Number(digits.charAt(at)) * (place % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

export function isProvince(digits: string): boolean {
  return provinces.has(Number(digits));
}

/** Whether eight digits are a day of the Gregorian calendar between 1850 and 2099. */
export function isDay(digits: string): boolean {
  const [year, month, day] = [
    Number(digits.slice(0, 4)),
    Number(digits.slice(4, 6)),
    Number(digits.slice(6, 8)),
  ];
  if (year < 1850 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

function weigh(signs: string, weights: readonly number[], valueOf: (sign: string) => number): number {
  return weights.reduce((sum, weight, at) => sum + weight * valueOf(signs.charAt(at)), 0);
}
