import type { Me } from '../../../shared/api/copilot.ts';
import { useTexts } from './texts-context.ts';

export interface ClientPickerProps {
  readonly clients: Me['clients'];
  readonly chosen: string | null;
  readonly onChoose: (clientId: string) => void;
}

/** The client being worked for; a choice when there are several. */
export function ClientPicker({ clients, chosen, onChoose }: ClientPickerProps) {
  const { texts } = useTexts();
  if (clients.length < 2) {
    const only = clients.find(({ clientId }) => clientId === chosen);
    return only ? <span class="client-name">{only.name}</span> : null;
  }
  return (
    <select
      class="client-picker"
      aria-label={texts.header.client}
      value={chosen ?? ''}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {chosen === null && <option value="" disabled />}
      {clients.map(({ clientId, name }) => (
        <option key={clientId} value={clientId}>
          {name}
        </option>
      ))}
    </select>
  );
}
