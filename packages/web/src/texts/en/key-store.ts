export const keyStoreEn = {
  'nav.keystore': 'Key store',
  'keystore.status.none': 'Not made yet; electronic documents cannot be kept or opened',
  'keystore.status.locked':
    'Locked; electronic documents cannot be kept or opened now, everything else works',
  'keystore.status.open': 'Open',
  'keystore.suite': 'Cryptography',
  'keystore.suite.intl': 'AES-256-GCM, SHA-256',
  'keystore.suite.guomi': 'SM4, SM3 (national suite)',
  'keystore.level.intake': 'Uploads not registered yet',
  'keystore.level.version': 'version {n}, since {time}',
  'keystore.notice.see': 'See to it',
  'keystore.notice.none':
    'There is no key store yet, so electronic documents cannot be kept. Make it and set its passphrase.',
  'keystore.notice.lost':
    'The key store file is gone and no document opens. Do not make another: have the custodians restore it with fengni key-store restore.',
  'keystore.notice.locked':
    'The key store is locked, so electronic documents cannot be kept or opened. Unlock it with its passphrase.',
  'keystore.notice.no.generation':
    'There is no generation of the key store. Should its file be damaged, no electronic document opens any more. Make one and hand it to custodians.',
  'keystore.notice.old.generation':
    'The newest generation is older than three months and lacks the keys of documents kept since. Make another.',
  'keystore.notice.rehearsal':
    'The rehearsal of restoring is due. Call the custodians together and enter their code.',
  'keystore.notice.destroy':
    'A generation still opens documents that were destroyed. Make a new one, have the older one destroyed before witnesses, and record it.',
  'keystore.create': 'Make the key store',
  'keystore.create.happens':
    'The passphrase is nowhere but here and in your memory. If it is forgotten, only custodians can restore the store; without a generation in their hands no document opens again.',
  'keystore.create.lost': 'The former store cannot be restored; give its documents up and make another',
  'keystore.create.lost.why':
    '{n} documents are there. Have the custodians restore the store first (fengni key-store restore); after another is made these never open again.',
  'keystore.create.done': 'The key store is made and open. Make the first generation next.',
  'keystore.unlock': 'Unlock',
  'keystore.unlock.why': 'Needed once after each start of the server.',
  'keystore.unlock.done': 'The key store is open.',
  'keystore.unlock.first': 'Unlock the key store first',
  'keystore.lock': 'Lock the key store',
  'keystore.lock.happens':
    'Keys leave memory at once; whoever views or uploads an electronic document is cut off.',
  'keystore.lock.others': 'Everything else goes on, and the passphrase opens it again.',
  'keystore.lock.done': 'The key store is locked.',
  'keystore.change': 'Change the passphrase',
  'keystore.change.happens':
    'Generations stay as they are: they open with the custodians’ shares, not with the passphrase.',
  'keystore.change.done': 'The passphrase is changed; the former one opens nothing.',
  'keystore.passphrase': 'Passphrase of the key store',
  'keystore.passphrase.current': 'Present passphrase',
  'keystore.passphrase.new': 'New passphrase',
  'keystore.passphrase.repeat': 'Once more',
  'keystore.passphrase.why':
    'At least {n} characters: a sentence only you remember, and no account’s password.',
  'keystore.passphrase.short': 'At least {n} characters',
  'keystore.passphrase.differs': 'The two differ',
  'keystore.more': 'More',
  'keystore.make': 'Make a generation',
  'keystore.make.happens':
    'A generation is encrypted under a key of its own, which is split among the custodians: nobody opens it alone, and the server keeps none of it. At most {n} exist at a time.',
  'keystore.make.done':
    'The generation is made. Take its file and print the sheets within the hour, and hand each out.',
  'keystore.custodians': 'Custodians',
  'keystore.custodians.why':
    '{min} to {max} persons in service, best not of one office; you are none of them.',
  'keystore.custodians.count': 'Choose {min} to {max} persons',
  'keystore.threshold': 'Needed to restore',
  'keystore.threshold.why':
    'Fewer than these open nothing together. Too many, and one who leaves makes restoring impossible.',
  'keystore.threshold.many': 'No more than there are custodians',
  'keystore.threshold.of': 'any {n} restore',
  'keystore.generations': 'Generations',
  'keystore.generations.empty': 'There is no generation of the key store yet.',
  'keystore.generations.first':
    'Generations are the only backup of the key store. Make one and hand it to 3 to 7 custodians.',
  'keystore.generations.full': 'At most {n} at a time: have the oldest destroyed and record it first',
  'keystore.generation': 'Number',
  'keystore.generation.number': 'no. {n}',
  'keystore.generation.actions': 'Actions for generation {n}',
  'keystore.made': 'Made',
  'keystore.documents': 'Documents',
  'keystore.actions': 'Actions',
  'keystore.state.alive': 'with its custodians',
  'keystore.state.holds': 'still opens {n} destroyed documents; to be destroyed',
  'keystore.state.destroyed': 'destroyed {day}',
  'keystore.state.witnessed': 'witnesses: {names}',
  'keystore.destroyed': 'Record its destruction',
  'keystore.destroyed.of': 'Record the destruction of generation {n}',
  'keystore.destroyed.on': 'Destroyed on',
  'keystore.destroyed.happens':
    'The medium with its file and every sheet are destroyed on the spot. From then on certificates no longer name this generation. Where any part cannot be found, do not record it: treat it as missing.',
  'keystore.destroyed.done': 'The destruction is recorded.',
  'keystore.witnesses': 'Witnesses',
  'keystore.witnesses.why': 'Two persons other than you.',
  'keystore.witnesses.count': 'Choose two persons',
  'keystore.share.handover': 'Record a share handed over',
  'keystore.share.handover.of': 'Generation {n}: hand a share over',
  'keystore.share.handover.done': 'The share is recorded with its new custodian.',
  'keystore.share.handover.happens':
    'A custodian who leaves puts his sheet into the hand of the next. He keeps no copy; where that is not certain, make another generation and destroy this one.',
  'keystore.share.from': 'From',
  'keystore.share.to': 'To',
  'keystore.share.to.why':
    'In service, without a share of this generation, and not the security administrator.',
  'keystore.share.on': 'Handed over on',
  'keystore.note': 'Note',
  'keystore.handout': 'Hand out generation {n}',
  'keystore.handout.file': 'The file',
  'keystore.handout.file.why': 'On a medium of its own, kept by the office, never beside the sheets.',
  'keystore.handout.take': 'Take the file',
  'keystore.handout.sheet': 'Sheet of {name}',
  'keystore.handout.print': 'Print the sheet',
  'keystore.handout.until':
    'After {time} nothing of it can be taken, and the server keeps none. If not all is handed out by then, record the generation as destroyed and make another.',
  'keystore.rehearsals': 'Rehearsals',
  'keystore.rehearsals.empty': 'There is no rehearsal on record.',
  'keystore.rehearsals.first':
    'Once a year custodians restore the key store on another machine and enter its code here. A generation nobody has restored is no backup.',
  'keystore.rehearsal.due': 'next by {day}',
  'keystore.rehearsal.record': 'Record a rehearsal',
  'keystore.rehearsal.of': 'Record a rehearsal with generation {n}',
  'keystore.rehearsal.on': 'Rehearsed on',
  'keystore.rehearsal.on.why': 'Recorded within {n} days.',
  'keystore.rehearsal.code': 'Code',
  'keystore.rehearsal.code.why': 'Shown at the end of the rehearsal, with its day.',
  'keystore.rehearsal.present': 'Custodians present',
  'keystore.rehearsal.few': 'At least {n} custodians',
  'keystore.rehearsal.happens':
    'On an empty machine, with the file of generation {n}, run this and let each custodian type his share:',
  'keystore.rehearsal.done': 'The rehearsal is recorded.',
  'keystore.recorded.by': 'entered by {name}',
  'keystore.state': 'State',
  'keystore.kept': 'Files kept',
  'keystore.being.written': 'Being written',
  'keystore.destroying': 'Keys to be destroyed',
  'keystore.waiting': 'To be wrapped anew',
  'keystore.since': 'Since the newest generation',
  'keystore.since.why': 'Should the store be damaged, these are lost. Make generations regularly.',
  'keystore.levels': 'Keys by level',
  'keystore.levels.empty': 'Made by itself when the first document is kept.',
  'keystore.rotate': 'Rotate',
  'keystore.rotate.of': 'Rotate the key of {level}',
  'keystore.rotate.happens':
    'New documents use the new key at once; others are wrapped anew in the background, without interruption.',
  'keystore.rotate.former': 'The former version stays in the store, to open what a restored backup holds.',
  'keystore.rotate.done': 'Rotated; documents are wrapped anew in the background.',
  'keystore.teach': 'What to know',
  'keystore.teach.what':
    'The key store is a file with the keys of all electronic documents. It is not in the database, and not in fengni backup.',
  'keystore.teach.copy':
    'Never copy the file: a copy kept aside opens again what was destroyed. Its backups are the generations.',
  'keystore.teach.generations':
    'Each quarter, and after a larger destruction, make a new generation and have the older one destroyed before witnesses.',
  'keystore.teach.destroy':
    'A certificate of destruction names the generations that still open what was destroyed, until their own destruction is recorded.',
  'keystore.teach.restore':
    'If the file is damaged or the passphrase lost, custodians run fengni key-store restore on the server.',
} as const;
