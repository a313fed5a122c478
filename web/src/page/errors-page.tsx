import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { BrandMark } from '../icons/brand-mark.tsx';

const rows = Object.entries(errorCatalogue);

/** What each error code means: where the `type` of a problem response points to. */
export function ErrorsPage() {
  return (
    <main class="errors-page">
      <a class="errors-home" href="/">
        <BrandMark />
        Metered Copilot
      </a>
      <h1>Errors of the API</h1>
      <p class="muted">
        Every refusal and failure carries one of these codes. Where it says “again”, the same
        request may be sent once more: its key decides whether anything happens twice.
      </p>
      <table class="errors-table">
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([code, { status, title, isRetryable }]) => (
            <tr key={code} id={code}>
              <th scope="row">
                <code>{code}</code>
              </th>
              <td>
                {status}
                {isRetryable && <span class="muted"> again</span>}
              </td>
              <td>{title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
