import type { enterZh } from '../zh/enter.ts';

export const enterEn = {
  'idle.warning':
    'Nothing was done for a while: you will be signed out in {n} minutes. Move the mouse or press a key to stay.',
  'signin.idle': 'Nothing was done for {n} minutes, so you were signed out.',
  'signin.title': 'Sign in',
  'signin.submit': 'Sign in',
  'signin.activate': 'Activate an account',
  'factor.code': 'Code',
  'factor.where': 'From your code sheet (the next one in order) or your code generator.',
  'factor.hint': 'A code has 6 to 40 characters; check it.',
  'factor.title': 'Verify once more',
  'factor.why': 'This needs your second factor once more. It goes on by itself afterwards.',
  'factor.submit': 'Verify and go on',
  'key.touch': 'Plug in your USB key and touch it when it blinks.',
  'key.waiting': 'Waiting for the key to be touched',
  'key.again': 'Read the key again',
  'key.use.code': 'Use a code instead',
  'key.use.key': 'Use a USB key instead',
  'key.only': 'This account has no other factor that can be used; ask the system administrator for a reset.',
  'key.elsewhere': 'The USB keys of this account are registered at {hosts} and work under that address only.',
  'key.new':
    'Plug in the new key and touch it when it blinks. It is bound to this system at this address; nothing is stored on it.',
  'key.name.why': 'To tell it apart, such as “office key”. Register two, one as a spare.',
  'key.fault.untouched':
    "The key was not touched, this was cancelled or took too long, or the browser does not trust this system's certificate. Plug the key in and try again.",
  'key.fault.known': 'This key is already registered; use another one.',
  'key.fault.other':
    'The browser could not read the key. Plug it in again and retry; if it still fails, use another factor.',
  'key.off.local': 'Under a numeric address browsers do not allow USB keys. Open {address} instead.',
  'key.off.address':
    'Under a numeric address browsers do not allow USB keys. Open the https address with the host name instead.',
  'key.off.plain':
    'On pages that are not encrypted browsers do not allow USB keys. Open the https address instead.',
  'key.off.browser': 'This browser has no USB keys; use another browser or another factor.',
  'setup.title': 'Set up this house',
  'setup.step.code': 'Set-up code',
  'setup.step.house': 'House',
  'setup.step.people': 'Three administrators',
  'setup.step.sheets': 'Sheets',
  'setup.intro':
    'The program printed a set-up code in its window on the server. Set-up takes about five minutes; decide on the three administrators first.',
  'setup.code': 'Set-up code',
  'setup.code.why':
    "Printed in the server's window, good for one hour; start the program again for a new one.",
  'setup.house.name': 'Name of the house',
  'setup.house.name.why': 'In full; it is printed on forms and labels.',
  'setup.house.kind': 'Kind',
  'setup.suite': 'Cryptographic suite',
  'setup.suite.why': 'Chosen once; it decides how the log is signed.',
  'setup.suite.intl': 'International (SHA-256, Ed25519)',
  'setup.suite.guomi': 'National (SM2, SM3, SM4)',
  'setup.people.text':
    'Three different persons who check one another; none of them holds a duty in the business.',
  'setup.admin.name': 'Name of the {power}',
  'setup.admin.login': 'Login name of the {power}',
  'setup.submit': 'Set up the house',
  'setup.sheets.text':
    "The house is set up. Print the three sheets one by one and hand each to its person; nobody sees another's.",
  'setup.sheets.why': 'A sheet is good for seven days and can be used once.',
  'setup.sheet.open': 'Print the sheet of the {power}',
  'setup.sheets.done': 'They have been handed over',
  'activating.title': 'Waiting for the administrators',
  'activating.text':
    'These administrators have not activated their accounts. Nothing else is served before all three have.',
  'activating.activate': 'Activate {login}',
  'activating.reprint': 'A sheet was lost: print it again',
  'activate.title': 'Activate an account',
  'activate.step.identity': 'Code and password',
  'activate.step.factor': 'Second factor',
  'activate.step.done': 'Done',
  'activate.code': 'Activation code',
  'activate.code.why': 'Printed on your activation sheet.',
  'activate.kind': 'What you will use besides the password',
  'activate.kind.why':
    'Use a USB key if you have one; where phones are not allowed, no code generator. Others can be added afterwards.',
  'activate.first': 'Code shown by the generator',
  'activate.first.why': 'The first code proves that the secret was entered correctly.',
  'activate.submit': 'Activate the account',
  'activate.sheet.text':
    'After activation you print a sheet of codes. Each is used once, in order; keep it with you.',
  'activate.done': 'The account is active; you can sign in now.',
  'activate.sheet.open': 'Print the code sheet',
  'activate.sheet.why': 'It can be printed for a quarter of an hour; without it you cannot sign in.',
  'activate.go': 'Go to sign in',
  'secret.text': 'Scan with a code generator, or type:',
  'secret.why': 'Shown this once; keep no photograph of it.',
} as const satisfies Record<keyof typeof enterZh, string>;
