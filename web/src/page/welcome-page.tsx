import { useEffect, useState } from 'preact/hooks';
import type { CopilotApi } from '../api/copilot-api.ts';
import { formatNumber } from '../format/format-number.ts';
import { messagePrice } from '../wallet/message-price.ts';
import { AccountMenu } from './account-menu.tsx';
import { Brand } from './brand.tsx';
import { useTexts } from './texts-context.ts';

export interface WelcomePageProps {
  readonly api: Pick<CopilotApi, 'getPricing'>;
  readonly onSignIn: () => void;
}

/** What somebody sees who is not signed in: what this is, what it costs, and the way in. */
export function WelcomePage({ api, onSignIn }: WelcomePageProps) {
  const { texts, locale } = useTexts();
  const { welcome } = texts;
  const price = useMessagePrice(api);
  return (
    <div class="welcome-page">
      <header class="page-header">
        <Brand href="/" />
        <span class="header-space" />
        <AccountMenu email={null} />
      </header>
      <main class="welcome">
        <h1>{welcome.title}</h1>
        <p class="welcome-lead">{welcome.lead}</p>
        <div class="welcome-start">
          <button type="button" class="button button-primary button-large" onClick={onSignIn}>
            {welcome.signIn}
          </button>
          {price !== null && (
            <p class="muted">{welcome.price(texts.tokens(price, formatNumber(price, locale)))}</p>
          )}
        </div>
        <ul class="welcome-points">
          {welcome.points.map(({ title, detail }) => (
            <li key={title}>
              <h2>{title}</h2>
              <p>{detail}</p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

function useMessagePrice(api: WelcomePageProps['api']): number | null {
  const [price, setPrice] = useState<number | null>(null);
  useEffect(() => {
    // Without the price the page still says what it is; nobody needs to hear of the failure.
    api.getPricing().then(
      (pricing) => setPrice(messagePrice(pricing)),
      () => undefined,
    );
  }, [api]);
  return price;
}
