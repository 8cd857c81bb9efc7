/** Our own mistake: the transaction is undone and the fault is logged as one of the program (STYLE R7). */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** States what must hold whatever the user did. */
export function invariant(holds: boolean, what: string): asserts holds {
  if (!holds) throw new InvariantError(what);
}
