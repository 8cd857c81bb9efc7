import './setup.css';

/** Steps of a longer task, with the current one. */
export function StepList({ steps, current }: { steps: readonly string[]; current: number }) {
  return (
    <ol className="step-list">
      {steps.map((step, i) => (
        <li
          key={step}
          aria-current={i === current ? 'step' : undefined}
          className={i < current ? 'step-past' : ''}
        >
          <span className="num">{i + 1}</span> {step}
        </li>
      ))}
    </ol>
  );
}
