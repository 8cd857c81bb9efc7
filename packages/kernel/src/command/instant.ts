/** The instant an ISO 8601 text with zone names, already checked by its schema. Not the wall clock: that is the context's. */
export function parseInstant(text: string): Date {
  return new Date(text);
}
