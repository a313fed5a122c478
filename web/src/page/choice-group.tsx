export interface ChoiceGroupProps<Choice extends string> {
  readonly label: string;
  readonly name: string;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** A few choices side by side, of which one holds. */
export function ChoiceGroup<Choice extends string>(props: ChoiceGroupProps<Choice>) {
  const { label, name, choices, chosen, onChoose } = props;
  // The keys of a record with exactly these keys.
  const keys = Object.keys(choices) as Choice[];
  return (
    <fieldset class="choice-group">
      <legend>{label}</legend>
      <div class="choices">
        {keys.map((choice) => (
          <label key={choice} class="choice">
            <input
              type="radio"
              name={name}
              checked={choice === chosen}
              onChange={() => onChoose(choice)}
            />
            <span>{choices[choice]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
