/** The mark of the product: a square clay seal. */
export function SealMark({ large = false }: { large?: boolean }) {
  return (
    <span className={large ? 'seal-mark seal-mark-large' : 'seal-mark'} aria-hidden>
      封<br />泥
    </span>
  );
}
