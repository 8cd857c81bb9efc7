/** The instant an ISO 8601 text with zone names, already checked by its schema. Not the wall clock: that is the context's. */
export function parseInstant(text: string): Date {
  return new Date(text);
}

/** The instant so many days of 24 hours after another; before it where the number is negative. */
export function daysAfter(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000);
}
