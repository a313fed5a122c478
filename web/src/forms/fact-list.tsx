export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly isStrong?: boolean;
}

/** What is so, line by line. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ label, value, isStrong }) => (
        <div key={label} class={isStrong ? 'fact-strong' : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
