import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CannotStart } from './app/CannotStart';
import { Root } from './app/Root';
import { readConfig } from './config/config';
import { SessionContext } from './session/SessionContext';
import { startSession } from './session/start-session';
import './styles/index.css';

const root = createRoot(document.getElementById('root') as HTMLElement);

try {
  const config = await readConfig();
  const session = await startSession(config);
  root.render(
    <StrictMode>
      <SessionContext value={session}>
        <Root gateway={config.gateway} />
      </SessionContext>
    </StrictMode>,
  );
} catch (error) {
  root.render(<CannotStart error={error} />);
}
