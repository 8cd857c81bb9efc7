/** Duties that run recalls; the server decides again for the register in question. */
export const recallDuties = ['officer', 'document-clerk', 'cipher-clerk'] as const;
